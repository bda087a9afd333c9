"""Columns, boxes and tables are read as a person reads them, whatever the order in which they were drawn."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.library.pdf.sheets import (
    FIRST,
    LEADING,
    SECOND,
    THIRD,
    TOP,
    body,
    kinds,
    paragraph,
    said,
    table,
    text_of,
    wrapped,
    written,
)

ROWS = (
    ("Recommendation", "Who", "When"),
    ("Train all staff who work with parents in the use of the screening tool", "Board", "June 2013"),
    ("Review the policy on missed appointments", "Health trust and the surgeries in the area", "Autumn"),
    ("Report to the board", "Council", "2014"),
)
ROWS_SAID = [" | ".join(row) for row in ROWS]


def two_columns(canvas: Canvas) -> None:
    written(canvas, 72, 790, "Part two: the analysis", "Times-Bold", 15)
    below = paragraph(canvas, FIRST, width=210)
    paragraph(canvas, SECOND, width=210, top=below)
    below = paragraph(canvas, THIRD, width=210, left=310)
    paragraph(canvas, FIRST, width=210, left=310, top=below)


def test_two_columns_drawn_one_after_the_other(tmp_path: Path) -> None:
    assert body(text_of(tmp_path / "a.pdf", two_columns)) == [
        "Part two: the analysis",
        FIRST,
        SECOND,
        THIRD,
        FIRST,
    ]


def test_two_columns_drawn_line_by_line_do_not_interleave(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        below = paragraph(canvas, SECOND)
        left, right = wrapped(f"{FIRST} {SECOND}", 210), wrapped(f"{THIRD} {FIRST}", 210)
        for i in range(max(len(left), len(right))):
            for lines, x in ((left, 72.0), (right, 310.0)):
                if i < len(lines):
                    written(canvas, x, below - i * LEADING, lines[i])
        paragraph(canvas, THIRD, top=below - (max(len(left), len(right)) + 1) * LEADING)

    assert body(text_of(tmp_path / "a.pdf", sheet)) == [
        SECOND,
        f"{FIRST} {SECOND}",
        f"{THIRD} {FIRST}",
        THIRD,
    ]


def test_columns_whose_lines_stand_at_different_heights(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        left, right = wrapped(f"{FIRST} {SECOND}", 210), wrapped(f"{THIRD} {FIRST}", 210)
        for i, line in enumerate(left):
            written(canvas, 72, TOP - i * 14, line)
            if i < len(right):
                written(canvas, 310, TOP - 5 - i * 13, right[i])

    assert body(text_of(tmp_path / "a.pdf", sheet)) == [f"{FIRST} {SECOND}", f"{THIRD} {FIRST}"]


def test_a_box_beside_the_text_is_read_by_itself(tmp_path: Path) -> None:
    point = "Learning point: missed appointments are a sign to be followed up, not a reason to close a case."

    def sheet(canvas: Canvas) -> None:
        top = paragraph(canvas, FIRST)
        canvas.rect(330, top - 110, 200, 120)
        paragraph(canvas, point, left=340, top=top - 8, width=180, font="Helvetica", size=9, leading=11.3)
        below = paragraph(canvas, f"{SECOND} {THIRD}", width=240, top=top)
        paragraph(canvas, FIRST, top=below)

    assert body(text_of(tmp_path / "a.pdf", sheet)) == [FIRST, f"{SECOND} {THIRD}", point, FIRST]


def test_a_box_whose_lines_stand_level_with_the_text(tmp_path: Path) -> None:
    notes = ("Learning point", "Ask who else", "lives at home")

    def sheet(canvas: Canvas) -> None:
        below = paragraph(canvas, f"{SECOND} {THIRD}", width=280)
        canvas.rect(390, TOP - 2.3 * LEADING, 120, 3 * LEADING)
        for i, note in enumerate(notes):
            written(canvas, 400, TOP - i * LEADING, note)
        paragraph(canvas, FIRST, top=below)

    assert " ".join(body(text_of(tmp_path / "a.pdf", sheet))) == f"{SECOND} {THIRD} {' '.join(notes)} {FIRST}"


def test_lines_of_two_columns_that_follow_one_another_back_to_the_left(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        left, right = wrapped(f"{FIRST} {SECOND}", 230), wrapped(f"{THIRD} {FIRST} {SECOND}", 230)
        for i, line in enumerate(left):
            written(canvas, 309, TOP + 5.8 - i * LEADING, right[i])
            written(canvas, 54, TOP - i * LEADING, line)

    stored = text_of(tmp_path / "a.pdf", sheet)
    assert body(stored)[0] == f"{FIRST} {SECOND}"
    assert body(stored)[1].startswith(f"{THIRD} The family had been")


def test_a_ruled_table_is_read_row_by_row(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        top = paragraph(canvas, SECOND)
        table(canvas, ROWS, (220, 120, 80), top=top)
        paragraph(canvas, THIRD, top=500)

    stored = text_of(tmp_path / "a.pdf", sheet)
    assert said(stored, "table row") == ROWS_SAID
    assert body(stored) == [SECOND, *ROWS_SAID, THIRD]


def test_a_table_without_rules_is_read_row_by_row(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        top = paragraph(canvas, SECOND)
        table(canvas, ROWS, (220, 120, 80), top=top, ruled=False)
        paragraph(canvas, THIRD, top=500)

    stored = text_of(tmp_path / "a.pdf", sheet)
    assert said(stored, "table row") == ROWS_SAID
    assert body(stored) == [SECOND, *ROWS_SAID, THIRD]


def test_an_empty_cell_leaves_its_place(tmp_path: Path) -> None:
    rows = (("Date", "Event", "Agency"), ("May 2012", "", "School"), ("June 2012", "Home visit", "Health"))
    stored = text_of(tmp_path / "a.pdf", lambda c: table(c, rows, (120, 120, 120)))
    assert said(stored, "table row")[1] == "May 2012 | | School"


def test_a_table_in_one_of_two_columns(tmp_path: Path) -> None:
    rows = (("Date", "Event"), ("May 2012", "Visit at home by two workers"), ("June 2012", "Letter sent"))

    def sheet(canvas: Canvas) -> None:
        below = paragraph(canvas, f"{FIRST} {SECOND}", width=210)
        paragraph(canvas, THIRD, width=210, top=below)
        canvas.saveState()
        canvas.translate(250, 0)
        table(canvas, rows, (70, 120))
        canvas.restoreState()

    assert body(text_of(tmp_path / "a.pdf", sheet)) == [
        f"{FIRST} {SECOND}",
        THIRD,
        "Date | Event",
        "May 2012 | Visit at home by two workers",
        "June 2012 | Letter sent",
    ]


def test_lines_drawn_out_of_order_are_sorted(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        paragraph(canvas, THIRD, top=500)
        paragraph(canvas, FIRST, top=760)
        paragraph(canvas, SECOND, top=640)

    assert body(text_of(tmp_path / "a.pdf", sheet)) == [FIRST, SECOND, THIRD]


def test_a_sideways_page_is_read(tmp_path: Path) -> None:
    def sheet(canvas: Canvas, top: float = 800) -> None:
        canvas.translate(0, top)
        canvas.rotate(-90)
        below = paragraph(canvas, FIRST, top=500, left=50)
        paragraph(canvas, SECOND, top=below, left=50)

    def turned(canvas: Canvas) -> None:
        canvas.setPageRotation(270)
        sheet(canvas, top=560)

    def other_way(canvas: Canvas) -> None:
        canvas.translate(595, 30)
        canvas.rotate(90)
        below = paragraph(canvas, FIRST, top=500, left=50)
        paragraph(canvas, SECOND, top=below, left=50)

    stored = text_of(tmp_path / "a.pdf", sheet, turned, other_way)
    assert body(stored) == [FIRST, SECOND] * 3
    assert [(round(page.width), round(page.height)) for page in stored.pages] == [(595, 842)] * 3


def test_a_stamp_up_the_margin_comes_last(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(30, 300)
        canvas.rotate(90)
        written(canvas, 0, 0, "Published by the board")
        canvas.restoreState()
        paragraph(canvas, FIRST)

    assert body(text_of(tmp_path / "a.pdf", sheet)) == [FIRST, "Published by the board"]


def test_words_placed_one_by_one_and_justified_make_lines(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        lines = wrapped(f"{FIRST} {SECOND}", 430)
        for i, line in enumerate(lines):
            words = line.split()
            space = 3.0 if i == len(lines) - 1 else (450 - sum(map(width, words))) / max(len(words) - 1, 1)
            x = 72.0
            for word in words:
                written(canvas, x, TOP - i * LEADING, word)
                x += width(word) + space

    def width(word: str) -> float:
        return Canvas("").stringWidth(word, "Times-Roman", 11)

    assert kinds(text_of(tmp_path / "a.pdf", sheet)) == [("paragraph", f"{FIRST} {SECOND}")]
