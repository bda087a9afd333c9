"""The text of a report to read, page after page, with the words marked that a search found or a field was read from.

The address says what is marked, in offsets into the stored text: `?start=120&end=480` a passage, `&mark=130-142` words
of it. In: a stored text. Out: pages of paragraphs of pieces; the template writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.library.models import Report
from waymark.library.queries import current_text, sections_of
from waymark.library.stored import text_from
from waymark.library.stored_text import FURNITURE, Page, Paragraph, StoredText
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.library.opening import note_opening, whole_number, with_report

Stretch = tuple[int, int]
_MOST_MARKS = 200


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool


@dataclass(frozen=True)
class ParagraphShown:
    kind: str
    pieces: tuple[Piece, ...]
    found: bool


@dataclass(frozen=True)
class PageShown:
    page: Page
    paragraphs: tuple[ParagraphShown, ...]

    @property
    def read_by_machine(self) -> bool:
        return self.page.source == "read by machine"


@open_to(Audience.TEAM)
@require_safe
@with_report
def text(request: StudyRequest, report: Report) -> HttpResponse:
    note_opening(request.person, "open report", report, part="text")
    row = current_text(report)
    stored = text_from(row)
    passage = (whole_number(request.GET.get("start")), whole_number(request.GET.get("end")))
    marks = marks_asked(request.GET.getlist("mark")) or ([passage] if passage[0] < passage[1] else [])
    shown = {
        "report": report,
        "back": f"/reports/{report.ref}",
        "row": row,
        "pages": pages_shown(stored, marks, passage),
        "sections": sections_of(report, row),
        "marked": bool(marks),
        "place": stored.page_at(passage[0]),
    }
    return render(request, "library/text.html", shown)


def marks_asked(asked: Iterable[str]) -> list[Stretch]:
    """Stretches as an address writes them, in order; what is no stretch is left out."""
    found = []
    for one in list(asked)[:_MOST_MARKS]:
        first, _, last = one.partition("-")
        start, end = whole_number(first), whole_number(last)
        if start < end:
            found.append((start, end))
    return sorted(found)


def pages_shown(stored: StoredText, marks: Sequence[Stretch], passage: Stretch) -> list[PageShown]:
    by_page: dict[int, list[ParagraphShown]] = {page.number: [] for page in stored.pages}
    for paragraph in stored.paragraphs:
        if paragraph.kind not in FURNITURE:
            by_page[paragraph.page].append(_shown(stored, paragraph, marks, passage))
    return [PageShown(page, tuple(by_page[page.number])) for page in stored.pages]


def _shown(
    stored: StoredText, paragraph: Paragraph, marks: Sequence[Stretch], passage: Stretch
) -> ParagraphShown:
    begins_passage = paragraph.start <= passage[0] < paragraph.end and passage[0] < passage[1]
    pieces = pieces_of(stored.text, paragraph.start, paragraph.end, marks)
    return ParagraphShown(paragraph.kind.replace(" ", "-"), pieces, begins_passage)


def pieces_of(text: str, start: int, end: int, marks: Sequence[Stretch]) -> tuple[Piece, ...]:
    """The text from `start` to `end`, cut where marks begin and end."""
    within = [(max(first, start), min(last, end)) for first, last in marks if first < end and last > start]
    cuts = sorted({start, end, *(cut for stretch in within for cut in stretch)})
    return tuple(
        Piece(text[first:last], any(a <= first and last <= b for a, b in within))
        for first, last in pairwise(cuts)
        if first < last
    )
