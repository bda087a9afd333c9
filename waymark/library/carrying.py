"""Carrying a passage from one text of a report to a better one, by its words.

In: a passage as it was pinned, and the new text. Out: where its words stand now, or what became of them. A
passage is only ever carried to words that are the same but for spacing, or to words that are plainly the
same sentence read better, and then it says so; it is never guessed into place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from waymark.library.stored_text import Passage, StoredText, passage

How = Literal["same", "moved", "altered", "lost"]

_CLEARLY_THE_SAME = 92.0
_SHORTEST_TO_LIKEN = 20


@dataclass(frozen=True)
class Carried:
    """`passage` None where the words are lost; `altered` asks a person to look."""

    how: How
    passage: Passage | None


def carry(pinned: Passage, new: StoredText) -> Carried:
    """The passage in the new text. Words that stand there several times go to the place nearest the old page."""
    if new.text[pinned.start : pinned.end] == pinned.quote:
        return Carried("same", passage(new, pinned.start, pinned.end))
    places = _places(pinned.quote, new.text)
    if places:
        start, end = min(places, key=lambda place: _distance(place, pinned, new))
        return Carried("moved", passage(new, start, end))
    return _likened(pinned, new)


def _places(quote: str, text: str) -> list[tuple[int, int]]:
    """Where the words stand, whatever the white space between them."""
    words = quote.split()
    if not words:
        return []
    pattern = r"\s+".join(re.escape(word) for word in words)
    return [match.span() for match in re.finditer(pattern, text)]


def _distance(place: tuple[int, int], pinned: Passage, new: StoredText) -> tuple[int, int]:
    return abs(new.page_at(place[0]) - pinned.page), abs(place[0] - pinned.start)


def _likened(pinned: Passage, new: StoredText) -> Carried:
    """The likest stretch on the page or its neighbours; a short passage is too easily like another."""
    if len(pinned.quote) < _SHORTEST_TO_LIKEN:
        return Carried("lost", None)
    near = [page for page in new.pages if abs(page.number - pinned.page) <= 1]
    if not near:
        return Carried("lost", None)
    first, last = near[0].start, near[-1].end
    likest = fuzz.partial_ratio_alignment(pinned.quote, new.text[first:last], score_cutoff=_CLEARLY_THE_SAME)
    if likest is None or likest.dest_end == likest.dest_start:
        return Carried("lost", None)
    return Carried("altered", passage(new, first + likest.dest_start, first + likest.dest_end))
