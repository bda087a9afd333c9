"""A PDF as a document to check: prose as the library reads it, statistical tables from where their figures stand.

In: a path. Out: a `Document` whose places are pages. Tables are read from the page once more, because the order in
which a PDF draws its cells says little of their rows; one may go on at the top of the pages that follow. The
characters that a table has taken are not prose; all others are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pypdfium2

from waymark.assurance.documents.assembling import NOTE, TITLE, Piece, assembled
from waymark.assurance.documents.document import Document, Line, Place
from waymark.assurance.documents.marks import plain
from waymark.assurance.documents.page_columns import in_its_column, side_by_side
from waymark.assurance.documents.page_words import Chunk, joined, lines_of
from waymark.assurance.documents.pdf_pages import PdfPages
from waymark.assurance.documents.pdf_tables import RowsOnPage, rows_under
from waymark.library.pdf.opening import PdfLimits
from waymark.library.pdf.reading import read_pdf
from waymark.library.stored_text import FURNITURE, Paragraph

LIMITS = PdfLimits(largest_bytes=200_000_000, largest_pages=2000, largest_characters=10_000_000)
_BESIDE_TEXT = FURNITURE | {"contents"}
_MOST_PAGES = 12
_TOP = -1e6
"""Above all that stands on a page."""
_LEAST_FILLED = 0.85
_CONTINUED = re.compile(r"[\s(–—-]*\b(?:continued|cont\.?|cont'd)\b[\s).]*$", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*Table\s+(\S+?)[\s:.(–—-]", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"Table\s+[A-Z]?[\d.]+", re.IGNORECASE)


def read_pdf_document(path: Path) -> Document:
    stored = read_pdf(path, limits=LIMITS)
    drawn = pypdfium2.PdfDocument(str(path))
    try:
        return assembled(path.name, _Told(PdfPages(stored, drawn)).pieces())
    finally:
        drawn.close()


@dataclass(frozen=True)
class _Title:
    text: str
    lines: tuple[Line, ...]


class _Told:
    """Tables first, then prose."""

    def __init__(self, pages: PdfPages) -> None:
        self._pages = pages
        self._stored = stored = pages.stored
        self._told = [
            p
            for p in stored.paragraphs
            if p.kind not in _BESIDE_TEXT
            or (p.kind == "contents" and _NUMBER_ALONE.fullmatch(stored.said(p)))
        ]

    def pieces(self) -> Iterator[Piece]:
        titles = self._titles()
        for rows, together in groupby(
            self._told, key=lambda p: p.page if p.kind == "table row" and p.start not in titles else 0
        ):
            if rows:
                yield from self._untitled(list(together))
                continue
            for paragraph in together:
                yield from self._told_once(paragraph, titles)

    def _told_once(self, paragraph: Paragraph, titles: dict[int, tuple[_Title, ...]]) -> Iterator[Piece]:
        place = Place(page=paragraph.page)
        for title in titles.get(paragraph.start, ()):
            yield Piece("prose", place, title.text)
            if title.lines:
                yield Piece("rows", title.lines[0].place, lines=title.lines)
        text = plain(" ".join(self._pages.left_of(paragraph).split()))
        if text:
            yield Piece("heading" if paragraph.kind == "heading" else "prose", place, text)

    # -- tables under a title -------------------------------------------------------------------------------

    def _titles(self) -> dict[int, tuple[_Title, ...]]:
        """By the beginning of the paragraph that holds them; one that says “continued” tells none."""
        found: dict[int, tuple[_Title, ...]] = {}
        before, number_before = -1, ""
        for paragraph in self._told:
            said = plain(" ".join(self._stored.said(paragraph).split()))
            numbered = _NUMBERED.match(said)
            again = numbered is not None and numbered[1] == number_before and _CONTINUED.search(said)
            within = numbered is not None and paragraph.kind == "table row"
            if TITLE.fullmatch(said) is None and not again and not within:
                continue
            if side := tuple(self._beside_others(paragraph)):
                found[paragraph.start] = side
                continue
            text, bottom = self._title(paragraph, self._pages.chunks(paragraph.page))
            title = TITLE.fullmatch(text)
            if again and before in found:
                [first] = found[before]
                lines = tuple(self._table(paragraph.page, bottom, first.lines))
                found[before] = (_Title(first.text, (*first.lines, *lines)),)
                found[paragraph.start] = ()
            elif title is not None:
                found[paragraph.start] = (_Title(text, tuple(self._table(paragraph.page, bottom))),)
                before, number_before = paragraph.start, title[1]
        return found

    def _beside_others(self, paragraph: Paragraph) -> Iterator[_Title]:
        """The titles that it holds, where tables stand side by side: each of them alone with what is below it."""
        page, own = paragraph.page, set(self._pages.characters(paragraph))
        level = next((one for one in self._pages.chunks(page) if own.intersection(one.characters)), None)
        for chunks in side_by_side(self._pages.chunks(page), level) if level is not None else ():
            if any(own.intersection(one.characters) and TITLE.fullmatch(one.text) for one in chunks):
                text, bottom = self._title(paragraph, chunks)
                rows = rows_under(chunks, bottom, _width(chunks))
                shown = zip(rows.lines, rows.indents, strict=True) if rows is not None else ()
                self._pages.take(page, rows.characters if rows is not None else ())
                yield _Title(text, tuple(Line(cells, Place(page=page), indent) for cells, indent in shown))

    def _title(self, paragraph: Paragraph, chunks: Sequence[Chunk]) -> tuple[str, float]:
        """Its text and where it ends: lines of one stretch each that go on from one another. The lines below a number
        alone, or below a line that is full, belong to it."""
        own = set(self._pages.characters(paragraph))
        sure = paragraph.kind != "table row"  # else it may hold the header too
        mine = [one for one in chunks if own.intersection(one.characters)]
        if not mine:
            return plain(" ".join(self._stored.said(paragraph).split())), 0.0
        first = lines_of(mine)[0]
        kept, last, number = list(first), first, ""
        right = max(one.right for one in chunks)
        for line in lines_of([one for one in chunks if one.top > max(c.middle for c in first)]):
            gap = line[0].top - max(one.bottom for one in last)
            short = right - max(one.right for one in last) > 0.2 * (right - first[0].left)
            alone = TITLE.fullmatch(plain(joined(kept).text))
            number_only = alone is not None and not alone[2]
            number = joined(kept).text if number_only else number
            if len(line) > 1 or gap > (1.3 if number_only else 0.6) * line[0].size:
                break
            if abs(line[0].size - first[0].size) > (8 if number_only else 1):
                break
            if sure and line[0] in mine:
                kept += line
                last = line
                continue
            if abs(line[0].left - first[0].left) > 3 or TITLE.match(line[0].text):
                break
            if short and not number_only:
                break
            kept += line
            last = line
        if TITLE.fullmatch(plain(joined(kept).text)) or number:
            self._pages.take(paragraph.page, (at for one in kept for at in one.characters))
        text = joined(kept).text
        if number and text != number:
            text = f"{number.rstrip(' .:')}: {text[len(number) :].strip()}"
        return plain(text), max(one.bottom for one in kept)

    def _table(self, page: int, top: float, before: Sequence[Line] = ()) -> Iterator[Line]:
        """Its rows on the page of the title, and on those after it as long as it goes on. `before`: its rows so
        far, where it is a table continued."""
        found: RowsOnPage | None = None
        header = [line.cells for line in before[:4]]
        for at in range(page, min(page + _MOST_PAGES, len(self._stored.pages) + 1)):
            chunks = in_its_column(self._pages.chunks(at), top) if at == page else self._pages.chunks(at)
            rows = rows_under(chunks, top, _width(chunks), found.columns if found else ()) if chunks else None
            if rows is not None:
                skipped = _repeated(rows.lines, header)
                shown = zip(rows.lines[skipped:], rows.indents[skipped:], strict=True)
                yield from (Line(cells, Place(page=at), indent) for cells, indent in shown)
                self._pages.take(at, rows.characters)
                header = header or [*rows.lines[: max(rows.header, 1)]]
            elif found is not None:
                return
            if not _reaches_the_end(chunks, rows, top):
                return
            found, top = rows or found, _TOP

    # -- tables without a title -----------------------------------------------------------------------------

    def _untitled(self, rows: Sequence[Paragraph]) -> Iterator[Piece]:
        """Rows of the library that no table has taken: read from the page too where they are a full table, else as
        lines of words."""
        page = rows[0].page
        taken = self._pages.taken(page)
        left = [p for p in rows if not taken.issuperset(self._pages.characters(p))]
        own = {at for p in left for at in self._pages.characters(p)} - taken
        if not left or not own:
            return
        chunks = [one for one in self._pages.chunks(page) if own.intersection(one.characters)]
        found = rows_under(chunks, _TOP, _width(self._pages.chunks(page))) if chunks else None
        if found is not None and _is_full(found) and len(found.characters & own) >= 0.9 * len(own):
            self._pages.take(page, found.characters)
            shown = zip(found.lines, found.indents, strict=True)
            lines = tuple(Line(cells, Place(page=page), indent) for cells, indent in shown)
        else:
            said = [plain(self._pages.left_of(p)) for p in left]
            if all(map(NOTE.match, said)):  # what stands below a table is not one
                yield from (Piece("prose", Place(page=page), text) for text in said)
                return
            lines = tuple(Line((text,), Place(page=page)) for text in said)
        yield Piece("rows", Place(page=page), lines=lines)


def _repeated(lines: Sequence[tuple[str, ...]], header: Sequence[tuple[str, ...]]) -> int:
    """How many of the first lines say again what the header says, or the upper lines of it."""
    known = [_words_of(header[:count]) for count in range(1, len(header) + 1)]
    counts = range(min(len(lines), len(header) + 2), 0, -1)
    return next((count for count in counts if _words_of(lines[:count]) in known), 0)


def _words_of(lines: Sequence[tuple[str, ...]]) -> Counter[str]:
    return Counter(word for cells in lines for cell in cells for word in cell.split())


def _is_full(found: RowsOnPage) -> bool:
    """Whether nearly every row has a label and a figure in each column; the numbers of a drawing have not."""
    rows = [cells for cells in found.lines[found.header :] if any(cells[1:])]
    filled = sum(map(bool, (cell for cells in rows for cell in cells)))
    return len(rows) >= 2 and filled >= _LEAST_FILLED * len(rows) * len(found.lines[0])


def _width(chunks: Sequence[Chunk]) -> float:
    return max(one.right for one in chunks) - min(one.left for one in chunks)


def _reaches_the_end(chunks: Sequence[Chunk], found: RowsOnPage | None, top: float) -> bool:
    """Whether nothing stands below it, so that it may go on overleaf. A title at the foot of a page has no rows
    there."""
    last = max((one.bottom for one in chunks), default=0.0)
    if found is None:
        return top > _TOP and last - top < 40
    return found.bottom >= last - 1
