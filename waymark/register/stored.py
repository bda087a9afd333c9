"""Values and steps in the form the store and the freeze keep them: JSON that reads back to the same value."""

from __future__ import annotations

from datetime import date
from typing import Any

from waymark.instruments.conditions import Value
from waymark.instruments.variables import Variable
from waymark.register.values import Step


def value_to_json(value: Value) -> Any:
    """A value as JSON: dates in ISO form, several answers as a list."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def value_from_json(variable: Variable, stored: Any) -> Value:
    """The value again, by the type of its variable; None where the variable has no such value any more: its type was
    changed, or the category was taken away. What is stored stays."""
    if stored is None:
        return None
    match variable.type:
        case "date":
            return _date(stored)
        case "categories":
            codes = tuple(stored) if isinstance(stored, list | tuple) else (stored,)
            return codes if _all_known(variable, codes) else None
        case "category":
            one = stored[0] if isinstance(stored, list) and len(stored) == 1 else stored
            return one if _all_known(variable, (one,)) else None
        case "number" | "age":
            return stored if isinstance(stored, int | float) and not isinstance(stored, bool) else None
        case _:
            return stored if isinstance(stored, str) else None


def _date(stored: Any) -> date | None:
    try:
        return date.fromisoformat(stored)
    except (TypeError, ValueError):
        return None


def _all_known(variable: Variable, codes: tuple[Any, ...]) -> bool:
    known = [category.code for category in variable.categories]
    return all(code in known for code in codes)


def value_as_text(value: Value) -> str:
    """A value as one line of text, for trace and export."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def steps_to_json(steps: tuple[Step, ...]) -> list[list[str]]:
    return [[step.rule, step.before, step.after] for step in steps]


def steps_from_json(stored: list[list[str]]) -> tuple[Step, ...]:
    return tuple(Step(*step) for step in stored)
