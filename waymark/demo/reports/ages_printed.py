"""Ages as a report prints them: in weeks, months or years, in figures or words, or not at all."""

from __future__ import annotations

import random
from dataclasses import dataclass

_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_WEEKS_OF_MONTHS = {0: (1, 2, 3), 1: (5, 6, 7), 2: (9, 10, 11), 3: (14, 15)}
_MOST_MONTHS_SPOKEN = 30


@dataclass(frozen=True)
class PrintedAge:
    """`words`: “14 months”, “two years”, “16”; `adjective`: “14-month-old”; `value`: months, or a range of them."""

    words: str = ""
    adjective: str = ""
    value: str = ""


def printed_age(months: int, weeks: int | None, exact: str, chance: random.Random) -> PrintedAge:
    """`exact`: exact, years or absent. A child under one year has no age in years."""
    in_words = chance.random() < 0.5
    if exact == "absent":
        return PrintedAge()
    years = months // 12
    if exact == "years" and years:
        number = _number(years, in_words)
        words = number if chance.random() < 0.4 else _counted(years, "year", in_words)
        return PrintedAge(words, f"{number}-year-old", f"{years * 12}-{years * 12 + 11}")
    if months in _WEEKS_OF_MONTHS and chance.random() < 0.6:
        known = weeks if weeks is not None else chance.choice(_WEEKS_OF_MONTHS[months])
        if known:
            return PrintedAge(
                _counted(known, "week", in_words), f"{_number(known, in_words)}-week-old", f"{months}"
            )
    if not months:
        return PrintedAge("less than a month", "newborn", "0")
    if months <= _MOST_MONTHS_SPOKEN:
        return PrintedAge(
            _counted(months, "month", in_words), f"{_number(months, in_words)}-month-old", f"{months}"
        )
    rest = months % 12
    between = " and " if chance.random() < 0.6 else " "
    more = f"{between}{_counted(rest, 'month', in_words)}" if rest else ""
    if not rest:
        return PrintedAge(f"{months} months", f"{months}-month-old", f"{months}")
    return PrintedAge(_counted(years, "year", in_words) + more, "", f"{months}")


def earlier_age(months: int, chance: random.Random) -> str:
    """An age at some time before, as the story tells it in passing."""
    if months < 1:
        return chance.choice(("a few weeks old", "newborn", "some days old"))
    if months < 24:
        rough = chance.choice(("", "about ", "nearly ", "some "))
        return f"{rough}{_counted(months, 'month', chance.random() < 0.5)} old"
    years = _number(months // 12, chance.random() < 0.6)
    return f"{chance.choice(('', 'about ', 'just over ', 'aged '))}{years}"


def _number(number: int, in_words: bool) -> str:
    return _WORDS[number] if in_words and number < len(_WORDS) else str(number)


def _counted(number: int, unit: str, in_words: bool) -> str:
    return f"{_number(number, in_words)} {unit}{'' if number == 1 else 's'}"
