"""The first look at a file that is given as a report: what it is by its content, whatever it is called.

In: a path and the name that people know it by. Out: what kind of report it is, or one `InputProblem` that says
what it is instead. Nothing that could wait (a pipe, a device) is opened, and little is read.
"""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path
from typing import Literal

import olefile  # type: ignore[import-untyped]

from waymark.instruments.problems import InputProblem, Place
from waymark.register.receiving.admission import LARGEST_FILE_MB

ReportKind = Literal["PDF", "Word"]

MOST_PAGES = 2000

_MB = 1_000_000
_LOOKED_AT_BYTES = 4096
_PDF_WITHIN_BYTES = 1024  # readers of PDF accept what stands before it, up to here

_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "BMP"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
)
_PACKED = ((b"\x1f\x8b", "gzip"), (b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"Rar!", "RAR"), (b"BZh", "bzip2"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")

SAVE_AGAIN = "Open it in the program it comes from and save it as PDF or as a Word document (.docx)."
_FETCH_AGAIN = "Fetch it again from where it came from."
_PRINT_AS_PDF = "Give the report itself; where the page is the report, print it as PDF."
_WITHOUT_PASSWORD = "Open it with its password, save a copy without one, and give the copy."
_AS_PDF = "Give the report as PDF; where only pictures of its pages exist, put them in one PDF."


def spoken_name(name: str) -> str:
    """A name of a file as it can be printed on one line, whatever bytes it is made of."""
    shown = ("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in name)
    return "".join(letter if letter.isprintable() else " " for letter in shown).strip() or "(no name)"


def ordinary_file(path: Path, name: str, largest_bytes: int) -> None:
    """Raises unless `path` is a file, with something in it, that is not larger than wanted."""
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        what = "there is no such file, or it may not be read."
        raise _refusal(name, what, "Check the name, the folder, and links that point to it.") from error
    if stat.S_ISDIR(found.st_mode):
        raise _refusal(name, "this is a folder.", "Name the file inside it.")
    if not stat.S_ISREG(found.st_mode):
        raise _refusal(name, "this is a pipe or a device, not a file.", "Copy the report to a file.")
    if found.st_size == 0:
        raise _refusal(name, "the file is empty.", _FETCH_AGAIN)
    if found.st_size > largest_bytes:
        size, most = found.st_size // _MB, largest_bytes // _MB
        what = f"the file has {size:,} MB, and at most {most:,} MB are read."
        raise _refusal(name, what, "Save it with smaller pictures, or divide it into several files.")


def kind_of_report(path: Path, name: str) -> ReportKind:
    """By content. Raises `InputProblem` for all that is no PDF and no Word document."""
    ordinary_file(path, name, LARGEST_FILE_MB * _MB)
    try:
        with path.open("rb") as file:
            start = file.read(_LOOKED_AT_BYTES)
    except OSError as error:
        what = "the file cannot be read: another program may have it open, or it may not be yours to read."
        raise _refusal(name, what) from error
    if start.startswith(_ZIP):
        return _kind_in_zip(path, name)
    if start.startswith(_OLE):
        raise _of_ole(path, name)
    if b"%PDF-" in start[:_PDF_WITHIN_BYTES]:
        return "PDF"
    raise _of_other(start, name)


def _kind_in_zip(path: Path, name: str) -> ReportKind:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = {entry.filename: entry for entry in archive.infolist()}
            kind = inside.get("mimetype")
            declared = archive.read(kind) if kind and kind.file_size < 200 else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise _refusal(name, "the file is cut short or damaged.", _FETCH_AGAIN) from error
    if any(part.startswith("word/") and part.endswith(".xml") for part in inside):
        return "Word"
    if declared.startswith(b"application/vnd.oasis.opendocument.text"):
        raise _refusal(name, "its content is an OpenDocument text (.odt), which is not read.", SAVE_AGAIN)
    if any(part.startswith(("xl/", "ppt/")) for part in inside) or declared:
        raise _refusal(name, "its content is a workbook or a presentation, not a report.", SAVE_AGAIN)
    raise _refusal(name, "its content is a ZIP archive.", "Unpack it and give the reports in it.")


def _of_ole(path: Path, name: str) -> InputProblem:
    try:
        with olefile.OleFileIO(str(path)) as ole:
            streams = {"/".join(stream).casefold() for stream in ole.listdir()}
    except Exception:  # whatever a damaged one makes its reader raise
        return _refusal(name, "the file is cut short or damaged.", _FETCH_AGAIN)
    if "encryptedpackage" in streams:
        return _refusal(name, "the file is protected by a password.", _WITHOUT_PASSWORD)
    if "worddocument" in streams:
        return _refusal(name, "its content is an older Word document (.doc), which is not read.", SAVE_AGAIN)
    return _refusal(name, "its content is an older Office file, not a report.", SAVE_AGAIN)


def _of_other(start: bytes, name: str) -> InputProblem:
    for mark, called in _PICTURES:
        if start.startswith(mark):
            return _refusal(name, f"its content is a picture ({called}), not a report.", _AS_PDF)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return _refusal(name, "its content is a picture (WebP), not a report.", _AS_PDF)
    for mark, called in _PACKED:
        if start.startswith(mark):
            right = "Unpack it and give the reports in it."
            return _refusal(name, f"its content is packed ({called}).", right)
    text = start.lstrip(b"\xef\xbb\xbf \r\n\t")
    if text.startswith(b"{\\rtf"):
        return _refusal(name, "its content is rich text (.rtf), which is not read.", SAVE_AGAIN)
    if text.startswith(b"<"):
        return _refusal(name, "its content is a web page, not a report.", _PRINT_AS_PDF)
    if b"\0" not in start:
        return _refusal(name, "its content is plain text, not a PDF and no Word document.", SAVE_AGAIN)
    return _refusal(name, "its content is no PDF and no Word document.", _FETCH_AGAIN)


def _refusal(name: str, what: str, right: str = "") -> InputProblem:
    return InputProblem(what, place=Place(file=spoken_name(name)), right=right)
