"""Where the next line goes: columns and pages, filled from the top, with notes kept free at their foot.

A `Flow` is written to from top to bottom and turns to a new column or page by itself only when told to; the
setting of blocks (`block_setting`) decides what may be parted. Points throughout; y falls as the page fills.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from waymark.demo.reports.faces import Lettering
from waymark.demo.reports.line_breaking import Line, Measure
from waymark.demo.reports.plan import Look
from waymark.demo.reports.sheets import PAGE_HEIGHT, PAGE_WIDTH, Sheet

GUTTER = 22.0
_NOTE_GAP = 10.0


@dataclass(frozen=True)
class Column:
    left: float
    width: float
    top: float


@dataclass(frozen=True)
class Beside:
    """Something that stands at an edge of the column; lines above `bottom` are shorter by its width."""

    left: float
    right: float
    bottom: float


@dataclass(frozen=True)
class NoteLines:
    mark: str
    lines: tuple[Line, ...]
    lettering: Lettering

    @property
    def height(self) -> float:
        return len(self.lines) * self.lettering.leading + 1


def type_area(look: Look) -> tuple[float, float]:
    """The top and the bottom of what is between head and foot."""
    return PAGE_HEIGHT - max(look.margin, 50), max(look.margin, 50)


def column_width(look: Look, columns: int) -> float:
    whole = PAGE_WIDTH - 2 * look.margin
    return (whole - GUTTER * (columns - 1)) / columns


class Flow:
    def __init__(self, look: Look, columns: int) -> None:
        self.look = look
        self.columns = columns
        self.sheets: list[Sheet] = []
        self.y = 0.0
        self._across = columns == 1
        self._columns: list[Column] = []
        self._at = 0
        self._floor = 0.0
        self._notes: list[NoteLines] = []
        self._beside: Beside | None = None
        self.new_page()

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def column(self) -> Column:
        return self._columns[self._at]

    @property
    def room(self) -> float:
        return self.y - self._floor

    @property
    def fresh(self) -> bool:
        """Nothing has been set in this column yet."""
        return self.y >= self.column.top - 0.01

    @property
    def depth(self) -> float:
        """The room in a whole column."""
        top, bottom = type_area(self.look)
        return top - bottom

    def new_page(self) -> None:
        if self.sheets:
            self._set_notes()
        self.sheets.append(Sheet(len(self.sheets) + 1))
        self._open(type_area(self.look)[0])

    def next_column(self) -> None:
        if self._at + 1 == len(self._columns):
            self.new_page()
            return
        self._set_notes()
        self._at += 1
        self._begin(self.column.top)

    def span(self) -> None:
        """From here across all columns."""
        if self._across:
            return
        if self._at or self._notes or self.room < self.depth / 6:
            self.new_page()
        self._across = True
        self._open(self.y)

    def resume_columns(self) -> None:
        if self.columns == 1 or not self._across:
            return
        self._across = False
        if self._notes or self.room < self.depth / 5:
            self.new_page()
        else:
            self._open(self.y)

    def down(self, points: float) -> None:
        self.y -= points

    def gap(self, points: float) -> None:
        """Space between blocks; none at the head of a column."""
        if not self.fresh:
            self.y -= points

    def stand_beside(self, beside: Beside) -> None:
        self._beside = beside

    @property
    def beside(self) -> Beside | None:
        return self._beside if self._beside and self.y > self._beside.bottom + 0.01 else None

    def clear(self) -> None:
        """Down past what stands beside the text."""
        if self.beside:
            self.y = min(self.y, self.beside.bottom)

    def measure(self, leading: float, indent: float = 0) -> Measure:
        width = self.column.width - indent
        beside = self.beside
        if beside is None:
            return Measure(width)
        lines = min(ceil((self.y - beside.bottom) / leading), max(1, int(self.room / leading)))
        return Measure(width, lines, width - beside.left - beside.right, beside.left)

    def keep_note(self, note: NoteLines) -> None:
        self._floor += note.height + (0 if self._notes else _NOTE_GAP)
        self._notes.append(note)

    def room_for_notes(self, notes: tuple[NoteLines, ...]) -> float:
        if not notes:
            return 0
        return sum(note.height for note in notes) + (0 if self._notes else _NOTE_GAP)

    def close(self) -> None:
        self._set_notes()

    def _open(self, top: float) -> None:
        columns = 1 if self._across else self.columns
        width = column_width(self.look, columns)
        left = self.look.margin
        self._columns = [Column(left + at * (width + GUTTER), width, top) for at in range(columns)]
        self._at = 0
        self._begin(top)

    def _begin(self, top: float) -> None:
        self.y = top
        self._floor = type_area(self.look)[1]
        self._notes = []
        self._beside = None

    def _set_notes(self) -> None:
        if not self._notes:
            return
        sheet, left = self.sheet, self.column.left
        y = self._floor - _NOTE_GAP
        sheet.rule(left, y + 4, min(130, self.column.width / 2), 0.4)
        for note in self._notes:
            mark = Lettering(note.lettering.face, note.lettering.size * 0.7, note.lettering.leading)
            for at, line in enumerate(note.lines):
                baseline = y - note.lettering.drop
                if at == 0:
                    sheet.write(sheet.text, left, baseline + 2, mark, note.mark)
                indent = note_indent(note.mark, note.lettering)
                sheet.write(sheet.text, left + indent, baseline, note.lettering, line.text)
                y -= note.lettering.leading
            y -= 1
        self._notes = []


def note_indent(mark: str, lettering: Lettering) -> float:
    return max(8.0, lettering.points(mark) * 0.7 + 3)
