"""What stands before the report proper: the cover, or the head of the first page, and a page of imprint.

Lines of the opening say one thing each (a title, a board, an author, a date) and are told apart from running
text by their length and their ending.
"""

from __future__ import annotations

import re

import msgspec

from waymark.library.structure.contents import Contents
from waymark.library.structure.cover_lines import cover_lines
from waymark.library.structure.headings import title_like
from waymark.library.structure.report import Piece, Report
from waymark.library.structure.section_kinds import OTHER, HeadingWords, without_number

_LAST_PAGE = 3
_MOST_LINES = 40
_LONGEST_LINE = 240
_LONGEST_COVER = 1200
_SENTENCE = re.compile(r"[a-z)’”\"'][.!?]\s*(?:[A-Z]|$)")
_LOWER_WORD = re.compile(r"\b[a-z]{2,}\b")


class Opening(msgspec.Struct, frozen=True):
    """`lines` of the first page that says anything and of imprint pages after it; `first_page` its number."""

    lines: tuple[Piece, ...]
    first_page: int

    def on_first_page(self) -> tuple[Piece, ...]:
        return tuple(line for line in self.lines if line.page == self.first_page)


def opening_of(report: Report, contents: Contents | None, words: HeadingWords) -> Opening:
    """The lines up to the contents page, the first section or the first running text of the report proper."""
    lines: list[Piece] = []
    first_page = report.pieces[0].page if report.pieces else 1
    prose = 0
    for piece in report.pieces:
        if piece.page > first_page + _LAST_PAGE - 1 or len(lines) >= _MOST_LINES:
            break
        if contents is not None and piece.start >= contents.start:
            break
        if is_section_heading(piece, words) and (lines or prose):
            break
        if is_prose(piece):
            prose += 1
            if prose > 3:
                break
            continue
        if piece.kind not in ("footnote", "contents") and len(piece.text) <= _LONGEST_COVER:
            lines.extend(cover_lines(report.stored, piece))
    return Opening(tuple(lines), first_page)


def is_prose(piece: Piece) -> bool:
    """Running text: mostly small words, in full sentences or at length."""
    text = piece.text
    if piece.kind == "heading" or len(text) < 60:
        return False
    small = len(_LOWER_WORD.findall(text))
    if small <= 7 or small < 0.55 * len(text.split()):
        return False
    return len(text) > _LONGEST_LINE or bool(_SENTENCE.search(text))


def is_section_heading(piece: Piece, words: HeadingWords) -> bool:
    if len(piece.text) > 70 or piece.kind not in ("heading", "paragraph", "list item"):
        return False
    number, title = without_number(piece.text)
    named = words.named(" ".join(title.split()))
    if named.kind == OTHER or not title_like(title):
        return False
    return named.exact or (bool(number) and piece.kind == "heading")
