"""A Word document as a document to check.

In: a path of a .docx. Out: a `Document` whose places are pages, counted by the breaks that the author put in and
those that Word noted when it last drew the pages. Paragraphs are read as the library reads them: with the numbers
of their lists, what fields print, insertions accepted and deletions done. Of tables the cells are kept; one that
spans several columns stands in the first of them, words that span several rows stand in each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from waymark.assurance.cells import figure
from waymark.assurance.documents.assembling import Piece, assembled
from waymark.assurance.documents.document import Document, Line, Place
from waymark.assurance.documents.labels import as_title, with_one_label
from waymark.assurance.documents.marks import plain
from waymark.library.word.blocks import Block, Blocks
from waymark.library.word.names import W, number, value
from waymark.library.word.numbering import Numbering
from waymark.library.word.package import Package
from waymark.library.word.runs import PICTURE
from waymark.library.word.styles import Styles
from waymark.register.receiving.admission import damaged

_MOST_SPAN = 200
_TO_CELLS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def read_word(path: Path) -> Document:
    with Package(path) as package:
        try:
            return assembled(path.name, list(_pieces(package, path)))
        except RecursionError as error:
            raise damaged(path) from error


@dataclass(frozen=True)
class _TableBlock(Block):
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class _CaptionBlock(Block):
    """A paragraph in the style of captions."""


class _BlocksWithTables(Blocks):
    def _paragraph(self, element: Any, in_contents: bool) -> Iterator[Block]:
        style = value(element.find(f"{W}pPr"), "w:pStyle") or ""
        for block in super()._paragraph(element, in_contents):
            if style.casefold().startswith("caption") and block.kind != "contents":
                yield _CaptionBlock("paragraph", block.pieces, notes=block.notes)
            else:
                yield block

    def _table(self, table: Any) -> Iterator[Block]:
        rows = [list(_cells_of(row)) for row in _inside(table, f"{W}tr") if not _is_gone(row, "trPr", "del")]
        if all(len(cells) <= 1 for cells in rows):
            yield from super()._table(table)
            return
        nested: list[Block] = []
        above: dict[int, str] = {}
        written, turns = list[tuple[str, ...]](), 0
        for cells in rows:
            line: list[str] = []
            in_row = 0
            for cell, across, goes_on in cells:
                blocks = list(self.of(cell))
                nested += [block for block in blocks if isinstance(block, _TableBlock)]
                text = _said(blocks)
                in_row = max(in_row, sum(len(block.pieces) - 1 for block in blocks))
                if goes_on:
                    text = "" if figure(above.get(len(line), "")) else above.get(len(line), "")
                above[len(line)] = text
                line += [text, *[""] * (across - 1)]
            turns += in_row
            written.append(tuple(line))
        yield _TableBlock("table row", tuple([""] * (turns + 1)), rows=tuple(written))
        yield from nested


def _said(blocks: list[Block]) -> str:
    words = (block.words for block in blocks if not isinstance(block, _TableBlock))
    return plain(" ".join(" ".join(words).split()))


def _inside(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _TO_CELLS:
            yield from _inside(child, tag)


def _cells_of(row: Any) -> Iterator[tuple[Any, int, bool]]:
    """Each with how many columns it spans, and whether it goes on from the row above."""
    for cell in _inside(row, f"{W}tc"):
        if _is_gone(cell, "tcPr", "cellDel"):
            continue
        properties = cell.find(f"{W}tcPr")
        across = min(max(number(properties, "w:gridSpan") or 1, 1), _MOST_SPAN)
        merge = None if properties is None else properties.find(f"{W}vMerge")
        yield cell, across, merge is not None and merge.get(f"{W}val") != "restart"


def _is_gone(element: Any, properties: str, mark: str) -> bool:
    found = element.find(f"{W}{properties}")
    return found is not None and found.find(f"{W}{mark}") is not None


def _pieces(package: Package, path: Path) -> Iterator[Piece]:
    styles = Styles(_first(package, "styles"))
    lists = _first(package, "numbering")
    root = package.root(package.document)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise damaged(path)
    page = 1
    for block in _BlocksWithTables(styles, Numbering(lists, styles)).of(body):
        yield from _of_block(block, page)
        page += len(block.pieces) - 1
    for kind, tag in (("footnotes", "footnote"), ("endnotes", "endnote")):
        notes = _first(package, kind)
        for note in notes.iterchildren(f"{W}{tag}") if notes is not None else ():
            for block in _BlocksWithTables(styles, Numbering(lists, styles)).of(note):
                yield from _of_block(block, page)


def _of_block(block: Block, page: int) -> Iterator[Piece]:
    place = Place(page=page)
    if isinstance(block, _TableBlock):
        lines = tuple(Line(cells, place) for cells in block.rows if any(cells))
        if lines:
            yield Piece("rows", place, lines=with_one_label(lines))
        return
    if block.kind == "contents":
        return
    text, starts = "", list[tuple[int, Place]]()
    for at, piece in enumerate(block.pieces):
        words = plain(" ".join(piece.replace(PICTURE, " ").split()))
        if at and words:
            starts.append((len(text) + bool(text), replace(place, page=page + at)))
        text = f"{text} {words}".strip()
    if starts and starts[0][0] == 0:
        place = starts.pop(0)[1]  # it begins on the page after a break
    if text:
        text = as_title(text) if isinstance(block, _CaptionBlock) else text
        yield Piece("heading" if block.kind == "heading" else "prose", place, text, starts=tuple(starts))


def _first(package: Package, kind: str) -> Any | None:
    part = next(iter(package.related(package.document, kind)), None)
    return None if part is None else package.root(part)
