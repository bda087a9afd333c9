"""Values as people write them in a sheet: the untidiness that the register has to read.

In: a variable and its value. Out: a cell. What is written states the value again and nothing else; an age is
written less exactly than it is known only where the caller says that a date of birth stands beside it.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import date

from waymark.instruments.conditions import Value
from waymark.instruments.variables import Variable

Cell = str | int | date | None

_DAY_ZERO = date(1899, 12, 30)
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_WEEKS_OF_MONTHS = {0: (1, 2, 3), 1: (5, 6, 7), 2: (9, 10, 11), 3: (14, 15), 4: (18, 19)}


def untidy_cell(
    variable: Variable, value: Value, chance: random.Random, unwritten: Collection[str] = ()
) -> Cell:
    """The value of any variable but an age, as somebody may have typed it into a sheet. `unwritten`: synonyms
    that are read but not to be written."""
    match value:
        case date():
            return untidy_date(value, chance)
        case tuple():
            between = chance.choice(("; ", ", ", " / ", " and "))
            return between.join(_label(variable, code) for code in value)
        case str() if variable.type == "category":
            return odd_spacing(_word_for(variable, value, chance, unwritten), chance)
        case str() if variable.type == "area":
            name = chance.choice((value, value, f"{value} LSCB", f"{value} Safeguarding Children Board"))
            return odd_spacing(name, chance)
        case int():
            return chance.choice((value, value, value, str(value), f"{value} "))
        case _:
            return None if value is None else str(value)


def untidy_date(day: date, chance: random.Random) -> Cell:
    """A real date in most cells, else text in one of many forms, or the number a spreadsheet keeps it as."""
    form = chance.randrange(20)
    written = {
        0: f"{day.day:02}/{day.month:02}/{day.year}",
        1: f"{day.day}/{day.month}/{day.year}",
        2: f"{day.day:02}.{day.month:02}.{day.year}",
        3: f"{day.day} {_LONG_MONTHS[day.month - 1]} {day.year}",
        4: f"{day.day:02}-{_SHORT_MONTHS[day.month - 1]}-{day.year}",
        5: f"{_ordinal(day.day)} {_LONG_MONTHS[day.month - 1]} {day.year}",
        6: day.isoformat(),
        7: f" {day.day:02}/{day.month:02}/{day.year} ",
    }
    if form == 8:
        return (day - _DAY_ZERO).days
    if form == 9:
        return str((day - _DAY_ZERO).days)
    if form == 10 and day.year >= 2000:
        return f"{day.day:02}/{day.month:02}/{day.year % 100:02}"
    return written.get(form, day)


def plain_date(day: date) -> str:
    """As a careful person writes it in a document."""
    return f"{day.day} {_LONG_MONTHS[day.month - 1]} {day.year}"


def exact_age(months: int, chance: random.Random) -> Cell:
    """An age that says the completed months."""
    years, rest = divmod(months, 12)
    forms: list[Cell] = [f"{months} months", f"{months}m"]
    if months in _WEEKS_OF_MONTHS:
        forms += [f"{chance.choice(_WEEKS_OF_MONTHS[months])} weeks"] * 2
    if years:
        forms = [f"{years}y {rest}m", f"{years} years {rest} months", f"{years} yrs {rest} mths"]
    if years and not rest:
        forms = [years, f"{years}", f"{years} years", f"{years}y"]
    if years == 1:
        forms.append(f"{months} months")
    return chance.choice(forms)


def rough_age(months: int, chance: random.Random) -> Cell:
    """An age in years where it is one or more, as it is mostly written beside a date of birth."""
    years = months // 12
    if not years:
        return exact_age(months, chance)
    return chance.choice((years, years, str(years), f"{years} yrs", f"{years} years"))


def odd_spacing(text: str, chance: random.Random) -> str:
    """The same words, now and then in another case or with blanks around them."""
    form = chance.randrange(16)
    odd = {0: text.upper(), 1: text.lower(), 2: f"{text} ", 3: f" {text}", 4: text.replace(" ", "  ")}
    return odd.get(form, text)


def _word_for(variable: Variable, code: str, chance: random.Random, unwritten: Collection[str]) -> str:
    """The label mostly, else a synonym that no other category of the variable shares."""
    category = variable.category(code)
    own = [w for w in category.synonyms if w not in unwritten and _is_its_own(w, code, variable)]
    return category.label if not own or chance.random() < 0.6 else chance.choice(own)


def _is_its_own(word: str, code: str, variable: Variable) -> bool:
    return not any(
        word.casefold() in (spoken.casefold() for spoken in (other.label, other.code, *other.synonyms))
        for other in variable.categories
        if other.code != code
    )


def _label(variable: Variable, code: str) -> str:
    return variable.category(code).label


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
