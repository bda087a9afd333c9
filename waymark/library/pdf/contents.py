"""Lines of a contents page: a title, perhaps dots, and the number of a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from waymark.library.pdf.lines import Line
from waymark.library.pdf.numbering import page_number

_LEADERS = re.compile(r"(?:\.{3,}|(?:\. ){3,}|…+|·{3,}|_{4,})[\s.…·_]*\d{0,3}[ivx]{0,5}$")
_ENTRY = re.compile(r"\S.*\s\d{1,3}$")
_HEADINGS = frozenset(("contents", "table of contents", "list of contents", "contents page", "index"))
_CLOSING = frozenset("0123456789ivx.…")
LEAST_ENTRIES = 3


def has_leaders(text: str) -> bool:
    return ("..." in text or "…" in text or ". . " in text or "···" in text or "____" in text) and bool(
        _LEADERS.search(text)
    )


def closes_entry(line: Line) -> bool:
    """Whether this is the end of an entry: dots, or a page number apart from its title."""
    text = line.text
    last = text[-1]
    if last not in _CLOSING:
        return False
    if line.beside and last != "." and page_number(text) is not None:
        return True
    return has_leaders(text) if last != "." else text.endswith(("...", ". ."))


def is_contents_page(lines: Sequence[Line]) -> bool:
    """A page headed so, or one on which several lines end in dots and a number."""
    entries = sum(map(closes_entry, lines))
    if entries >= LEAST_ENTRIES and entries >= 0.2 * len(lines):
        return True
    if any(line.text.strip(" :").lower() in _HEADINGS for line in lines[:6]):
        return sum(is_entry(line.text) for line in lines) + entries >= 2
    return False


def is_entry(text: str) -> bool:
    return bool(_ENTRY.match(text)) or has_leaders(text)
