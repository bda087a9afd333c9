"""The text of a report as HTML, made once for each text and kept in memory, since a stored text never changes.

In: a `ReportText`. Out: pages as sections, paragraphs as `<p id="c1234" data-start="1234">` that hold exactly the
stored characters, so that a script can turn a selection into offsets (Unicode code points, half-open) and back.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from waymark.library.described import Section
from waymark.library.models import Report, ReportText
from waymark.library.queries import sections_of
from waymark.library.stored import text_from
from waymark.library.stored_text import FURNITURE, Paragraph, StoredText

MOST_KEPT_CHARACTERS = 40_000_000
"""Some eighty reports of 190 pages; the ones not looked at for longest are let go first."""

_FIRST_LEVEL = 3  # the page has its h1, the column its h2
_LAST_LEVEL = 6
_CLASSES = {
    "list item": "wm-paragraph wm-paragraph--item",
    "table row": "wm-paragraph wm-paragraph--row",
    "contents": "wm-paragraph wm-paragraph--contents",
    "footnote": "wm-paragraph wm-paragraph--footnote",
}


@dataclass(frozen=True)
class ShownText:
    """A report's text ready to be shown. `html` is the same string each time it is asked for."""

    text_id: int
    stored: StoredText
    html: SafeString

    @property
    def pages(self) -> int:
        return len(self.stored.pages)


@dataclass(frozen=True)
class ContentsEntry:
    title: str
    page: int
    anchor: str


_lock = threading.Lock()
_making = threading.Lock()
_kept: OrderedDict[int, ShownText] = OrderedDict()
_contents: dict[int, tuple[int, SafeString]] = {}  # by text: the corrections it rests on, the list


def shown_text(report: Report) -> ShownText:
    """The newest text of the report's current file. Its layout is only fetched where it is not kept yet."""
    newest = ReportText.objects.filter(file__report=report, file__current=True)
    text_id = newest.order_by("-pk").values_list("pk", flat=True)[0]
    with _lock:
        if text_id in _kept:
            _kept.move_to_end(text_id)
            return _kept[text_id]
    with _making:  # twenty people who open one report at once wait for one of them, not for each other
        with _lock:
            if text_id in _kept:
                return _kept[text_id]
        made = make_shown(text_id, text_from(ReportText.objects.get(pk=text_id)))
        with _lock:
            _kept[text_id] = made
            while len(_kept) > 1 and sum(len(one.html) for one in _kept.values()) > MOST_KEPT_CHARACTERS:
                _contents.pop(_kept.popitem(last=False)[0], None)
    return made


def make_shown(text_id: int, stored: StoredText) -> ShownText:
    return ShownText(text_id, stored, mark_safe("".join(_pages(stored))))


def contents_of(report: Report, shown: ShownText) -> SafeString:
    """The list of sections as they stand; each leads to the paragraph with which it begins. Corrections are only
    ever added, so the number of them tells whether what is kept still stands."""
    corrections = report.corrections.count()
    known = _contents.get(shown.text_id)
    if known is None or known[0] != corrections:
        made = render_to_string("desk/contents.html", {"contents": _entries(report, shown)})
        _contents[shown.text_id] = known = (corrections, made)
    return known[1]


def _entries(report: Report, shown: ShownText) -> tuple[ContentsEntry, ...]:
    row = ReportText.objects.defer("fingerprints").get(pk=shown.text_id)
    starts = [paragraph.start for paragraph in shown.stored.paragraphs]
    return tuple(
        ContentsEntry(" ".join(section.title.split()) or section.kind.capitalize(), section.page, f"c{start}")
        for section in sections_of(report, row)
        if (start := _paragraph_from(starts, section)) is not None
    )


def _paragraph_from(starts: list[int], section: Section) -> int | None:
    return next((start for start in starts if start >= section.start), None)


def _pages(stored: StoredText) -> Iterator[str]:
    by_page: dict[int, list[Paragraph]] = {page.number: [] for page in stored.pages}
    for paragraph in stored.paragraphs:
        by_page[paragraph.page].append(paragraph)
    level = _FIRST_LEVEL - 1
    for page in stored.pages:
        yield f'<section class="wm-sheet" id="page-{page.number}" data-page="{page.number}">'
        yield f'<div class="wm-page-break">page {page.number}</div>'
        for paragraph in by_page[page.number]:
            if paragraph.kind == "heading":
                level = _next_level(level, paragraph.level)
                yield _heading(stored, paragraph, level)
            else:
                yield _paragraph(stored, paragraph)
        if page.source == "no text":
            yield '<p class="wm-quiet">This page is a picture without text. Look at its picture: key t.</p>'
        yield "</section>"


def _next_level(before: int, level: int) -> int:
    """Reports leap from their highest heading to their lowest; ours go down one at a time."""
    return min(_FIRST_LEVEL - 1 + max(level, 1), before + 1, _LAST_LEVEL)


def _heading(stored: StoredText, paragraph: Paragraph, level: int) -> str:
    said = escape(stored.said(paragraph))
    start = paragraph.start
    return f'<h{level} class="wm-paragraph" id="c{start}" data-start="{start}">{said}</h{level}>'


def _paragraph(stored: StoredText, paragraph: Paragraph) -> str:
    said = escape(stored.said(paragraph))
    if paragraph.kind in FURNITURE:
        return f'<p class="wm-furniture" data-start="{paragraph.start}">{said}</p>'
    kind = _CLASSES.get(paragraph.kind, "wm-paragraph")
    start = paragraph.start
    return f'<p class="{kind}" id="c{start}" data-start="{start}">{said}</p>'
