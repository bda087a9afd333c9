"""Reads a PDF to the text that is stored: pages, paragraphs with their kinds, and the way back to the page.

Nothing in the file is run or fetched. The same bytes give the same text, as long as the same reader of pictures is
given. Crashes of pdfium itself are for the process around this to catch.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from waymark.library.pdf.arranging import arranged
from waymark.library.pdf.composing import Composer, through
from waymark.library.pdf.hyphens import Attested
from waymark.library.pdf.images import ReadImage
from waymark.library.pdf.opening import PdfLimits, open_pdf
from waymark.library.pdf.pages import PageRead, read_pages
from waymark.library.pdf.paragraphs import Draft
from waymark.library.pdf.pictures import word_boxes
from waymark.library.stored_text import Page, Paragraph, StoredText

EXTRACTOR = "pdf text 1"
LACKS = {
    "damaged": "damaged and cannot be read",
    "picture": "a picture without a text layer and not read by machine",
    "letters": "drawn in letters whose meaning the file does not tell, and not read by machine",
    "empty": "without a text layer, and the machine found no words on it",
}


def read_pdf(path: Path, read_image: ReadImage | None = None, limits: PdfLimits = PdfLimits()) -> StoredText:  # noqa: B008
    """Raises `InputProblem` for what is no PDF, is damaged beyond reading, needs a password or is too large."""
    opened = open_pdf(path, limits)
    try:
        pages = read_pages(opened, path, read_image, limits)
    finally:
        opened.document.close()
    return _stored(pages, arranged(pages), opened.title)


def _stored(pages: Sequence[PageRead], drafts: Sequence[Sequence[Draft]], title: str) -> StoredText:
    composer = Composer(Attested(line.text for page in pages for line in page.lines))
    stored: list[Page] = []
    paragraphs: list[Paragraph] = []
    for page, on_page in zip(pages, drafts, strict=True):
        start = composer.position
        composer.plain = page.plain
        for draft in on_page:
            paragraph = composer.write(draft)
            if paragraph is not None:
                paragraphs.append(paragraph)
        stretches = composer.page_done()
        if page.characters is not None:
            stretches = through(stretches, page.characters)
        by_machine = page.source == "read by machine"
        stored.append(
            Page(
                page.number,
                start,
                composer.position,
                page.width,
                page.height,
                page.source,
                page.confidence,
                () if by_machine else stretches,
                word_boxes(stretches, page.words) if by_machine else (),
            )
        )
    text = "".join(composer.written)
    return StoredText(text, tuple(stored), tuple(paragraphs), EXTRACTOR, _notes(pages), title)


def _notes(pages: Sequence[PageRead]) -> tuple[str, ...]:
    notes = []
    for lack, words in LACKS.items():
        numbers = [page.number for page in pages if page.lack == lack]
        if numbers:
            which = "Page" if len(numbers) == 1 else "Pages"
            notes.append(f"{which} {_spans(numbers)}: {words}.")
    return tuple(notes)


def _spans(numbers: Sequence[int]) -> str:
    """“1–3, 7”."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in spans)
