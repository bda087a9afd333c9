"""The text of a Word document in the order in which it is read: paragraphs and tables, nothing interpreted.

In: a path of a .docx. Out: its blocks. Text inside content controls, text boxes and accepted insertions is
text like any other; what is marked as deleted is not. Raises `InputProblem` for a file that is no whole
Word document.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from docx import Document
from docx.opc.exceptions import OpcError
from lxml import etree  # type: ignore[import-untyped]

from waymark.register.receiving.admission import admit, damaged

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WRAPPERS = frozenset(_W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_NOT_TEXT = frozenset((_W + "moveFrom", _W + "txbxContent", _FALLBACK))
_AS_TEXT = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_NO_DOCUMENT = (OpcError, etree.XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError)


@dataclass(frozen=True)
class Paragraph:
    """`lines` are parted by line breaks. `heading`: styled as one."""

    lines: tuple[str, ...]
    heading: bool


@dataclass(frozen=True)
class Table:
    """The text of each cell, by row; cells merged across columns count once."""

    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Paragraph | Table


def read_blocks(path: Path) -> tuple[Block, ...]:
    """The paragraphs and tables of the document's body."""
    admit(path, (".docx",))
    try:
        document = Document(str(path))
        headings = frozenset(
            style.style_id
            for style in document.styles
            if (style.name or "").casefold().startswith(("heading", "title", "subtitle"))
        )
        return tuple(_blocks(document.element.body, headings))
    except _NO_DOCUMENT as error:
        raise damaged(path) from error


def _within(element: Any, *tags: str) -> Iterator[Any]:
    """The children with one of the tags, those inside content controls and the like among them."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _within(child, *tags)


def _blocks(element: Any, headings: frozenset[str]) -> Iterator[Block]:
    for child in _within(element, _W + "p", _W + "tbl"):
        if child.tag == _W + "tbl":
            yield Table(tuple(_row(row, headings) for row in _within(child, _W + "tr")))
            continue
        text = "".join(_text(child))
        lines = tuple(line.strip(" \xa0") for line in text.split("\n"))
        yield Paragraph(lines, _style(child) in headings or child.find(f"{_W}pPr/{_W}outlineLvl") is not None)
        for box in child.iter(_W + "txbxContent"):
            if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
                yield from _blocks(box, headings)


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style.get(_W + "val", "") if style is not None else ""


def _text(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _AS_TEXT and element.tag == _W + "r":
            yield _AS_TEXT[child.tag]
        elif child.tag not in _NOT_TEXT and not child.tag.endswith("Pr"):
            yield from _text(child)


def _row(row: Any, headings: frozenset[str]) -> tuple[str, ...]:
    return tuple("\n".join(_cell_lines(cell, headings)) for cell in _within(row, _W + "tc"))


def _cell_lines(cell: Any, headings: frozenset[str]) -> Iterator[str]:
    for block in _blocks(cell, headings):
        if isinstance(block, Paragraph):
            yield from (line for line in block.lines if line.strip())
        else:
            yield from ("\t".join(texts) for texts in block.rows)
