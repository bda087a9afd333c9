"""The notes below a table: the pack's own, then what the counting has to say, each told once.

A cell points to its notes by number, from 1. Where the source printed a cell otherwise than its own counts
give, the pack's list of slips says so, and the note tells both.
"""

from __future__ import annotations

import msgspec

from waymark.analysis.cells import Measured
from waymark.analysis.results import Cell
from waymark.analysis.rows import ColumnPlan, RowPlan
from waymark.instruments.pack import Pack
from waymark.instruments.tables import CountTable


class Notes:
    """Notes gathered while the cells of a table are made."""

    def __init__(self, table: CountTable, pack: Pack) -> None:
        self._texts = dict.fromkeys(table.notes)
        self._slips = {(slip.row, slip.column): slip for slip in pack.slips if slip.table == table.number}

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self._texts)

    def add(self, text: str) -> int | None:
        """The number of the note; none for an empty one."""
        if not text:
            return None
        self._texts.setdefault(text)
        return list(self._texts).index(text) + 1

    def attach(self, row: RowPlan, column: ColumnPlan, found: Measured) -> Cell:
        """The cell with the numbers of its notes."""
        texts = (self._slip(row, column, found), *found.notes)
        numbers = tuple(number for text in texts if (number := self.add(text)) is not None)
        return msgspec.structs.replace(found.cell, notes=numbers) if numbers else found.cell

    def _slip(self, row: RowPlan, column: ColumnPlan, found: Measured) -> str:
        """What the source printed, where it is not what the counts give: as the pack lists it, or as
        noticed."""
        slip = self._slips.get((row.key, column.key))
        printed = slip.printed if slip else found.printed
        if not printed or printed == found.cell.shown:
            return ""
        where = " ".join(part for part in (row.label + ",", column.spec.group, column.label) if part)
        said = f"{where}: printed as {printed}; the counts give {found.cell.shown}."
        return f"{said} {slip.note}".strip() if slip else said
