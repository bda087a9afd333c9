"""Any file of a published report as a `Document`, by what is in it rather than by its name.

Raises `InputProblem` with one paragraph for what is no report: a picture, a file with a password, one that is too
large.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

import olefile  # type: ignore[import-untyped]

from waymark.assurance.documents.document import Document
from waymark.assurance.documents.plain_text import read_plain_text
from waymark.instruments.problems import InputProblem, Place
from waymark.register.receiving.admission import admit, damaged, locked

LARGEST_BYTES = 200_000_000
LARGEST_TEXT_BYTES = 20_000_000
"""A report of a thousand pages is some three million letters."""
LONGEST_LINE = 50_000
"""Letters; a chapter that is written in one line has fewer."""
_HEAD = 4096
_SIGNS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
)
_SIGNS_WITH_NOUGHTS = (b"BM", b"RIFF", b"MZ", b"OggS", b"ID3")
"""Text may begin with these letters, but holds no noughts."""
_RICH_TEXT = b"{\\rtf"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = "text, HTML, PDF, Word (docx), a workbook (xlsx, xls, ods), or the folder of a publication"
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|article|main|section|h1|p|div)\b", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_MOST_CONTROLS = 0.01


def read_document(path: Path) -> Document:
    """Raises `InputProblem` where it is no report."""
    if path.is_dir():
        from waymark.assurance.documents.publication import read_publication

        return read_publication(path)
    if not path.is_file():
        right = "Check the name and the folder."
        raise InputProblem("there is no such file.", place=Place(file=str(path)), right=right)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise _refused(path, f"the file cannot be opened ({error.strerror}).") from error
    if size > LARGEST_BYTES:
        raise _refused(
            path, f"the file has {size // 1_000_000:,} MB; up to {LARGEST_BYTES // 1_000_000} MB are read."
        )
    if not head.strip(b"\x00 \r\n\t"):
        raise _refused(path, "the file is empty." if not size else "the file holds nothing at its beginning.")
    try:
        read = _by_content(path, head)
    except RecursionError as error:
        raise _refused(path, "its parts are nested too deeply to be read.") from error
    if not read.blocks:
        raise _refused(path, "there is no text in it that can be read; a picture of text has none.")
    return read


def _by_content(path: Path, head: bytes) -> Document:
    if b"%PDF-" in head[:1024]:
        from waymark.assurance.documents.pdf import read_pdf_document

        return read_pdf_document(path)
    if head.startswith(b"PK"):
        return _in_a_package(path)
    if head.startswith(_OLD_OFFICE):
        return _old_office(path)
    if head.startswith(_SIGNS) or (head.startswith(_SIGNS_WITH_NOUGHTS) and b"\x00" in head):
        raise _refused(path, "the file is a picture, a recording or an archive, not a report.")
    if head.startswith(_RICH_TEXT):
        raise _refused(path, "the file is rich text (RTF). Open it in Word and save it as docx.")
    return _text(path, head)


def _in_a_package(path: Path) -> Document:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, zlib.error) as error:
        raise damaged(path) from error
    if any(name.startswith("word/") and name.endswith(".xml") for name in names):
        from waymark.assurance.documents.word import read_word

        return read_word(path)
    if "xl/workbook.xml" in names or ("content.xml" in names and path.suffix.lower() == ".ods"):
        from waymark.assurance.documents.workbook import read_workbook

        return read_workbook(path)
    raise _refused(path, "the file is a package without a report in it.")


def _old_office(path: Path) -> Document:
    """An old workbook is read; an old document or a file with a password is not."""
    from waymark.assurance.documents.workbook import read_workbook

    try:
        with olefile.OleFileIO(str(path)) as container:
            streams = {"/".join(name).casefold() for name in container.listdir()}
    except (OSError, ValueError, IndexError, TypeError) as error:
        raise damaged(path) from error
    if "encryptedpackage" in streams:
        raise locked(path)
    if "worddocument" in streams:
        raise _refused(
            path, "the file is a Word document of before 2007. Open it in Word and save it as docx."
        )
    if not streams & {"workbook", "book"}:
        raise _refused(path, "the file is of an older Office program, and no workbook.")
    if path.suffix.lower() != ".xls":
        admit(path, (path.suffix.lower(),))  # says what it is and what its name says
    return read_workbook(path)


def _text(path: Path, head: bytes) -> Document:
    size = path.stat().st_size
    if size > LARGEST_TEXT_BYTES:
        limit = LARGEST_TEXT_BYTES // 1_000_000
        raise _refused(path, f"{size // 1_000_000:,} MB of text are no report; up to {limit} MB are read.")
    content = path.read_bytes()
    if _MARKUP.search(head) is not None or path.suffix.lower() in (".html", ".htm", ".xhtml"):
        from waymark.assurance.documents.web_page import read_web_page

        if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise _refused(path, "the file is no text that can be read.")
        return read_web_page(path.name, content)
    text = _decoded(path, content)
    if len(_CONTROLS.findall(text[:LONGEST_LINE])) > _MOST_CONTROLS * min(len(text), LONGEST_LINE):
        raise _refused(path, "the file is no text that can be read.")
    if max(map(len, text.splitlines()), default=0) > LONGEST_LINE:
        raise _refused(
            path, f"a line of the file has more than {LONGEST_LINE:,} letters, which no report has."
        )
    return read_plain_text(path.name, text)


def _decoded(path: Path, content: bytes) -> str:
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(path, "the file is no text that can be read.")


def _refused(path: Path, what: str) -> InputProblem:
    return InputProblem(what, place=Place(file=path.name), right=f"Read are {_KINDS}.")
