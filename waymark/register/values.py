"""What a source says of a case, and every step from the cell as received to the value that counts.

These types are the language of the register's pure rooms (reading files, matching headers, cleaning,
joining, checking, selecting); `actions` stores them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeAlias

from waymark.instruments.conditions import Value

CellValue: TypeAlias = str | int | float | bool | date | datetime | None
"""A cell as a reader of workbooks gives it. Times of day are kept; a blank cell is None."""


@dataclass(frozen=True)
class ReceivedRow:
    """One row of a sheet, or one entry of a document, as received.

    `place` is the sheet's name or the document's section; `number` counts as a person does (the first line
    of the sheet is 1; the first entry of a document is 1). `cells` keep the headers as written.
    """

    place: str
    number: int
    cells: Mapping[str, CellValue]


@dataclass(frozen=True)
class Step:
    """One rule applied to one value: its name, what it found and what it left."""

    rule: str
    before: str
    after: str


@dataclass(frozen=True)
class Stated:
    """What one source states of one variable: the typed value (None where it could not be read) and the way.

    `raw` is the cell as text. `problem` says, for a person, why there is no value or what is doubtful.
    """

    variable: str
    value: Value
    raw: str
    steps: tuple[Step, ...] = ()
    problem: str = ""

    def then(self, rule: str, value: Value, shown: str) -> Stated:
        """The same statement after one more rule."""
        step = Step(rule, self.steps[-1].after if self.steps else self.raw, shown)
        return replace(self, value=value, steps=(*self.steps, step))
