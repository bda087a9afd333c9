"""An amount as sentences print it: a number with its currency and its scale, “$6.5 million”, “4.5bn”, “45%”, “619,000”.

In: text. Out: the number, how it is scaled, and every number that the print can stand for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from waymark.assurance.printed import Interval, Printed
from waymark.assurance.prose.spelled import COUNT, number_of

_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}
_UNIT = r"%|per\s?cent\b|thousand\b|[mb]illion\b|trillion\b|(?:bn|tn|m|k)\b"
_TELLING = 2
"""Digits that a number given in thousands has left at least."""


@dataclass(frozen=True)
class Amount:
    """`text` as it stands; `widest`: what it can stand for; `percent`: whether it is one."""

    text: str
    value: Fraction
    widest: Interval
    percent: bool
    scaled: bool
    is_year: bool


def amount(name: str) -> str:
    """A pattern for one, with the groups `name` and `name_unit`."""
    return rf"(?:[$£€]\s?)?(?P<{name}>{COUNT})\s*(?P<{name}_unit>{_UNIT})?"


def amount_of(found: re.Match[str], name: str, unit_from: str = "") -> Amount | None:
    """What the groups say. “From 20 to 30%” gives the first its sign from the second."""
    number = number_of(found[name])
    if number is None:
        return None
    unit = found[f"{name}_unit"] or ""
    if not unit and unit_from and is_percent(found[f"{unit_from}_unit"] or ""):
        unit = "%"
    word = unit.casefold()
    times = Fraction(10 ** _SCALES.get(word, 0))
    around = around_zeros(number)
    percent = is_percent(word)
    return Amount(
        text=found[name] + (f" {unit}" if times > 1 else "%" if percent else ""),
        value=number.value * times,
        widest=Interval(around.low * times, around.high * times, around.open_high),
        percent=percent,
        scaled=times > 1,
        is_year=not unit and number.text.isdigit() and 1900 <= number.value <= 2100,
    )


def is_percent(unit: str) -> bool:
    return unit == "%" or unit.casefold().endswith("cent")


def around_zeros(number: Printed) -> Interval:
    """What it can stand for if it was given in thousands or millions: 619,000 for 618,500 to 620,000."""
    thousands = len(re.findall(r",000(?=,000|$)", number.text))
    if not thousands or sum(digit.isdigit() for digit in number.text) - 3 * thousands < _TELLING:
        return number.widest
    unit = Fraction(1000**thousands)
    return Interval(number.value - unit / 2, number.value + unit, open_high=True)
