"""Running heads, feet and page numbers are marked, and nothing else is taken for them."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from tests.library.pdf.sheets import (
    FIRST,
    SECOND,
    THIRD,
    Sheet,
    body,
    kinds,
    paragraph,
    said,
    text_of,
    written,
)

HEAD, FOOT = "Serious case review: Child T", "Riverbank Safeguarding Board"


def page(number: int, of: int, label: str) -> Sheet:
    def sheet(canvas: Canvas) -> None:
        written(canvas, 72, 815, HEAD, "Helvetica", 8)
        written(canvas, 480, 815, "Confidential", "Helvetica", 8)
        written(canvas, 72, 40, FOOT, "Helvetica", 8)
        written(canvas, 290, 28, label.format(number=number, of=of), "Helvetica", 8)
        written(canvas, 72, 770, f"Recommendation {number * number}", "Helvetica-Bold", 13)
        paragraph(canvas, (FIRST, SECOND, THIRD)[number % 3], top=740)
        paragraph(
            canvas,
            f"On {number * number} days a note was made, and this line is the last of the text.",
            top=75,
        )

    return sheet


def test_heads_feet_and_numbers_of_a_report(tmp_path: Path) -> None:
    stored = text_of(tmp_path / "a.pdf", *[page(n, 6, "Page {number} of {of}") for n in range(1, 7)])
    assert said(stored, "running head") == [HEAD, "Confidential"] * 6
    assert said(stored, "running foot") == [FOOT] * 6
    assert said(stored, "page number") == [f"Page {n} of 6" for n in range(1, 7)]


def test_a_heading_or_a_sentence_at_the_edge_of_pages_is_no_furniture(tmp_path: Path) -> None:
    stored = text_of(tmp_path / "a.pdf", *[page(n, 6, "{number}") for n in range(1, 7)])
    assert said(stored, "heading") == [f"Recommendation {n * n}" for n in range(1, 7)]
    assert sum(text.startswith("On ") for text in body(stored)) == 6


def test_bare_and_dashed_and_roman_numbers(tmp_path: Path) -> None:
    for label, expected in (("{number}", "3"), ("– {number} –", "– 3 –"), ("Page {number}", "Page 3")):
        stored = text_of(tmp_path / "a.pdf", *[page(n, 6, label) for n in range(1, 7)])
        assert said(stored, "page number")[2] == expected
    roman = [page(n, 6, numeral) for n, numeral in enumerate(("i", "ii", "iii", "iv", "v", "vi"), 1)]
    assert said(text_of(tmp_path / "a.pdf", *roman), "page number") == ["i", "ii", "iii", "iv", "v", "vi"]


def test_numbers_that_begin_after_a_cover_and_stand_outside_by_turns(tmp_path: Path) -> None:
    def sheet(number: int) -> Sheet:
        def draw(canvas: Canvas) -> None:
            written(canvas, 72 if number % 2 else 500, 30, str(number))
            paragraph(canvas, (FIRST, SECOND)[number % 2])

        return draw

    cover: Sheet = lambda canvas: written(canvas, 150, 500, "Overview report", "Times-Bold", 24)  # noqa: E731
    stored = text_of(tmp_path / "a.pdf", cover, *[sheet(n) for n in range(1, 6)])
    assert said(stored, "page number") == ["1", "2", "3", "4", "5"]
    assert [p.page for p in stored.paragraphs if p.kind == "page number"] == [2, 3, 4, 5, 6]


def test_a_head_that_changes_with_the_chapter(tmp_path: Path) -> None:
    def sheet(number: int) -> Sheet:
        def draw(canvas: Canvas) -> None:
            written(canvas, 300, 810, "The family" if number < 5 else "Analysis", "Times-Italic", 9)
            words = f"{FIRST} {SECOND}".split()
            paragraph(canvas, " ".join(words[number * 5 :]))

        return draw

    stored = text_of(tmp_path / "a.pdf", *[sheet(n) for n in range(9)])
    assert said(stored, "running head") == ["The family"] * 5 + ["Analysis"] * 4


def test_words_that_repeat_at_different_heights_are_text(tmp_path: Path) -> None:
    def sheet(number: int) -> Sheet:
        def draw(canvas: Canvas) -> None:
            written(canvas, 72, 835 - 15 * number, "Learning point", "Times-Bold", 12)
            paragraph(canvas, " ".join(SECOND.split()[number:]), top=700)

        return draw

    stored = text_of(tmp_path / "a.pdf", *[sheet(n) for n in range(1, 7)])
    assert said(stored, "heading") == ["Learning point"] * 6


def test_one_page_alone_has_no_furniture(tmp_path: Path) -> None:
    assert {kind for kind, _ in kinds(text_of(tmp_path / "a.pdf", page(1, 1, "Page {number}")))} == {
        "paragraph",
        "heading",
    }


def test_heads_come_first_and_feet_last_whenever_they_were_drawn(tmp_path: Path) -> None:
    stored = text_of(tmp_path / "a.pdf", *[page(n, 6, "{number}") for n in range(1, 7)])
    on_page = [p.kind for p in stored.paragraphs if p.page == 2]
    assert on_page[:2] == ["running head"] * 2 and on_page[-2:] == ["running foot", "page number"]
