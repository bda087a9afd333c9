"""The blocks of a part of a Word document in reading order: paragraphs, headings, list items, rows of tables.

In: the element that holds them (the body, a note, a head). Out: `Block`s with their number as Word prints it,
their words parted where a page ends, and the notes they refer to. A table of one column is a box, and its
paragraphs are paragraphs; the paragraphs of a text box follow the one to which it is anchored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from waymark.library.pdf.numbering import is_list_mark, opening_number
from waymark.library.stored_text import ParagraphKind
from waymark.library.word.names import W, number, switch, value
from waymark.library.word.numbering import Numbering
from waymark.library.word.runs import PICTURE, Fields, Inline, inline
from waymark.library.word.styles import Style, Styles

_WRAPPERS = frozenset(W + name for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_PARAGRAPH, _TABLE, _ROW, _CELL = W + "p", W + "tbl", W + "tr", W + "tc"
_CONTROL, _SECTION = W + "sdt", W + "sectPr"
_CONTENTS_GALLERY = "table of contents"
_BETWEEN_CELLS = " | "
_LONGEST_BOLD_HEADING = 100
_NO_HEADING_ENDS_IN = (".", ",", ";", "?")


@dataclass(frozen=True)
class Block:
    """`pieces`: the words, parted where a page ends; the first may be empty. `section_ends`: the section of the
    document ends with it. `page_field`: its words but for the number of the page that Word puts in."""

    kind: ParagraphKind
    pieces: tuple[str, ...]
    number: str = ""
    level: int = 0
    notes: tuple[tuple[str, str], ...] = ()
    section_ends: bool = False
    unpaged: str = ""
    pictures: int = 0

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.pieces).replace(PICTURE, " ").split())


class Blocks:
    """Counts lists and remembers open fields from block to block, so one of it reads one part once."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._fields = Fields()
        self._held: Inline | None = None
        self.unread_parts = 0
        """Files of other kinds that are embedded as text (altChunk) and not read."""

    def of(self, element: Any, in_contents: bool = False) -> Iterator[Block]:
        for child in element:
            tag = child.tag
            if tag == _PARAGRAPH:
                yield from self._paragraph(child, in_contents)
            elif tag == _TABLE:
                yield from self._table(child)
            elif tag == _CONTROL:
                gallery = value(child, "w:sdtPr/w:docPartObj/w:docPartGallery") or ""
                for content in child.iterchildren(f"{W}sdtContent"):
                    yield from self.of(content, in_contents or gallery.casefold() == _CONTENTS_GALLERY)
            elif tag in _WRAPPERS:
                yield from self.of(child, in_contents)
            elif tag == W + "altChunk":
                self.unread_parts += 1

    def _paragraph(self, element: Any, in_contents: bool) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        key = value(properties, "w:pStyle")
        style = self._styles.paragraph(key)
        listing = in_contents or self._fields.contents  # one field spans all entries
        found = self._joined(inline(element, style, self._styles, self._fields))
        listing = listing or self._fields.contents
        mark = None if properties is None else properties.find(f"{W}rPr")
        if mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None):
            self._held = found  # its end is deleted, so it goes on with the next
            return
        if switch(properties, "pageBreakBefore"):
            found.pieces.insert(0, "")
        hidden = switch(mark, "vanish") and not "".join(found.pieces).strip()
        label = None if hidden else self._label(properties, key, style)
        contents = style.contents or (listing and not style.level)
        block = _block(found, _own_level(properties, style), label, contents, self._styles.paragraph(None))
        ends = properties is not None and properties.find(_SECTION) is not None
        yield replace(block, section_ends=ends)
        for box in found.boxes:
            yield from self.of(box)

    def _joined(self, found: Inline) -> Inline:
        held, self._held = self._held, None
        if held is None:
            return found
        held.pieces[-1] += found.pieces[0]
        return Inline(
            held.pieces + found.pieces[1:],
            held.notes + found.notes,
            held.boxes + found.boxes,
            held.unpaged + found.unpaged,
            held.letters + found.letters,
            held.bold + found.bold,
            max(held.half_points, found.half_points),
            held.pictures + found.pictures,
        )

    def _label(self, properties: Any | None, key: str | None, style: Style) -> str | None:
        own = value(properties, "w:numPr/w:numId")
        if own is not None:
            if own == "0":  # taken out of the list that its style is in
                return None
            return self._numbering.next_label(own, number(properties, "w:numPr/w:ilvl") or 0)
        if style.numbering is None or style.numbering[0] == "0":
            return None
        return self._numbering.next_label(*style.numbering, key)

    # -- Tables ---------------------------------------------------------------------------------------

    def _table(self, table: Any) -> Iterator[Block]:
        rows = [[cell for cell in _within(row, _CELL) if not _deleted(cell)] for row in _within(table, _ROW)]
        kept = [cells for row, cells in zip(_within(table, _ROW), rows, strict=True) if not _deleted(row)]
        if all(len(cells) <= 1 for cells in kept):
            for cells in kept:
                for cell in cells:
                    yield from self.of(cell)
            return
        for cells in kept:
            yield self._row([list(self.of(cell)) for cell in cells])

    def _row(self, cells: list[list[Block]]) -> Block:
        """A page that ends inside a row ends in several cells at once; words are not parted there."""
        texts = [" ".join(block.words for block in blocks if block.words) for blocks in cells]
        while texts and not texts[-1]:
            texts.pop()
        begins = any(_begins_page(blocks) for blocks in cells)
        turns = max((sum(len(block.pieces) - 1 for block in blocks) for blocks in cells), default=0)
        pieces = [""] * begins + [" ".join(_BETWEEN_CELLS.join(texts).split())] + [""] * (turns - begins)
        return Block(
            "table row",
            tuple(pieces),
            notes=tuple(note for blocks in cells for block in blocks for note in block.notes),
            pictures=sum(block.pictures for blocks in cells for block in blocks),
        )


