"""The file of front-sheet answers: one row a case with a report, by one of a few fictitious readers.

Answers outrank what was notified, so they say what is true. A few questions that the notification answers
too are left blank.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from waymark.demo.rows import Row
from waymark.demo.telling import in_words
from waymark.demo.wording import Wording
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable

_LEFT_BLANK = 0.1
_AS_A_CODE = 0.15


def write_answers(
    path: Path, rows: Sequence[Row], wording: Wording, pack: Pack, chance: random.Random
) -> None:
    """Write the answers of every case whose report was found."""
    about = pack.about
    asked = [v for v in front_sheet(pack) if v.key not in (about.case_number, about.incident_date)]
    header = [wording.answers_number, wording.answers_date, wording.answers_reader, *(v.label for v in asked)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            if row.truth.get(about.report) != "yes":
                continue
            reader = chance.choice(wording.answers_readers)
            opening = [str(row.truth[about.case_number]), _day(row.truth[about.incident_date]), reader]
            writer.writerow([*opening, *(_answer(variable, row, chance) for variable in asked)])


def front_sheet(pack: Pack) -> tuple[Variable, ...]:
    """The variables of the pack's first reading: what its instrument asks, else the strongest source says."""
    if pack.instruments:
        return tuple(pack.variables[name] for name in pack.instruments[0].variables)
    return pack.stated_by(next(source for source in pack.about.precedence if pack.stated_by(source)))


def _answer(variable: Variable, row: Row, chance: random.Random) -> str:
    value = row.truth.get(variable.key)
    if value is None or variable.key in row.shown:
        return ""
    if "notification" in variable.sources and chance.random() < _LEFT_BLANK:
        return ""
    if variable.type == "category" and chance.random() < _AS_A_CODE:
        return str(value)
    return _day(value) if isinstance(value, date) else in_words(variable, value)


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else ""
