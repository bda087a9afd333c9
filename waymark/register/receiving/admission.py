"""Whether a received file may be opened at all, asked before any reader of workbooks or documents sees it.

In: a path and the endings that are wanted. Out: the ending, once the file is there, is whole, is what its
ending says, has no password and cannot unpack to more than the machine can hold; else one `InputProblem`.
What this lets through can still be wrong inside, which is for its reader to find.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import msoffcrypto
import olefile  # type: ignore[import-untyped]
from msoffcrypto.exceptions import FileFormatError, ParseError

from waymark.instruments.problems import InputProblem, Place

LARGEST_FILE_MB = 200
LARGEST_UNPACKED_MB = 1000
LARGEST_RATIO = 200
SMALL_ENOUGH_FOR_ANY_RATIO_MB = 50

_MB = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ZIP_WITHOUT_ENTRIES = b"PK\x05\x06"
_OLE_SECTOR_BYTES = 512
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff")

# what a person calls the content, by the ending it ought to have
_CALLED = {
    ".xlsx": "an Excel workbook (.xlsx)",
    ".xlsm": "an Excel workbook with macros (.xlsm)",
    ".xls": "an older Excel workbook (.xls)",
    ".ods": "an OpenDocument spreadsheet (.ods)",
    ".docx": "a Word document (.docx)",
    ".doc": "an older Word document (.doc)",
    ".odt": "an OpenDocument text (.odt)",
    ".csv": "plain text",
    ".tsv": "plain text",
    ".pdf": "a PDF",
    ".html": "a web page or XML",
}
_IN_ZIP = (".xlsx", ".xlsm", ".ods", ".docx")
_AS_TEXT = (".csv", ".tsv")

_DAMAGED = "the file is cut short or damaged."
_FETCH_AGAIN = "Fetch it again from where it came from; if a program still opens it, save it as a new file."


def admit(path: Path, endings: Iterable[str]) -> str:
    """The file's ending in lower case, one of `endings` such as ``.xlsx``, if the file may be read."""
    ending = _stands_there(path, tuple(endings))
    try:
        with path.open("rb") as file:
            start = file.read(4096)
        if start.startswith(_OLE):
            _check_ole(path, ending)
        elif start.startswith((_ZIP, _ZIP_WITHOUT_ENTRIES)):
            _check_zip(path, ending)
        elif ending not in _AS_TEXT:
            raise _misfit(path, ending, _content_of_plain(start))
        elif start.startswith(b"%PDF") or (b"\0" in start and not start.startswith(_UNICODE_MARKS)):
            raise _misfit(path, ending, ".pdf" if start.startswith(b"%PDF") else "")
    except OSError as error:
        what = "the file cannot be read: another program may have it open, or it may not be yours to read."
        raise InputProblem(what, place=Place(file=path.name)) from error
    return ending


def damaged(path: Path) -> InputProblem:
    """What is said of a file that breaks off or contradicts itself, whichever reader finds it."""
    return InputProblem(_DAMAGED, place=Place(file=path.name), right=_FETCH_AGAIN)


def locked(path: Path) -> InputProblem:
    """What is said of a file with a password."""
    right = "Open it with its password, save a copy without one, and give the copy."
    return InputProblem("the file is protected by a password.", place=Place(file=path.name), right=right)


def _stands_there(path: Path, endings: tuple[str, ...]) -> str:
    place = Place(file=path.name)
    if path.is_dir():
        raise InputProblem("this is a folder.", place=place, right="Name the file inside it.")
    if not path.is_file():
        right = "Check the name and the folder."
        raise InputProblem("there is no such file.", place=Place(file=str(path)), right=right)
    ending = path.suffix.lower()
    if ending not in endings:
        called = f"files that end in “{ending}” are" if ending else "a file without an ending is"
        raise InputProblem(f"{called} not read here.", place=place, right=f"Read are: {', '.join(endings)}.")
    size = path.stat().st_size
    if size == 0:
        raise InputProblem("the file is empty.", place=place, right=_FETCH_AGAIN)
    if size > LARGEST_FILE_MB * _MB:
        what = f"the file has {size // _MB:,} MB, and at most {LARGEST_FILE_MB} MB are read."
        raise InputProblem(what, place=place, right="Leave out pictures, or divide it into several files.")
    return ending


