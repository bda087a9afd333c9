"""Claims of a change: “more than doubled, from 20 to 50”, “from 45% to 30%, a fall of 15%”, “fell by a third from …”.

The direction, the multiple and the size of the change are held against the two figures. A difference of two percentages
is in percentage points; where a text calls it per cent, that is told as style if the points are right.
In: a sentence. Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from waymark.assurance.documents.document import Place
from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import NUMBER, Interval, Printed, divided, rounded
from waymark.assurance.prose.spelled import COUNT, number_of

_FROM_TO = re.compile(
    rf"\bfrom\s+(?P<a>{COUNT})\s*(?P<a_percent>%|per\s?cent\b)?(?P<between>[^.;:%]{{0,60}}?)\s+to\s+"
    rf"(?P<b>{COUNT})\s*(?P<b_percent>%|per\s?cent\b)?",
    re.IGNORECASE,
)
_RISE = r"rose|risen|rise|rising|increas\w*|grew|grown|growth|up"
_FALL = r"fell|fallen|fall|falling|decreas\w*|declin\w*|dropp?\w*|reduc\w*|down"
_WAY = re.compile(rf"\b(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\b(?P<hedge>more than|over|well over|nearly|almost|just under)?\s*"
    r"(?P<word>doubl(?:ed|ing)|trebl(?:ed|ing)|tripl(?:ed|ing)|quadrupl(?:ed|ing)|halv(?:ed|ing))",
    re.IGNORECASE,
)  # fmt: skip
_MULTIPLES = {
    "doubl": Fraction(2),
    "trebl": Fraction(3),
    "tripl": Fraction(3),
    "quadr": Fraction(4),
    "halv": Fraction(1, 2),
}
_SIZE = re.compile(
    rf"\b(?:of|by)\s+(?:about\s+|around\s+|some\s+|nearly\s+|almost\s+|over\s+)?(?P<size>{NUMBER})\s*"
    r"(?P<unit>%|per\s?cent\b|percentage points?\b|points?\b)", re.IGNORECASE,
)  # fmt: skip
_NOT_COUNTS = re.compile(
    r"\s*(?:years?|months?|weeks?|days?|hours?|am\b|pm\b|o’clock|:|[-–]\s*\d)", re.IGNORECASE
)
_REACH = 70
_NEAR = Fraction(1, 10)
"""The part by which “doubled” without a hedge, or “nearly doubled”, may miss."""


@dataclass(frozen=True)
class Change:
    before: Printed
    after: Printed
    percents: bool
    text: str
    around: str
    start: int


def changes_in(sentence: str) -> Iterator[Change]:
    for found in _FROM_TO.finditer(sentence):
        before, after = number_of(found["a"]), number_of(found["b"])
        if before is None or after is None or _is_range(sentence, found, before, after):
            continue
        around = (
            sentence[max(0, found.start() - _REACH) : found.start()]
            + " | "
            + sentence[found.end() :][:_REACH]
        )
        percents = bool(found["b_percent"])
        if bool(found["a_percent"]) and not percents:
            continue
        yield Change(before, after, percents, found[0], around, found.start())


def _is_range(sentence: str, found: re.Match[str], before: Printed, after: Printed) -> bool:
    """Ages, dates and times run from one to another without changing."""
    years = all(number.text.isdigit() and 1900 <= number.value <= 2100 for number in (before, after))
    measured = _NOT_COUNTS.match(sentence, found.end()) or _NOT_COUNTS.match(found["between"] or "")
    return years or bool(measured)


def findings_of_changes(sentence: str, place: Place) -> Iterator[Finding]:
    for change in changes_in(sentence):
        found = (
            _multiple(change, sentence, place)
            or _direction(change, sentence, place)
            or _size(change, sentence, place)
        )
        if found is not None:
            yield found


def _multiple(change: Change, sentence: str, place: Place) -> Finding | None:
    told = _TIMES.search(change.around)
    if told is None or change.before.value <= 0:
        return None
    wanted = _MULTIPLES[told["word"][:5].casefold().removesuffix("e").removesuffix("i")]
    ratio = divided(change.after.widest, change.before.widest)
    hedge = (told["hedge"] or "").casefold()
    further = (ratio.low < wanted) if wanted < 1 else (ratio.high > wanted)
    short = (ratio.high > wanted) if wanted < 1 else (ratio.low < wanted)
    near = abs(change.after.value / change.before.value - wanted) <= wanted * _NEAR * 2
    right = {"": near, "nearly": short and near, "almost": short and near, "just under": short and near}.get(
        hedge, further
    )
    if right:
        return None
    times = change.after.value / change.before.value
    how = f"{change.after.text} is {rounded(times, 2)} times {change.before.text}."
    return Finding(Class.WRONG, place, f"{told[0].strip()}, {change.text}", rounded(times, 2), how, sentence)


def _direction(change: Change, sentence: str, place: Place) -> Finding | None:
    ways = list(_WAY.finditer(change.around.split(" | ")[0])) or list(
        _WAY.finditer(change.around.split(" | ")[1][:25])
    )
    if not ways or re.search(r"\b(?:not|no)\b", change.around):
        return None
    rises = ways[-1]["rise"] is not None
    if change.before.value == change.after.value or rises == (change.after.value > change.before.value):
        return None
    how = f"{change.after.text} is {'less' if rises else 'more'} than {change.before.text}."
    return Finding(Class.WRONG, place, f"{ways[-1][0]} {change.text}", "", how, sentence)


def _size(change: Change, sentence: str, place: Place) -> Finding | None:
    told = _SIZE.search(change.around)
    if told is None or change.before.value <= 0 or _WAY.search(change.around) is None:
        return None
    size = number_of(told["size"])
    if size is None:
        return None
    points = _apart(change.after.widest, change.before.widest)
    part = Interval(
        100 * points.low / change.before.widest.high, 100 * points.high / change.before.widest.low
    )
    says_points = "point" in told["unit"].casefold()
    if (points if says_points else part).meets(size.widest):
        return None
    exact = abs(change.after.value - change.before.value)
    relative = rounded(100 * exact / change.before.value, size.decimals)
    printed = f"{change.text}, {told[0]}"
    if change.percents and not says_points and points.meets(size.widest):
        how = f"The difference is {size.text} percentage points; as a part of {change.before.text}% it is {relative}%."
        return Finding(Class.STYLE, place, printed, f"{size.text} percentage points", how, sentence)
    computed = f"{rounded(exact, size.decimals)} percentage points" if says_points else f"{relative}%"
    how = f"From {change.before.text} to {change.after.text} is a change of {computed}."
    return Finding(Class.WRONG, place, printed, computed, how, sentence)


def _apart(one: Interval, other: Interval) -> Interval:
    """How far two figures can be apart."""
    high = max(one.high - other.low, other.high - one.low)
    return Interval(max(Fraction(0), one.low - other.high, other.low - one.high), high)
