"""Ages as people write them become completed months.

A bare number is years, unless the header names another unit. Weeks and days count in months of a twelfth of
365.25 days, rounded down. What is only a limit or a stage of life ("under 1", "teenage") is told, not
guessed. `precision_months` says how wide the stretch is that a written age stands for.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

from waymark.instruments.variables import Variable
from waymark.register.cleaning.asides import Said, heard, telling
from waymark.register.cleaning.numbers import NUMBER_WORDS, limits
from waymark.register.cleaning.wording import fold, tidy
from waymark.register.values import CellValue, Stated, Step

MONTHS_A_DAY = Fraction(12 * 100, 36525)
_MONTHS_IN = {"years": Fraction(12), "months": Fraction(1), "weeks": 7 * MONTHS_A_DAY, "days": MONTHS_A_DAY}
_MONTHS_IN["hours"] = MONTHS_A_DAY / 24
_MONTHS_IN["minutes"] = _MONTHS_IN["hours"] / 60

_ORDER = tuple(_MONTHS_IN)

_UNITS = {
    "years": "years year yrs yr ys y".split(),  # noqa: SIM905
    "months": "months month mnths mths mth mnth mons mos mo m".split(),  # noqa: SIM905
    "weeks": "weeks week wks wk w".split(),  # noqa: SIM905
    "days": "days day d".split(),  # noqa: SIM905
    "hours": "hours hour hrs hr h".split(),  # noqa: SIM905
    "minutes": "minutes minute mins min".split(),  # noqa: SIM905
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_UNIT = "|".join(sorted(_UNIT_OF, key=len, reverse=True))
_FRACTION = r"(?:(?P<whole>\d{1,4})\s+)?(?P<above>\d{1,2})\s*/\s*(?P<below>\d{1,2})"
_NUMBER = rf"(?:{_FRACTION}|(?P<number>\d{{1,4}}(?:\.\d{{1,6}})?))"
_PART = re.compile(rf"{_NUMBER}\s*(?:(?P<unit>{_UNIT})(?![a-z]))?\.?(?:\s*,|\s+and\b|\s*&)?\s*")
_ROUND_IT = re.compile(r"^(?:aged?|was)\s+|[\s-]*(?:\bof age|\bold|/\s?o|(?<=y)o|\bage)$")
_BORN = frozenset(
    ("newborn", "new born", "neonate", "neonatal", "newborn baby", "at birth", "birth", "day of birth")
)
_VULGAR = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3", "⁄": "/"}
_HYPHEN_BEFORE_UNIT = re.compile(r"(?<=\w)-(?=[a-z])")
_HALF = re.compile(r"\b(?:and )?a half\b")
_RULES_OF_ONE_UNIT = {"years": "age-from-years", "months": "age-from-months", "weeks": "age-from-weeks"}
_PRECISION = {"age-from-years": 12, "age-from-part-years": 6}


def unit_of_header(header: str) -> str:
    """The one unit of time that a column's header names; years where it names none or several."""
    named = {_UNIT_OF[word] for word in fold(header).split() if len(word) > 2 and word in _UNIT_OF}
    return named.pop() if len(named) == 1 else "years"


def precision_months(steps: tuple[Step, ...]) -> int:
    """How many months an age that was read by these steps may stand for: 12 for whole years."""
    return max((_PRECISION.get(step.rule, 1) for step in steps), default=1)


def clean_age(opened: Stated, cell: CellValue, variable: Variable, unit: str) -> Stated:
    if isinstance(cell, date):
        says = f"the spreadsheet holds a date ({opened.raw}), not an age; an age like 11/12 turns into one."
        return replace(opened, problem=says)
    if isinstance(cell, bool):
        return replace(opened, problem=_not_an_age(opened.raw))
    if isinstance(cell, (int, float)):
        if not 0 <= cell < 10_000:
            return replace(
                opened, problem=_outside(opened.raw, variable) if cell == cell else _not_an_age(opened.raw)
            )
        return _within(_from_parts(opened, [(Fraction(str(cell)), unit)], unit), variable)
    return _within(_from_text(opened, tidy(str(cell)), unit), variable)


