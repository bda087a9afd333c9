"""A synthetic report before it is drawn: its blocks in order, how its pages look, and what is true of it.

Composing makes a `ReportPlan`; drawing turns it into a PDF and adds what only the drawn pages can tell
(`Drawn`). Both together are the truth beside the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal[
    "title",  # the title on the cover or the head of the first page
    "cover line",  # board, author, dates: a line of its own on the cover
    "heading",
    "paragraph",
    "list item",
    "table",
    "box",  # a box with text beside or between the paragraphs
    "footnote",
]

PageNumbers = Literal["none", "foot", "foot of all", "head", "outer"]
Scanned = Literal["none", "all", "appendix"]


@dataclass(frozen=True)
class Block:
    """`number` as printed before the text (“4.1”, “4-12”, “•”). `level` of a heading from 1. `section`: key of a
    section_kind, of the heading that opens such a section. `rows` of a table, the first its header. In `text`,
    a stretch between two “█” marks is drawn as a black bar. `new_page`: it begins a page."""

    kind: BlockKind
    text: str = ""
    number: str = ""
    level: int = 0
    section: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    new_page: bool = False


@dataclass(frozen=True)
class Look:
    """How the pages of a report look. Sizes in points. `cover`: the title has a page to itself. `contents`:
    there is a contents page with page numbers. `scanned`: those pages hold an image only."""

    font: Literal["serif", "sans"] = "serif"
    size: float = 11
    leading: float = 15
    margin: float = 72
    columns: Literal[1, 2] = 1
    justified: bool = False
    hyphenated: bool = False
    cover: bool = True
    contents: bool = True
    running_head: str = ""
    running_foot: str = ""
    page_numbers: PageNumbers = "foot"
    scanned: Scanned = "none"
    web_print: bool = (
        False  # printed from a browser: address-like foot, date in the head, blocks out of order
    )


@dataclass(frozen=True)
class ReportPlan:
    """`file`: name of the PDF, as people name files. `cases`: case numbers that the report is of. `fields`: what
    the text states, by field of `waymark.library.described` and in its forms, without those that follow from
    the pages (contents_page and the three numbers of pages)."""

    file: str
    blocks: tuple[Block, ...]
    look: Look
    cases: tuple[str, ...]
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class DrawnSection:
    kind: str
    title: str
    page: int


@dataclass(frozen=True)
class Drawn:
    """What the pages tell. `contents_page` 0 where there is none; pages count from 1."""

    pages: int
    pages_of_appendices: int
    contents_page: int
    sections: tuple[DrawnSection, ...]
    scanned_pages: tuple[int, ...]
