"""Small PDFs for the tests, drawn with reportlab, and what is looked at in them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from waymark.library.pdf.reading import read_pdf
from waymark.library.stored_text import StoredText

WIDTH, HEIGHT = A4
LEFT, TOP = 72.0, 760.0
SIZE, LEADING = 11.0, 14.5

Sheet = Callable[[Canvas], None]

FIRST = (
    "The family had been known to the health visiting service since the birth of the eldest child, and the records "
    "show that appointments were kept until the spring. After that the visits became fewer and the reasons given "
    "for missing them were accepted without question."
)
SECOND = (
    "Professionals in four agencies held part of the picture. No meeting was called at which the parts could have "
    "been put together, although the procedures of the time asked for one whenever a second agency was concerned."
)
THIRD = (
    "The reviewers spoke with both grandparents, who described a household under strain. They had told the school "
    "of their worry, and the school had written it down, but the note did not reach the social worker."
)


def make(path: Path, *sheets: Sheet, size: tuple[float, float] = A4, **settings: object) -> Path:
    """A PDF with one page for each function that draws on it."""
    canvas = Canvas(str(path), pagesize=size, invariant=1, **settings)  # type: ignore[arg-type]
    for sheet in sheets:
        sheet(canvas)
        canvas.showPage()
    canvas.save()
    return path


def text_of(path: Path, *sheets: Sheet) -> StoredText:
    return read_pdf(make(path, *sheets))


def wrapped(text: str, width: float, font: str = "Times-Roman", size: float = SIZE) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def paragraph(
    canvas: Canvas,
    text: str,
    *,
    left: float = LEFT,
    top: float = TOP,
    width: float = 450,
    font: str = "Times-Roman",
    size: float = SIZE,
    leading: float = LEADING,
    justified: bool = False,
) -> float:
    """Draws a paragraph; the baseline for what follows after a gap."""
    lines = wrapped(text, width, font, size)
    for index, line in enumerate(lines):
        drawn = canvas.beginText(left, top)
        drawn.setFont(font, size)
        if justified and index < len(lines) - 1 and " " in line:
            drawn.setWordSpace((width - stringWidth(line, font, size)) / line.count(" "))
        drawn.textLine(line)
        canvas.drawText(drawn)
        top -= leading
    return top - 8


def written(
    canvas: Canvas, x: float, y: float, text: str, font: str = "Times-Roman", size: float = SIZE
) -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def picture(canvas: Canvas, words: str = "A scanned page") -> None:
    """The whole page as one picture."""
    image = Image.new("L", (827, 1169), 255)
    ImageDraw.Draw(image).text((100, 120), words, fill=0)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)
    canvas.drawImage(ImageReader(stream), 0, 0, WIDTH, HEIGHT)


def said(stored: StoredText, kind: str | None = None) -> list[str]:
    return [stored.said(p) for p in stored.paragraphs if kind is None or p.kind == kind]


def body(stored: StoredText) -> list[str]:
    """Paragraphs of the text proper, without furniture."""
    furniture = ("running head", "running foot", "page number")
    return [stored.said(p) for p in stored.paragraphs if p.kind not in furniture]


def kinds(stored: StoredText) -> list[tuple[str, str]]:
    return [(p.kind, stored.said(p)) for p in stored.paragraphs]


def table(
    canvas: Canvas,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    top: float = TOP,
    ruled: bool = True,
) -> None:
    """Cells with wrapped lines; with `ruled`, lines around every cell."""
    size, leading, pad = 9.5, 12.0, 5.0
    left = LEFT
    if ruled:
        canvas.line(left, top, left + sum(widths), top)
    for row in rows:
        cells = [
            wrapped(cell, width - 2 * pad, "Helvetica", size) for cell, width in zip(row, widths, strict=True)
        ]
        height = max(map(len, cells)) * leading + 2 * pad
        x = left
        for cell, width in zip(cells, widths, strict=True):
            y = top - pad - size
            for line in cell:
                written(canvas, x + pad, y, line, "Helvetica", size)
                y -= leading
            if ruled:
                canvas.line(x, top, x, top - height)
            x += width
        top -= height
        if ruled:
            canvas.line(x, top + height, x, top)
            canvas.line(left, top, x, top)


def pdf_with_letters(meanings: dict[str, str], shown: str) -> bytes:
    """A page in Helvetica whose font says what some of its letters mean."""
    pairs = "\n".join(f"<{ord(letter):02X}> <{code}>" for letter, code in meanings.items())
    own = [chr(c) for c in range(32, 127) if chr(c) not in meanings]
    others = "\n".join(f"<{ord(c):02X}> <{ord(c):04X}>" for c in own)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /a def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(meanings) + len(own)} beginbfchar\n{pairs}\n{others}\nendbfchar\nendcmap end end"
    )
    content = f"BT /F1 12 Tf 72 700 Td {shown} Tj ET"
    parts = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
    )
    text = "%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(text))
        text += f"{number} 0 obj{part}endobj\n"
    begin = len(text)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    text += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{rows}"
    text += f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{begin}\n%%EOF\n"
    return text.encode("latin-1")
