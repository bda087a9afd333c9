"""Tables about bicycles drawn as PDF pages in many looks, with what a reader of the page would say of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

SAMPLE = getSampleStyleSheet()
BODY = SAMPLE["BodyText"]
SMALL = ParagraphStyle("small", BODY, fontSize=8, leading=9.6)
RIGHT = ParagraphStyle("right", SMALL, alignment=2)
CENTRED = ParagraphStyle("centred", SMALL, alignment=1)
PROSE = (
    "The workshop repaired bicycles of every kind during the year, and the people who brought them were asked what had "
    "broken first. Most of them could say so at once, and the others looked at the chain before they answered."
)
TITLE = "Table 3: Repairs by kind of bicycle"
HEADER = ("Kind of bicycle", "2015 (n=120)", "2016 (n=160)", "2017 (n=80)")
ROWS = (
    ("Town bicycles", "60 (50%)", "40 (25%)", "20 (25%)"),
    ("Bicycles for children and for young people under sixteen", "30 (25%)", "80 (50%)", "20 (25%)"),
    ("Tandems", "6 (5%)", "8 (5%)", "4 (5%)"),
    ("Other", "24 (20%)", "32 (20%)", "36 (45%)"),
)


@dataclass(frozen=True)
class Cells:
    """Labels of the rows with their figures, and the columns."""

    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]


EXPECTED = Cells(ROWS, ("2015", "2016", "2017"))


def paragraphs(cells: Sequence[str], style: ParagraphStyle, first: ParagraphStyle = SMALL) -> list[Paragraph]:
    return [Paragraph(cell, first if not at else style) for at, cell in enumerate(cells)]


def story(table: Flowable, title: str = TITLE) -> list[Flowable]:
    after = Paragraph(PROSE, BODY)
    return [
        Paragraph(PROSE, BODY),
        Paragraph(title, BODY),
        table,
        Spacer(1, 8),
        after,
        Paragraph(PROSE, BODY),
    ]


def build(path: Path, flowables: Sequence[Flowable], size: tuple[float, float] = A4) -> None:
    SimpleDocTemplate(str(path), pagesize=size).build(list(flowables))


def table(
    style: ParagraphStyle, *commands: tuple[object, ...], widths: Sequence[float] | None = None
) -> Table:
    data = [paragraphs(HEADER, style), *(paragraphs(row, style) for row in ROWS)]
    return Table(data, colWidths=widths or [150, 80, 80, 80], style=TableStyle([*commands]), repeatRows=1)


def word_like(path: Path) -> None:
    shade = ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey)
    tight = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
    build(path, story(table(SMALL, shade, *tight)))


def right_aligned(path: Path) -> None:
    build(path, story(table(RIGHT, ("VALIGN", (0, 0), (-1, -1), "BOTTOM"))))


def centred(path: Path) -> None:
    build(path, story(table(CENTRED, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"))))


def boxed(path: Path) -> None:
    build(path, story(table(CENTRED, ("GRID", (0, 0), (-1, -1), 0.5, colors.black))))


def wrapped(path: Path) -> None:
    """Columns so narrow that the percentage stands below its count."""
    build(path, story(table(SMALL, ("VALIGN", (0, 0), (-1, -1), "TOP"), widths=[150, 42, 42, 42])))


def on_landscape(path: Path) -> None:
    build(path, story(table(SMALL, ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black))), landscape(A4))


def long_title(path: Path) -> None:
    title = (
        "Table 3: Repairs by kind of bicycle, as the people said who brought them to the workshop in the three years "
        "in which it was open every day"
    )
    build(path, story(table(SMALL), title))


def number_above_title(path: Path) -> None:
    flowables = story(table(SMALL), "Table 3")
    flowables.insert(2, Paragraph("Repairs by kind of bicycle", BODY))
    build(path, flowables)


def title_below(path: Path) -> None:
    before = [Paragraph(PROSE, BODY), table(SMALL, ("GRID", (0, 0), (-1, -1), 0.5, colors.black))]
    build(path, [*before, Paragraph(TITLE, BODY), Paragraph(PROSE, BODY), Paragraph(PROSE, BODY)])


def across_two_columns(path: Path) -> None:
    """Text in two columns below a table that runs across both."""
    document = BaseDocTemplate(str(path), pagesize=A4)
    wide, height = A4
    frames = [
        Frame(50, height - 330, wide - 100, 280, id="top"),
        Frame(50, 60, (wide - 120) / 2, height - 400, id="left"),
        Frame(wide / 2 + 10, 60, (wide - 120) / 2, height - 400, id="right"),
    ]
    document.addPageTemplates([PageTemplate(frames=frames)])
    top = [Paragraph(TITLE, BODY), table(SMALL, ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black))]
    document.build([*top, Spacer(1, 120), *[Paragraph(PROSE, BODY) for _ in range(14)]])


def in_one_column(path: Path) -> None:
    """A table in the left of two columns, text in the right."""
    document = BaseDocTemplate(str(path), pagesize=A4)
    wide, height = A4
    column = (wide - 120) / 2
    frames = [Frame(50, 60, column, height - 120), Frame(wide / 2 + 10, 60, column, height - 120)]
    document.addPageTemplates([PageTemplate(frames=frames)])
    small = table(SMALL, widths=[80, 49, 49, 49])
    left = [Paragraph(PROSE, BODY), Paragraph(TITLE, BODY), small, Spacer(1, 8)]
    document.build([*left, *[Paragraph(PROSE, BODY) for _ in range(16)]])


def turned_page(path: Path) -> None:
    """A page that says of itself that it is to be shown turned."""
    sheet = Canvas(str(path), pagesize=A4)
    sheet.setPageRotation(90)
    sheet.rotate(90)
    sheet.translate(0, -A4[0])
    _by_hand(sheet, A4[0] - 60)
    sheet.save()


def turned_text(path: Path) -> None:
    """Text turned on a page that stays upright."""
    sheet = Canvas(str(path), pagesize=A4)
    sheet.rotate(90)
    sheet.translate(0, -A4[0])
    _by_hand(sheet, A4[0] - 60)
    sheet.save()


def _by_hand(sheet: Canvas, top: float) -> None:
    sheet.setFont("Helvetica", 9)
    sheet.drawString(60, top, TITLE)
    for line, cells in enumerate((HEADER, *ROWS), start=1):
        for at, cell in enumerate(cells):
            sheet.drawString(60 + (280 if at else 0) + 90 * max(at - 1, 0), top - 6 - 16 * line, cell)
    words = PROSE.split()
    for line in range(4):
        sheet.drawString(60, top - 130 - 12 * line, " ".join(words[line * 9 : line * 9 + 14]))


LOOKS: dict[str, Callable[[Path], None]] = {
    look.__name__: look
    for look in (
        word_like, right_aligned, centred, boxed, wrapped, on_landscape, long_title, number_above_title, title_below,
        across_two_columns, in_one_column, turned_page, turned_text,
    )
}  # fmt: skip


def counts_beside_shares(path: Path) -> None:
    """Counts and percentages in columns of their own under headers that span two of them; figures flush right."""
    data = [
        paragraphs(("", "2015", "", "2016", ""), CENTRED),
        paragraphs(("Repair", "Number", "%", "Number", "%"), RIGHT),
        *(
            paragraphs(row, RIGHT)
            for row in (
                ("<b>By hand</b>", "", "", "", ""),
                ("Chain", "1,250", "62.5", "900", "60.0"),
                ("Brake", "250", "12.5", "150", "10.0"),
                ("<b>By machine</b>", "", "", "", ""),
                ("Frame", "500", "25.0", "450", "30.0"),
                ("Total", "2,000", "100.0", "1,500", "100.0"),
            )
        ),
    ]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0))]
    tight = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
    made = Table(data, colWidths=[150, 50, 40, 50, 40], style=TableStyle([*spans, *tight]))
    build(path, story(made, "Table 4: Repairs by hand and by machine"))


def two_tables_over_pages(path: Path, rows: int = 60) -> None:
    """A table that goes on overleaf with its header said again, then another on the same page."""
    numbers = [(f"Workshop {chr(65 + at % 26)}{at}", str(at + 1), str(2 * at + 1)) for at in range(rows)]
    header = ("Workshop", "Opened (n=1830)", "Closed (n=3600)")
    long = Table(
        [header, *numbers],
        colWidths=[200, 90, 90],
        repeatRows=1,
        style=TableStyle([("FONTSIZE", (0, 0), (-1, -1), 9)]),
    )
    second = Table(
        [("Colour", "Bells", "Lamps"), ("Red", "4", "5"), ("Blue", "6", "7"), ("Total", "10", "12")],
        colWidths=[200, 90, 90],
    )
    first = [Paragraph(PROSE, BODY), Paragraph("Table 1: Workshops", BODY), long, Spacer(1, 10)]
    build(path, [*first, Paragraph("Table 2: Bells and lamps", BODY), second, Paragraph(PROSE, BODY)])


def indented(path: Path) -> None:
    """The number above a larger title, words about the base below it, parts set in under their whole."""
    large = ParagraphStyle("large", BODY, fontSize=12, leading=15, spaceBefore=4)
    part = ParagraphStyle("part", SMALL, leftIndent=12)
    rows = (
        (SMALL, "Repaired", "60", "60%", "30%"),
        (part, "By hand", "40", "40%", "25%"),
        (part, "By machine", "20", "20%", "5%"),
        (SMALL, "Given away", "40", "40%", "70%"),
        (SMALL, "Total", "100", "100%", "100%"),
    )
    data = [[Paragraph(cell, SMALL) for cell in ("What was done", "Bicycles", "In town", "Outside")]]
    data += [
        [Paragraph(label, style), *(Paragraph(cell, RIGHT) for cell in cells)]
        for style, label, *cells in rows
    ]
    made = Table(data, colWidths=[150, 50, 32, 32], style=TableStyle([("LEFTPADDING", (1, 0), (-1, -1), 2)]))
    titles = [Paragraph("Table 5", SMALL), Paragraph("What was done with bicycles", large)]
    about = Paragraph("Bicycles that were brought to the workshop in one year (n = 100)", SMALL)
    build(
        path,
        [*titles, about, Spacer(1, 6), made, Spacer(1, 8), Paragraph(PROSE, BODY), Paragraph(PROSE, BODY)],
    )


def continued(path: Path) -> None:
    """Two halves of a table, the second under the same number with a word that it goes on."""
    halves = [ROWS[:2], ROWS[2:]]
    tables = [Table([HEADER, *half], colWidths=[300, 70, 70, 70]) for half in halves]
    again = Paragraph("Table 3: Repairs by kind of bicycle (continued)", BODY)
    build(path, [Paragraph(TITLE, BODY), tables[0], PageBreak(), again, tables[1], Paragraph(PROSE, BODY)])


def side_by_side(path: Path) -> None:
    """Two tables beside one another, each under a title of its own, and words below that run across both."""
    left = Table(
        [
            paragraphs(row, RIGHT)
            for row in (("Colour", "Bells"), ("Red", "4"), ("Blue", "6"), ("Total", "10"))
        ]
    )
    right = Table([paragraphs(row, RIGHT) for row in (("Place", "Lamps"), ("Town", "5"), ("Outside", "7"))])
    titles = [Paragraph("Table 1: Bells by colour", SMALL), "", Paragraph("Table 2: Lamps by place", SMALL)]
    both = Table(
        [titles, [left, "", right]],
        colWidths=[200, 30, 200],
        style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")]),
    )
    build(path, [Paragraph(PROSE, BODY), both, Spacer(1, 8), Paragraph(PROSE, BODY), Paragraph(PROSE, BODY)])


def note_that_explains_a_sign(path: Path) -> None:
    """A short note close below the last row, and a test in a line by itself."""
    rows = [("Colour", "2015", "2016"), ("Red", "c", "7"), ("Blue", "6", "<5"), ("Total", "10", "9")]
    made = Table([paragraphs(row, RIGHT) for row in rows], colWidths=[150, 60, 60])
    notes = [Paragraph("c: withheld", SMALL), Paragraph("χ² = 1.23, df = 1, p = .27", SMALL)]
    build(
        path,
        [
            Paragraph(PROSE, BODY),
            Paragraph("Table 1: Bells", BODY),
            made,
            *notes,
            Spacer(1, 8),
            Paragraph(PROSE, BODY),
        ],
    )
