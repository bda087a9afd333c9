"""A page without a text layer is drawn and handed to the reader of pictures; without one the lack is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.library.pdf.sheets import (
    FIRST,
    HEIGHT,
    SECOND,
    THIRD,
    WIDTH,
    body,
    make,
    paragraph,
    picture,
    text_of,
    written,
)
from waymark.library.pdf.images import ImageOfPage, PageAsRead, ReadLine, ReadWord
from waymark.library.pdf.reading import read_pdf
from waymark.library.pdf.rectangles import Rectangle, rectangles


def line(text: str, top: float, block: int = 1, left: float = 72.0) -> ReadLine:
    words = []
    for word in text.split():
        words.append(ReadWord(word, left, top - 8, left + 6 * len(word), top))
        left += 6 * len(word) + 4
    return ReadLine(tuple(words), block)


class Reader:
    """Stands for the machine: it says what it is told to, and keeps what it was shown."""

    def __init__(self, *lines: ReadLine, confidence: float = 0.9) -> None:
        self.page = PageAsRead(lines, confidence)
        self.shown: list[ImageOfPage] = []

    def __call__(self, image: ImageOfPage) -> PageAsRead | None:
        self.shown.append(image)
        return self.page


def plain(canvas: Canvas) -> None:
    paragraph(canvas, f"{FIRST} {SECOND} {THIRD}")


def test_without_a_reader_the_page_is_kept_and_told(tmp_path: Path) -> None:
    stored = text_of(tmp_path / "a.pdf", plain, picture, picture, plain)
    assert [page.source for page in stored.pages] == ["text layer", "no text", "no text", "text layer"]
    assert stored.notes == ("Pages 2–3: a picture without a text layer and not read by machine.",)
    assert stored.pages[1].start == stored.pages[1].end == stored.pages[2].start


def test_an_empty_page_is_neither_read_nor_told(tmp_path: Path) -> None:
    reader = Reader()
    stored = read_pdf(make(tmp_path / "a.pdf", plain, lambda c: None), reader)
    assert stored.pages[1].source == "no text" and stored.notes == () and reader.shown == []


def test_the_reader_is_shown_the_page_as_it_is(tmp_path: Path) -> None:
    reader = Reader(line("A scanned page", 760))
    read_pdf(make(tmp_path / "a.pdf", plain, picture), reader)
    (image,) = reader.shown
    assert image.number == 2
    assert (round(image.page_width), round(image.page_height)) == (round(WIDTH), round(HEIGHT))
    assert len(image.grey) == image.width * image.height
    assert 150 <= image.dots_per_inch <= 300
    assert image.width == pytest.approx(image.page_width * image.dots_per_inch / 72, abs=2)
    upper = image.grey[: len(image.grey) // 4]
    assert min(upper) < 100 < min(image.grey[len(image.grey) // 2 :])  # the words stand at the top


def test_what_was_read_is_text_with_its_confidence_and_boxes(tmp_path: Path) -> None:
    reader = Reader(
        line("The family moved to the town in the spring and were soon well", 760),
        line("known to the school, whose inter-", 746),
        line("nal notes were kept.", 732),
        line("A second block stands apart.", 600, block=2),
        confidence=0.83,
    )
    path = make(tmp_path / "a.pdf", picture)
    stored = read_pdf(path, reader)
    (page,) = stored.pages
    assert (page.source, page.confidence, page.stretches, stored.notes) == ("read by machine", 0.83, (), ())
    assert body(stored) == [
        "The family moved to the town in the spring and were soon well known to the school, whose internal notes were "
        "kept.",
        "A second block stands apart.",
    ]
    said = [stored.text[box.start : box.end] for box in page.words]
    assert said[:3] == ["The", "family", "moved"] and said[-1] == "apart."
    assert "inter" in said and "nal" in said
    at = stored.text.index("second block")
    assert rectangles(path, page, at, at + len("second block")) == (Rectangle(82.0, 592.0, 152.0, 600.0),)


def test_heights_that_vary_as_machines_measure_them_make_no_headings(tmp_path: Path) -> None:
    words = FIRST.split()
    lines = [line(" ".join(words[at : at + 8]), 760 - 14 * i) for i, at in enumerate(range(0, len(words), 8))]
    lines = [
        ReadLine(tuple(replace(word, top=word.top + i % 3) for word in one.words), 1)
        for i, one in enumerate(lines)
    ]
    stored = read_pdf(make(tmp_path / "a.pdf", picture), Reader(*lines))
    assert body(stored) == [FIRST] and stored.paragraphs[0].kind == "paragraph"


def test_a_stamp_on_a_scanned_page_is_no_text_layer(tmp_path: Path) -> None:
    def stamped(canvas: Canvas) -> None:
        picture(canvas)
        written(canvas, 72, 30, "Downloaded from the board")

    reader = Reader(line("The whole page was read and says rather more than its stamp does.", 760))
    stored = read_pdf(make(tmp_path / "a.pdf", stamped), reader)
    assert stored.pages[0].source == "read by machine"
    alone = text_of(tmp_path / "b.pdf", stamped)
    assert body(alone) == ["Downloaded from the board"]
    assert alone.notes == ("Page 1: a picture without a text layer and not read by machine.",)


def test_a_reader_that_finds_nothing_leaves_the_page_without_text(tmp_path: Path) -> None:
    stored = read_pdf(make(tmp_path / "a.pdf", picture), Reader(confidence=0.0))
    assert stored.pages[0].source == "no text"
    assert stored.notes == ("Page 1: without a text layer, and the machine found no words on it.",)
