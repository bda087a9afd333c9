"""The demonstration: a synthetic study as the files that a team receives, and the truth behind them.

`make_demonstration` writes an untidy workbook of notifications, a folder of incident documents by region and
a file of front-sheet answers. `truth` gives what should stand once they are taken in. All is made from a
fixed seed: the same pack gives the same files.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from waymark.demo.answers import write_answers
from waymark.demo.documents import write_documents
from waymark.demo.margins import demonstration_data
from waymark.demo.places import Places
from waymark.demo.rows import Row
from waymark.demo.study import make_study
from waymark.demo.telling import tell
from waymark.demo.wording import Wording
from waymark.demo.workbook import write_workbook
from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack

_SEED = "the files of the demonstration"


@dataclass(frozen=True)
class DemonstrationFiles:
    """`documents` is a folder."""

    workbook: Path
    documents: Path
    answers: Path


def make_demonstration(folder: Path, pack: Pack) -> DemonstrationFiles:
    """Make the study and write its files into the folder."""
    return write_demonstration(make_study(pack), folder, pack)


def truth(pack: Pack) -> list[dict[str, Value]]:
    """What should stand of each notification, by variable, in the order of the workbook."""
    return [dict(row.truth) for row in make_study(pack)]


def write_demonstration(rows: Sequence[Row], folder: Path, pack: Pack) -> DemonstrationFiles:
    """Write the files of a study that is made already."""
    folder.mkdir(parents=True, exist_ok=True)
    wording = demonstration_data(pack, "wording.toml", Wording)
    places = demonstration_data(pack, "places.toml", Places)
    files = DemonstrationFiles(
        workbook=folder / "notifications.xlsx",
        documents=folder / "incident details",
        answers=folder / "front-sheet answers.csv",
    )
    told = tell(rows, wording, pack, random.Random(f"{_SEED}: telling"))
    write_workbook(files.workbook, told, wording, pack)
    write_documents(files.documents, told, wording, places, pack, random.Random(f"{_SEED}: documents"))
    write_answers(files.answers, rows, wording, pack, random.Random(f"{_SEED}: answers"))
    return files
