"""The contents page: on which page it stands and what it lists.

Known by its lines, each ending in a page number, or by its heading where the lines were not known for what
they are.
"""

from __future__ import annotations

import re

import msgspec

from waymark.library.structure.report import Piece, Report, one_line

_HEADING = re.compile(r"\W*(?:table of |list of )?contents(?: page)?\W*|\W*index\W*", re.IGNORECASE)
_ENTRY = re.compile(r"\s*(?P<title>\S.*?)(?:\s*[.…·_•]{2,}[\s.…·_•]*|\s+)(?P<page>\d{1,3}|[ivx]{1,5})?\s*$")
_LEADERS = re.compile(r"\s*[.…·_]{3,}\s*(\d{1,3})?(?:\s+|$)")
_LATEST_PAGE = 8


class Entry(msgspec.Struct, frozen=True):
    """A line of the contents page. `printed_page` as a number, 0 where none is printed."""

    title: str
    printed_page: int


class Contents(msgspec.Struct, frozen=True):
    """`start` and `end`: offsets from its heading to its last line."""

    page: int
    start: int
    end: int
    entries: tuple[Entry, ...]
    confidence: float


def contents_of(report: Report) -> Contents | None:
    """The contents page of a report, None where it has none."""
    pieces = report.pieces
    listed = [index for index, piece in enumerate(pieces) if piece.kind == "contents"]
    if listed:
        first, last = listed[0], _last_of_run(listed)
        if first and pieces[first - 1].page == pieces[first].page and _is_heading(pieces[first - 1]):
            first -= 1
        return _contents(pieces, first, last, 0.98)
    for index, piece in enumerate(pieces):
        if piece.page > _LATEST_PAGE:
            return None
        if _is_heading(piece):
            last = _last_line(pieces, index)
            if last - index >= 3:
                return _contents(pieces, index, last, 0.9)
    return None


def _is_heading(piece: Piece) -> bool:
    return len(piece.text) < 40 and bool(_HEADING.fullmatch(piece.text))


def _last_of_run(listed: list[int]) -> int:
    """The last of the lines that stand together: a few that were not known may stand between."""
    last = listed[0]
    for index in listed:
        if index - last > 4:
            break
        last = index
    return last


def _last_line(pieces: tuple[Piece, ...], heading: int) -> int:
    """The last line after a heading “Contents” that ends in a page number no smaller than the one before."""
    last, page = heading, 0
    for index in range(heading + 1, min(heading + 150, len(pieces))):
        piece = pieces[index]
        if len(piece.text) > 160 and not _LEADERS.search(piece.text):
            break
        match = _ENTRY.match(piece.text)
        if match and match["page"] and match["page"].isdigit() and int(match["page"]) >= page:
            last, page = index, int(match["page"])
        elif index - last > 3 or piece.page > pieces[heading].page + 2:
            break
    return last


def _contents(pieces: tuple[Piece, ...], first: int, last: int, confidence: float) -> Contents:
    entries: list[Entry] = []
    for piece in pieces[first : last + 1]:
        if not _is_heading(piece):
            entries.extend(_entries(piece.text))
    start, end = pieces[first].start, pieces[last].end
    return Contents(pieces[first].page, start, end, tuple(entries), confidence)


def _entries(text: str) -> list[Entry]:
    """One paragraph may hold several lines of the contents, told apart by their leaders."""
    cuts = list(_LEADERS.finditer(text))
    if len(cuts) > 1:
        found, begun = [], 0
        for cut in cuts:
            found.append(Entry(one_line(text[begun : cut.start()]), int(cut[1] or 0)))
            begun = cut.end()
        return [entry for entry in found if entry.title]
    match = _ENTRY.match(text)
    if match is None:
        return [Entry(one_line(text), 0)]
    page = match["page"] or ""
    return [Entry(one_line(match["title"]), int(page) if page.isdigit() else 0)]
