"""What stands on the pages of a PDF, seen two ways: as stretches of characters with their places, and as the paragraphs
that the library read from them. Which characters a table has taken is kept here, so that nothing is told twice.

In: the stored text and the drawn file. Out: stretches of a page, characters of a paragraph, its words that are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from waymark.assurance.cells import figure
from waymark.assurance.documents.page_words import Chunk, chunks_of_page
from waymark.library.stored_text import FURNITURE, Paragraph, StoredText

_WORD = re.compile(r"\S+")


class PdfPages:
    """Pages are read when they are first asked for."""

    def __init__(self, stored: StoredText, drawn: Any) -> None:
        self.stored = stored
        self._drawn = drawn
        self._chunks: dict[int, list[Chunk]] = {}
        self._taken: dict[int, set[int]] = {}

    def take(self, page: int, characters: Iterable[int]) -> None:
        self._taken.setdefault(page, set()).update(characters)

    def taken(self, page: int) -> set[int]:
        return self._taken.get(page, set())

    def chunks(self, number: int) -> list[Chunk]:
        """What stands on a page, but for its furniture and its footnotes."""
        if number not in self._chunks:
            beside = {
                at
                for p in self.stored.paragraphs
                if p.page == number and (p.kind in FURNITURE or self._is_footnote(p))
                for at in self.characters(p)
            }
            page = self._drawn[number - 1]
            self._chunks[number] = [one for one in chunks_of_page(page) if beside.isdisjoint(one.characters)]
        return self._chunks[number]

    def characters(self, paragraph: Paragraph) -> list[int]:
        """Of the page on which it stands, but for spaces."""
        return [at for _, at in self._places(paragraph)]

    def left_of(self, paragraph: Paragraph) -> str:
        """Its words of which no table has taken a character."""
        said, taken = self.stored.said(paragraph), self._taken.get(paragraph.page)
        if not taken:
            return said
        gone = {offset - paragraph.start for offset, at in self._places(paragraph) if at in taken}
        if not gone:
            return said
        words = (
            w[0] for w in _WORD.finditer(said) if w[0] != "|" and gone.isdisjoint(range(w.start(), w.end()))
        )
        return " ".join(words)

    def _places(self, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
        """Offsets into the text with the characters of the page that stand there."""
        text = self.stored.text
        for stretch in self.stored.pages[paragraph.page - 1].stretches:
            start = max(stretch.start, paragraph.start)
            for offset in range(start, min(stretch.start + stretch.length, paragraph.end)):
                if not text[offset].isspace():
                    yield offset, stretch.character + offset - stretch.start

    def _is_footnote(self, paragraph: Paragraph) -> bool:
        """A row with a small mark before it is none."""
        words = self.stored.said(paragraph).split() if paragraph.kind == "footnote" else []
        return bool(words) and 2 * sum(figure(word) is not None for word in words) < len(words)
