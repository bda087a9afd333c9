"""Which cases get a report together, and what is decided beforehand about each: model, length, scanning, boards.

In: the rows of a study. Out: one commission for each case of the study with a report, its notified siblings
with it, so that the numbers that are asked of all reports together come out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from waymark.demo.identities import incident_of
from waymark.demo.reports.asked import Asked
from waymark.demo.reports.lengths import Length, lengths
from waymark.demo.rows import Row
from waymark.instruments.conditions import Value, all_hold
from waymark.instruments.pack import Pack

_NO_LENGTH = Length(0)


@dataclass(frozen=True)
class Commission:
    """`rows`: the index child and the notified siblings. `second_area`: an authority that holds it jointly."""

    rows: tuple[Row, ...]
    values: dict[str, Value]
    length: Length = _NO_LENGTH
    model: str = ""
    second_area: str = ""
    untitled: bool = False
    scanned_back: bool = False
    two_columns: bool = False
    web_print: bool = False
    redacted: bool = False
    again: bool = False


def commissions(rows: Sequence[Row], areas: Sequence[str], asked: Asked, pack: Pack) -> list[Commission]:
    """In the order of the rows."""
    chance = random.Random(f"{asked.seed}: commissions")
    open_ones = [Commission(of, of[0].complete(pack)) for of in _together(rows, pack)]
    made = _with_lengths(open_ones, asked, pack, chance)
    made = _with_models(made, asked, chance)
    made = _with_layouts(made, asked, chance)
    for at in _some(made, asked.joint_boards, chance, lambda one: True):
        own = made[at].values[pack.about.area]
        made[at] = replace(made[at], second_area=chance.choice([area for area in areas if area != own]))
    return made


def siblings_of(rows: Sequence[Row], index: Row, pack: Pack, part: str) -> list[Row]:
    """Rows of the same incident that are a sibling's, or duplicates."""
    same, of = pack.about.same_incident, incident_of(index, pack)
    return [row for row in rows if row.truth.get(same) == part and incident_of(row, pack) == of]


def _together(rows: Sequence[Row], pack: Pack) -> list[tuple[Row, ...]]:
    about = pack.about
    with_siblings = [row for row in rows if row.truth.get(about.same_incident) == "sibling"]
    return [
        (row, *siblings_of(with_siblings, row, pack, "sibling"))
        for row in rows
        if row.truth.get(about.report) == "yes" and row.truth.get(about.standing) == "included"
    ]


def _with_lengths(
    made: list[Commission], asked: Asked, pack: Pack, chance: random.Random
) -> list[Commission]:
    """The longest reports go to the most complex cases, the rest by chance."""
    long_first = lengths(asked, len(made), chance)[::-1]
    conditions = asked.lengths.complex.conditions
    order = sorted(
        range(len(made)),
        key=lambda at: (not all_hold(conditions, made[at].values, pack.missing_codes), chance.random()),
    )
    given = long_first[: len(asked.lengths.longest)]
    rest = long_first[len(given) :]
    chance.shuffle(rest)
    length_of = dict(zip(order, [*given, *rest], strict=True))
    return [replace(one, length=length_of[at]) for at, one in enumerate(made)]


def _with_models(made: list[Commission], asked: Asked, chance: random.Random) -> list[Commission]:
    """A model that asks for short reports has short ones; what is scanned is of no model in particular."""
    models = [model for model, number in asked.models.items() for _ in range(number)]
    chance.shuffle(models)
    models.sort(key=lambda model: model not in asked.lengths.short_models)
    plain = asked.untitled.models
    order = sorted(range(len(made)), key=lambda at: (made[at].length.pages > 18, chance.random()))
    order.sort(key=lambda at: made[at].length.scanned)
    last = [at for at in order if made[at].length.scanned]
    order = [at for at in order if at not in last]
    for at in last:
        models.remove(model := next(model for model in reversed(models) if model in plain))
        made[at] = replace(made[at], model=model)
    for at, model in zip(order, models, strict=True):
        made[at] = replace(made[at], model=model)
    for at in _some(made, asked.untitled.number, chance, lambda one: one.model in plain):
        made[at] = replace(made[at], untitled=True)
    return made


def _with_layouts(made: list[Commission], asked: Asked, chance: random.Random) -> list[Commission]:
    for at in _some(made, asked.two_columns, chance, lambda one: 10 < one.length.pages < 100):
        made[at] = replace(made[at], two_columns=True)
    for at in _some(made, asked.web_prints, chance, lambda one: one.length.pages < 30):
        made[at] = replace(made[at], web_print=True)
    for at in _some(made, asked.redacted, chance, lambda one: one.length.pages > 12):
        made[at] = replace(made[at], redacted=True)
    for at in _some(made, asked.scanned_appendices, chance, lambda one: 1 <= one.length.back <= 2):
        made[at] = replace(made[at], scanned_back=True)
    for at in _some(made, asked.again, chance, lambda one: 9 < one.length.pages < 60):
        made[at] = replace(made[at], again=True)
    return made


def _some(
    made: list[Commission], number: int, chance: random.Random, fits: Callable[[Commission], bool]
) -> list[int]:
    """Places of commissions that fit and have no layout of their own yet."""
    free = [
        at
        for at, one in enumerate(made)
        if fits(one) and not (one.length.scanned or one.two_columns or one.web_print or one.scanned_back)
    ]
    return chance.sample(free, number)
