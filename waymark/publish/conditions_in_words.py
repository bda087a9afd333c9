"""Conditions of a pack as a reader is told them: “Date of incident is up to 31 March 2011”."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from waymark.instruments.conditions import Condition
from waymark.instruments.dates import in_full
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Category, Variable


def all_in_words(conditions: Iterable[Condition], pack: Pack) -> str:
    """Every condition in one line, joined by “and”; empty for none."""
    return " and ".join(in_words(condition, pack) for condition in conditions)


def in_words(condition: Condition, pack: Pack) -> str:
    if condition.population:
        return f"the case is among “{pack.populations[condition.population].label}”"
    variable = pack.variables[condition.variable]
    name = f"“{variable.label}”"
    if condition.stated is not None:
        return f"{name} is {'stated' if condition.stated else 'not stated'}"
    if condition.codes:
        labels = listed([f"“{variable.category(code).label}”" for code in condition.codes], "or")
        verb = "includes" if variable.type == "categories" else "is"
        if condition.not_in:
            verb = "does not include" if variable.type == "categories" else "is not"
        return f"{name} {verb} {labels}"
    return f"{name} is {_range(condition, variable)}"


def _range(condition: Condition, variable: Variable) -> str:
    parts: list[str] = []
    if condition.from_ is not None:
        parts.append(f"{_limit(condition.from_, variable)} or {_more(condition.from_)}")
    if condition.to is not None:
        parts.append(f"up to {_limit(condition.to, variable)}")
    if condition.below is not None:
        parts.append(f"{_less(condition.below)} {_limit(condition.below, variable)}")
    return " and ".join(parts)


def band_in_words(category: Category, variable: Variable | None) -> str:
    """The limits of a band: from 12 to under 72 months."""
    low = "" if category.from_ is None else f"from {_limit(category.from_, variable)}"
    high = "" if category.below is None else f"{_less(category.below)} {_limit(category.below, variable)}"
    if low and high:
        return f"{low}, {high}"
    return low or high or "any value"


def listed(words: list[str], last: str = "and") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _limit(value: int | date, variable: Variable | None) -> str:
    if isinstance(value, date):
        return in_full(value)
    unit = variable.unit if variable else ""
    return f"{value:,} {unit}".strip()


def _more(value: int | date) -> str:
    return "later" if isinstance(value, date) else "more"


def _less(value: int | date) -> str:
    return "before" if isinstance(value, date) else "under"
