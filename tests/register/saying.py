"""Statements for tests, made the way the register makes them: cells cleaned by the pack's variables."""

from __future__ import annotations

from waymark.instruments.pack import Pack
from waymark.register.cases import Statement
from waymark.register.cleaning.cell import clean_cell
from waymark.register.values import CellValue


def says(pack: Pack, source: str, row: int = 1, /, **cells: CellValue) -> list[Statement]:
    """What a source says in one row, a statement for each cell that is not blank."""
    cleaned = (clean_cell(pack.variables[name], cell) for name, cell in cells.items())
    return [Statement(source, row, stated) for stated in cleaned if stated is not None]
