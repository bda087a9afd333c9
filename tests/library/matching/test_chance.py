"""What an agreement is worth among the cases of a study, and how much is asked of it."""

from __future__ import annotations

from datetime import date, timedelta

from tests.library.matching.making import a_case, a_report
from waymark.library.matching.boards import BoardReader, board_reader
from waymark.library.matching.expecting import enough_bits
from waymark.library.matching.keys import Comparer, Comparison
from waymark.library.matching.records import CaseRecord, ReportRecord

BOARDS = ("Barnmere", "Blackmouth", "Carlcliffe", "Seaminster")
REGULAR, PASSER_BY = "Alison Bellamoor", "Hugh Quarrie"


def cases_of(board: str, count: int, **values: str) -> list[CaseRecord]:
    first = date(2012, 1, 5)
    return [
        a_case(
            f"{board} {number}",
            board=board,
            child_label=f"Child {'ABCDEFGHJKLMNP'[number]}",
            incident_date=first + timedelta(days=37 * number),
            age_months=12 * number,
            **values,
        )
        for number in range(count)
    ]


def one_in(report: ReportRecord, case: CaseRecord, cases: list[CaseRecord], key: str) -> float:
    boards: BoardReader = board_reader(BOARDS)
    return Comparer(cases, boards).compare(report, case).keys[key].one_in  # type: ignore[index]


def test_a_board_with_many_cases_says_less_than_one_with_few() -> None:
    many, few = cases_of("Barnmere", 12), cases_of("Blackmouth", 2)
    large = one_in(a_report(board="Barnmere"), many[0], many + few, "board")
    small = one_in(a_report(board="Blackmouth"), few[0], many + few, "board")
    assert large < small / 4


def test_an_author_says_little_at_a_board_for_which_they_often_write() -> None:
    usual = cases_of("Barnmere", 10, lead_reviewer=REGULAR)
    others = cases_of("Blackmouth", 9) + cases_of("Carlcliffe", 14)
    rare = a_case("once", board="Seaminster", lead_reviewer=PASSER_BY)
    cases = [*usual, *others, rare]
    assert one_in(a_report(author=REGULAR), usual[0], cases, "author") < 3
    assert one_in(a_report(author=PASSER_BY), rare, cases, "author") > 8


def test_of_several_children_any_label_would_do() -> None:
    cases = cases_of("Barnmere", 10)
    alone = one_in(a_report(child="Child A"), cases[0], cases, "label")
    together = one_in(a_report(child="Children A, B, C and D"), cases[0], cases, "label")
    assert together < alone / 3


def compared(reports: list[ReportRecord], cases: list[CaseRecord]) -> list[Comparison]:
    comparer = Comparer(cases, board_reader(BOARDS))
    return [comparer.compare(report, case) for report in reports for case in cases]


def test_more_is_asked_where_reports_are_found_to_have_no_case() -> None:
    cases = cases_of("Barnmere", 12)
    of_cases = [
        a_report(
            f"R{number}",
            board="Barnmere",
            child=case.label.written,
            incident_date=str(case.incident),
            age=str(case.age_months),
        )
        for number, case in enumerate(cases)
    ]
    of_none = [
        a_report(f"S{number}", board="Carlcliffe", incident_date=f"2009-01-{number + 1:02}", age="5")
        for number in range(12)
    ]
    at_home = enough_bits(of_cases, len(cases), compared(of_cases, cases))
    mixed = of_cases + of_none
    with_strangers = enough_bits(mixed, len(cases), compared(mixed, cases))
    strangers_only = enough_bits(of_none, len(cases), compared(of_none, cases))
    assert at_home + 3 < with_strangers < strangers_only


def test_more_is_asked_of_all_where_more_reports_may_be_linked_by_chance() -> None:
    """Half of them have no case, of few reports as of many."""
    cases = cases_of("Barnmere", 12)

    def asked(count: int) -> float:
        here = [
            a_report(
                f"R{number}",
                board="Barnmere",
                incident_date=str(cases[number % 12].incident),
                age=str(cases[number % 12].age_months),
            )
            for number in range(count)
        ]
        elsewhere = [
            a_report(f"S{number}", board="Carlcliffe", incident_date="2009-01-02", age="5")
            for number in range(count)
        ]
        one_case = compared(here, cases)
        return enough_bits(here + elsewhere, len(cases), one_case)

    assert asked(12) + 1 < asked(600)


def test_a_report_whose_label_was_changed_is_not_counted_as_without_a_case() -> None:
    cases = cases_of("Barnmere", 12, outcome="death")

    def reports(label: str) -> list[ReportRecord]:
        return [
            a_report(
                f"R{number}",
                board="Barnmere",
                child=label or case.label.written,
                incident_date=str(case.incident)[:7],
                age=f"{12 * number}-{12 * number + 11}",
                outcome="death",
            )
            for number, case in enumerate(cases)
        ]

    changed, kept = reports("Child S"), reports("")
    assert enough_bits(changed, len(cases), compared(changed, cases)) == enough_bits(
        kept, len(cases), compared(kept, cases)
    )


def test_more_is_asked_where_there_are_more_cases() -> None:
    assert enough_bits([], 1_000, []) == enough_bits([], 500, []) + 1
