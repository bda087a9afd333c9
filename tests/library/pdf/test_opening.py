"""What is no readable PDF is refused with one paragraph that says what it is and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption

from tests.library.pdf.sheets import FIRST, SECOND, THIRD, body, make, paragraph, pdf_with_letters, written
from waymark.instruments.problems import InputProblem
from waymark.library.pdf.opening import PdfLimits
from waymark.library.pdf.reading import read_pdf

TEXTS = (FIRST, SECOND, THIRD)


def refused(path: Path, limits: PdfLimits | None = None) -> str:
    with pytest.raises(InputProblem) as caught:
        read_pdf(path, limits=limits or PdfLimits())
    return str(caught.value)


def test_an_empty_file_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(b"")
    assert refused(tmp_path / "report.pdf").startswith("report.pdf: the file is empty.")


@pytest.mark.parametrize(("kind", "said"), [("PNG", "a picture (PNG)"), ("JPEG", "a picture (JPEG)")])
def test_a_picture_called_pdf_is_told_by_what_it_is(tmp_path: Path, kind: str, said: str) -> None:
    with (tmp_path / "scan.pdf").open("wb") as file:
        Image.new("L", (20, 20)).save(file, kind)
    assert said in refused(tmp_path / "scan.pdf")


def test_a_word_document_and_a_web_page_called_pdf_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"PK\x03\x04" + b"x" * 2000)
    (tmp_path / "b.pdf").write_bytes(b"<!doctype html><title>Not found</title>")
    assert "an Office document" in refused(tmp_path / "a.pdf")
    assert "a web page" in refused(tmp_path / "b.pdf")


def test_a_file_that_only_claims_to_be_a_pdf_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + b"nothing of use " * 300)
    assert "damaged or cut off" in refused(tmp_path / "a.pdf")


def test_half_a_file_is_refused_or_its_loss_is_told(tmp_path: Path) -> None:
    whole = make(tmp_path / "whole.pdf", *[lambda c: paragraph(c, FIRST) and None] * 30)
    half = tmp_path / "half.pdf"
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    assert "cut off" in refused(half)


def test_a_password_is_asked_for_only_where_the_empty_one_does_not_open(tmp_path: Path) -> None:
    locked = make(
        tmp_path / "locked.pdf", lambda c: paragraph(c, FIRST) and None, encrypt=StandardEncryption("secret")
    )
    free = make(
        tmp_path / "free.pdf",
        lambda c: paragraph(c, FIRST) and None,
        encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0),
    )
    assert "opens only with a password" in refused(locked)
    assert body(read_pdf(free)) == [FIRST]


def test_too_many_pages_are_counted_in_the_answer(tmp_path: Path) -> None:
    path = make(tmp_path / "long.pdf", *[lambda c: None] * 12)
    said = refused(path, PdfLimits(largest_pages=10))
    assert "the PDF has 12 pages." in said and "At most 10 pages" in said


def test_a_file_too_large_is_not_opened(tmp_path: Path) -> None:
    path = make(tmp_path / "large.pdf", lambda c: None)
    assert "At most 0 MB" in refused(path, PdfLimits(largest_bytes=100))


def test_too_much_text_is_refused_with_its_page(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", lambda c: None, lambda c: paragraph(c, FIRST) and None)
    assert "page 2: there is more text" in refused(path, PdfLimits(largest_characters_of_a_page=100))


def test_a_name_with_a_line_break_is_read(tmp_path: Path) -> None:
    path = make(tmp_path / "final\nreport (2).pdf", lambda c: written(c, 72, 700, "Read all the same"))
    assert body(read_pdf(path)) == ["Read all the same"]


def test_the_title_is_what_the_file_says(tmp_path: Path) -> None:
    def sheet(canvas):  # type: ignore[no-untyped-def]
        canvas.setTitle("Overview report:\n Child T")
        written(canvas, 72, 700, "One line")

    assert read_pdf(make(tmp_path / "a.pdf", sheet)).title == "Overview report: Child T"


def test_the_same_bytes_give_the_same_text(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", lambda c: paragraph(c, FIRST) and None)
    assert read_pdf(path) == read_pdf(path)


def test_a_page_that_cannot_be_loaded_is_kept_and_told(tmp_path: Path) -> None:
    path = make(tmp_path / "a.pdf", *[lambda c, text=text: paragraph(c, text) and None for text in TEXTS])
    data = path.read_bytes()
    kids = data.index(b"/Kids [")
    first = data[kids + 8 : data.index(b"R", kids)]
    path.write_bytes(data.replace(first + b"R", b"99 0 R".ljust(len(first) + 1), 1))
    stored = read_pdf(path)
    assert len(stored.pages) == 3
    assert stored.pages[0].source == "no text"
    assert stored.notes == ("Page 1: damaged and cannot be read.",)
    assert body(stored) == [SECOND, THIRD]


def test_a_file_without_pages_is_refused_and_let_go(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    data = pdf_with_letters({}, "(No page shows this)")
    path.write_bytes(data.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[     ]/Count 0"))
    before = len(list(Path("/dev/fd").iterdir()))
    assert "no page can be read" in refused(path)
    assert len(list(Path("/dev/fd").iterdir())) == before
