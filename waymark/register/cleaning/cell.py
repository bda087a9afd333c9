"""One cell becomes what its source states, by the type of the variable alone.

`clean_cell` is the way in. A blank cell states nothing (None). A cell that is already the value in its final
form has no step; every change is a step with a rule of the catalogue; what cannot be read has no value and a
problem in words. Cleaning never raises.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache

from waymark.instruments.variables import Variable
from waymark.register.cleaning.ages import clean_age, unit_of_header
from waymark.register.cleaning.areas import clean_area
from waymark.register.cleaning.categories import answers_of, clean_categories, clean_category
from waymark.register.cleaning.dates import clean_date
from waymark.register.cleaning.numbers import clean_number
from waymark.register.cleaning.wording import says_nothing, tidy
from waymark.register.values import CellValue, Stated

Reader = Callable[[Stated, CellValue], Stated]

_SPREADSHEET_ERRORS = frozenset(("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"))
_LONGEST_KEPT = 200  # characters; longer texts hardly repeat
_DIFFERENT_CELLS_KEPT = 20_000


def clean_cell(variable: Variable, cell: CellValue, header: str = "") -> Stated | None:
    """What the cell states of the variable. The header may name the unit of an age."""
    return column(variable, header)(cell)


def column(variable: Variable, header: str = "") -> ColumnCleaner:
    """The cleaner of one column, prepared once and kept."""
    return _prepared(_Identity(variable), header)


class ColumnCleaner:
    """Cleans the cells of one column. The same cell twice is read once."""

    def __init__(self, variable: Variable, header: str) -> None:
        self._variable = variable
        self._read = _reader(variable, header)
        self._once = lru_cache(maxsize=_DIFFERENT_CELLS_KEPT, typed=True)(self._clean)

    def __call__(self, cell: CellValue) -> Stated | None:
        if cell is None:
            return None
        if isinstance(cell, str) and len(cell) > _LONGEST_KEPT:
            return self._clean(cell)
        return self._once(cell)

    def _clean(self, cell: CellValue) -> Stated | None:
        raw = as_text(cell)
        text = tidy(raw)
        if not text:
            return None
        opened = Stated(self._variable.key, None, raw)
        if text in _SPREADSHEET_ERRORS:
            return replace(opened, problem=f"the spreadsheet shows the error {text} here.")
        return self._read(opened, cell)


def as_text(cell: CellValue) -> str:
    """The cell as text: dates in ISO form, whole numbers without a point; text exactly as it is."""
    if isinstance(cell, str):
        return cell
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return repr(cell).removesuffix(".0")


def _reader(variable: Variable, header: str) -> Reader:
    match variable.type:
        case "date":
            return _unless_nothing(clean_date)
        case "age":
            unit = unit_of_header(header)
            return _unless_nothing(lambda opened, cell: clean_age(opened, cell, variable, unit))
        case "number":
            return _unless_nothing(lambda opened, cell: clean_number(opened, cell, variable))
        case "category":
            answers = answers_of(variable)
            return lambda opened, cell: clean_category(opened, cell, answers)
        case "categories":
            answers = answers_of(variable)
            return lambda opened, cell: clean_categories(opened, cell, answers)
        case "area":
            return _unless_nothing(clean_area)
        case "text":
            return _clean_text


def _unless_nothing(read: Reader) -> Reader:
    """Types without categories have no code for “not known”: the source is heard, and states no value."""

    def heard(opened: Stated, cell: CellValue) -> Stated:
        if isinstance(cell, str) and says_nothing(cell):
            return opened.then("nothing-known", None, "")
        return read(opened, cell)

    return heard


def _clean_text(opened: Stated, _cell: CellValue) -> Stated:
    text = tidy(opened.raw)
    return (
        opened.then("text-spaces-folded", text, text) if text != opened.raw else replace(opened, value=text)
    )


class _Identity:
    """A variable as a key: the same object, whatever it holds."""

    __slots__ = ("variable",)

    def __init__(self, variable: Variable) -> None:
        self.variable = variable

    def __hash__(self) -> int:
        return id(self.variable)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.variable is self.variable


@lru_cache(maxsize=2_000)
def _prepared(key: _Identity, header: str) -> ColumnCleaner:
    return ColumnCleaner(key.variable, header)
