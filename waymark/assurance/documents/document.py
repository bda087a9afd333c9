"""The one shape that every reader gives and every check takes: prose and tables in reading order, each with its place.

A reader (plain text, HTML, PDF, Word, workbook, our own publication) only says what is printed where. What a number
means is for the checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Place:
    """Where something stands. `line` of a plain text, `page` otherwise, 0 where there is none; `table` its number as
    printed, `row` and `column` the labels of a cell."""

    page: int = 0
    line: int = 0
    table: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class Prose:
    """One paragraph, item of a list, note or caption. `section` is the number of the heading it stands under.

    `starts`: offsets into `text` at which another line or page of the file begins, rising, with its place.
    """

    text: str
    place: Place
    section: str = ""
    heading: bool = False
    starts: tuple[tuple[int, Place], ...] = ()

    def place_at(self, offset: int) -> Place:
        """Where the letter at the offset stands in the file."""
        return next((place for start, place in reversed(self.starts) if start <= offset), self.place)


@dataclass(frozen=True)
class Line:
    """One row of a table: its cells as printed, from left to right, empty ones too. `indent`: how many steps its
    label is set in, where that can be told."""

    cells: tuple[str, ...]
    place: Place
    indent: int = 0


@dataclass(frozen=True)
class PrintedTable:
    """`number` and `title` as printed (“7”, “A.2”), empty where there are none. `lines` from the first header on;
    `notes` what stands under it: marks explained, tests. `section` as of prose."""

    number: str
    title: str
    lines: tuple[Line, ...]
    notes: tuple[Prose, ...]
    place: Place
    section: str = ""


@dataclass(frozen=True)
class Document:
    """`name` of the file; `blocks` in reading order."""

    name: str
    blocks: tuple[Prose | PrintedTable, ...]

    @cached_property
    def tables(self) -> tuple[PrintedTable, ...]:
        return tuple(block for block in self.blocks if isinstance(block, PrintedTable))

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """Notes of tables too, after their table."""
        found: list[Prose] = []
        for block in self.blocks:
            found += block.notes if isinstance(block, PrintedTable) else (block,)
        return tuple(found)
