"""What is no report is told so in one paragraph; nothing that a file holds makes a reader crash or hang."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.assurance import drawn_tables as drawn
from tests.assurance.written_reports import PAGE, write_word, write_workbook
from waymark.assurance.checking import checked
from waymark.assurance.documents import reading
from waymark.assurance.documents.reading import read_document
from waymark.instruments.problems import InputProblem


def picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.effect_noise((120, 120), 80).convert("RGB").save(made, kind)
    return made.getvalue()


def pdf_of(pages: int, password: str = "") -> bytes:
    made = io.BytesIO()
    sheet = Canvas(made, encrypt=StandardEncryption(password, "owner") if password else None)
    for page in range(pages):
        sheet.drawString(60, 500, f"Bell {page}")
        sheet.showPage()
    sheet.save()
    return made.getvalue()


def pdf_of_a_picture() -> bytes:
    made = io.BytesIO()
    sheet = Canvas(made)
    sheet.drawInlineImage(Image.effect_noise((200, 200), 80).convert("RGB"), 0, 0, 500, 700)
    sheet.save()
    return made.getvalue()


def package(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return made.getvalue()


def encrypted(content: bytes) -> bytes:
    made = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("secret", made)
    return made.getvalue()


def far_workbook() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, 1)
        sheet.write(1_048_575, 16_383, 2)
    return made.getvalue()


def written(write: Callable[[Path], None], name: str, tmp_path: Path) -> bytes:
    path = tmp_path / name
    write(path)
    return path.read_bytes()


BLANKS = b"<a>" + b" " * 60_000_000
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a photograph": ("photo.jpg", lambda: picture("JPEG"), "picture"),
    "a drawing": ("drawing.png", lambda: picture("PNG"), "picture"),
    "a bitmap": ("drawing.bmp", lambda: picture("BMP"), "picture"),
    "a photograph called a PDF": ("photo.pdf", lambda: picture("JPEG"), "picture"),
    "a PDF of a picture": ("scan.pdf", pdf_of_a_picture, "no text"),
    "a PDF with a password": ("closed.pdf", lambda: pdf_of(1, "secret"), "password"),
    "a PDF of 3,000 pages": ("long.pdf", lambda: pdf_of(3000), "3,000 pages"),
    "a PDF cut off": ("cut.pdf", lambda: pdf_of(9)[:900], "damaged or cut off"),
    "an empty file": ("empty.txt", lambda: b"", "empty"),
    "blanks": ("blanks.txt", lambda: b" \n" * 50, "nothing"),
    "noise": ("noise.txt", lambda: random.Random(3).randbytes(50_000), "no text that can be read"),
    "one line": ("line.txt", lambda: b"bell 12 " * 2_500_000, "a line of the file"),
    "too much text": ("long.txt", lambda: b"The bell was red.\n" * 1_200_000, "21 MB of text"),
    "a web page without text": ("empty.html", lambda: b"<html><!-- bells --></html>", "no text"),
    "a package of other things": ("other.docx", lambda: package(bells=b"<a/>"), "without a report"),
    "a Word document that bursts": ("bomb.docx", lambda: package(word__document=BLANKS), "60 MB"),
    "a workbook that bursts": ("bomb.xlsx", lambda: package(xl__workbook=BLANKS), "60 MB"),
    "a workbook that reaches far": ("far.xlsx", far_workbook, "1,048,576"),
    "rich text": ("report.rtf", lambda: b"{\\rtf1 Bells 3 of 4}", "rich text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_report_gets_one_paragraph(case: str, tmp_path: Path) -> None:
    name, content, said = REFUSED[case]
    path = tmp_path / name
    path.write_bytes(content())
    with pytest.raises(InputProblem) as refused:
        read_document(path)
    assert said in str(refused.value)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.exit_code == 3


@pytest.mark.parametrize("write", [write_word, write_workbook])
def test_a_password_is_named(write: Callable[[Path], None], tmp_path: Path) -> None:
    name = "report.docx" if write is write_word else "report.xlsx"
    path = tmp_path / f"closed-{name}"
    path.write_bytes(encrypted(written(write, name, tmp_path)))
    with pytest.raises(InputProblem, match="password"):
        read_document(path)


def test_a_missing_file_and_a_folder_without_pages_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.pdf", tmp_path):
        with pytest.raises(InputProblem, match=r"no such file|no page"):
            read_document(path)


def test_a_file_of_200_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(b"bells")
    os.truncate(path, reading.LARGEST_BYTES + 1)
    with pytest.raises(InputProblem, match="200 MB"):
        read_document(path)


def test_text_that_begins_like_a_picture_is_text(tmp_path: Path) -> None:
    path = tmp_path / "bmx.txt"
    path.write_text("BMX riders rang 5 of 10 bells (50%).\n", encoding="utf-8")
    assert read_document(path).prose[0].text.startswith("BMX")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + "bells",
        "<table><tr><td>" * 20_000 + "bells",
        "<p>" + "<span>" * 50_000 + "bells",
        "<table>" + "<tr><td colspan=9999 rowspan=9999>12</td></tr>" * 200 + "</table>",
        "<table>" + ("<tr>" + "<td>12</td>" * 50 + "</tr>") * 600 + "</table>",
    ],
    ids=["nested boxes", "nested tables", "nested words", "wide spans", "many cells"],
)
def test_a_web_page_made_to_do_harm_is_read_or_refused(page: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><p>Bells</p>{page}", encoding="utf-8")
    try:
        assert checked(read_document(path)).findings == ()
    except InputProblem as refused:
        assert "\n" not in str(refused)


# -- files with mistakes in them --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("sound")
    text = "1 Bells\n\nOf 9 bells, 5 (56%) rang.\n\nTable 1: Bells\nKind\tRung (n=9)\nSmall\t5 (56%)\nLarge\t4 (44%)\n"
    return {
        "report.txt": text.encode(),
        "report.html": PAGE.encode(),
        "report.pdf": written(drawn.word_like, "report.pdf", folder),
        "report.docx": written(write_word, "report.docx", folder),
        "report.xlsx": written(write_workbook, "report.xlsx", folder),
    }


@pytest.mark.parametrize("name", ["report.txt", "report.html", "report.pdf", "report.docx", "report.xlsx"])
@settings(max_examples=40, deadline=5000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_file_with_mistakes_is_read_or_refused(
    name: str, data: st.DataObject, sound: dict[str, bytes], tmp_path: Path
) -> None:
    content = sound[name]
    if content.startswith(b"PK") and data.draw(st.booleans()):
        parts = _parts(content)
        part = data.draw(st.sampled_from(sorted(name for name, inside in parts.items() if inside)))
        parts[part] = _with_mistakes(parts[part], data)
        content = _packed(parts)
    else:
        content = _with_mistakes(content, data)
    path = tmp_path / name
    path.write_bytes(content)
    try:
        checked(read_document(path))
    except InputProblem as refused:
        assert "\n" not in str(refused)


_SPITEFUL = (
    b"(n=0)",
    b"0 (0%)",
    b"9" * 400,
    b"1.5e308",
    b"\t\t\t",
    b"<table><tr>",
    b"n=99999999999",
    b"\xff\xfe",
    b"%",
    b"((((",
)


def _with_mistakes(content: bytes, data: st.DataObject) -> bytes:
    made = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(made)))
        length = data.draw(st.integers(0, 40))
        made[at : at + length] = data.draw(st.binary(max_size=12) | st.sampled_from(_SPITEFUL))
    return bytes(made)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()
