"""One file, read whole: its text, what it says of itself, its passages for search. Runs in a process of its own."""

from __future__ import annotations

from pathlib import Path

import msgspec

from waymark.library.described import Described
from waymark.library.extraction import extract
from waymark.library.search.passages import CutPassage, passages_of
from waymark.library.stored_text import StoredText
from waymark.library.structure.describing import describe
from waymark.library.structure.knowledge import Knowledge
from waymark.library.versions import fingerprints, packed

READER = "waymark 1"
"""Changes whenever any reader does, so that a file refused by an earlier one is tried again."""


class ReadReport(msgspec.Struct, frozen=True, array_like=True):
    stored: StoredText
    described: Described
    passages: tuple[CutPassage, ...]
    fingerprints: bytes


def read_report(path: Path, name: str, knowledge: Knowledge) -> ReadReport:
    """Raises `InputProblem` where the file is no report that can be read."""
    stored = extract(path, name)
    described = describe(stored, knowledge)
    return ReadReport(stored, described, tuple(passages_of(stored, described)), packed(fingerprints(stored)))
