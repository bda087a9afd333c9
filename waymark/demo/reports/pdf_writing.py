"""Writing pages to a PDF file with reportlab's canvas, the type of a page as one text object.

The same pages give the same bytes: dates and the document's identity are fixed. What is read first is not
always written first; the order on the page's stream is part of how a producer writes (`stream_order`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from waymark.demo.reports import block_font
from waymark.demo.reports.faces import BLOCK
from waymark.demo.reports.manner import Manner
from waymark.demo.reports.sheets import PAGE_HEIGHT, PAGE_WIDTH, Run, Sheet

_ESCAPES = str.maketrans(
    {"\\": "\\\\", "(": "\\(", ")": "\\)", BLOCK: block_font.CODE}
    | {
        character: f"\\{code:03o}"
        for code in range(128, 256)
        if (character := bytes([code]).decode("cp1252", "ignore"))
    }
)


@dataclass(frozen=True)
class Picture:
    """A page as an image alone: black and white, packed by CCITT Group 4."""

    data: bytes
    width: int
    height: int
    black_is_one: bool


@dataclass(frozen=True)
class Tilt:
    """How a sheet lay on the glass: turned by `degrees`, moved by points."""

    degrees: float = 0
    right: float = 0
    up: float = 0


@dataclass(frozen=True)
class Page:
    """A sheet with its runs in the order in which they are written."""

    sheet: Sheet
    runs: tuple[Run, ...]
    tilt: Tilt = Tilt()


def stream_order(sheet: Sheet, manner: Manner, columns: int) -> tuple[Run, ...]:
    text = _line_by_line(sheet.text) if columns == 2 and manner.column_order == "line by line" else sheet.text
    text = [*sheet.aside, *text] if manner.aside_order == "first" else [*text, *sheet.aside]
    return (*sheet.around, *text) if manner.furniture_order == "first" else (*text, *sheet.around)


def _line_by_line(runs: list[Run]) -> list[Run]:
    """Across both columns from top to bottom, as producers write that know lines but no columns."""
    placed: list[tuple[int, float, Run]] = []
    for run in runs:
        raised = placed and run.size < placed[-1][2].size * 0.75  # the mark of a footnote stays with its line
        placed.append((placed[-1][0] if raised else -round(run.y / 4), run.x, run))
    return [run for _, _, run in sorted(placed, key=lambda at: at[:2])]


def write_pdf(target: Path | BinaryIO, pages: Sequence[Page | Picture], title: str = "") -> None:
    block_font.register()
    with _binary_streams():
        canvas = Canvas(
            str(target) if isinstance(target, Path) else target,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
        )
        canvas.setTitle(title)
        canvas.setAuthor("")
        canvas.setCreator("Waymark demonstration")
        canvas.setSubject("Synthetic report")
        for number, page in enumerate(pages, start=1):
            if isinstance(page, Picture):
                _write_picture(canvas, page, f"scan{number}")
            else:
                _write_page(canvas, page)
            canvas.showPage()
        canvas.save()


@contextmanager
def _binary_streams() -> Iterator[None]:
    """reportlab would spell compressed streams in letters, which takes most of the time of writing."""
    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def _write_page(canvas: Any, page: Page) -> None:
    tilt = page.tilt
    if tilt != Tilt():
        canvas.translate(tilt.right, tilt.up)
        canvas.rotate(tilt.degrees)
    code: list[str] = []
    paint = ""
    for shape in page.sheet.shapes:
        if shape.paint != paint:
            paint = shape.paint
            code.append(paint)
        code.append(f"{shape.x:.2f} {shape.y:.2f} {shape.width:.2f} {shape.height:.2f} re {shape.finish}")
    code.append("BT")
    font, size, extra, ink = "", 0.0, 0.0, ""
    for run in page.runs:
        if run.font != font or run.size != size:
            font, size = run.font, run.size
            code.append(f"{canvas._doc.getInternalFontName(font)} {size:g} Tf")
        if run.extra != extra:
            extra = run.extra
            code.append(f"{extra:.4f} Tw")
        if run.ink != ink:
            ink = run.ink
            code.append(ink)
        code.append(f"1 0 0 1 {run.x:.2f} {run.y:.2f} Tm ({run.text.translate(_ESCAPES)}) Tj")
    code.append("ET")
    canvas.addLiteral("\n".join(code))


def _write_picture(canvas: Any, picture: Picture, name: str) -> None:
    """As an image object of its own, because reportlab packs no CCITT (ISO 32000-1, 7.4.6 and 8.9.5)."""
    stream = pdfdoc.PDFStream(
        dictionary=pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("XObject"),
                "Subtype": pdfdoc.PDFName("Image"),
                "Width": picture.width,
                "Height": picture.height,
                "BitsPerComponent": 1,
                "ColorSpace": pdfdoc.PDFName("DeviceGray"),
                "Filter": pdfdoc.PDFName("CCITTFaxDecode"),
                "DecodeParms": pdfdoc.PDFDictionary(
                    {
                        "K": -1,
                        "Columns": picture.width,
                        "Rows": picture.height,
                        "BlackIs1": "true" if picture.black_is_one else "false",
                    }
                ),
            }
        ),
        content=picture.data,
        filters=[],
    )
    canvas._doc.addForm(name, stream)
    canvas.saveState()
    canvas.transform(PAGE_WIDTH, 0, 0, PAGE_HEIGHT, 0, 0)
    canvas.doForm(name)
    canvas.restoreState()
