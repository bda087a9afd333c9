"""Pieces of a file put together as a document: a table gets its title, its notes and its section.

Every reader says in order what it finds: a paragraph, a heading, the rows of a table. What belongs together is decided
here, in one way for all kinds of file. In: `Piece`s in reading order. Out: a `Document`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from waymark.assurance.documents.document import Document, Line, Place, PrintedTable, Prose

TITLE = re.compile(
    r"\s*Table\s+((?:[A-Z]{1,2}\.?)?\d+(?:[.-]\d+)*[a-z]?)\s*(?:[:.–—-]\s*|\s*$)(.*)", re.IGNORECASE
)
"""The title of a table by itself. “Table 4 shows …” is a sentence."""
SECTION = re.compile(
    r"(?:chapter\s+|section\s+)?(\d{1,2}(?:\.\d{1,2}){0,4})[.:]?\s+(?=[A-Z‘“'])", re.IGNORECASE
)
NOTE = re.compile(
    r"\s*(?:[*†‡§+]{1,3}|[¹²³⁴-⁹]|\[note\b|notes?\b[:.\s]|sources?\b[:.]|bases?\b[:.]|\(|χ|chi[- ]?squ"
    r"|(?:[a-z]|\.\.|[-–~:#])\s?[:=]\s\w|\.\.\s[a-z]{2})",
    re.IGNORECASE,
)
_TEST = re.compile(r"\bp\s*[<>=≤≥]|χ|chi[- ]?squ", re.IGNORECASE)
_COUNTED = re.compile(r"\((\d{1,2})\)\s*$")
STOPS = ".!?:;”\"')"
SHORTEST_WRAPPED = 45
"""A shorter line is a line by itself, whatever it ends in."""
_MOST_BETWEEN = 3
_LONGEST_BETWEEN = 160

Kind = Literal["prose", "heading", "rows"]


@dataclass(frozen=True)
class Piece:
    """`lines` of rows, `text` of anything else. `group`: pieces that stand together with no gap
    share it; nought where that cannot be told."""

    kind: Kind
    place: Place
    text: str = ""
    lines: tuple[Line, ...] = ()
    starts: tuple[tuple[int, Place], ...] = ()
    group: int = 0


def assembled(name: str, pieces: Iterable[Piece]) -> Document:
    waiting = list(pieces)
    blocks: list[Prose | PrintedTable] = []
    section, at = "", 0
    while at < len(waiting):
        piece = waiting[at]
        if piece.kind == "heading":
            numbered = SECTION.match(piece.text)
            section = numbered[1] if numbered else section
        title = TITLE.fullmatch(piece.text) if piece.kind != "rows" else None
        if piece.kind != "rows" and title is None:
            blocks.append(Prose(piece.text, piece.place, section, piece.kind == "heading", piece.starts))
            at += 1
            continue
        at, table = _table(waiting, at, section)
        blocks.append(table)
    return Document(name, tuple(_joined(blocks)))


def _table(pieces: Sequence[Piece], at: int, section: str) -> tuple[int, PrintedTable]:
    """The table whose title or rows stand there, and where it ends."""
    piece, number, title = pieces[at], "", ""
    notes: list[Prose] = []
    if piece.kind != "rows":
        found = TITLE.fullmatch(piece.text)
        assert found is not None
        number, title, at = found[1], found[2].strip(), at + 1
        between = _between_title_and_rows(pieces, at)
        notes += [
            Prose(one.text.strip(), replace(one.place, table=number)) for one in pieces[at : at + between]
        ]
        at, lines = _lines_under(pieces, at + between)
    else:
        at, lines = at + 1, piece.lines
        below = TITLE.fullmatch(pieces[at].text) if at < len(pieces) and pieces[at].kind != "rows" else None
        if below and (at + 1 >= len(pieces) or pieces[at + 1].kind != "rows"):
            number, title, at = below[1], below[2].strip(), at + 1
    while at < len(pieces) and _is_note(pieces[at]):
        notes.append(Prose(pieces[at].text.strip(), replace(pieces[at].place, table=number)))
        at += 1
    return at, PrintedTable(number, title, lines, tuple(notes), replace(piece.place, table=number), section)


def _between_title_and_rows(pieces: Sequence[Piece], at: int) -> int:
    """How many short paragraphs there say what the table counts, before its rows."""
    for count in range(1, _MOST_BETWEEN + 1):
        between = pieces[at : at + count]
        short = all(one.kind == "prose" and len(one.text) <= _LONGEST_BETWEEN for one in between)
        if not short or any(TITLE.fullmatch(one.text) for one in between) or at + count >= len(pieces):
            return 0
        if pieces[at + count].kind == "rows":
            return count
    return 0


def _lines_under(pieces: Sequence[Piece], at: int) -> tuple[int, tuple[Line, ...]]:
    """The rows under a title. A table without columns is a list: each of its parts says how many entries follow, or
    it is what stands together."""
    if at < len(pieces) and pieces[at].kind == "rows":
        return at + 1, pieces[at].lines
    lines: list[Line] = []
    while (
        at < len(pieces)
        and (counted := _COUNTED.search(pieces[at].text))
        and at + int(counted[1]) < len(pieces)
    ):
        part = pieces[at : at + 1 + int(counted[1])]
        if any(piece.kind == "rows" or TITLE.fullmatch(piece.text) for piece in part):
            break
        lines += [Line((piece.text,), piece.place) for piece in part]
        at += len(part)
    if not lines and at < len(pieces) and pieces[at].kind == "prose" and pieces[at].group:
        together = [piece for piece in pieces[at : at + 60] if piece.group == pieces[at].group]
        lines = [Line((piece.text,), piece.place) for piece in together]
        at += len(together)
    return at, tuple(lines)


def _is_note(piece: Piece) -> bool:
    if piece.kind == "rows" or NOTE.match(piece.text) is None or TITLE.fullmatch(piece.text):
        return False
    return not piece.text.lstrip().startswith("(") or _TEST.search(piece.text) is not None


def _joined(blocks: Sequence[Prose | PrintedTable]) -> Iterator[Prose | PrintedTable]:
    """A sentence that a page or a picture cut in two is one again."""
    before: Prose | None = None
    for block in blocks:
        if before is not None and isinstance(block, Prose) and _goes_on(before, block):
            start = len(before.text) + 1
            moved = ((start + at, place) for at, place in block.starts)
            before = replace(
                before,
                text=f"{before.text} {block.text}",
                starts=(*before.starts, (start, block.place), *moved),
            )
            continue
        if before is not None:
            yield before
        before = block if isinstance(block, Prose) else None
        if before is None:
            yield block
    if before is not None:
        yield before


def _goes_on(before: Prose, after: Prose) -> bool:
    if before.heading or after.heading or before.text[-1:] in STOPS or len(before.text) < SHORTEST_WRAPPED:
        return False
    if after.text[:1].islower():
        return True
    return bool(
        re.search(r"(?:,|\b(?:and|or|of|the|to|in|by|than|from|were|was|with|for|a|an))$", before.text)
    )
