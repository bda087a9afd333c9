"""A stretch of the stored text is found again on its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.library.pdf.sheets import FIRST, make, paragraph, picture, written
from waymark.library.pdf.reading import read_pdf
from waymark.library.pdf.rectangles import rectangles


def test_a_word_is_found_where_it_was_drawn(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", lambda c: written(c, 72, 700, "The children were seen"))
    stored = read_pdf(path)
    at = stored.text.index("children")
    (box,) = rectangles(path, stored.pages[0], at, at + len("children"))
    assert box.left == pytest.approx(72 + stringWidth("The ", "Times-Roman", 11), abs=1)
    assert box.right == pytest.approx(72 + stringWidth("The children", "Times-Roman", 11), abs=1)
    assert 697 < box.bottom < 702 < box.top < 710


def test_a_sentence_over_two_lines_has_two_rectangles(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", lambda c: paragraph(c, FIRST, top=700) and None)
    stored = read_pdf(path)
    at = stored.text.index("and the records")
    upper, lower = rectangles(path, stored.pages[0], at, at + len("and the records"))
    assert upper.bottom > lower.top and lower.left == pytest.approx(72, abs=1) and upper.left > 400


def test_as_the_page_is_shown_when_it_is_turned(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(100, 50)
        canvas.rotate(90)
        written(canvas, 0, 0, "Sideways in the file, upright when shown")

    path = make(tmp_path / "a.pdf", sheet)
    stored = read_pdf(path)
    page = stored.pages[0]
    (box,) = rectangles(path, page, 0, len(stored.text) - 1)
    assert box.right - box.left > 150 and box.top - box.bottom < 14
    assert box.left >= 0 and box.right <= page.width and box.bottom >= 0 and box.top <= page.height
    assert box.left == pytest.approx(50, abs=1)
    assert box.bottom == pytest.approx(page.height - 100, abs=4)


def test_a_page_whose_corner_is_not_at_nought(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        canvas.setCropBox((50, 100, 500, 800))
        written(canvas, 72, 700, "The children were seen")

    path = make(tmp_path / "a.pdf", sheet)
    stored = read_pdf(path)
    assert (stored.pages[0].width, stored.pages[0].height) == (450, 700)
    (box,) = rectangles(path, stored.pages[0], 0, 3)
    assert box.left == pytest.approx(22, abs=1) and 597 < box.bottom < 602


def test_nothing_where_nothing_stands(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", lambda c: written(c, 72, 700, "Words"), picture)
    stored = read_pdf(path)
    assert rectangles(path, stored.pages[0], 5, 6) == ()  # the line break
    assert rectangles(path, stored.pages[1], 0, 5) == ()
