"""Where on its page a stretch of the stored text stands: on demand, from the original file.

Points from the lower left of the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
import pypdfium2.raw as pdfium_c

from waymark.library.pdf.glyphs import Glyphs
from waymark.library.pdf.opening import PdfLimits, open_pdf
from waymark.library.pdf.turning import Frame, shown
from waymark.library.stored_text import Page

SAME_LINE_PART = 0.5
JOINED_GAP_POINTS = 8.0


class Rectangle(msgspec.Struct, frozen=True):
    left: float
    bottom: float
    right: float
    top: float


def rectangles(path: Path, page: Page, start: int, end: int) -> tuple[Rectangle, ...]:
    """One for each line, roughly, of the code points [start, end) of the text, which stand on `page`. Raises
    `InputProblem` where the file can no longer be opened."""
    if page.words:
        boxes = [w for w in page.words if w.start < end and w.end > start]
        return _joined(Rectangle(w.left, w.bottom, w.right, w.top) for w in boxes)
    runs = [
        (s.character + max(start - s.start, 0), min(end - s.start, s.length) - max(start - s.start, 0))
        for s in page.stretches
        if s.start < end and s.start + s.length > start
    ]
    if not runs:
        return ()
    opened = open_pdf(path, PdfLimits())
    try:
        return _joined(_drawn(opened.document.raw, page.number, runs))
    finally:
        opened.document.close()


def _drawn(document: object, number: int, runs: Iterable[tuple[int, int]]) -> list[Rectangle]:
    glyphs = Glyphs()
    page = pdfium_c.FPDF_LoadPage(document, number - 1)
    if not page:
        return []
    handle = pdfium_c.FPDFText_LoadPage(page)
    try:
        box = pdfium_c.FS_RECTF()
        pdfium_c.FPDF_GetPageBoundingBox(page, box)
        frame = shown(Frame(box.left, box.bottom, box.right, box.top), pdfium_c.FPDFPage_GetRotation(page))
        found = []
        for character, length in runs:
            lefts, tops, rights, bottoms = glyphs.rectangles(handle, character, length)
            for left, bottom, right, top in zip(lefts, bottoms, rights, tops, strict=True):
                if right > left and top > bottom:
                    found.append(Rectangle(*(round(v, 3) for v in frame.box(left, bottom, right, top))))
        return found
    finally:
        if handle:
            pdfium_c.FPDFText_ClosePage(handle)
        pdfium_c.FPDF_ClosePage(page)


def _joined(found: Iterable[Rectangle]) -> tuple[Rectangle, ...]:
    """What follows closely on one line as one rectangle."""
    joined: list[Rectangle] = []
    for box in found:
        last = joined[-1] if joined else None
        if last is not None and _on_one_line(last, box) and -1 <= box.left - last.right < JOINED_GAP_POINTS:
            joined[-1] = Rectangle(
                min(last.left, box.left),
                min(last.bottom, box.bottom),
                max(last.right, box.right),
                max(last.top, box.top),
            )
        else:
            joined.append(box)
    return tuple(joined)


def _on_one_line(one: Rectangle, other: Rectangle) -> bool:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared > SAME_LINE_PART * min(one.top - one.bottom, other.top - other.bottom)
