"""Reads one page after the other: its lines with their places, or, where it has no text layer, what is read from
its picture. Never more than one page is open.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pypdfium2.raw as pdfium_c

from waymark.library.pdf import calls
from waymark.library.pdf.drawn import Drawn, Shape, drawn_on, objects_of
from waymark.library.pdf.gaps import apart
from waymark.library.pdf.glyphs import Glyphs, Handle
from waymark.library.pdf.hidden import visible, without_unseen
from waymark.library.pdf.images import ReadImage
from waymark.library.pdf.lines import UNKNOWN_GLYPH, Line, page_text, read_lines
from waymark.library.pdf.opening import OpenPdf, PdfLimits, broken_off, too_much_text
from waymark.library.pdf.pictures import ReadSpan, lines_read, picture_of
from waymark.library.pdf.turning import Frame, shown
from waymark.library.stored_text import PageSource

FEW_LETTERS = 150
PICTURE_COVERS = 0.5
UNKNOWN_PART = 0.3
_WITHOUT_MEANING = re.compile(f"[{UNKNOWN_GLYPH}\ue000-\uf8ff]")
WIDE_SHAPE_POINTS = 20
MOST_KEPT_SHAPES = 400


class PageRead(msgspec.Struct):
    """`width` and `height` as the page is shown; `reading_height` in the frame of its lines. `blocks` instead of
    `lines` of a page read by machine, whose order is already told. `lack` says to a person what is missing."""

    number: int
    width: float
    height: float
    reading_height: float
    lines: Sequence[Line] = ()
    shapes: Sequence[Shape] = ()
    characters: Sequence[int] | None = None
    source: PageSource = "text layer"
    confidence: float | None = None
    block_starts: frozenset[int] = frozenset()
    words: Sequence[ReadSpan] = ()
    plain: bool = False
    letters: int = 0
    lack: str = ""


def read_pages(
    opened: OpenPdf, path: Path, read_image: ReadImage | None, limits: PdfLimits
) -> list[PageRead]:
    glyphs = Glyphs()
    found = []
    letters = 0
    for number in range(1, opened.pages + 1):
        page = pdfium_c.FPDF_LoadPage(opened.document.raw, number - 1)
        if not page:
            if opened.cut_off:
                raise broken_off(path, number)
            found.append(PageRead(number, 0.0, 0.0, 0.0, source="no text", lack="damaged"))
            continue
        try:
            read, blank = _read_page(glyphs, page, number, limits, path)
        finally:
            pdfium_c.FPDF_ClosePage(page)
        if (read.source == "no text" and not blank) or read.lack:
            _read_picture(opened, read, read_image)
        letters += read.letters
        if letters > limits.largest_characters:
            raise too_much_text(path, limits, number)
        found.append(read)
    return found


def _read_page(
    glyphs: Glyphs, page: Handle, number: int, limits: PdfLimits, path: Path
) -> tuple[PageRead, bool]:
    """The page, and whether nothing at all is drawn on it."""
    frame, read = _sheet(page, number)
    glyphs.turn_page()
    handle = pdfium_c.FPDFText_LoadPage(page)
    if not handle:
        read.source, read.lack = "no text", "damaged"
        return read, False
    try:
        count = pdfium_c.FPDFText_CountChars(handle)
        if count > limits.largest_characters_of_a_page:
            raise too_much_text(path, limits, number)
        if count <= 0:
            read.source = "no text"
            return read, pdfium_c.FPDFPage_CountObjects(page) == 0
        text = page_text(glyphs, handle, count)
        found = read_lines(glyphs, handle, text, frame)
        frame = found.frame
        lines = apart(glyphs, handle, text, found)
        letters_only = pdfium_c.FPDFPage_CountObjects(page) == len({*found.begun, *found.ended})
        objects = [] if letters_only else objects_of(page)
        drawn = drawn_on(objects, frame)
        lines = without_unseen(glyphs, handle, text, lines, drawn)
        lines = visible(glyphs, handle, text, lines, frame, drawn, objects)
    finally:
        pdfium_c.FPDFText_ClosePage(handle)
    read.lines, read.characters, read.reading_height = lines, text.characters, frame.height
    read.plain, read.letters = text.plain, count
    read.shapes = [shape for shape in drawn.shapes if shape.width > WIDE_SHAPE_POINTS][:MOST_KEPT_SHAPES]
    if count < FEW_LETTERS or drawn.pictures or not text.plain:
        read.source, read.lack = _usable(lines, drawn, frame)
    return read, False


def _sheet(page: Handle, number: int) -> tuple[Frame, PageRead]:
    box = pdfium_c.FS_RECTF()
    calls.page_bounds(page, ctypes.byref(box))
    left, bottom, right, top = (
        v if -1e6 < v < 1e6 else 0.0 for v in (box.left, box.bottom, box.right, box.top)
    )
    frame = Frame(left, bottom, right, top)
    sheet = shown(frame, max(calls.page_rotation(page), 0))
    return frame, PageRead(number, round(sheet.width, 3), round(sheet.height, 3), sheet.height)


def _usable(lines: Sequence[Line], drawn: Drawn, frame: Frame) -> tuple[PageSource, str]:
    """Whether there is a text layer, and what makes it doubtful."""
    letters = sum(len(line.text) for line in lines)
    if not letters:
        return "no text", ""
    if sum(len(_WITHOUT_MEANING.findall(line.text)) for line in lines) > UNKNOWN_PART * letters:
        return "no text", "letters"
    area = frame.width * frame.height
    covered = max((picture.width * picture.height for picture in drawn.pictures), default=0.0)
    if letters < FEW_LETTERS and covered > PICTURE_COVERS * area:
        return "text layer", "picture"
    return "text layer", ""


def _read_picture(opened: OpenPdf, read: PageRead, read_image: ReadImage | None) -> None:
    """Puts what a machine reads on the page in place of a text layer that is missing or little."""
    answer = None
    if read_image is not None and read.width > 0:
        image = picture_of(opened.document, read.number, read.width, read.height)
        answer = read_image(image) if image is not None else None
    blocks, spans = lines_read(answer) if answer is not None else ([], [])
    by_machine = sum(len(line.text) for block in blocks for line in block)
    by_layer = sum(len(line.text) for line in read.lines) if read.source == "text layer" else 0
    if answer is None or by_machine <= by_layer:
        read.lack = read.lack or ("empty" if answer is not None else "picture")
        if read.source == "no text":
            read.lines = ()
        return
    read.lines = [line for block in blocks for line in block]
    read.block_starts = frozenset(sum(map(len, blocks[:at])) for at in range(1, len(blocks)))
    read.shapes, read.characters, read.words, read.plain = (), None, spans, False
    read.source, read.lack, read.reading_height = "read by machine", "", read.height
    read.confidence = min(max(answer.confidence, 0.0), 1.0)
