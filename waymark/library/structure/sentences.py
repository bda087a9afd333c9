"""The sentences of the running text, each with the way back to where it stands.

A paragraph that a page break cuts in two is read as one. Headings, footnotes and the contents page are not
running text; a table row or list item is a sentence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from waymark.library.structure.report import Piece

RUNNING_TEXT = frozenset({"paragraph", "list item", "table row"})

# The sign comes first as one class, so that the search runs from sign to sign.
_BREAK = re.compile(r"[.!?;\n](?:(?<=[.!?])[)’”\"']*\s+(?=[A-Z“‘\"(\d])|(?<=;)\s+|(?<=\n))")
_ABBREVIATED = re.compile(r"\b(?:Dr|Mr|Ms|Mrs|Prof|St|No|[A-Z]|e\.g|i\.e)$")


_LONGEST = 1500


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """`text` from the code point `start` of the report on. From `cut` of the text on, `skipped` code points more
    lie between: the foot and head of two pages."""

    text: str
    start: int
    kind: str = "paragraph"
    cut: int = 1 << 30
    skipped: int = 0

    def at(self, position: int) -> int:
        """The code point of the report at a position of the sentence."""
        return self.start + position + (self.skipped if position >= self.cut else 0)

    def where(self, start: int, end: int) -> tuple[int, int]:
        return self.at(start), self.at(end - 1) + 1

    def whole(self) -> tuple[int, int]:
        return self.where(0, len(self.text.rstrip()))


def sentences(pieces: Iterable[Piece]) -> Iterator[Sentence]:
    held: Sentence | None = None  # the last sentence, as long as the next page may carry it on
    for piece in pieces:
        if piece.kind not in RUNNING_TEXT:
            continue
        parts = _parts(piece)
        if held is not None:
            if piece.continues and piece.kind == held.kind and _is_open(held):
                parts[0] = _joined(held, parts[0])
            else:
                yield held
        yield from parts[:-1]
        held = parts[-1]
    if held is not None:
        yield held


def _parts(piece: Piece) -> list[Sentence]:
    text, kind = piece.text, piece.kind
    ends = [] if kind == "table row" else list(_ends(text))
    parts = []
    begun = 0
    for end in (*ends, len(text)):
        while end - begun > _LONGEST:  # a sentence that never ends is no sentence
            cut = text.rfind(" ", begun + 1, begun + _LONGEST) + 1 or begun + _LONGEST
            parts.append(Sentence(text[begun:cut], piece.start + begun, kind))
            begun = cut
        if end > begun:
            parts.append(Sentence(text[begun:end], piece.start + begun, kind))
        begun = end
    return parts


def _ends(text: str) -> Iterator[int]:
    begun = 0
    for stop in _BREAK.finditer(text):
        dot = stop.start()
        if text[dot] == "." and _ABBREVIATED.search(text, max(begun, dot - 5), dot):
            continue
        yield stop.end()
        begun = stop.end()


def _is_open(sentence: Sentence) -> bool:
    return not sentence.skipped and not sentence.text.rstrip().endswith((".", "!", "?"))


def _joined(before: Sentence, after: Sentence) -> Sentence:
    text = before.text.rstrip() + " "
    skipped = after.start - before.start - len(text)
    return Sentence(text + after.text, before.start, before.kind, len(text), skipped)