def _within(element: Any, tag: str) -> Iterator[Any]:
    """The children with the tag, those inside content controls and the like among them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS or child.tag == _CONTROL:
            yield from _within(child, tag)


def _deleted(element: Any) -> bool:
    properties = element.find(f"{W}trPr") if element.tag == _ROW else element.find(f"{W}tcPr")
    gone = W + ("del" if element.tag == _ROW else "cellDel")
    return properties is not None and properties.find(gone) is not None


def _begins_page(blocks: list[Block]) -> bool:
    for block in blocks:
        if block.words:
            return len(block.pieces) > 1 and not block.pieces[0].strip()
    return False


# -- What a paragraph is ------------------------------------------------------------------------------


def _own_level(properties: Any | None, style: Style) -> int:
    outline = number(properties, "w:outlineLvl")
    return style.level if outline is None or style.level else (outline + 1 if 0 <= outline < 9 else 0)


def _block(found: Inline, level: int, label: str | None, contents: bool, plain: Style) -> Block:
    pieces = [_one_line(piece) for piece in found.pieces]
    said = " ".join(piece for piece in pieces if piece).replace(PICTURE, "").strip()
    if not contents and not level:
        level = _level_of_bold(found, said, plain)
    kind: ParagraphKind = "contents" if contents else "heading" if level and said else "paragraph"
    printed = ""
    if label is not None and said:
        printed = label
        _put_before(pieces, printed)
    else:
        printed = opening_number(said)
        if kind == "paragraph" and printed.isdigit():  # “4 children lived there” is not numbered
            printed = ""
    if kind == "paragraph" and is_list_mark(printed):
        kind = "list item"
    return Block(
        kind,
        tuple(pieces),
        printed,
        level if kind == "heading" else 0,
        tuple(found.notes),
        unpaged=_one_line(found.unpaged),
        pictures=found.pictures,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _put_before(pieces: list[str], label: str) -> None:
    for at, piece in enumerate(pieces):
        if piece.replace(PICTURE, "").strip():
            pieces[at] = f"{label} {piece}"
            return


def _level_of_bold(found: Inline, said: str, plain: Style) -> int:
    """A short line that is all bold, in a document whose text is not, is a heading without the style of one: of
    level 1 to 3 by its size against that of the text."""
    short = 0 < len(said) <= _LONGEST_BOLD_HEADING and any(letter.isalpha() for letter in said)
    all_bold = 0 < found.letters == found.bold
    if not short or plain.bold or not all_bold or said.endswith(_NO_HEADING_ENDS_IN):
        return 0
    larger = found.half_points / (plain.half_points or 20)
    return 1 if larger >= 1.5 else 2 if larger > 1.1 else 3
