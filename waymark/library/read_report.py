"""One file, read whole: its text, what it says of itself, its passages for search. Runs in a process of its own."""

from __future__ import annotations

from pathlib import Path

import msgspec

from waymark.library.described import Described
from waymark.library.extraction import extract
from waymark.library.layout import PackedText, packed_text
from waymark.library.search.passages import CutPassage, passages_of
from waymark.library.stored_text import StoredText
from waymark.library.structure.describing import describe
from waymark.library.structure.knowledge import Knowledge
from waymark.library.versions import fingerprints, packed

READER = "waymark 1"
"""Changes whenever any reader does, so that a file refused by an earlier one is tried again."""


class ReadReport(msgspec.Struct, frozen=True, array_like=True):
    packed: PackedText
    described: Described
    passages: tuple[CutPassage, ...]
    fingerprints: bytes

    @property
    def stored(self) -> StoredText:
        """Unpacked each time it is asked for."""
        return self.packed.unpacked()


def read_report(path: Path, name: str, knowledge: Knowledge) -> ReadReport:
    """Raises `InputProblem` where the file is no report that can be read."""
    stored = extract(path, name)
    described = describe(stored, knowledge)
    passages = tuple(passages_of(stored, described))
    return ReadReport(packed_text(stored), described, passages, packed(fingerprints(stored)))
