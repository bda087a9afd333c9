"""“Over 800 times the number of …”, “three times as many”: a multiple against the two numbers that it compares.

Where the sentence has the two numbers itself they are taken; where it names lines of a table (“line C in Table 19”) the
lines are added over the columns of each run of periods that the sentence can mean.
In: prose and the shapes of the tables. Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from waymark.assurance.documents.document import Prose
from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import Printed, rounded
from waymark.assurance.prose.against_tables import tables_named
from waymark.assurance.prose.sentences import sentences
from waymark.assurance.prose.spelled import COUNT, number_of
from waymark.assurance.tables.shape import Row, Shape

_HEDGE = (
    r"(?P<hedge>over|more\s+than|well\s+over|at\s+least|nearly|almost|just\s+under|about|around|some|"
    r"approximately|roughly)?"
)
_TIMES = rf"{_HEDGE}\s*\b(?P<times>{COUNT})\s+times"
_OF_NUMBERS = re.compile(
    rf"\b(?P<more>{COUNT})(?:\s+[a-z]+){{0,4}},?\s+(?:(?:which\s+)?(?:is|was|are|were)\s+)?{_TIMES}\s+"
    rf"(?:as\s+many\s+as\s+)?the\s+(?P<less>{COUNT})\b", re.IGNORECASE,
)  # fmt: skip
_LINE = r"\b(?:line|row)\s+(?P<{name}>[A-Z])\b"
_OF_LINES = re.compile(
    _LINE.format(name="more")
    + rf"[^.;]{{0,60}}?\b(?:is|was|are|were)\s+{_TIMES}\b[^.;]{{0,80}}?"
    + _LINE.format(name="less"),
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ROUND = 10
_NEAR = Fraction(1, 10)
"""The part by which “about” or “nearly” may miss."""


def findings_of_multiples(prose: Sequence[Prose], shapes: Mapping[str, Shape]) -> Iterator[Finding]:
    for block in prose:
        if " times" not in block.text:
            continue
        for start, sentence in sentences(block.text):
            yield from _of_numbers(block, start, sentence)
            for number in tables_named(sentence)[:1]:
                if number in shapes:
                    yield from _of_lines(block, start, sentence, shapes[number])


def _of_numbers(block: Prose, start: int, sentence: str) -> Iterator[Finding]:
    for found in _OF_NUMBERS.finditer(sentence):
        more, less = number_of(found["more"]), number_of(found["less"])
        if more and less and less.value:
            yield from _told(block, start, sentence, found, [more.value / less.value], "")


def _of_lines(block: Prose, start: int, sentence: str, shape: Shape) -> Iterator[Finding]:
    for found in _OF_LINES.finditer(sentence):
        more, less = _line(shape, found["more"]), _line(shape, found["less"])
        if more is None or less is None:
            continue
        above, below = _counts(more), _counts(less)
        runs = _runs(sentence, shape)
        ratios = [
            Fraction(sum(above[first:last]), under)
            for first, last in runs
            if (under := sum(below[first:last]))
        ]
        yield from _told(block, start, sentence, found, ratios, f" in Table {shape.table.number}")


def _runs(sentence: str, shape: Shape) -> list[tuple[int, int]]:
    """The columns of the years that the sentence names, from the first to the last; else every run of columns."""
    width = len(shape.columns)
    told = [int(year) for year in _YEAR.findall(sentence)]
    spans = [[int(year) for year in _YEAR.findall(column.label)] for column in shape.columns]
    if len(told) > 1 and all(spans):
        first, last = min(told), max(told)
        within = [at for at, years in enumerate(spans) if first <= years[0] < last]
        if within:
            return [(within[0], within[-1] + 1)]
    return [(first, last) for first in range(width) for last in range(first + 1, width + 1)]


def _told(
    block: Prose, start: int, sentence: str, found: re.Match[str], ratios: Sequence[Fraction], where: str
) -> Iterator[Finding]:
    times = number_of(found["times"])
    hedge = " ".join((found["hedge"] or "").casefold().split())
    if times is None or not ratios or any(_suits(times, hedge, ratio) for ratio in ratios):
        return
    nearest = min(ratios, key=lambda ratio: abs(ratio - times.value))
    how = f"It is {rounded(nearest, 1)} times as many{where}."
    place = block.place_at(start + found.start())
    yield Finding(Class.WRONG, place, found[0], rounded(nearest, 1), how, sentence)


def _suits(times: Printed, hedge: str, ratio: Fraction) -> bool:
    near = abs(ratio - times.value) <= _NEAR * times.value
    if hedge in ("over", "more than", "well over", "at least"):
        return ratio >= times.value
    if hedge in ("nearly", "almost", "just under"):
        return near and ratio <= times.value
    # a multiple of ten or more is hardly ever meant to the unit
    return near if hedge or times.value >= _ROUND else ratio in times.widest


def _line(shape: Shape, letter: str) -> Row | None:
    """The row whose label begins with the letter as a mark: “C) …”, “(C) …”, “C. …”."""
    mark = re.compile(rf"\(?{letter}[).:]\s", re.IGNORECASE)
    return next((row for row in shape.rows if mark.match(row.label)), None)


def _counts(row: Row) -> list[int]:
    return [one.count if one is not None and one.count is not None else 0 for one in row.figures]
