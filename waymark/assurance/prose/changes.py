"""Claims of a change: “more than doubled, from 20 to 50”, “from 45% to 30%, a fall of 15%”, “rose 25% to 50 from 40”.

The direction, the multiple and the size of the change are held against the two figures. A difference of two percentages
is in percentage points; where a text calls it per cent, that is told as style if the points are right.
In: a sentence. Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from waymark.assurance.documents.document import Place
from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import NUMBER, Interval, Printed, divided, rounded
from waymark.assurance.prose.comparisons import FALL, RISE, Change, changes_in
from waymark.assurance.prose.spelled import number_of

_WAY = re.compile(rf"\b(?:(?P<rise>{RISE})|(?P<fall>{FALL}))\b", re.IGNORECASE)
_WAY_AFTER = re.compile(
    r"\W{0,4}(?:which\s+(?:is|was)\s+)?an?\s+(?:[\w.%]+\s+){0,2}?"
    r"(?:(?P<rise>rise|increase|growth|jump|gain)|(?P<fall>fall|decrease|drop|decline|reduction|cut))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|nor|never|without)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:(–—][^;:(–—]*$")
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


def _sized(name: str) -> str:
    return (
        rf"(?P<{name}hedge>about|around|some|approximately|roughly|circa|nearly|almost|just\s+under|less\s+than|up\s+to|"
        rf"just\s+over|over|more\s+than|at\s+least)?\s*(?P<{name}size>{NUMBER})\s*"
        rf"(?P<{name}unit>%|per\s?cent\b|percentage\s+points?\b|points?\b)"
    )


_SIZE_BEFORE = re.compile(
    rf"\b(?:of|by|or|an?(?:\s+[a-z]+)?|{RISE}|{FALL})\s+{_sized('')}(?P<rest>[^%.;:]{{0,60}})$", re.IGNORECASE
)
_SIZE_AFTER = re.compile(
    rf"\s*[,(–—-]\s*(?:or|up|down|an?)\s+{_sized('first_')}|[^%.;:]{{0,50}}?\b(?:of|by)\s+{_sized('')}",
    re.IGNORECASE,
)
_OF_CHANGE = re.compile(
    rf"\b(?:{RISE}|{FALL}|rise|growth|jump|gain|fall|drop|decline|cut|change|difference|improvement)s?\b",
    re.IGNORECASE,
)
_OTHER_SPAN = re.compile(
    r"[\s,]*(?:(?:an?|per|each|every|this)\s+(?:year|month|quarter|week|day|decade)|per\s+annum|annual\w*|yearly|monthly|"
    r"on\s+average|(?:on|over|since|from|against|than|compared\s+(?:with|to))\s+(?:[a-z]+\s+){0,3}?(?P<year>(?:19|20)\d\d)|"
    r"(?:on|over|since|from|compared\s+(?:with|to))\s+(?:last|the\s+(?:previous|year\s+before|last)|a\s+year))\b",
    re.IGNORECASE,
)
"""After a size that is measured from elsewhere, or for one year of several: “from 20 in 2001 to 50 in 2009, up 5% on
2008”, “an increase of 11% a year”."""
_NEAR = Fraction(1, 10)
"""The part by which “doubled” or “about 20%” may miss."""
_LEAST_MISS = Fraction(1)
"""The percentage points by which “about 3%” may at least."""


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
    told = _TIMES.search(f"{change.lead} | {change.rest}")
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
    return Finding(Class.WRONG, place, f"{told[0].strip()}, {change.told}", rounded(times, 2), how, sentence)


def _direction(change: Change, sentence: str, place: Place) -> Finding | None:
    """Where words of both directions stand before it (“cut its forecast of growth from …”), none is sure."""
    clause = _CLAUSE.search(change.lead)
    ways = list(_WAY.finditer(clause[0] if clause else change.lead))
    after = _WAY_AFTER.match(change.rest)
    ways = ways or ([after] if after else [])
    directions = {way["rise"] is not None for way in ways}
    if len(directions) != 1 or _DENIED.search(f"{change.lead} | {change.rest}"):
        return None
    rises = directions.pop()
    if change.before.value == change.after.value or rises == (change.after.value > change.before.value):
        return None
    how = f"{change.after.text} is {'less' if rises else 'more'} than {change.before.text}."
    said = (ways[-1]["rise"] or ways[-1]["fall"]).strip()
    return Finding(Class.WRONG, place, f"{said} {change.told}", "", how, sentence)


def _size(change: Change, sentence: str, place: Place) -> Finding | None:
    told = _size_told(change)
    if told is None or change.before.value <= 0 or _WAY.search(f"{change.lead} | {change.rest}") is None:
        return None
    text, hedge, size, unit = told
    points = _apart(change.after.widest, change.before.widest)
    part = Interval(
        100 * points.low / change.before.widest.high, 100 * points.high / change.before.widest.low
    )
    says_points = "point" in unit
    if _suits(points if says_points else part, size, hedge):
        return None
    exact = abs(change.after.value - change.before.value)
    relative = rounded(100 * exact / change.before.value, size.decimals)
    printed = f"{change.told}, {text}"
    if change.before.percent and not says_points and _suits(points, size, hedge):
        how = f"The difference is {size.text} percentage points; as a part of {change.before.text} it is {relative}%."
        return Finding(Class.STYLE, place, printed, f"{size.text} percentage points", how, sentence)
    computed = f"{rounded(exact, size.decimals)} percentage points" if says_points else f"{relative}%"
    how = f"From {change.before.text} to {change.after.text} is a change of {computed}."
    return Finding(Class.WRONG, place, printed, computed, how, sentence)


def _size_told(change: Change) -> tuple[str, str, Printed, str] | None:
    """As it stands, its hedge, its number and its unit: what stands next before the two figures, else next after."""
    found = _SIZE_BEFORE.search(change.lead)
    if found is not None:
        text, names = found[0][: len(found[0]) - len(found["rest"])], ("hedge", "size", "unit")
    else:
        found = _SIZE_AFTER.match(change.rest)
        if found is None:
            return None
        first = found["first_size"] is not None
        said = found[0].partition(found["size"] or "")[0]
        if not first and len(said.split()) > 1 and _OF_CHANGE.search(said) is None:
            return None  # “from 41% to 30% and to have a power of 80%”
        span = _OTHER_SPAN.match(change.rest, found.end())
        if span is not None and not (span["year"] and span["year"] in change.told):
            return None
        text, names = (
            found[0],
            ("first_hedge", "first_size", "first_unit") if first else ("hedge", "size", "unit"),
        )
    hedge, size, unit = (found[name] or "" for name in names)
    number = number_of(size)
    return (
        (text.strip(" ,(–—-"), " ".join(hedge.casefold().split()), number, unit.casefold())
        if number
        else None
    )


def _suits(exact: Interval, size: Printed, hedge: str) -> bool:
    """Whether a change between the two ends of `exact` can be told as that size."""
    miss = max(_NEAR * size.value, _LEAST_MISS)
    if hedge in ("about", "around", "some", "approximately", "roughly", "circa"):
        return exact.low <= size.value + miss and exact.high >= size.value - miss
    if hedge in ("nearly", "almost", "just under", "less than", "up to"):
        return exact.low <= size.widest.high and exact.high >= size.value - 2 * miss
    if hedge in ("over", "just over", "more than", "at least"):
        return exact.high >= size.widest.low
    return exact.meets(size.widest)


def _apart(one: Interval, other: Interval) -> Interval:
    """How far two figures can be apart."""
    high = max(one.high - other.low, other.high - one.low)
    return Interval(max(Fraction(0), one.low - other.high, other.low - one.high), high)