def _from_text(opened: Stated, text: str, unit: str) -> Stated:
    lower = text.casefold()
    for sign, plain in _VULGAR.items():
        lower = lower.replace(sign, plain)
    said = heard(_ROUND_IT.sub("", lower))
    bare = _ROUND_IT.sub("", said.bare).strip(" .,;")
    if fold(bare) in _BORN:
        return telling(opened.then("age-of-newborn", 0, "0 months"), said)
    spaced = _HYPHEN_BEFORE_UNIT.sub(" ", _HALF.sub("1/2", bare))
    parts = _parts(" ".join(str(NUMBER_WORDS.get(word, word)) for word in spaced.split()), unit)
    if parts is None:
        return replace(opened, problem=_not_an_age(opened.raw))
    return telling(_from_parts(opened, parts, unit), _without_unit(said))


def _without_unit(said: Said) -> Said:
    return replace(said, aside="") if said.aside in _UNIT_OF else said


def _parts(text: str, unit: str) -> list[tuple[Fraction, str]] | None:
    """Numbers with their units, largest unit first as people write them; None where the text is something
    else."""
    found: list[tuple[Fraction, str]] = []
    position = 0
    while position < len(text):
        part = _PART.match(text, position)
        amount = _amount(part, unit, first=not found) if part else None
        if part is None or amount is None:
            return None
        found.append(amount)
        position = part.end()
    places = [_ORDER.index(name) for _, name in found]
    return found if found and places == sorted(set(places)) else None


def _amount(part: re.Match[str], unit: str, first: bool) -> tuple[Fraction, str] | None:
    """Twelfths are months, and where no unit is named n/52 is weeks and n/7 days, as health records write
    them. Only the first part of an age may leave its unit to the header."""
    named = _UNIT_OF.get(part["unit"] or "")
    if part["number"]:
        return (Fraction(part["number"]), named or unit) if named or first else None
    whole, above, below = (int(part[name] or 0) for name in ("whole", "above", "below"))
    if below == 12 and named in (None, "years"):
        return Fraction(12 * whole + above), "months"
    if below == 0 or not (named or first):
        return None
    if named is None and part["whole"] is None and below in (52, 7):
        return Fraction(above), "weeks" if below == 52 else "days"
    return whole + Fraction(above, below), named or unit


def _from_parts(opened: Stated, parts: list[tuple[Fraction, str]], unit: str) -> Stated:
    months = int(sum(amount * _MONTHS_IN[name] for amount, name in parts))
    if len(parts) > 1:
        rule = "age-from-years-and-months" if parts[0][1] == "years" else "age-from-small-units"
    else:
        amount, name = parts[0]
        rule = _RULES_OF_ONE_UNIT.get(name, "age-from-days")
        if name == "years" and amount.denominator != 1:
            rule = "age-from-part-years"
    if opened.raw == str(months) and unit == "months":
        return replace(opened, value=months)
    return opened.then(rule, months, f"{months} months")


def _within(stated: Stated, variable: Variable) -> Stated:
    value = stated.value
    if not isinstance(value, int):
        return stated
    if (variable.low is not None and value < variable.low) or (
        variable.high is not None and value > variable.high
    ):
        return replace(stated, value=None, steps=(), problem=_outside(stated.raw, variable))
    return stated


def _outside(raw: str, variable: Variable) -> str:
    if variable.low is None and variable.high is None:
        return _not_an_age(raw)
    months = limits(variable) if variable.unit else f"{limits(variable)} months"
    years = f", which is up to {variable.high // 12} years" if variable.high is not None else ""
    return f"an age of “{raw}” is outside the limits of “{variable.label}”: {months}{years}."


def _not_an_age(raw: str) -> str:
    return f"“{raw}” is not an age. An age is written like 3, 3y 2m, 11 months or 6 weeks."
