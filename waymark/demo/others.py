"""The notifications that are not in the study: left out by a rule, other children, notified twice, alongside.

In: `others.toml`, and the finished rows of the study, from which the others take their answers. Out: further
rows. Nothing here decides who is in the study; that follows from the rules of the pack.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import msgspec

from waymark.demo.dates import Dated, add_dates, born_on
from waymark.demo.margins import Where
from waymark.demo.places import Diary, Places
from waymark.demo.rows import Row
from waymark.demo.staging import as_value
from waymark.instruments.conditions import Value, all_hold
from waymark.instruments.pack import Pack


class Late(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Cases of the study whose notification shows what came after the incident; a correction mends it."""

    correction: str
    rows: int
    shown: Mapping[str, str]
    also_given: Mapping[str, Any] = {}
    days: tuple[int, int]


class Excluded(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Rows with an incident between two days (or none), with answers taken from cases of the study."""

    name: str
    rows: int
    from_: date | None = msgspec.field(default=None, name="from")
    to: date | None = None
    set_: Mapping[str, Any] = msgspec.field(default={}, name="set")
    choose: Mapping[str, Mapping[str, int]] = {}
    notified: tuple[int, int] | None = None
    notified_from: date | None = None
    notified_to: date | None = None


class Contradiction(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    rows: int
    set_: Mapping[str, Any] = msgspec.field(name="set")


class Copy(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`rows` further notifications of each of `of` cases: another child, or the same child again."""

    part: str
    name: str
    rows: int
    of: int
    age_between: tuple[int, int] | None = None
    redraw: tuple[str, ...] = ()
    set_: Mapping[str, Any] = msgspec.field(default={}, name="set")
    clear: tuple[str, ...] = ()
    same_number: bool = False


class Alongside(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A case read alongside, in full. `place`: its row in the printed grid that `alongside_grid` names."""

    place: int
    from_: date = msgspec.field(name="from")
    to: date
    notified_from: date
    notified_to: date
    set_: Mapping[str, Any] = msgspec.field(name="set")


class Others(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    notified_on: str
    alongside_grid: str
    dated: tuple[Dated, ...]
    late: tuple[Late, ...]
    excluded: tuple[Excluded, ...]
    contradiction: tuple[Contradiction, ...]
    copy: tuple[Copy, ...]
    alongside: tuple[Alongside, ...]


def ages(pack: Pack) -> list[tuple[str, str]]:
    """Each age of the pack with the date of birth that it follows from."""
    return [(v.key, v.age_between.born) for v in pack.variables.values() if v.age_between]


def with_birth(values: dict[str, Value], pack: Pack, chance: random.Random) -> None:
    """Add the date of birth that gives the age on the day of the incident."""
    incident = values.get(pack.about.incident_date)
    for age, born in ages(pack):
        months = values.get(age)
        if isinstance(months, int) and isinstance(incident, date):
            values[born] = born_on(months, incident, chance)


def show_late(rows: list[Row], others: Others, pack: Pack, chance: random.Random) -> None:
    """Give some cases of the study a plan or order that came after the incident."""
    corrections = {correction.name: correction for correction in pack.corrections}
    for late in others.late:
        correction = corrections[late.correction]
        fitting = [
            index
            for index, row in enumerate(rows)
            if not row.shown and correction.date not in row.truth
            if all_hold(late.conditions, row.complete(pack), pack.missing_codes)
        ]
        for index in chance.sample(fitting, late.rows):
            incident = rows[index].truth[correction.later_than]
            assert isinstance(incident, date)
            day = incident + timedelta(days=chance.randint(*late.days))
            given = {name: as_value(value) for name, value in late.also_given.items()}
            shown: dict[str, Value] = {**late.shown}
            rows[index] = replace(rows[index].with_truth({**given, correction.date: day}), shown=shown)


def alongside_rows(
    others: Others, places: Places, diary: Diary, pack: Pack, chance: random.Random
) -> list[Row]:
    about = pack.about
    rows = []
    for case in others.alongside:
        board, region = chance.choice(places.boards)
        values: dict[str, Value] = {name: as_value(value) for name, value in case.set_.items()}
        values |= {about.area: board, places.variable: region}
        values[about.incident_date] = diary.free_day(board, case.from_, case.to, chance)
        values[others.notified_on] = _between(case.notified_from, case.notified_to, chance)
        with_birth(values, pack, chance)
        add_dates(values, others.dated, values, pack, chance)
        rows.append(Row(values, place=(others.alongside_grid, case.place)))
    return rows


def excluded_rows(
    study: Sequence[Row], others: Others, places: Places, diary: Diary, pack: Pack, chance: random.Random
) -> list[Row]:
    """Every row that a rule leaves out by its date or its decision."""
    rows = [
        _excluded(chance.choice(study), group, others, places, diary, pack, chance)
        for group in others.excluded
        for _ in range(group.rows)
    ]
    for contradiction in others.contradiction:
        fitting = [i for i, row in enumerate(rows) if _fits(row, contradiction, pack)]
        for index in chance.sample(fitting, contradiction.rows):
            rows[index] = rows[index].with_truth({n: as_value(v) for n, v in contradiction.set_.items()})
    return rows


def _excluded(
    donor: Row,
    group: Excluded,
    others: Others,
    places: Places,
    diary: Diary,
    pack: Pack,
    chance: random.Random,
) -> Row:
    about = pack.about
    own = {
        about.case_number,
        about.area,
        about.incident_date,
        others.notified_on,
        *(d.variable for d in others.dated),
    }
    stated = {variable.key for variable in pack.stated_by("notification")} - own
    values = {name: value for name, value in donor.truth.items() if name in stated}
    board, region = chance.choice(places.boards)
    values |= {about.area: board, places.variable: region}
    values |= {name: as_value(value) for name, value in group.set_.items()}
    for name, weights in group.choose.items():
        code = chance.choices(list(weights), list(weights.values()))[0]
        known = {category.code for category in pack.variables[name].categories}
        values[name] = code if code in known else None
    if group.from_ and group.to:
        values[about.incident_date] = diary.free_day(board, group.from_, group.to, chance)
        with_birth(values, pack, chance)
    else:
        values |= {born: None for _, born in ages(pack)}
    if group.notified_from and group.notified_to:
        values[others.notified_on] = _between(group.notified_from, group.notified_to, chance)
    dated = [
        msgspec.structs.replace(d, days=group.notified)
        if group.notified and d.variable == others.notified_on
        else d
        for d in others.dated
    ]
    add_dates(values, dated, values, pack, chance)
    return Row(values)


def copied_rows(
    study: Sequence[Row], others: Others, pack: Pack, chance: random.Random
) -> list[tuple[int, Row]]:
    """Further notifications of incidents of the study, each with the position of the row that it follows."""
    copies: list[tuple[int, Row]] = []
    used: set[int] = set()
    for copy in others.copy:
        fitting = [
            index
            for index, row in enumerate(study)
            if index not in used and not row.shown and not row.place and _fits(row, copy, pack)
        ]
        for index in chance.sample(fitting, copy.of):
            used.add(index)
            copies += [(index, _copied(study[index], copy, others, pack, chance)) for _ in range(copy.rows)]
    return copies


def _copied(row: Row, copy: Copy, others: Others, pack: Pack, chance: random.Random) -> Row:
    stated = {variable.key for variable in pack.stated_by("notification")}
    values = {name: value for name, value in row.truth.items() if name in stated and name not in copy.clear}
    notified = values[others.notified_on]
    assert isinstance(notified, date)
    values[others.notified_on] = notified + timedelta(days=chance.randint(0, 25))
    values[pack.about.same_incident] = copy.part
    for name in copy.redraw:
        codes = [c.code for c in pack.variables[name].categories if not c.missing]
        values[name] = chance.choice(codes)
    if copy.age_between:
        for age, _ in ages(pack):
            taken = values.get(age)
            low, high = copy.age_between
            values[age] = chance.choice([months for months in range(low, high) if months != taken])
        with_birth(values, pack, chance)
    values |= {name: as_value(value) for name, value in copy.set_.items()}
    return Row(values, again=copy.same_number)


def _fits(row: Row, where: Where, pack: Pack) -> bool:
    return all_hold(where.conditions, row.complete(pack), pack.missing_codes)


def _between(first: date, last: date, chance: random.Random) -> date:
    return first + timedelta(days=chance.randint(0, (last - first).days))
