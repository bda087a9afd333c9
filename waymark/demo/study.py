"""The whole synthetic study as it is true, before anything is made untidy: 808 notifications in order.

In: the pack and the data of its demonstration. Out: rows in the order of their case numbers, each with every
value that should stand once the files have been taken in.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from waymark.demo.cohort import draw_the_rest, make_cohort
from waymark.demo.dates import add_dates, stretch_of
from waymark.demo.identities import with_identities
from waymark.demo.margins import GridMargin, MarginFile, demonstration_data, marks_in_grid
from waymark.demo.others import (
    Others,
    ages,
    alongside_rows,
    copied_rows,
    excluded_rows,
    show_late,
    with_birth,
)
from waymark.demo.places import Diary, Places, boards_for
from waymark.demo.rows import Row
from waymark.demo.staging import Stages
from waymark.demo.wording import Wording, text_for
from waymark.instruments.conditions import Value, all_hold
from waymark.instruments.pack import Pack

_FIRST_NUMBER = 20011


def make_study(pack: Pack) -> tuple[Row, ...]:
    """Every notification of the demonstration, the same each time."""
    margins = demonstration_data(pack, "margins.toml", MarginFile)
    stages = demonstration_data(pack, "stages.toml", Stages)
    places = demonstration_data(pack, "places.toml", Places)
    others = demonstration_data(pack, "others.toml", Others)
    wording = demonstration_data(pack, "wording.toml", Wording)
    chance = random.Random(f"{stages.seed} rows")
    diary = Diary()
    study = _study_rows(margins, stages, places, others, diary, pack, chance)
    show_late(study, others, pack, chance)
    copies = copied_rows(study, others, pack, chance)
    beside = excluded_rows(study, others, places, diary, pack, chance)
    alongside = alongside_rows(others, places, diary, pack, chance)
    draw_the_rest(stages, [row.truth for row in alongside], pack)
    numbered = _numbered(study, copies, [*beside, *alongside], others, margins.grid, pack, chance)
    return with_identities([_finished(row, wording, pack, chance) for row in numbered], pack)


def _study_rows(
    margins: MarginFile,
    stages: Stages,
    places: Places,
    others: Others,
    diary: Diary,
    pack: Pack,
    chance: random.Random,
) -> list[Row]:
    """The cases of the study with authority, days and all that the stages decide."""
    cases = make_cohort(margins, stages, pack)
    draw_the_rest(stages, cases, pack)
    boards = boards_for([str(case[places.variable]) for case in cases], places, chance)
    for case, board in zip(cases, boards, strict=True):
        case[pack.about.area] = board
        day = case[pack.about.incident_date]
        assert isinstance(day, date)
        case[pack.about.incident_date] = diary.free_day(board, *stretch_of(day, pack), chance)
        with_birth(case, pack, chance)
        add_dates(case, others.dated, case, pack, chance)
    return _placed([Row(case) for case in cases], margins.grid, pack)


def _placed(rows: Sequence[Row], grids: Sequence[GridMargin], pack: Pack) -> list[Row]:
    """The rows with their positions in the printed grids; equal rows of a grid are taken in turn."""
    placed = [*rows]
    for grid in grids:
        open_places = dict(enumerate(grid.places or range(1, len(grid.rows) + 1)))
        for index, row in enumerate(rows):
            marks = marks_in_grid(row.complete(pack), grid, pack)
            line = next((line for line in open_places if grid.rows[line] == marks), None)
            if line is not None:
                placed[index] = replace(row, place=(grid.seed, open_places.pop(line)))
    return placed


def _numbered(
    study: Sequence[Row],
    copies: Sequence[tuple[int, Row]],
    beside: Sequence[Row],
    others: Others,
    grids: Sequence[GridMargin],
    pack: Pack,
    chance: random.Random,
) -> list[Row]:
    """All rows with case numbers that rise with the day of notification, in that order.

    Rows of one grid exchange their numbers, so that they stand in the order of the print. A row that
    repeats another's number follows it.
    """
    told_twice = {origin for origin, _ in copies}
    first = [*(replace(row, told_twice=index in told_twice) for index, row in enumerate(study)), *beside]
    everything = [*first, *(copy for _, copy in copies)]
    order = sorted(range(len(everything)), key=lambda i: (everything[i].truth[others.notified_on], i))
    number_of: dict[int, int] = {}
    number = _FIRST_NUMBER
    for index in order:
        number_of[index] = number
        number += chance.randint(1, 9)
    for seed in dict.fromkeys(grid.seed for grid in grids):
        members = [i for i, row in enumerate(everything) if row.place and row.place[0] == seed]
        members.sort(key=lambda i: (everything[i].place or ("", 0))[1])
        for index, given in zip(members, sorted(number_of[i] for i in members), strict=True):
            number_of[index] = given
    for position, (origin, copy) in enumerate(copies, start=len(first)):
        if copy.again:
            number_of[position] = number_of[origin]
    final = sorted(range(len(everything)), key=lambda i: (number_of[i], i))
    return [everything[i].with_truth({pack.about.case_number: str(number_of[i])}) for i in final]


def _finished(row: Row, wording: Wording, pack: Pack, chance: random.Random) -> Row:
    """The row with its texts, a date of birth only where it is known, and what the rules make of it."""
    truth = {**row.truth}
    part = truth.pop(pack.about.same_incident, "index")
    if truth.get(pack.about.incident_date) is not None:
        truth[pack.about.same_incident] = part
    complete = row.complete(pack)
    for variable in dict.fromkeys(text.variable for text in wording.text):
        if (said := text_for(variable, complete, wording, pack, chance)) is not None:
            truth[variable] = said
    if part == "index" and not row.told_twice and chance.random() >= wording.born_known:
        truth |= {born: None for _, born in ages(pack)}
    truth[pack.about.standing] = None
    standing = _standing(truth, pack)
    return replace(row, truth={**{name: v for name, v in truth.items() if v is not None}, **standing})


def _standing(truth: dict[str, Value], pack: Pack) -> dict[str, Value]:
    """The outcome of the first rule of the pack that holds."""
    missing = pack.missing_codes
    rule = next(rule for rule in pack.selection if all_hold(rule.where, truth, missing))
    report = {} if truth.get(pack.about.report) or rule.outcome == "excluded" else {pack.about.report: "no"}
    return {pack.about.standing: rule.outcome, **report}
