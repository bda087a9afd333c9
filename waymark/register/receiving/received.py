"""Cells of a received row in a form that JSON can hold, and back, exactly.

The store keeps every row as received; what was a date has to come back as a date, 3 must not become 3.0,
and True must not become 1. Text, whole numbers, yes/no and blanks stand as themselves; every other kind
stands as an object of one key that names the kind, so that a text such as "2012-03-04" stays a text and
no database has to keep the spelling of a decimal number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeAlias

from waymark.register.values import CellValue

JsonCell: TypeAlias = str | int | bool | dict[str, str] | None


def cells_to_json(cells: Mapping[str, CellValue]) -> dict[str, JsonCell]:
    """The cells by header, in their order, each as JSON can hold it."""
    return {header: _to_json(value) for header, value in cells.items()}


def cells_from_json(stored: Mapping[str, JsonCell]) -> dict[str, CellValue]:
    """The cells that `cells_to_json` was given. Raises ValueError for a form that it never writes."""
    return {header: _from_json(value) for header, value in stored.items()}


def _to_json(value: CellValue) -> JsonCell:
    if isinstance(value, datetime):  # before date: a datetime is one
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, float):
        return {"float": repr(value)}  # repr is the shortest text that gives the same number again
    return value


def _from_json(stored: JsonCell) -> CellValue:
    if not isinstance(stored, dict):
        return stored
    if len(stored) == 1:
        kind, text = next(iter(stored.items()))
        if kind == "datetime":
            return datetime.fromisoformat(text)
        if kind == "date":
            return date.fromisoformat(text)
        if kind == "float":
            return float(text)
    raise ValueError(f"this is no stored cell: {stored!r}")
