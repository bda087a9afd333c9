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
    """The value again, by the type of its variable."""
    if stored is None:
        return None
    if variable.type == "date":
        return date.fromisoformat(stored)
    if variable.type == "categories":
        return tuple(stored)
    value: Value = stored
    return value


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
