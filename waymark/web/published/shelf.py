"""The publications of a study as they lie in its folder: which there are, and which file an address names.

A publication is a folder with its record in it. An address reaches only plain files inside that folder: no link, no
step upwards, no hidden file, and no kind of file that a publication does not hold.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from waymark.publish.publishing import RECORD
from waymark.publish.site import DOWNLOADS

CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Shelved:
    """One publication. `freeze`: the full name of what it was counted from; `name`: that of its folder."""

    name: str
    title: str
    made_on: date | None
    freeze: str
    why: str = ""


@dataclass(frozen=True)
class FileOfPublication:
    path: Path
    content_type: str
    download: bool


def publications(folder: Path) -> list[Shelved]:
    """The newest first. What is being made, has stepped aside or is no publication is left out."""
    if not folder.is_dir():
        return []
    found = [shelved for place in folder.iterdir() if (shelved := _shelved(place)) is not None]
    return sorted(found, key=lambda one: (one.made_on or date.min, one.name), reverse=True)


def file_of(folder: Path, name: str, inside: str) -> FileOfPublication | None:
    """The file `inside` the publication `name`; None where there is none that may be served."""
    parts = [name, *inside.split("/")]
    if any(part in ("", "..") or part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        return None
    place = folder
    try:
        for part in parts:
            place = place / part
            if place.is_symlink():
                return None
        kind = CONTENT_TYPES.get(place.suffix.lower())
        if kind is None or not place.is_file() or _shelved(folder / name) is None:
            return None
    except OSError:  # a name that is longer than the disk allows
        return None
    return FileOfPublication(place, kind, download=DOWNLOADS in parts[1:-1])


def _shelved(place: Path) -> Shelved | None:
    record = place / RECORD
    if place.name.startswith(".") or place.is_symlink() or record.is_symlink() or not record.is_file():
        return None
    try:
        facts = json.loads(record.read_text(encoding="utf-8"))
        return Shelved(
            place.name,
            str(facts.get("publication") or place.name),
            date.fromisoformat(facts["made_on"]) if facts.get("made_on") else None,
            str(facts["freeze"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