# -- OLE: .xls, and every Office file with a password -------------------------------------------------


def _check_ole(path: Path, ending: str) -> None:
    if path.stat().st_size % _OLE_SECTOR_BYTES:
        raise damaged(path)
    try:
        with olefile.OleFileIO(str(path), raise_defects=olefile.DEFECT_INCORRECT) as ole:
            streams = {"/".join(name).casefold() for name in ole.listdir()}
            for name in ole.listdir():
                ole.openstream(name).read()
        has_password = "encryptedpackage" in streams or _has_password(path)
    except (OSError, IndexError, ValueError, ParseError, struct.error) as error:
        raise damaged(path) from error
    if has_password:
        raise locked(path)
    content = ".xls" if streams & {"workbook", "book"} else ".doc" if "worddocument" in streams else ""
    if content != ending:
        raise _misfit(path, ending, content)


def _has_password(path: Path) -> bool:
    with path.open("rb") as file:
        try:
            return bool(msoffcrypto.OfficeFile(file).is_encrypted())
        except FileFormatError:
            return False


# -- Zip: .xlsx, .ods, .docx --------------------------------------------------------------------------


def _check_zip(path: Path, ending: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 0x1 for entry in entries):
                raise locked(path)
            content = _content_of_zip(archive)
            if content != ending and {content, ending} != {".xlsx", ".xlsm"}:
                raise _misfit(path, ending, content)
            _refuse_bomb(path, entries)
            if content == ".ods" and _open_document_locked(archive):
                raise locked(path)
            for entry in entries:
                _read_through(archive, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise damaged(path) from error


def _content_of_zip(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return ".xlsm" if "xl/vbaProject.bin" in names else ".xlsx"
    if "word/document.xml" in names:
        return ".docx"
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        kind = archive.read("mimetype")
        if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            return ".ods"
        if kind.startswith(b"application/vnd.oasis.opendocument.text"):
            return ".odt"
    return ""


def _refuse_bomb(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked / max(1, path.stat().st_size)
    too_dense = ratio > LARGEST_RATIO and unpacked > SMALL_ENOUGH_FOR_ANY_RATIO_MB * _MB
    if unpacked > LARGEST_UNPACKED_MB * _MB or too_dense:
        what = f"the file would unpack to {unpacked // _MB:,} MB, {ratio:,.0f} times its size."
        right = "If it is a real workbook, copy the sheet that is needed to a new one and save that."
        raise InputProblem(what, place=Place(file=path.name), right=right)


def _open_document_locked(archive: zipfile.ZipFile) -> bool:
    names = archive.namelist()
    manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    return b"encryption-data" in manifest or "encrypted-package" in names


def _read_through(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Every byte once: the checksum finds damage, and an entry larger than it declares is damage too."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError(entry.filename)
    with archive.open(entry) as stream:
        while stream.read(_MB):
            pass


# -- Saying so ----------------------------------------------------------------------------------------


def _content_of_plain(start: bytes) -> str:
    if start.startswith(b"%PDF"):
        return ".pdf"
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return ".html"
    return "" if b"\0" in start and not start.startswith(_UNICODE_MARKS) else ".csv"


def _misfit(path: Path, ending: str, content: str) -> InputProblem:
    found = f"its content is {_CALLED[content]}" if content in _CALLED else "its content is something else"
    what = f"the file ends in “{ending}”, but {found}."
    right = f"Open it in the program it comes from and save it as {_CALLED[ending]}."
    if ending in _AS_TEXT:
        right = "Open it in the program it comes from and save it as text separated by commas."
    return InputProblem(what, place=Place(file=path.name), right=right)
