"""Pages of a report as pictures, and where on them a passage stands; drawn from the original file when asked for.

In: the original by its SHA-256, the page and a width in pixels. Out: a PNG, kept in the workspace's `pictures/` so
that each is drawn once. The file may be hostile, so drawing and measuring are done in a process apart, which gives
its bytes back and writes nothing. Starting that process takes longer than drawing six pages: so neighbours are drawn
while nobody waits for them, and where a passage stands is kept in memory.
"""

from __future__ import annotations

import io
import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import pypdfium2 as pdfium

from waymark.instruments.problems import CallProblem, InputProblem, Place
from waymark.library.apart import Job, Limits, Refused, work_apart
from waymark.library.pdf.opening import PdfLimits, open_pdf
from waymark.library.pdf.rectangles import Rectangle, rectangles
from waymark.library.stored_text import Page
from waymark.study.workspace import Workspace

WIDTHS = (900, 1600)
"""Pixels across. Few, so that no request can fill the disk with sizes of its own."""

AHEAD = 2
"""Pages drawn beyond the one that is asked for: opening the file costs more than a page."""

FURTHER_AHEAD = 6
"""Pages drawn beyond the one that is shown, once it is shown."""

_MOST_MEASURED = 4000
_MOST_TRIED = 10_000

_TALLEST_TO_WIDTH = 6.0
_LIMITS = Limits(cpu_seconds=20, seconds=30, memory_bytes=500_000_000)


class Wanted(msgspec.Struct, frozen=True):
    """Pages by number, counted from 1, and how many pixels across."""

    pages: tuple[int, ...]
    width: int


class DrawnPage(msgspec.Struct, frozen=True):
    page: int
    png: bytes


class DrawnPages(msgspec.Struct, frozen=True):
    pages: tuple[DrawnPage, ...]


class Stretched(msgspec.Struct, frozen=True):
    """Passages of one page, as offsets [start, end) into the stored text."""

    page: Page
    passages: tuple[tuple[int, int], ...]


class Measured(msgspec.Struct, frozen=True):
    """The rectangles of each passage, in points from the lower left of the page as it is shown."""

    passages: tuple[tuple[Rectangle, ...], ...]


def picture_of(workspace: Workspace, digest: str, name: str, page: int, pages: int, width: int) -> Path:
    """The picture of a page of the original, drawn if it is not there yet. `pages`: how many there are; `name`: what
    people call the file. Raises `CallProblem` for a page or width there is not, `InputProblem` for a broken file."""
    if width not in WIDTHS:
        offered = " and ".join(str(one) for one in WIDTHS)
        raise CallProblem(f"pages are not drawn {width} pixels wide.", right=f"The widths are {offered}.")
    if not 1 <= page <= pages:
        raise CallProblem(f"there is no page {page}.", right=f"The pages are 1 to {pages}.")
    target = _place(workspace, digest, page, width)
    if not target.exists():
        ahead = range(page, min(page + AHEAD, pages) + 1)
        missing = tuple(one for one in ahead if not _place(workspace, digest, one, width).exists())
        _draw_and_keep(workspace, digest, name, missing, width)
    if not target.exists():
        raise _cannot_be_drawn(name, page)
    return target


_drawing_ahead = threading.Lock()  # one at a time, so that readers who wait for a page go before
_tried: set[tuple[str, int, int]] = set()  # a page that cannot be drawn is tried once


def draw_around(workspace: Workspace, digest: str, name: str, page: int, pages: int, width: int) -> None:
    """Draw the pages to which a reader may turn next, without waiting for it. Call it for a page that is there."""
    soon = range(max(page - 1, 1), min(page + AHEAD, pages) + 1)
    if not _to_try(workspace, digest, soon, width) or not _drawing_ahead.acquire(blocking=False):
        return
    wanted = _to_try(workspace, digest, range(soon.start, min(page + FURTHER_AHEAD, pages) + 1), width)
    if len(_tried) > _MOST_TRIED:
        _tried.clear()
    _tried.update((digest, number, width) for number in wanted)

    def draw() -> None:
        try:
            with suppress(InputProblem, OSError):  # whoever turns to such a page is told then
                _draw_and_keep(workspace, digest, name, wanted, width)
        finally:
            _drawing_ahead.release()

    threading.Thread(target=draw, daemon=True).start()


