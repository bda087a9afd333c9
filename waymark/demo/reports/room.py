"""How many words fit a report of so many pages, before it is drawn.

In: a length and a look. Out: words for the body and for the back. The number of words to a page comes from
the drawing; what stands in front, and pages that are not filled, are taken off.
"""

from __future__ import annotations

from dataclasses import dataclass

from waymark.demo.reports.drawing import words_per_page
from waymark.demo.reports.lengths import Length
from waymark.demo.reports.plan import Look

_LAST_PAGES_UNFILLED = 0.5
_FILLED_SERIF = 0.97  # headings, lists and short last lines, as measured on drawn reports
_FILLED_SANS = 1.04
_LONG = 100  # pages from which there are fewer headings to a page
_FILLED_LONG = 1.03
_CONTENTS_WITHOUT_COVER = 0.4  # of a page
_HEAD_OF_FIRST_PAGE = 0.25


@dataclass(frozen=True)
class Room:
    """In words of running text."""

    body: int
    back: int


def room_for(length: Length, look: Look, title_length: int) -> Room:
    per_page = words_per_page(look) * (_FILLED_SERIF if look.font == "serif" else _FILLED_SANS)
    front = 1.0 if look.cover else _HEAD_OF_FIRST_PAGE + title_length / 400
    if look.contents:
        front += 1.0 if look.cover else _CONTENTS_WITHOUT_COVER
        front += 1.0 if length.pages > 90 else 0.0
    if length.pages > _LONG:
        per_page *= _FILLED_LONG
    body = length.pages - length.back - front - _LAST_PAGES_UNFILLED
    back = max(0.6, length.back - _LAST_PAGES_UNFILLED) if length.back else 0.0
    return Room(round(max(0.4, body) * per_page), round(back * per_page))
