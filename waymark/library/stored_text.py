"""The text of a report as it is stored: one string, its pages, its paragraphs, and the way back to the page.

Offsets are Unicode code points into `StoredText.text`, half-open. Paragraphs follow one another in reading
order, each ends in a line break that is not its own; pages follow one another without a gap. Once stored, a
text is never changed: a better extraction is a new version.
"""

from __future__ import annotations

from typing import Literal

import msgspec

ParagraphKind = Literal[
    "paragraph",
    "heading",
    "list item",
    "table row",
    "contents",
    "footnote",
    "running head",
    "running foot",
    "page number",
]
FURNITURE: frozenset[str] = frozenset({"running head", "running foot", "page number"})
"""What stands on the page beside the text of the report."""

PageSource = Literal["text layer", "read by machine", "no text"]


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """`length` code points of the text from `start` are the characters of the page from `character`, one by
    one. What lies between stretches (a space for a line end, the second letter of a ligature) has no
    character of its own."""

    start: int
    character: int
    length: int


class WordBox(msgspec.Struct, frozen=True, array_like=True):
    """Where a word of a page that was read by machine stands: text offsets, and points from the lower left."""

    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float


class Page(msgspec.Struct, frozen=True, array_like=True):
    """`number` counts from 1, whatever is printed. Width and height in points. `confidence`, 0 to 1, only of a
    page that was read by machine, whose way back is `words` instead of `stretches`. Stretches rise by `start`;
    a format without fixed pages has neither."""

    number: int
    start: int
    end: int
    width: float
    height: float
    source: PageSource = "text layer"
    confidence: float | None = None
    stretches: tuple[Stretch, ...] = ()
    words: tuple[WordBox, ...] = ()


class Paragraph(msgspec.Struct, frozen=True, array_like=True):
    """`number` as printed (“4.1”, “4-12”) is part of the text too. `level` 1 is the highest heading; 0 is none.
    `continues`: it carries on the paragraph of the same kind before it, from an earlier page or column."""

    start: int
    end: int
    page: int
    kind: ParagraphKind = "paragraph"
    number: str = ""
    level: int = 0
    continues: bool = False


class StoredText(msgspec.Struct, frozen=True, array_like=True):
    """`extractor` names the program that made it with its version; `notes` tell a person what could not be
    read; `title` is what the file itself says it is called."""

    text: str
    pages: tuple[Page, ...]
    paragraphs: tuple[Paragraph, ...]
    extractor: str
    notes: tuple[str, ...] = ()
    title: str = ""

    def page_at(self, offset: int) -> int:
        """The number of the page on which a code point stands."""
        low, high = 0, len(self.pages) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.pages[middle].start <= offset else (low, middle - 1)
        return self.pages[low].number

    def said(self, paragraph: Paragraph) -> str:
        return self.text[paragraph.start : paragraph.end]


class Passage(msgspec.Struct, frozen=True):
    """A stretch of a report's stored text, with the words kept beside it so that drift is detected."""

    page: int
    start: int
    end: int
    quote: str


def passage(stored: StoredText, start: int, end: int) -> Passage:
    return Passage(stored.page_at(start), start, end, stored.text[start:end])
