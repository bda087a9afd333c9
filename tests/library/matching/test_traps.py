"""What real reports and registers do to anyone who matches them, one trap at a time. All of it is made up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
import pytest

from tests.library.matching.making import PACK, a_case, a_report
from waymark.library.matching.deciding import Pair
from waymark.library.matching.matching import match
from waymark.library.matching.records import CaseRecord, ReportRecord, case_record
from waymark.register.places.areas import Area
from waymark.register.places.matching import Gazetteer

DAY = date(2013, 5, 14)
CHILD_S = {
    "board": "Barnmere", "child_label": "Child S", "incident_date": DAY, "age_months": 27,
    "lead_reviewer": "Alison Bellamoor", "outcome": "death", "gender": "female", "death_category": "related_other",
}  # fmt: skip
REPORT_S = {
    "board": "Barnmere LSCB", "child": "Child S", "incident_date": "2013-05-14", "age": "24-35",
    "author": "A. Bellamoor", "outcome": "death", "gender": "female",
}  # fmt: skip


def decisions(
    reports: Sequence[ReportRecord], cases: Sequence[CaseRecord], least: int = 3
) -> dict[tuple[str, str], str]:
    return {(pair.report, pair.case_id): pair.decision for pair in match(reports, cases, least)}


def only(report: ReportRecord, case: CaseRecord) -> Pair:
    (pair,) = match([report], [case], 3)
    return pair


def case_s(case_id: str = "1", **other: object) -> CaseRecord:
    return a_case(case_id, **{**CHILD_S, **other})  # type: ignore[arg-type]


def report_s(ref: str = "R1", **other: object) -> ReportRecord:
    return a_report(ref, **{**REPORT_S, **other})  # type: ignore[arg-type]


def test_a_plain_pair_is_linked_with_every_key_shown() -> None:
    pair = only(report_s(), case_s())
    assert pair.decision == "linked"
    assert [compared.agreement for compared in pair.keys.values()] == ["agrees"] * 6
    assert (pair.keys["label"].report_says, pair.keys["label"].case_says) == ("Child S", "Child S")
    assert pair.why == (
        "Board, child’s label, incident date, age, author and incident details agree. "
        "No other case or report comes near."
    )


def test_the_same_label_at_another_board_is_another_child() -> None:
    cases = [
        case_s("1"),
        case_s("2", board="Blackmouth", lead_reviewer=None),
        case_s("3", board="Carlcliffe"),
    ]
    assert decisions([report_s(board="Blackmouth LSCB")], cases) == {("R1", "2"): "linked"}


def test_the_same_label_at_the_same_board_in_another_year_is_another_child() -> None:
    found = decisions(
        [report_s()], [case_s("1"), case_s("2", incident_date=date(2011, 2, 1), age_months=130)]
    )
    assert found == {("R1", "1"): "linked"}


def test_a_changed_gender_and_a_hidden_day_do_not_hide_the_case() -> None:
    assert only(report_s(gender="male", incident_date="2013-05"), case_s()).decision == "linked"


def test_initials_and_a_pseudonym_are_not_held_against_each_other() -> None:
    pair = only(report_s(child="Daniel"), case_s(child_label="K.M."))
    assert (pair.keys["label"].agreement, pair.decision) == ("absent", "linked")


def test_a_month_and_an_age_range_do_not_decide_between_two_cases() -> None:
    said: dict[str, Any] = {"child": [], "author": [], "incident_date": "2013-05", "gender": []}
    cases = [case_s("1"), case_s("2", incident_date=date(2013, 5, 27), age_months=31, child_label="K.M.")]
    pairs = match([report_s(**said)], cases, 3)
    assert {pair.decision for pair in pairs} <= {"to confirm"}


def test_several_cases_of_a_board_in_one_month_are_told_apart_by_their_labels() -> None:
    cases = [case_s("1"), case_s("2", child_label="Child T", incident_date=date(2013, 5, 20), age_months=29)]
    assert decisions([report_s(incident_date="2013-05")], cases) == {("R1", "1"): "linked"}


def test_a_renamed_board_is_found_by_its_old_name() -> None:
    areas = Gazetteer((Area("X1", "Barnmere", "", {}, also_known_as=("Old Barnshire",)),))
    (pair,) = match([report_s(board="Old Barnshire LSCB")], [case_s()], 3, {}, areas)
    assert (pair.decision, pair.keys["board"].agreement) == ("linked", "agrees")


def test_a_joint_board_is_both_of_its_boards() -> None:
    cases = [
        case_s("1"),
        case_s("2", board="Blackmouth", child_label="Child T", incident_date=date(2012, 1, 9)),
    ]
    assert decisions([report_s(board="Barnmere and Blackmouth LSCB")], cases) == {("R1", "1"): "linked"}


def test_a_notification_years_later_says_nothing() -> None:
    assert only(report_s(), case_s(notified_on=date(2016, 9, 1))).decision == "linked"


def test_a_report_is_not_older_than_its_incident() -> None:
    hidden = report_s(incident_date=[], report_date="2014-11")
    assert only(hidden, case_s()).decision == "linked"
    older = report_s(incident_date=[], report_date="2012-11")
    (pair,) = match([older], [case_s()], 3, {("R1", "1"): "refused"})
    assert pair.keys["incident_date"].agreement == "differs"
    assert pair.keys["incident_date"].note == "the report is older than the incident"
    assert match([older], [case_s()], 3) == ()


def test_twins_who_cannot_be_told_apart_wait_for_a_person() -> None:
    twins = [case_s("1", child_label=None), case_s("2", child_label=None)]
    found = match([report_s()], twins, 3)
    assert [pair.decision for pair in found] == ["to confirm", "to confirm"]
    assert "case 2 may fit as well" in next(pair.why for pair in found if pair.case_id == "1")


def test_twins_with_labels_are_told_apart() -> None:
    twins = [case_s("1"), case_s("2", child_label="Child T")]
    assert decisions([report_s("R1"), report_s("R2", child="Child T")], twins) == {
        ("R1", "1"): "linked",
        ("R2", "2"): "linked",
    }


def test_one_report_for_four_siblings_belongs_to_all() -> None:
    ages = {"A": 27, "B": 50, "C": 81, "D": 140}
    cases = [case_s(letter, child_label=f"Child {letter}", age_months=age) for letter, age in ages.items()]
    report = report_s(child="Children A, B, C and D", age=[str(age) for age in ages.values()])
    assert decisions([report], cases) == {("R1", letter): "linked" for letter in ages}


def test_two_children_with_one_label_are_not_both_of_the_siblings() -> None:
    cases = [case_s("1", child_label="Child C"), case_s("2", child_label="Child C", age_months=28)]
    report = report_s(child="Children A, B and C", age=["27", "28", "60"])
    assert decisions([report], cases) == {("R1", "1"): "to confirm", ("R1", "2"): "to confirm"}


def test_siblings_without_labels_belong_to_a_report_that_states_several_children() -> None:
    cases = [case_s("1", child_label=None), case_s("2", child_label="K.M.", age_months=50)]
    report = report_s(child="Children A and B", age=["27", "50"])
    assert decisions([report], cases) == {("R1", "1"): "linked", ("R1", "2"): "linked"}


def test_two_boards_on_one_report_share_it() -> None:
    cases = [case_s("1"), case_s("2", board="Blackmouth")]
    report = report_s(board=["Barnmere LSCB", "Blackmouth LSCB"])
    assert decisions([report], cases) == {("R1", "1"): "linked", ("R1", "2"): "linked"}


def test_both_versions_of_a_report_that_was_redone_are_the_cases() -> None:
    versions = [report_s("R1"), report_s("R2", incident_date="2013-05", publication_date="2015-02")]
    assert decisions(versions, [case_s()]) == {("R1", "1"): "linked", ("R2", "1"): "linked"}


def test_two_reports_of_different_children_do_not_share_a_case() -> None:
    said: dict[str, Any] = {"child": [], "author": [], "incident_date": "2013-05"}
    reports = [report_s("R1", **said), report_s("R2", **{**said, "incident_date": "2013-05-16", "age": "25"})]
    assert "linked" not in decisions(reports, [case_s(child_label=None, age_months=26)]).values()


def test_an_author_of_many_reports_proves_little() -> None:
    cases = [
        case_s(str(i), board=board) for i, board in enumerate(("Barnmere", "Blackmouth", "Carlcliffe") * 5)
    ]
    report = report_s(board="Seaminster LSCB", child=[], incident_date=[], age="24-35")
    assert "linked" not in decisions([report], cases).values()


def test_what_many_cases_share_is_left_to_a_person() -> None:
    """One report of which nothing is known but board, a year of age, outcome and gender."""
    report = a_report(board="Barnmere LSCB", age="24-35", outcome="death", gender="female")
    pair = only(report, case_s())
    assert (pair.decision, pair.why) == (
        "to confirm",
        "Board, age and incident details agree. As much may agree by chance.",
    )


def test_a_label_that_was_changed_does_not_hide_the_case() -> None:
    pair = only(report_s(child="Child T"), case_s())
    assert (pair.keys["label"].agreement, pair.decision) == ("differs", "linked")
    assert "child’s label differs, which may have been changed so that the child is not known" in pair.why


@pytest.mark.parametrize(
    "said",
    [
        {"age": []},  # a sibling of the same incident
        {"incident_date": []},  # another child of that board
        {"author": "Hugh Quarrie"},  # more than the label differs
    ],
)
def test_a_label_that_differs_is_left_to_a_person_where_less_agrees(said: dict[str, Any]) -> None:
    pair = only(report_s(child="Child T", **said), case_s())
    assert pair.decision == "to confirm"
    assert "child’s label: not the same (“Child T” in the report, “Child S” in the case)" in pair.why


def test_initials_are_the_childs_and_never_excused() -> None:
    pair = only(report_s(child="J.M."), case_s(child_label="K.M."))
    assert (pair.keys["label"].agreement, pair.decision) == ("differs", "to confirm")


def test_a_case_that_bears_the_label_comes_before_one_of_which_it_would_have_to_be_changed() -> None:
    cases = [case_s("1"), case_s("2", child_label="Child T", incident_date=date(2013, 5, 20))]
    assert decisions([report_s(incident_date="2013-05")], cases) == {("R1", "1"): "linked"}


def test_a_siblings_changed_label_does_not_part_it_from_the_report_on_both() -> None:
    cases = [case_s("1", child_label="Child L", age_months=124), case_s("2", child_label="Child C")]
    report = report_s(child=["Child L", "Child K"], age=["124", "27"])
    assert decisions([report], cases) == {("R1", "1"): "linked", ("R1", "2"): "linked"}


def test_the_first_stands_for_a_month_of_which_the_day_was_not_known() -> None:
    pair = only(report_s(), case_s(incident_date=date(2013, 5, 1)))
    found = pair.keys["incident_date"]
    assert (found.agreement, found.firmness, pair.decision) == ("agrees", "rough", "linked")
    assert "the first may stand for a month" in found.note


def test_siblings_of_one_day_of_which_one_case_has_but_the_month_are_the_reports() -> None:
    cases = [
        case_s("1", child_label="Child L", age_months=124),
        case_s("2", child_label=None, incident_date=date(2013, 5, 1)),
    ]
    report = report_s(child=["Child L", "Child K"], age=["124", "27"])
    assert decisions([report], cases) == {("R1", "1"): "linked", ("R1", "2"): "linked"}


def test_a_case_whose_outcome_and_gender_differ_does_not_come_near() -> None:
    """The label of the report is borne by another child of that board and age, who died."""
    said: dict[str, Any] = {"incident_date": [], "author": [], "age": "27", "gender": "male"}
    report = report_s(outcome="serious_harm", opening="A child was physically assaulted.", **said)
    own = {"child_label": None, "outcome": "serious_harm", "gender": "male", "death_category": None}
    cases = [case_s("1", **own), case_s("2", incident_date=date(2011, 2, 1))]
    (pair,) = (pair for pair in match([report], cases, 3) if pair.case_id == "1")
    assert "may fit as well" not in pair.why


def test_two_keys_that_agree_are_shown_where_nothing_differs() -> None:
    pair = only(a_report(board="Barnmere LSCB", incident_date="2013-05-14"), case_s())
    assert pair.decision == "to confirm"
    assert pair.why.startswith("Only board and incident date agree, where 3 keys are asked for")


def test_what_a_siblings_report_says_of_one_child_is_not_held_against_another() -> None:
    siblings = report_s(child=["Child Y", "Child L"], age="31", outcome="death", gender=["female", "male"])
    pair = only(siblings, case_s(child_label="YJ", age_months=71, outcome="serious_harm"))
    assert (pair.keys["age"].agreement, pair.keys["details"].agreement) == ("absent", "absent")
    assert "another of its children" in pair.keys["age"].note
    assert pair.decision == "linked"
    assert only(report_s(age="31"), case_s(age_months=71)).decision == "to confirm"


def test_a_report_that_fits_several_cases_by_two_keys_shows_the_likeliest_three() -> None:
    bare = a_report(board="Barnmere LSCB", outcome="death", gender="female")
    cases = [case_s(str(number), child_label=f"{letter}M") for number, letter in enumerate("ABCDE")]
    pairs = match([bare], cases, 3)
    assert [pair.decision for pair in pairs] == ["to confirm"] * 3
    assert all("others may fit as well" in pair.why for pair in pairs)


def test_one_key_is_nothing() -> None:
    assert match([a_report(board="Barnmere LSCB")], [case_s()], 3) == ()


def test_how_many_keys_have_to_agree_is_the_studys() -> None:
    report = a_report(board="Barnmere LSCB", child="Child S", incident_date="2013-05-14", age="27")
    assert decisions([report], [case_s()], least=4) == {("R1", "1"): "linked"}
    assert decisions([report], [case_s()], least=5) == {("R1", "1"): "to confirm"}


def test_a_case_number_printed_in_a_report_is_its_label() -> None:
    report = a_report(board="Barnmere LSCB", child="CPD 20345", incident_date="2013-05")
    pair = only(report, case_s(case_number="CPD20345", child_label="K.M."))
    assert (pair.decision, pair.keys["label"].agreement) == ("linked", "agrees")


def test_what_a_person_decided_stands_and_frees_the_others() -> None:
    twins = [case_s("1", child_label=None), case_s("2", child_label=None)]
    confirmed = match([report_s()], twins, 3, {("R1", "2"): "confirmed"})
    assert {(pair.case_id, pair.decision) for pair in confirmed} == {("2", "confirmed"), ("1", "to confirm")}
    assert "a person has confirmed" in next(pair.why for pair in confirmed if pair.case_id == "1")
    refused = match([report_s()], twins, 3, {("R1", "2"): "refused"})
    assert {(pair.case_id, pair.decision) for pair in refused} == {("2", "refused"), ("1", "linked")}


def test_a_person_may_confirm_what_shares_nothing() -> None:
    pairs = match([a_report(board="Blackmouth")], [case_s()], 3, {("R1", "1"): "confirmed"})
    assert [pair.decision for pair in pairs] == ["confirmed"]


def test_nothing_comes_of_nothing() -> None:
    assert match([], [case_s()], 3) == match([report_s()], [], 3) == ()


def test_a_key_that_the_pack_does_not_name_is_absent() -> None:
    keys = tuple(key for key in PACK.match_keys if key.key not in ("author", "label"))
    pack = msgspec.structs.replace(PACK, match_keys=keys)
    pair = only(report_s(), case_record("1", CHILD_S, pack))  # type: ignore[arg-type]
    assert [name for name, compared in pair.keys.items() if compared.agreement == "absent"] == [
        "label",
        "author",
    ]
