"""The pictures of a report's pages, and where on them passages stand, for those who may open the report."""

from __future__ import annotations

import msgspec
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from waymark.instruments.problems import CallProblem
from waymark.library.models import Report
from waymark.library.page_pictures import (
    WIDTHS,
    draw_around,
    has_pages_to_draw,
    passages_on,
    picture_of,
)
from waymark.library.stored_text import Page
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.desk.desk import current_file
from waymark.web.desk.report_text import shown_text
from waymark.web.desk.said import say
from waymark.web.library.opening import note_opening, whole_number, with_report

_MOST_PASSAGES = 100


class OnPage(msgspec.Struct, frozen=True):
    """`passages`: of each that was asked for, its rectangles as left, bottom, right, top in points."""

    width: float
    height: float
    passages: list[list[tuple[float, float, float, float]]]


@open_to(Audience.TEAM)
@require_safe
@with_report
def page_picture(request: StudyRequest, report: Report, number: int) -> HttpResponseBase:
    file = current_file(report)
    if not has_pages_to_draw(file.name):
        raise CallProblem(
            f"the report {report.ref} has no pages to draw: it is no PDF.", right="Read its text."
        )
    width = whole_number(request.GET.get("width")) or WIDTHS[0]
    pages = shown_text(report).pages
    path = picture_of(request.workspace, file.sha256, file.name, number, pages, width)
    draw_around(request.workspace, file.sha256, file.name, number, pages, width)
    note_opening(request.person, "open page of report", report, page=number)
    return FileResponse(path.open("rb"), content_type="image/png")


@open_to(Audience.TEAM)
@require_safe
@with_report
def page_rectangles(request: StudyRequest, report: Report, number: int) -> HttpResponse:
    """`?passage=120-480`, any number of them, in offsets into the stored text."""
    stored = shown_text(report).stored
    page = next((page for page in stored.pages if page.number == number), None)
    if page is None:
        raise CallProblem(f"there is no page {number}.", right=f"The pages are 1 to {len(stored.pages)}.")
    asked = request.GET.getlist("passage")[:_MOST_PASSAGES]
    file = current_file(report)
    wanted = [_within(page, passage) for passage in asked]
    found = passages_on(request.workspace, file.sha256, file.name, page, wanted) if asked else ()
    boxes = [[(box.left, box.bottom, box.right, box.top) for box in passage] for passage in found]
    return say(OnPage(page.width, page.height, boxes))


def _within(page: Page, passage: str) -> tuple[int, int]:
    """The part of the passage that stands on the page; nothing of one that cannot be read."""
    start, _, end = passage.partition("-")
    low, high = max(whole_number(start), page.start), min(whole_number(end), page.end)
    return (low, high) if low < high else (page.start, page.start)
