"""The headings of a report: where they stand, their number, and which kind of section each would open.

Those that the reading of the pages knew for headings, without the title, the cover and the contents page.
Where almost none were known (a scanned report), short paragraphs that the contents page lists, or that
say nothing but the name of a kind of section, stand in for them.
"""

from __future__ import annotations

import re

import msgspec

from waymark.library.structure.contents import Contents
from waymark.library.structure.report import Piece, Report, one_line
from waymark.library.structure.section_kinds import HeadingWords, Named, without_number

_LONGEST = 120
_LISTED = re.compile(r"[.…·_]{3,}\s*\d{0,3}\s*$|\s\d{1,3}\s*$")
_NUMBER_CELL = re.compile(r"^(\s*\d{1,2}(?:\.\d{1,2})*\.?)\s*[|\t]\s*(?=[A-Z])")
_LEADS_TO_PAGE = re.compile(r"[.…·_]{4,}\s*\d{1,3}\s*$")
_PAGES_OF_CONTENTS = 3
_LETTERS = re.compile(r"[^a-z]+")
_FEWEST_KNOWN = 3


class Heading(msgspec.Struct, frozen=True):
    """`title` without its number; `depth`: parts of the number (“4.1” has two), 0 without one; `level` as the
    pages show it, 1 the highest."""

    piece: Piece
    number: str
    title: str
    depth: int
    level: int
    named: Named
    known: bool = True


def headings_of(
    report: Report, contents: Contents | None, title_ends: int, words: HeadingWords
) -> list[Heading]:
    """In reading order. `title_ends`: where the title of the report ends."""
    known = [
        _heading(piece, words, known=True)
        for piece in report.pieces
        if piece.start >= title_ends and _is_heading(piece, words) and not _in_contents(piece, contents)
    ]
    if len({heading.named.kind for heading in known if heading.named.kind != "other"}) >= _FEWEST_KNOWN:
        return known
    return _stand_ins(report, contents, title_ends, words)


def _is_heading(piece: Piece, words: HeadingWords) -> bool:
    """One that the page shows as a heading, or the only cell of a row that says nothing but a kind of section."""
    if piece.kind == "heading":
        return True
    if piece.kind != "table row" or len(piece.text) > _LONGEST:
        return False
    said = _cell(piece)
    title = without_number(said)[1]
    return "|" not in said and "\t" not in said and title_like(title) and words.named(title).exact


def _cell(piece: Piece) -> str:
    """The words of a heading, without the bars of a row of which it is the only cell, a number's beside it."""
    text = piece.text
    number = _NUMBER_CELL.match(text)
    return (f"{number[1]} {text[number.end() :]}" if number else text).strip(" |\t")


def _in_contents(piece: Piece, contents: Contents | None) -> bool:
    if contents is None:
        return False
    if contents.start <= piece.start < contents.end:
        return True
    if piece.page <= contents.page + _PAGES_OF_CONTENTS and _LEADS_TO_PAGE.search(piece.text):
        return True
    return piece.page == contents.page and bool(_LISTED.search(piece.text))


def _heading(piece: Piece, words: HeadingWords, known: bool) -> Heading:
    number, title = without_number(one_line(_cell(piece)))
    number = number or piece.number
    named = words.named(title)
    return Heading(piece, number, title.rstrip(" :"), depth_of(number), piece.level, named, known)


def depth_of(number: str) -> int:
    if not number:
        return 0
    parts = re.split(r"[.\-]", number.rstrip(".)"))
    while len(parts) > 1 and parts[-1] in ("0", ""):
        parts.pop()
    return len(parts)


def _stand_ins(
    report: Report, contents: Contents | None, title_ends: int, words: HeadingWords
) -> list[Heading]:
    listed = {bare(entry.title) for entry in contents.entries} - {""} if contents else set()
    found = []
    pieces = report.pieces
    for place, piece in enumerate(pieces):
        text = piece.text
        if (
            len(text) > _LONGEST
            or piece.start < title_ends
            or piece.kind in ("contents", "footnote", "table row")
        ):
            continue
        if _in_contents(piece, contents):
            continue
        known = piece.kind == "heading"
        if not known and bare(text) not in listed:
            if text.rstrip().endswith((".", ",", ";", "?")) or not text.lstrip()[:1].strip():
                continue
            heading = _heading(piece, words, known=False)
            if not heading.named.exact or not _opens_text(pieces, place) or not title_like(heading.title):
                continue
            found.append(heading)
            continue
        found.append(_heading(piece, words, known))
    return found


def _opens_text(pieces: tuple[Piece, ...], place: int) -> bool:
    """Something follows."""
    return place + 1 < len(pieces) and bool(pieces[place + 1].text.strip())


def title_like(text: str) -> bool:
    return text[:1].isupper()


def bare(title: str) -> str:
    """The letters of a heading, to know it again by: numbers, signs and capitals left out."""
    return _LETTERS.sub("", without_number(title)[1].lower())
