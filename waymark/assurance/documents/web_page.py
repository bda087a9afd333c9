"""An HTML page as a document.

In: the bytes of a page. Out: a `Document` whose places are pages, all on page 1. Headings, paragraphs, items and
cells are taken as the page marks them; a cell that spans several columns stands in the first of them, words that
span several rows in each. Nothing is fetched or run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]

from waymark.assurance.cells import figure
from waymark.assurance.documents.assembling import Piece, assembled
from waymark.assurance.documents.document import Document, Line, Place
from waymark.assurance.documents.labels import as_title, with_one_label
from waymark.assurance.documents.marks import plain

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PROSE = frozenset(
    {"p", "li", "dt", "dd", "blockquote", "figcaption", "caption", "address", "pre", "summary"}
)
_BLOCKS = (
    _HEADINGS
    | _PROSE
    | {"table", "tr", "td", "th", "div", "section", "article", "main", "header", "footer", "aside", "figure"}
    | {"ul", "ol", "dl", "details", "fieldset", "hr", "br"}
)
_LEFT_OUT = frozenset(
    {"script", "style", "nav", "title", "meta", "link", "template", "noscript", "svg", "form", "button"}
)
"""Not the head as such: a reader of HTML puts what it does not know there, where a page has no body tag."""
_HIDDEN = ("visually-hidden", "visuallyhidden", "sr-only")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_SPAN = 50
_MOST_CELLS = 500
_PARTS = {"thead": 0, "tfoot": 2}
"""Feet may be written before the body."""


def read_web_page(name: str, content: bytes, page: int = 1) -> Document:
    return assembled(name, pieces_of_page(content, page))


def pieces_of_page(content: bytes, page: int) -> Iterator[Piece]:
    parser = lxml.html.HTMLParser(encoding=_encoding(content))
    try:
        root = lxml.html.document_fromstring(content, parser=parser)
    except (lxml.etree.LxmlError, ValueError):
        return  # there is no element in it
    yield from _pieces(root, Place(page=page))


def _encoding(content: bytes) -> str | None:
    """UTF-8 where it is that; else what the page itself says."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _pieces(element: Any, place: Place) -> Iterator[Piece]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or _is_left_out(element):
        return
    if tag == "table":
        yield from _table(element, place)
        return
    if tag in _HEADINGS or not _holds_blocks(element):
        text = _text(element)
        if text:
            text = as_title(text) if tag in ("figcaption", "caption") else text
            yield Piece("heading" if tag in _HEADINGS else "prose", place, text)
        return
    waiting = element.text or ""  # words between blocks, with what is written into them
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _LEFT_OUT:
            waiting += child.tail or ""
            continue
        if child.tag in _BLOCKS or _holds_blocks(child):
            yield from _prose(waiting, place)
            yield from _pieces(child, place)
            waiting = child.tail or ""
        else:
            waiting += ("" if _is_left_out(child) else _written(child)) + (child.tail or "")
    yield from _prose(waiting, place)


def _prose(text: str, place: Place) -> Iterator[Piece]:
    text = plain(" ".join(text.split())).strip()
    if text:
        yield Piece("prose", place, text)


def _is_left_out(element: Any) -> bool:
    """What a page does not show, or shows of itself alone."""
    shown = element.tag not in _LEFT_OUT and element.get("hidden") is None
    return not shown or any(name in element.get("class", "") for name in _HIDDEN)


def _holds_blocks(element: Any) -> bool:
    return any(
        isinstance(e.tag, str) and e.tag in _BLOCKS and e.tag != "br" for e in element.iterdescendants()
    )


def _table(element: Any, place: Place) -> Iterator[Piece]:
    """Its caption as a paragraph before it, then its rows."""
    caption = element.find("caption")
    if caption is not None and (text := _text(caption)):
        yield Piece("prose", place, as_title(text))
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    rows.sort(key=lambda row: _PARTS.get(row.getparent().tag, 1))
    lines = tuple(Line(cells, place) for cells in _grid(rows) if any(cells))
    if lines:
        yield Piece("rows", place, lines=with_one_label(lines))


def _grid(rows: list[Any]) -> Iterator[tuple[str, ...]]:
    below: dict[int, tuple[int, str]] = {}  # column → rows still to fill, with what
    for row in rows:
        cells: list[str] = []

        def fill(cells: list[str] = cells) -> None:
            while (waiting := below.get(len(cells))) is not None:
                left, text = waiting
                if left == 1:
                    del below[len(cells)]
                else:
                    below[len(cells)] = (left - 1, text)
                cells.append(text)

        for cell in row:
            if len(cells) >= _MOST_CELLS:
                break
            if cell.tag not in ("td", "th"):
                continue
            fill()
            text, down = _text(cell), _span(cell, "rowspan")
            for part in range(_span(cell, "colspan")):
                if down > 1:  # words stand in each row, a figure in the first: it is counted once
                    again = not part and figure(text) is None
                    below[len(cells)] = (down - 1, text if again else "")
                cells.append("" if part else text)
        fill()
        yield tuple(cells)


def _span(cell: Any, name: str) -> int:
    given = cell.get(name, "1").strip()
    return min(max(int(given), 1), _MOST_SPAN) if given.isdecimal() else 1


def _text(element: Any) -> str:
    return plain(" ".join(_written(element).split())).strip()


def _written(element: Any) -> str:
    """Its words, with a space where a block begins or ends; raised digits stay raised."""
    if not isinstance(element.tag, str) or _is_left_out(element):
        return ""
    parts = [element.text or ""]
    for child in element:
        parts += [_written(child), child.tail or ""]
    text = "".join(parts)
    if element.tag == "sup":
        return text.strip().translate(_RAISED) if text.strip().isdecimal() else f" {text}"
    return f" {text} " if element.tag in _BLOCKS else text
