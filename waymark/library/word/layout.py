"""Putting the blocks of a Word document on pages, one after another, as stored text.

In: blocks in reading order and where pages end. Out: a `StoredText`. A page is counted when something of the body
stands on it, so that a break and the mark that Word left beside it are one. A footnote goes to the end of the
page that refers to it, endnotes to the end of the document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from waymark.instruments.problems import InputProblem, Place
from waymark.library.admission import MOST_PAGES
from waymark.library.stored_text import Page, PageSource, Paragraph, ParagraphKind, StoredText
from waymark.library.word.blocks import Block
from waymark.library.word.runs import PICTURE

_PAGES_AS_STORED = (
    "A Word document has no fixed pages: they are counted by the breaks that are stored in it, and may differ from "
    "those on paper."
)
_ONE_PAGE = "No page breaks are stored in this Word document, so all of it is counted as one page."


class Layout:
    """`heads` and `feet`: what stands around the text, put once, on the first page. `notes`: the words of each
    note, by kind and key."""

    def __init__(
        self,
        path: Path,
        size: tuple[float, float],
        heads: Sequence[tuple[ParagraphKind, str]],
        feet: Sequence[tuple[ParagraphKind, str]],
        notes: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._path = path
        self._size = size
        self._feet = feet
        self._notes = notes
        self._parts: list[str] = []
        self._length = 0
        self._pages: list[Page] = []
        self._page_start = 0
        self._paragraphs: list[Paragraph] = []
        self._referred: dict[str, list[tuple[str, str]]] = {"footnote": [], "endnote": []}
        self._counted = {"footnote": 0, "endnote": 0}
        self._shown = False  # something of the body stands on the page
        self._turning = False
        self._pictures = 0
        for kind, words in heads:
            self._write(kind, words)

    def put(self, block: Block) -> None:
        begun = False
        for at, piece in enumerate(block.pieces):
            if at:
                self.turn()
            words = piece.replace(PICTURE, "").strip()
            if piece:
                self._show()
            if words:
                self._write(block.kind, words, "" if begun else block.number, block.level, begun)
                begun = True
        self._pictures += block.pictures
        for kind, key in block.notes:
            self._refer(kind, key)

    def turn(self) -> None:
        """What comes next stands on a new page."""
        self._turning = True

    def finished(self, extractor: str, title: str, notes: tuple[str, ...]) -> StoredText:
        self._put_notes("footnote")
        self._put_notes("endnote")
        self._end_page()
        if not any(paragraph.kind not in ("running head", "running foot") for paragraph in self._paragraphs):
            notes = ("There are no words in this Word document.", *notes)
        if self._pictures:
            notes = (*notes, f"Pictures in it, whose words are not read: {self._pictures:,}.")
        notes = (_PAGES_AS_STORED if len(self._pages) > 1 else _ONE_PAGE, *notes)
        text = "".join(self._parts)
        return StoredText(text, tuple(self._pages), tuple(self._paragraphs), extractor, notes, title)

    def _write(
        self, kind: ParagraphKind, words: str, number: str = "", level: int = 0, continues: bool = False
    ) -> None:
        end = self._length + len(words)
        page = len(self._pages) + 1
        self._paragraphs.append(Paragraph(self._length, end, page, kind, number, level, continues))
        self._parts += (words, "\n")
        self._length = end + 1

    def _show(self) -> None:
        if self._turning and self._shown:
            self._put_notes("footnote")
            self._end_page()
        self._turning = False
        self._shown = True

    def _refer(self, kind: str, key: str) -> None:
        words = self._notes[kind].get(key)
        if words:
            self._counted[kind] += 1
            self._referred[kind].append((str(self._counted[kind]), words))

    def _put_notes(self, kind: str) -> None:
        for number, words in self._referred[kind]:
            self._write("footnote", f"{number} {words}", number)
        self._referred[kind].clear()

    def _end_page(self) -> None:
        if not self._pages:
            for kind, words in self._feet:
                self._write(kind, words)
        width, height = self._size
        source: PageSource = "text layer" if self._length > self._page_start else "no text"
        number = len(self._pages) + 1
        if number > MOST_PAGES:
            what = f"the document has more than {MOST_PAGES:,} pages."
            right = "Divide it, and give the part that is the report."
            raise InputProblem(what, place=Place(file=self._path.name), right=right)
        self._pages.append(Page(number, self._page_start, self._length, width, height, source))
        self._page_start = self._length
