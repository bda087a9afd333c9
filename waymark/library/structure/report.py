"""A stored text as its structure is read: paragraphs of the report proper with their words at hand, and what
stands in the running heads and feet.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from waymark.library.described import Field, Stated
from waymark.library.stored_text import FURNITURE, ParagraphKind, StoredText, passage


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A paragraph with its words. Fields as in `Paragraph`."""

    start: int
    end: int
    page: int
    kind: ParagraphKind
    number: str
    level: int
    continues: bool
    text: str


class Report(msgspec.Struct, frozen=True):
    """`running`: every different running head or foot, where it stands first."""

    stored: StoredText
    pieces: tuple[Piece, ...]
    running: tuple[Piece, ...]

    def states(
        self, field: Field, value: str, confidence: float, where: tuple[int, int] | None = None
    ) -> Stated:
        """One value of a field, with the passage between two offsets where there is one."""
        return Stated(field, value, confidence, passage(self.stored, *where) if where else None)


def opened(stored: StoredText) -> Report:
    text = stored.text
    pieces: list[Piece] = []
    running: dict[str, Piece] = {}
    for paragraph in stored.paragraphs:
        start, end, page, kind, number, level, continues = (
            paragraph.start,
            paragraph.end,
            paragraph.page,
            paragraph.kind,
            paragraph.number,
            paragraph.level,
            paragraph.continues,
        )
        said = text[start:end]
        if kind in FURNITURE:
            if kind != "page number" and said not in running:
                running[said] = Piece(start, end, page, kind, number, level, continues, said)
        elif said and not said.isspace():
            pieces.append(Piece(start, end, page, kind, number, level, continues, said))
    return Report(stored, tuple(pieces), tuple(running.values()))


def one_line(text: str) -> str:
    return " ".join(text.split())


def either(words: Iterable[str]) -> str:
    """Words as one group of a pattern, the longest tried first; any space stands for any white space."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_spaced(word) for word in longest_first) + ")"


def _spaced(word: str) -> str:
    plain = "".join(f"\\{sign}" if sign in r".^$*+?{}[]\|()" else sign for sign in word)
    return r"\s+".join(plain.split())


def word_set(words: str) -> frozenset[str]:
    """A list of words as it is written: with spaces between."""
    return frozenset(words.split())


def phrases(listed: str) -> tuple[str, ...]:
    """Words or phrases as they are written: with commas between."""
    return tuple(one_line(phrase) for phrase in listed.split(","))