def _to_try(workspace: Workspace, digest: str, pages: range, width: int) -> tuple[int, ...]:
    missing = (page for page in pages if not _place(workspace, digest, page, width).exists())
    return tuple(page for page in missing if (digest, page, width) not in _tried)


_Measurable = tuple[str, Page, tuple[int, int]]
_measured: OrderedDict[_Measurable, tuple[Rectangle, ...]] = OrderedDict()
_measuring = threading.Lock()


def passages_on(
    workspace: Workspace, digest: str, name: str, page: Page, passages: Sequence[tuple[int, int]]
) -> tuple[tuple[Rectangle, ...], ...]:
    """The rectangles of each passage on a page. Raises `InputProblem` where the file cannot be opened."""
    with _measuring:
        known = {one: _measured[key] for one in passages if (key := (digest, page, one)) in _measured}
    known |= {(start, end): () for start, end in passages if start >= end}
    unknown = tuple(one for one in dict.fromkeys(passages) if one not in known)
    if unknown:
        known |= dict(zip(unknown, _measure(workspace, digest, name, page, unknown), strict=True))
        with _measuring:
            _measured.update({(digest, page, one): known[one] for one in unknown})
            while len(_measured) > _MOST_MEASURED:
                _measured.popitem(last=False)
    return tuple(known[one] for one in passages)


def _measure(
    workspace: Workspace, digest: str, name: str, page: Page, passages: tuple[tuple[int, int], ...]
) -> tuple[tuple[Rectangle, ...], ...]:
    job = Job(workspace.original(digest), name)
    given = Stretched(page, passages)
    work = "waymark.library.page_pictures:measure_passages"
    for done in work_apart([job], work, Measured, _LIMITS, at_once=1, given=given):
        if isinstance(done, Refused):
            raise InputProblem(done.said, place=Place(name), right=done.right)
        return done.result.passages
    return ()


def has_pages_to_draw(name: str) -> bool:
    """Only a PDF has pages of its own; a Word document is set anew by every program."""
    return name.lower().endswith(".pdf")


def _draw_and_keep(workspace: Workspace, digest: str, name: str, pages: tuple[int, ...], width: int) -> None:
    job = Job(workspace.original(digest), name)
    work = "waymark.library.page_pictures:draw_pages"
    for done in work_apart([job], work, DrawnPages, _LIMITS, at_once=1, given=Wanted(pages, width)):
        if isinstance(done, Refused):
            raise InputProblem(done.said, place=Place(name), right=done.right)
        for drawn in done.result.pages:
            _keep(_place(workspace, digest, drawn.page, width), drawn.png)


def _place(workspace: Workspace, digest: str, page: int, width: int) -> Path:
    return workspace.folder / "pictures" / digest / f"{page}-{width}.png"


def _keep(target: Path, png: bytes) -> None:
    """All or nothing: a half-written picture is never found under its name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}.part")
    part.write_bytes(png)
    part.replace(target)


def _cannot_be_drawn(name: str, page: int) -> InputProblem:
    right = "Read its text instead, or fetch the file again from where it was published."
    return InputProblem("the page cannot be drawn.", place=Place(name, part=f"page {page}"), right=right)


# -- In the process apart -----------------------------------------------------------------------------


def draw_pages(path: Path, _name: str, wanted: Wanted) -> DrawnPages:
    """A page that pdfium cannot draw is left out."""
    opened = open_pdf(path, PdfLimits())
    try:
        drawn = ((number, _drawn(opened.document, number, wanted.width)) for number in wanted.pages)
        return DrawnPages(tuple(DrawnPage(number, png) for number, png in drawn if png))
    finally:
        opened.document.close()


def _drawn(document: pdfium.PdfDocument, number: int, width: int) -> bytes:
    try:
        page = document[number - 1]
    except (pdfium.PdfiumError, IndexError):
        return b""
    try:
        across, down = page.get_size()
        if across <= 0 or down > across * _TALLEST_TO_WIDTH:
            return b""
        image = page.render(scale=width / across).to_pil()
    except (pdfium.PdfiumError, ValueError):
        return b""
    finally:
        page.close()
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=3)
    return file.getvalue()


def measure_passages(path: Path, _name: str, given: Stretched) -> Measured:
    return Measured(tuple(rectangles(path, given.page, start, end) for start, end in given.passages))
