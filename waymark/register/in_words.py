"""Values, sources and checks of the register as a person reads them.

In: what the store keeps and the pack; out: text. A value in words is the label of its category, a date as
3 May 2012, an age in months with years beside it from two years on.
"""

from __future__ import annotations

from datetime import date

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable
from waymark.register.checking import BUILT_IN

NOTHING = "–"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def value_in_words(variable: Variable, value: Value) -> str:
    if value is None or value == ():
        return NOTHING
    if isinstance(value, tuple):
        return "; ".join(_label(variable, code) for code in value)
    if isinstance(value, date):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    if variable.categories:
        return _label(variable, str(value))
    if variable.type == "age" and isinstance(value, int):
        return _age(value)
    return f"{value} {variable.unit}" if variable.unit else str(value)


def _label(variable: Variable, code: str) -> str:
    """The label of a category; of one that the pack no longer has, its code."""
    return next((category.label for category in variable.categories if category.code == code), code)


def _age(months: int) -> str:
    years, rest = divmod(months, 12)
    if years < 2:
        return "1 month" if months == 1 else f"{months} months"
    return (
        f"{years} years {rest} months" if rest > 1 else f"{years} years 1 month" if rest else f"{years} years"
    )


def source_in_words(source: str, pack: Pack) -> str:
    """An instrument by its title, any other source by its name."""
    titles = {instrument.key: instrument.title for instrument in pack.instruments}
    return titles.get(source) or source.replace("_", " ").capitalize()


def check_in_words(name: str, pack: Pack) -> str:
    """What the check found, as a sentence: the pack's own words, or the register's."""
    return {**BUILT_IN, **{check.name: check.says for check in pack.checks}}.get(name, check_title(name))


def check_title(name: str) -> str:
    return name.replace("_", " ").capitalize()
