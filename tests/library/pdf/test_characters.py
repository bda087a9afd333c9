"""Every code point of the text is told by the character of the page that it came from, and nothing unseen is text."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import reportlab
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.library.pdf.sheets import (
    FIRST,
    SECOND,
    THIRD,
    body,
    make,
    paragraph,
    pdf_with_letters,
    picture,
    text_of,
    wrapped,
    written,
)
from waymark.library.pdf.reading import read_pdf
from waymark.library.stored_text import StoredText

VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def letters_of(path: Path, page: int) -> list[str]:
    """Each character of a page as pdfium tells it, one by one."""
    document = pdfium.PdfDocument(path)
    text = document[page - 1].get_textpage()
    found = [chr(pdfium_c.FPDFText_GetUnicode(text.raw, i)) for i in range(text.count_chars())]
    text.close()
    document.close()
    return found


def check_way_back(path: Path, stored: StoredText) -> int:
    """How many code points were followed back to their character."""
    followed = 0
    for page in stored.pages:
        letters = letters_of(path, page.number)
        for stretch in page.stretches:
            assert page.start <= stretch.start and stretch.start + stretch.length <= page.end
            for i in range(stretch.length):
                written_letter = stored.text[stretch.start + i]
                drawn = letters[stretch.character + i]
                assert (
                    written_letter == drawn
                    or (written_letter == " " and drawn.isspace())
                    or drawn in "\x02\xad"
                )
                followed += 1
        assert all(a.start + a.length <= b.start for a, b in pairwise(page.stretches))
    return followed


def check_whole(stored: StoredText) -> None:
    """Pages follow without a gap; paragraphs are in order, apart, inside their page, and all of the text."""
    assert stored.pages[0].start == 0 and stored.pages[-1].end == len(stored.text)
    assert all(a.end == b.start for a, b in pairwise(stored.pages))
    pages = {page.number: page for page in stored.pages}
    position = 0
    for one in stored.paragraphs:
        assert one.start == position and one.end > one.start
        assert stored.text[one.end] == "\n" and "\n" not in stored.said(one)
        assert pages[one.page].start <= one.start and one.end < pages[one.page].end
        assert stored.said(one).startswith(one.number)
        position = one.end + 1
    assert position == len(stored.text)
    assert not any("\ud800" <= c <= "\udfff" or c in "\x00\ufffe\uffff" for c in stored.text)


def test_every_letter_of_a_paragraph_leads_back(tmp_path: Path) -> None:
    path = make(
        tmp_path / "a.pdf", lambda c: paragraph(c, FIRST) and None, lambda c: paragraph(c, SECOND) and None
    )
    stored = read_pdf(path)
    check_whole(stored)
    line_ends = sum(len(page.stretches) for page in stored.pages) - 2
    assert check_way_back(path, stored) == len(FIRST) + len(SECOND) - line_ends


def test_ligatures_are_written_out_and_blanks_are_plain(tmp_path: Path) -> None:
    pdfmetrics.registerFont(TTFont("Vera", str(VERA)))

    def sheet(canvas: Canvas) -> None:
        written(canvas, 72, 700, "The oﬃcer ﬁrst\u00a0saw  the ﬂat – “at last”", "Vera")

    path = make(tmp_path / "a.pdf", sheet)
    stored = read_pdf(path)
    said = body(stored)[0]
    assert said.endswith("saw the flat – “at last”")
    assert "first saw" in said
    check_way_back(path, stored)


def test_letters_beyond_the_first_plane_are_one_code_point(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_with_letters({"A": "D83DDE00", "B": "00660069"}, "(xAy B then A and more text)"))
    stored = read_pdf(path)
    assert body(stored) == ["x\U0001f600y fi then \U0001f600 and more text"]
    check_whole(stored)
    stretch = stored.pages[0].stretches[-1]
    assert stored.text[stretch.start : stretch.start + stretch.length].endswith("more text")
    letters = letters_of(path, 1)
    assert letters[stretch.character + stretch.length - 1] == "t"


def test_half_a_pair_and_a_nought_leave_no_broken_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_with_letters({"A": "D83D", "B": "0000", "C": "FFFE"}, "(one A two B three C four)"))
    stored = read_pdf(path)
    check_whole(stored)
    assert [word for word in body(stored)[0].split() if word.isalpha()] == ["one", "two", "three", "four"]


def test_what_cannot_be_seen_is_no_text(tmp_path: Path) -> None:
    def sheet(canvas: Canvas) -> None:
        paragraph(canvas, FIRST)
        canvas.setFillGray(1)
        written(canvas, 72, 600, "White words on white paper")
        canvas.setFillGray(0)
        canvas.rect(72, 540, 300, 20, fill=1)
        canvas.setFillGray(1)
        written(canvas, 80, 546, "White on a dark head")
        canvas.setFillGray(0)
        written(canvas, 72, -40, "Below the page")
        written(canvas, 700, 300, "Beside the page")

    assert body(text_of(tmp_path / "a.pdf", sheet)) == [FIRST, "White on a dark head"]


def test_invisible_text_counts_only_over_a_picture(tmp_path: Path) -> None:
    def unseen(canvas: Canvas) -> None:
        drawn = canvas.beginText(72, 700)
        drawn.setTextRenderMode(3)
        for line in wrapped(f"{FIRST} {SECOND}", 400):
            drawn.textLine(line)
        canvas.drawText(drawn)

    def scanned(canvas: Canvas) -> None:
        picture(canvas)
        unseen(canvas)

    assert body(text_of(tmp_path / "a.pdf", unseen)) == []
    assert " ".join(body(text_of(tmp_path / "b.pdf", scanned))) == f"{FIRST} {SECOND}"


def test_words_under_a_black_bar_are_left_out_and_the_bar_is_told(tmp_path: Path) -> None:
    before, name = "The child was called ", "Anna Example"

    def sheet(canvas: Canvas) -> None:
        written(canvas, 72, 700, f"{before}{name} by all her friends.")
        left = 72 + stringWidth(before, "Times-Roman", 11)
        canvas.rect(left, 697, stringWidth(name, "Times-Roman", 11), 10, fill=1)
        written(canvas, 72, 670, "He lived at")
        canvas.rect(130, 668, 60, 10, fill=1)
        written(canvas, 195, 670, "until May.")

    path = make(tmp_path / "a.pdf", sheet)
    stored = read_pdf(path)
    assert body(stored) == ["The child was called ████ by all her friends.", "He lived at ████ until May."]
    check_way_back(path, stored)


def test_a_font_without_meanings_is_no_usable_text_layer(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    for code in ("FFFE", "E001"):
        meanings = dict.fromkeys("abcdefghijklmnopqrstuvwxyz", code)
        path.write_bytes(pdf_with_letters(meanings, "(all of these words are lost)"))
        stored = read_pdf(path)
        assert stored.pages[0].source == "no text"
        assert stored.notes == (
            "Page 1: drawn in letters whose meaning the file does not tell, and not read by machine.",
        )


WORDS = f"{FIRST} {SECOND} {THIRD} well-known “quoted” 2011-12 café naïve £40 – • 4.1 (a)".split()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    pages=st.lists(
        st.lists(
            st.tuples(
                st.lists(st.sampled_from(WORDS), min_size=1, max_size=60),
                st.sampled_from(["Times-Roman", "Helvetica-Bold"]),
                st.sampled_from([8.0, 11.0, 16.0]),
                st.sampled_from([72.0, 90.0, 300.0]),
                st.booleans(),
            ),
            max_size=5,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_drawn_leads_back_and_is_whole(
    pages: list[list[tuple[list[str], str, float, float, bool]]],
) -> None:
    def sheet(blocks: list[tuple[list[str], str, float, float, bool]]):  # type: ignore[no-untyped-def]
        def draw(canvas: Canvas) -> None:
            top = 780.0
            for words, font, size, left, justified in blocks:
                top = paragraph(
                    canvas,
                    " ".join(words),
                    left=left,
                    top=top,
                    width=220,
                    font=font,
                    size=size,
                    leading=1.3 * size,
                    justified=justified,
                )

        return draw

    with tempfile.TemporaryDirectory() as folder:
        path = make(Path(folder) / "a.pdf", *map(sheet, pages))
        stored = read_pdf(path)
        check_whole(stored)
        followed = check_way_back(path, stored)
    drawn = sum(len("".join(words)) for blocks in pages for words, *_ in blocks)
    assert followed >= 0.97 * drawn or any(len(blocks) > 3 for blocks in pages)
