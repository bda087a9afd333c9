"""Opens a PDF, or says in one paragraph why it cannot be read.

What people keep under the name .pdf is not always one: pictures, web pages and Word documents are told apart by
their first bytes, so that the answer names what the file is. An empty password opens; any other is asked for.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from waymark.instruments.problems import InputProblem, Place
from waymark.library.admission import MOST_PAGES

HEAD_BYTES = 1024
TAIL_BYTES = 2048
OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"BM", "a picture (BMP)"),
    (b"RIFF", "a picture or a recording"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an older Office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"<", "a web page"),
)


class PdfLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What a file may cost before it is refused."""

    largest_bytes: int = 1_000_000_000
    largest_pages: int = MOST_PAGES
    largest_characters_of_a_page: int = 500_000
    largest_characters: int = 30_000_000


class OpenPdf(msgspec.Struct, frozen=True):
    """`cut_off`: the end of the file is missing, so what could be opened may not be all."""

    document: pdfium.PdfDocument
    pages: int
    title: str
    cut_off: bool


def open_pdf(path: Path, limits: PdfLimits) -> OpenPdf:
    """The caller closes `document`. Raises `InputProblem`."""
    cut_off = _look_at_bytes(path, limits)
    document = _open(path)
    try:
        pages = len(document)
        title = " ".join(_spoken(document.get_metadata_value("Title")).split())
    except (pdfium.PdfiumError, ValueError) as error:
        document.close()
        raise _damaged(path) from error
    if pages > limits.largest_pages:
        document.close()
        raise InputProblem(
            f"the PDF has {pages:,} pages.",
            place=Place(path.name),
            right=f"At most {limits.largest_pages:,} pages are read; split it, or leave out what is no report.",
        )
    if pages < 1:
        document.close()
        raise _damaged(path)
    return OpenPdf(document, pages, title, cut_off)


def _look_at_bytes(path: Path, limits: PdfLimits) -> bool:
    """Whether the end of the file is missing."""
    place = Place(path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
            file.seek(max(0, size - TAIL_BYTES))
            tail = file.read(TAIL_BYTES)
    except OSError as error:
        raise InputProblem(
            f"the file cannot be opened ({error.strerror}).", place=place, right="A readable PDF is needed."
        ) from error
    if not head.strip(b"\x00 \r\n\t"):
        what = "the file is empty." if size == 0 else "the file holds nothing at its beginning."
        raise InputProblem(what, place=place, right="Fetch it again from where it was published.")
    if size > limits.largest_bytes:
        raise InputProblem(
            f"the file has {size / 1e6:,.0f} MB.",
            place=place,
            right=f"At most {limits.largest_bytes / 1e6:,.0f} MB are read; save it smaller.",
        )
    if b"%PDF-" not in head:
        kind = next((kind for mark, kind in OTHER_KINDS if head.lstrip().startswith(mark)), "")
        what = f"the file is called .pdf but is {kind}." if kind else "the file is not a PDF."
        raise InputProblem(what, place=place, right="Save or print it as PDF and add that.")
    return b"%%EOF" not in tail


def _open(path: Path) -> pdfium.PdfDocument:
    """By pdfium itself: pypdfium2 leaves the file open when a document turns out to have no page."""
    document = pdfium_c.FPDF_LoadDocument(os.fsencode(path.absolute()) + b"\0", None)
    if document:
        return pdfium.PdfDocument(document)
    error = pdfium_c.FPDF_GetLastError()
    if error == pdfium_c.FPDF_ERR_PASSWORD:
        raise InputProblem(
            "the PDF opens only with a password.",
            place=Place(path.name),
            right="Ask its publisher for a copy without one.",
        )
    if error == pdfium_c.FPDF_ERR_SECURITY:
        raise InputProblem(
            "the PDF is protected in a way that cannot be opened.",
            place=Place(path.name),
            right="Ask its publisher for a copy without protection.",
        )
    raise _damaged(path)


def _damaged(path: Path) -> InputProblem:
    return InputProblem(
        "the PDF is damaged or cut off, so that no page can be read.",
        place=Place(path.name),
        right="Fetch it again from where it was published.",
    )


def broken_off(path: Path, page: int) -> InputProblem:
    return InputProblem(
        f"the PDF is cut off: page {page} cannot be read.",
        place=Place(path.name, part=f"page {page}"),
        right="Fetch the whole file again from where it was published.",
    )


def too_much_text(path: Path, limits: PdfLimits, page: int) -> InputProblem:
    return InputProblem(
        "there is more text than a report can hold.",
        place=Place(path.name, part=f"page {page}"),
        right=f"At most {limits.largest_characters_of_a_page:,} characters a page and "
        f"{limits.largest_characters:,} in all are read.",
    )


def _spoken(text: str) -> str:
    """Without what no string of text may hold."""
    return "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
