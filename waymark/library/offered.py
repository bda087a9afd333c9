"""What a folder of reports offers: every file in it, in the order of names. Nothing is opened here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from waymark.instruments.problems import CallProblem
from waymark.library.admission import spoken_name
from waymark.library.apart import Job

_NEVER_REPORTS = frozenset({"thumbs.db", "desktop.ini"})


def offered(place: Path) -> list[Job]:
    """The files of a folder and of those within it; a file offers itself. Links to folders are not followed,
    hidden files and the lock files of open documents are passed over."""
    if place.is_dir():
        return [Job(path, str(path.relative_to(place))) for path in _files(place)]
    if place.exists():
        return [Job(place, place.name)]
    raise CallProblem(f"there is no folder “{spoken_name(str(place))}”.")


def _files(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and name.casefold() not in _NEVER_REPORTS:
                yield Path(where) / name
