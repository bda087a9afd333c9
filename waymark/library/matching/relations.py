"""When two reports are of one review, and when two cases may both be a report's.

In: records and comparisons. Out: yes or no. Both are asked before one is held to be the other's rival: many
reports to a case, and many cases to a report, are right only where the papers themselves say so.
"""

from __future__ import annotations

from waymark.instruments.reports import MatchKeyName
from waymark.library.matching.ages import AgeRange
from waymark.library.matching.agreement import Agreement
from waymark.library.matching.boards import BoardReader, compare_boards
from waymark.library.matching.keys import Comparison, differing, excused
from waymark.library.matching.labels import compare_labels
from waymark.library.matching.names import compare_people
from waymark.library.matching.partial_dates import PartialDate, may_be_one_day
from waymark.library.matching.records import CaseRecord, ReportRecord

_KEYS_OF_ONE_REVIEW = 2
_TELL_APART: frozenset[MatchKeyName] = frozenset(("board", "label"))


def same_review(one: ReportRecord, other: ReportRecord, boards: BoardReader) -> bool:
    """Two versions of a report: the same board, two other keys the same, nothing that differs. One of the two has
    to be the label, the day, or the author with the date: a month and an age are shared by many children."""
    if compare_boards(boards.areas(one.boards), boards.areas(other.boards)).agreement != "agrees":
        return False
    authors = compare_people(one.people, other.people).agreement
    label, day, age, outcome = _of_the_child(one, other)
    compared = (label, day, age, outcome, authors)
    if "differs" in compared or compared.count("agrees") < _KEYS_OF_ONE_REVIEW:
        return False
    to_the_day = one.incident is not None and one.incident.day is not None and one.incident == other.incident
    return label == "agrees" or to_the_day or (authors == "agrees" and day == "agrees")


def of_other_children(one: ReportRecord, other: ReportRecord) -> bool:
    """Whether something that is said of the child differs, so that they cannot be versions of one report."""
    return "differs" in _of_the_child(one, other)


def _of_the_child(one: ReportRecord, other: ReportRecord) -> tuple[Agreement, ...]:
    """A shared outcome proves nothing."""
    outcomes = {record.details.outcome for record in (one, other)} - {""}
    return (
        compare_labels(one.label, other.label).agreement,
        _dates(one.incident, other.incident),
        _ages(one.ages, other.ages),
        "differs" if len(outcomes) > 1 else "absent",
    )


def _dates(one: PartialDate | None, other: PartialDate | None) -> Agreement:
    if one is None or other is None:
        return "absent"
    if one.first > other.last or other.first > one.last:
        return "differs"
    return "agrees" if one.month and other.month else "absent"


def _ages(one: tuple[AgeRange, ...], other: tuple[AgeRange, ...]) -> Agreement:
    if not one or not other:
        return "absent"
    near = any(a.first <= b.last + 1 and b.first <= a.last + 1 for a in one for b in other)
    return "agrees" if near else "differs"


def stated_together(one: Comparison, other: Comparison, boards: BoardReader) -> bool:
    """Whether the report of both says that it is of both cases: several children, several boards, or one child
    who was notified twice."""
    told_apart = (
        _TELL_APART.intersection(differing(each.keys)) for each in (one, other) if not excused(each)
    )
    if any(told_apart):
        return False
    days = one.case.incident, other.case.incident
    same_day = days[0] is not None and days[1] is not None and may_be_one_day(days[0], days[1])
    if one.report.several_children and not _called_the_same(one, other):
        return same_day or _called_apart(one, other)
    return same_day and (_boards_apart(one, other, boards) or _same_child(one.case, other.case))


def _called_the_same(one: Comparison, other: Comparison) -> bool:
    """One label is of one child, on a report of several too."""
    return bool(one.report.label.tokens & one.case.label.tokens & other.case.label.tokens)


def _called_apart(one: Comparison, other: Comparison) -> bool:
    """Each case goes by another of the labels that the report states."""
    labels = [compared.report.label.tokens & compared.case.label.tokens for compared in (one, other)]
    return all(labels) and not labels[0] & labels[1]


def _boards_apart(one: Comparison, other: Comparison, boards: BoardReader) -> bool:
    """The report states several boards, and each case is at one of them."""
    stated = boards.areas(one.report.boards)
    at = [boards.areas(compared.case.boards) & stated for compared in (one, other)]
    return all(at) and at[0] != at[1]


def _same_child(one: CaseRecord, other: CaseRecord) -> bool:
    """Notified twice: called the same, of the same age."""
    called = {token for token in one.label.tokens & other.label.tokens if token.form != "number"}
    return bool(called) and one.age_months == other.age_months and one.boards == other.boards
