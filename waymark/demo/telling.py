"""What the sheet says of a case and what its entry in the incident document says.

In: a row as it is true. Out: cells of the sheet and lines of the entry. What one of the two leaves blank the
other states, so that nothing is lost; where they differ, the sheet says what counts.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from waymark.demo.others import ages
from waymark.demo.rows import Row
from waymark.demo.untidy import Cell, exact_age, plain_date, rough_age, untidy_cell
from waymark.demo.wording import Wording
from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable


@dataclass(frozen=True)
class Told:
    """`sheet`: cells by variable. `entry`: values as text by variable, without those that open an entry; None
    where the documents have no entry of the row."""

    row: Row
    sheet: dict[str, Cell]
    entry: dict[str, str] | None


def tell(rows: Sequence[Row], wording: Wording, pack: Pack, chance: random.Random) -> list[Told]:
    """Every row as sheet and documents tell of it."""
    told = [_tell(row, wording, pack, chance) for row in rows]
    _spell_each_area_once(told, pack)
    may = [index for index, one in enumerate(told) if one.entry is not None and not one.row.shown]
    waiting = wording.disagreements
    for index in chance.sample(may, len(may)):
        if waiting and _differ(told[index], wording, pack, chance):
            waiting -= 1
    return told


def _spell_each_area_once(told: Sequence[Told], pack: Pack) -> None:
    """See that every authority stands at least once as its name is written: the first row that has it."""
    seen: set[Value] = set()
    for one in told:
        name = one.row.truth[pack.about.area]
        if name not in seen:
            one.sheet[pack.about.area] = str(name)
            seen.add(name)


def _tell(row: Row, wording: Wording, pack: Pack, chance: random.Random) -> Told:
    about = pack.about
    values = row.notified
    both = (about.case_number, about.incident_date)
    has_entry = not row.again and values.get(about.incident_date) is not None
    sheet: dict[str, Cell] = {}
    entry: dict[str, str] = {}
    _tell_ages(values, sheet, entry, has_entry, pack, chance)
    of_age = {name for pair in ages(pack) for name in pair}
    by_document = {variable.key for variable in pack.stated_by("incident_entry")}
    blank_all_text = chance.random() < 0.7
    for variable in pack.stated_by("notification"):
        name, value = variable.key, values.get(variable.key)
        if value is None or name in of_age:
            continue
        fixed = name in wording.never_blank or name in row.shown or not has_entry or name not in by_document
        if name == wording.narrative:
            if blank_all_text and has_entry:
                continue
        elif not fixed and chance.random() < wording.blank_in_sheet:
            entry[name] = in_words(variable, value)
            continue
        sheet[name] = (
            str(value)
            if name == about.case_number
            else untidy_cell(variable, value, chance, wording.unwritten)
        )
    kept_apart = {*both, *row.shown, *of_age, wording.narrative}
    further = [name for name in sheet if name in by_document - kept_apart]
    chosen = {*wording.in_every_entry, *chance.sample(further, min(len(further), chance.randint(1, 4)))}
    for name in [name for name in further if name in chosen]:
        entry[name] = in_words(pack.variables[name], values[name])
    return Told(row, sheet, entry if has_entry else None)


def _tell_ages(
    values: dict[str, Value],
    sheet: dict[str, Cell],
    entry: dict[str, str],
    has_entry: bool,
    pack: Pack,
    chance: random.Random,
) -> None:
    """Age and date of birth: an age may be rough only in a sheet that gives the date of birth too."""
    for age, born in ages(pack):
        months, birth = values.get(age), values.get(born)
        if not isinstance(months, int):
            continue
        form = chance.random()
        if not isinstance(birth, date):
            if has_entry and form < 0.1:
                entry[age] = f"{months} months"
            else:
                sheet[age] = exact_age(months, chance)
        elif form < 0.55 or not has_entry:
            sheet |= {born: untidy_cell(pack.variables[born], birth, chance), age: rough_age(months, chance)}
        elif form < 0.75:
            sheet[born] = untidy_cell(pack.variables[born], birth, chance)
        elif form < 0.9:
            sheet[age] = exact_age(months, chance)
            entry[born] = plain_date(birth)
        else:
            entry |= {born: plain_date(birth), age: f"{months} months"}


def in_words(variable: Variable, value: Value) -> str:
    """A value as a careful person writes it: labels, dates with the month in words."""
    match value:
        case date():
            return plain_date(value)
        case tuple():
            return "; ".join(variable.category(code).label for code in value)
        case str() if variable.type == "category":
            return variable.category(value).label
        case int() if variable.type == "age":
            return f"{value} months"
        case _:
            return str(value)


def _differ(told: Told, wording: Wording, pack: Pack, chance: random.Random) -> bool:
    """Let the entry say something else of one variable than the sheet. Both must be stated."""
    assert told.entry is not None
    name = chance.choice(wording.may_disagree)
    variable, value = pack.variables[name], told.row.truth.get(name)
    if name not in told.sheet or value in variable.missing_codes:
        return False
    if isinstance(value, int):
        told.entry[name] = str(value + 1)
        return True
    others = [c for c in variable.categories if c.code != value and not c.missing]
    told.entry[name] = chance.choice(others).label
    return True
