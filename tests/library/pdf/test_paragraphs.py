"""Lines become paragraphs, headings, list items, contents lines and footnotes, with their numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from tests.library.pdf.sheets import FIRST, SECOND, THIRD, body, kinds, paragraph, said, text_of, written
from waymark.library.pdf.numbering import opening_number, page_number
from waymark.library.pdf.reading import read_pdf


def test_lines_are_joined_to_paragraphs(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        below = paragraph(canvas, FIRST)
        below = paragraph(canvas, SECOND, top=below, justified=True)
        paragraph(canvas, THIRD, top=below)

    assert kinds(text_of(tmp_path / "a.pdf", sheet)) == [("paragraph", t) for t in (FIRST, SECOND, THIRD)]


def test_paragraphs_told_only_by_an_indented_first_line(tmp_path: Path) -> None:
    style = ParagraphStyle(
        "a", fontName="Times-Roman", fontSize=11, leading=14, firstLineIndent=18, alignment=TA_JUSTIFY
    )
    texts = [FIRST, SECOND, THIRD, FIRST]
    SimpleDocTemplate(str(tmp_path / "a.pdf")).build([Paragraph(text, style) for text in texts])
    assert body(read_pdf(tmp_path / "a.pdf")) == texts


def test_numbered_paragraphs_keep_their_numbers(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        written(canvas, 72, 760, "4 Analysis", "Helvetica-Bold", 14)
        below = 735.0
        for number, text in (("4.1", FIRST), ("4.2", SECOND), ("4.10", THIRD)):
            written(canvas, 72, below, number)
            below = paragraph(canvas, text, left=108, top=below, width=400)
        paragraph(canvas, f"4-12 {FIRST}", top=below)

    stored = text_of(tmp_path / "a.pdf", sheet)
    assert [(p.kind, p.number) for p in stored.paragraphs] == [
        ("heading", "4"),
        ("paragraph", "4.1"),
        ("paragraph", "4.2"),
        ("paragraph", "4.10"),
        ("paragraph", "4-12"),
    ]
    assert body(stored)[1:3] == [f"4.1 {FIRST}", f"4.2 {SECOND}"]


def test_list_items_with_bullets_and_letters(tmp_path: Path) -> None:
    long = "whether the signs were seen and understood by the people who met the child in those weeks, and by managers"

    def sheet(canvas: Canvas) -> None:
        below = paragraph(canvas, "The panel asked the authors:")
        for mark, text in (
            ("•", long),
            ("•", "what was done"),
            ("(a)", "by health"),
            ("(b)", "by the school"),
        ):
            written(canvas, 80, below, mark)
            below = paragraph(canvas, text, left=100, width=380, top=below) + 4

    stored = text_of(tmp_path / "a.pdf", sheet)
    assert [(p.number, stored.said(p)) for p in stored.paragraphs if p.kind == "list item"] == [
        ("•", f"• {long}"),
        ("•", "• what was done"),
        ("(a)", "(a) by health"),
        ("(b)", "(b) by the school"),
    ]


def test_a_date_and_an_initial_are_no_numbers(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        written(canvas, 72, 760, "1 May 2013")
        written(canvas, 72, 730, "S. was seen at home.")
        written(canvas, 72, 700, "12 months later the case was closed.")

    assert [p.number for p in text_of(tmp_path / "a.pdf", sheet).paragraphs] == ["", "", ""]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4.1 The family", "4.1"),
        ("4-12 The family", "4-12"),
        ("4.1.2. The family", "4.1.2."),
        ("(iv) the school", "(iv)"),
        ("a) the school", "a)"),
        ("•the school", "•"),
        ("– the school", "–"),
        ("A.3 Terms", "A.3"),
        ("2013 was a year", ""),
        ("–2 degrees", ""),
        ("The family", ""),
        ("(the family)", ""),
    ],
)
def test_what_opens_a_paragraph(text: str, number: str) -> None:
    assert opening_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("Page 3 of 10", 3), ("- 4 -", 4), ("iv", 4), ("xix", 19), ("5 May", None), ("civil", None)],
)
def test_what_is_a_page_number(text: str, number: int | None) -> None:
    assert page_number(text) == number


def test_headings_and_their_levels(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        written(canvas, 72, 790, "Overview report on", "Helvetica-Bold", 22)
        written(canvas, 72, 764, "the review of Child T", "Helvetica-Bold", 22)
        below = 730.0
        for title, size in (("1 Introduction", 15), ("1.1 Why this review", 12.5), ("2 The family", 15)):
            written(canvas, 72, below, title, "Helvetica-Bold", size)
            below = paragraph(canvas, FIRST, top=below - 22) - 10
        written(canvas, 72, below, "What the school knew", "Times-Bold", 11)
        paragraph(canvas, SECOND, top=below - 15)

    stored = text_of(tmp_path / "a.pdf", sheet)
    assert [(p.level, p.number, stored.said(p)) for p in stored.paragraphs if p.kind == "heading"] == [
        (1, "", "Overview report on the review of Child T"),
        (2, "1", "1 Introduction"),
        (3, "1.1", "1.1 Why this review"),
        (2, "2", "2 The family"),
        (4, "", "What the school knew"),
    ]
    assert len(said(stored, "paragraph")) == 4


def test_headings_of_one_style_are_ranked_by_their_numbers(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        below = 780.0
        for title in ("1 Introduction", "1.1 Scope", "1.1.1 Dates"):
            written(canvas, 72, below, title, "Times-Bold", 11)
            below = paragraph(canvas, SECOND, top=below - 20) - 10

    assert [p.level for p in text_of(tmp_path / "a.pdf", sheet).paragraphs if p.kind == "heading"] == [
        1,
        2,
        3,
    ]


def test_a_plain_line_is_a_heading_where_its_number_heads_what_follows(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        written(canvas, 72, 760, "1. Introduction")
        below = paragraph(canvas, f"1.1 {FIRST}", top=730)
        paragraph(canvas, f"1.2 {SECOND}", top=below)

    assert kinds(text_of(tmp_path / "a.pdf", sheet))[0] == ("heading", "1. Introduction")


def contents(canvas: Canvas, *, dots: bool, heading: str = "Contents") -> None:
    written(canvas, 72, 780, heading, "Helvetica-Bold", 16)
    entries = (("1 Introduction", 3), ("2 The family", 5), ("2.1 Who they were", 6), ("Appendix A", 40))
    for i, (title, number) in enumerate(entries):
        y = 740 - 18 * i
        leaders = "." * int((440 - stringWidth(title, "Times-Roman", 11)) / 2.75)
        written(canvas, 72, y, f"{title} {leaders}" if dots else title)
        canvas.drawRightString(540, y, str(number))


@pytest.mark.parametrize("dots", [True, False])
def test_lines_of_a_contents_page(tmp_path: Path, dots: bool) -> None:
    stored = text_of(tmp_path / "a.pdf", lambda canvas: contents(canvas, dots=dots))
    assert said(stored, "heading") == ["Contents"]
    lines = said(stored, "contents")
    assert len(lines) == 4
    assert lines[2].startswith("2.1 Who they were") and lines[2].endswith(" 6")
    assert [p.number for p in stored.paragraphs if p.kind == "contents"] == ["1", "2", "2.1", ""]


def test_a_second_contents_page_is_known_by_its_dots(tmp_path: Path) -> None:
    stored = text_of(tmp_path / "a.pdf", lambda canvas: contents(canvas, dots=True, heading="Part two"))
    assert len(said(stored, "contents")) == 4


def test_footnotes_are_told_from_the_text(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        below = paragraph(canvas, FIRST)
        paragraph(canvas, SECOND, top=below)
        written(canvas, 72, 128, "1", "Times-Roman", 6)
        written(canvas, 77, 125, "The guidance of the time.", "Times-Roman", 9)
        written(canvas, 72, 112, "2 Children Act 2004", "Times-Roman", 9)

    stored = text_of(tmp_path / "a.pdf", sheet)
    assert [(p.kind, p.number) for p in stored.paragraphs] == [
        ("paragraph", ""),
        ("paragraph", ""),
        ("footnote", "1"),
        ("footnote", "2"),
    ]


def test_a_paragraph_over_a_page_break_is_two_and_the_second_continues(tmp_path: Path) -> None:
    cut = FIRST.index("and the records")

    def first(canvas: Canvas) -> None:
        below = paragraph(canvas, SECOND)
        paragraph(canvas, FIRST[:cut].strip(), top=below)

    def second(canvas: Canvas) -> None:
        below = paragraph(canvas, FIRST[cut:])
        paragraph(canvas, THIRD, top=below)

    stored = text_of(tmp_path / "a.pdf", first, second)
    assert [(p.page, p.continues) for p in stored.paragraphs] == [
        (1, False),
        (1, False),
        (2, True),
        (2, False),
    ]


def test_hyphens_at_line_ends_are_joined_as_the_report_spells_the_word(tmp_path: Path) -> None:
    lines = (
        "The well-known multi-agency team met inter-",
        "national experts in child pro-",
        "tection, and a multi-",
        "agency panel; it was well-",
        "known in 2011-",
        "12 that the co-",
        "operation of the Anglo-",
        "Welsh boards had begun.",
    )

    def sheet(canvas: Canvas) -> None:
        for i, line in enumerate(lines):
            written(canvas, 72, 700 - 14 * i, line)

    assert body(text_of(tmp_path / "a.pdf", sheet)) == [
        "The well-known multi-agency team met international experts in child protection, and a multi-agency panel; "
        "it was well-known in 2011-12 that the cooperation of the Anglo-Welsh boards had begun."
    ]


def test_soft_hyphens_leave_no_trace(tmp_path: Path) -> None:
    style = ParagraphStyle("a", fontName="Times-Roman", fontSize=11, leading=14, alignment=TA_JUSTIFY)
    text = FIRST.replace("appointments", "appoint\u00adments").replace("visiting", "visit\u00ading")
    SimpleDocTemplate(str(tmp_path / "a.pdf"), rightMargin=290).build([Paragraph(text, style)])
    assert body(read_pdf(tmp_path / "a.pdf")) == [FIRST]
