"""What several readers answered to one question, unit by unit.

In: answers by unit and reader; a reader need not have read every unit. Out: a frozen table of them, the table
reduced to two readers, and the units where readers differ, which is what goes to adjudication.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import combinations
from typing import TypeAlias

from waymark.instruments.problems import CallProblem, did_you_mean


class Unanswered(Enum):
    """The answers that give no value. Each is an answer of its own: the reader looked, and this is what was found."""

    NOT_STATED = "not stated"
    UNCLEAR = "unclear"
    NOT_APPLICABLE = "not applicable"


Answer: TypeAlias = str | int | float | date | frozenset[str] | Unanswered
"""A category's code, a number, an age in months, a date, the codes of several categories, or why there is none."""


@dataclass(frozen=True)
class Ratings:
    """One row a unit, one place a reader; None where the reader did not read the unit."""

    units: tuple[str, ...]
    readers: tuple[str, ...]
    answers: tuple[tuple[Answer | None, ...], ...]

    def __post_init__(self) -> None:
        if len(set(self.units)) < len(self.units) or len(set(self.readers)) < len(self.readers):
            raise ValueError("a unit or a reader stands twice")
        if len(self.answers) != len(self.units) or any(len(row) != len(self.readers) for row in self.answers):
            raise ValueError("one row a unit, one place a reader")

    def read(self, row: int) -> Iterator[tuple[str, Answer]]:
        """Who answered the unit of this row, and what."""
        for reader, answer in zip(self.readers, self.answers[row], strict=True):
            if answer is not None:
                yield reader, answer


@dataclass(frozen=True)
class Difference:
    """A unit where readers differ, with what each said, in the order of the readers."""

    unit: str
    said: tuple[tuple[str, Answer], ...]


def ratings_of(answers: Iterable[tuple[str, str, Answer]]) -> Ratings:
    """The table of answers given as unit, reader, answer; units and readers in the order in which they come."""
    table: dict[str, dict[str, Answer]] = {}
    readers: dict[str, None] = {}
    for unit, reader, answer in answers:
        row = table.setdefault(unit, {})
        if reader in row:
            raise CallProblem(
                f"“{reader}” has two answers for {unit}.",
                right="Agreement counts one answer a reader: take the version that stands.",
            )
        row[reader] = answer
        readers.setdefault(reader)
    rows = tuple(tuple(row.get(reader) for reader in readers) for row in table.values())
    return Ratings(tuple(table), tuple(readers), rows)


def differing(ratings: Ratings) -> tuple[Difference, ...]:
    """The units where at least two readers gave different answers, in the order of the units.

    “Not stated” against a value is a difference; a reader who did not read the unit makes none.
    """
    found = []
    for row, unit in enumerate(ratings.units):
        said = tuple(ratings.read(row))
        if len({answer for _, answer in said}) > 1:
            found.append(Difference(unit, said))
    return tuple(found)


def of_two(ratings: Ratings, one: str, other: str) -> Ratings:
    """The answers of two of the readers, for the units that both have read."""
    for reader in (one, other):
        if reader not in ratings.readers:
            raise CallProblem(f"No answer is by “{reader}”.", right=did_you_mean(reader, ratings.readers))
    places = [ratings.readers.index(reader) for reader in (one, other)]
    kept = [
        (unit, tuple(row[place] for place in places))
        for unit, row in zip(ratings.units, ratings.answers, strict=True)
        if all(row[place] is not None for place in places)
    ]
    return Ratings(tuple(unit for unit, _ in kept), (one, other), tuple(row for _, row in kept))


def pairs_of_readers(ratings: Ratings) -> tuple[tuple[str, str], ...]:
    """Every two readers who have read a unit in common."""
    return tuple(
        (ratings.readers[a], ratings.readers[b])
        for a, b in combinations(range(len(ratings.readers)), 2)
        if any(row[a] is not None and row[b] is not None for row in ratings.answers)
    )
