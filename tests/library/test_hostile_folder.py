"""A folder as it may be found, with files that are broken, locked, disguised or made to do harm among the good ones.

Each is read in a process of its own: the good ones come back as text, every other with its reason.
"""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import msoffcrypto
import pytest
from PIL import Image

from tests.library.made_pdf import WORDS, pdf_of_one_page_many_times, printed_pdf
from tests.library.made_word import made_docx, p
from waymark.instruments.problems import InputProblem
from waymark.library.admission import spoken_name
from waymark.library.apart import Finished, Job, Limits, Refused, work_apart
from waymark.library.extraction import extract
from waymark.library.stored_text import StoredText

GOOD = {
    "report.pdf": "Findings",
    "report.docx": "The board held a review.",
    "really word.pdf": "The board held a review.",
    "really pdf.docx": "Findings",
    "no ending": "Findings",
    "junk before.pdf": "Findings",
    "line\nbreak (2).pdf": "Findings",
    os.fsdecode(b"caf\xe9 \xff.pdf"): "Findings",
    "link to report.pdf": "Findings",
}
BAD = {
    "cut.pdf": "cut",
    "locked.pdf": "password",
    "locked.docx": "password",
    "bomb.docx": "unpack",
    "two gigabytes.pdf": "2,147 MB",
    "picture.pdf": "picture (PNG)",
    "photograph.pdf": "picture (JPEG)",
    "empty.pdf": "empty",
    "ten thousand pages.pdf": "10,000 pages",
    "folder.pdf": "folder",
    "pipe.pdf": "a pipe",
    "link to itself.pdf": "links",
    "link to nothing.pdf": "no such file",
    "old.doc": "damaged",
    "rich.rtf": "rich text",
    "page.pdf": "web page",
    "sheet.docx": "workbook",
    "archive.docx": "ZIP archive",
    "half.docx": "damaged",
    "zeros.pdf": "no PDF and no Word document",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("reports")
    pdf = printed_pdf()
    word = made_docx(
        made / "report.docx", p("Overview", "berschrift1") + p("The board held a review.")
    ).read_bytes()
    for name in GOOD:
        if not name.startswith(("report.docx", "link")):
            (made / name).write_bytes(pdf)
    (made / "really word.pdf").write_bytes(word)
    (made / "junk before.pdf").write_bytes(b"<!-- sent by a server -->\r\n" * 20 + pdf)
    (made / "link to report.pdf").symlink_to(made / "report.pdf")
    _disguised(made, pdf, word)
    _no_files(made)
    return made


def _disguised(made: Path, pdf: bytes, word: bytes) -> None:
    (made / "cut.pdf").write_bytes(pdf[: len(pdf) // 3])
    (made / "locked.pdf").write_bytes(printed_pdf(password="secret"))
    with (made / "locked.docx").open("wb") as locked:
        msoffcrypto.OfficeFile(io.BytesIO(word)).encrypt("secret", locked)
    made_docx(made / "bomb.docx", p("a" * 60_000_000))
    with (made / "two gigabytes.pdf").open("wb") as sparse:
        sparse.write(b"%PDF-1.7\n")
        sparse.truncate(2**31)
    Image.new("RGB", (300, 400), "white").save(made / "picture.pdf", "PNG")
    Image.new("RGB", (300, 400), "white").save(made / "photograph.pdf", "JPEG")
    (made / "empty.pdf").write_bytes(b"")
    (made / "ten thousand pages.pdf").write_bytes(pdf_of_one_page_many_times(10_000))
    (made / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 4000)
    (made / "rich.rtf").write_bytes(b"{\\rtf1\\ansi The board held a review.}")
    (made / "page.pdf").write_bytes(b"<!DOCTYPE html><title>Not found</title>")
    (made / "half.docx").write_bytes(word[: len(word) // 2])
    (made / "zeros.pdf").write_bytes(b"\0" * 5000)
    for name, inside in (("sheet.docx", "xl/workbook.xml"), ("archive.docx", "reports/one.pdf")):
        with zipfile.ZipFile(made / name, "w") as archive:
            archive.writestr(inside, b"x")


def _no_files(made: Path) -> None:
    (made / "folder.pdf").mkdir()
    os.mkfifo(made / "pipe.pdf")
    (made / "link to itself.pdf").symlink_to(made / "link to itself.pdf")
    (made / "link to nothing.pdf").symlink_to(made / "nothing")


def test_good_reports_are_read_and_bad_ones_have_their_reason(folder: Path) -> None:
    jobs = [Job(path, path.name) for path in sorted(folder.iterdir(), key=lambda path: os.fsencode(path))]
    assert {job.name for job in jobs} == {*GOOD, *BAD}
    read: dict[str, StoredText] = {}
    refused: dict[str, Refused] = {}
    for out in work_apart(jobs, "waymark.library.extraction:extract", StoredText, Limits(cpu_seconds=20)):
        if isinstance(out, Finished):
            read[out.job.name] = out.result
        else:
            refused[out.job.name] = out
    assert set(read) == set(GOOD), {name: out.reason for name, out in refused.items() if name in GOOD}
    for name, words in GOOD.items():
        assert words in read[name].text
    for name, words in BAD.items():
        assert words in refused[name].reason, refused[name]
        assert refused[name].cause == "file"
        assert "\n" not in refused[name].reason


def test_every_word_of_a_printed_page_is_read(folder: Path) -> None:
    stored = extract(folder / "report.pdf", "report.pdf")
    assert stored.text.count(WORDS) == 40
    assert [page.number for page in stored.pages] == [1, 2]


def test_refusal_names_the_file_as_people_know_it(folder: Path) -> None:
    kept = folder / "locked.pdf"
    with pytest.raises(InputProblem, match=r"^final report v3\.pdf: the PDF"):
        extract(kept, "final report v3.pdf")


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("line\nbreak\t.pdf", "line break .pdf"),
        (os.fsdecode(b"caf\xe9.pdf"), "caf\ufffd.pdf"),
        ("\ud800.pdf", "\ufffd.pdf"),
        ("\n", "(no name)"),
    ],
)
def test_any_name_is_spoken_on_one_line(name: str, spoken: str) -> None:
    assert spoken_name(name) == spoken
