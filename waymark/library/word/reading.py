"""A Word document as stored text.

In: a path of a .docx. Out: its text in reading order: the body, each footnote at the end of the page that refers
to it, endnotes at the end, running heads and feet once on the first page. A Word document has no fixed pages.
They are counted by the breaks that its author put in and by those that Word noted when it last drew the pages
(`w:lastRenderedPageBreak`), and a note says so. Pages have neither stretches nor words. Raises `InputProblem`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from waymark.library.stored_text import ParagraphKind, StoredText
from waymark.library.word.blocks import Block, Blocks
from waymark.library.word.layout import Layout
from waymark.library.word.names import R_ID, W, number, value
from waymark.library.word.numbering import Numbering
from waymark.library.word.package import Package
from waymark.library.word.styles import Styles
from waymark.register.receiving.admission import damaged

EXTRACTOR = "word text 1"

_SECTION, _SECTION_BEFORE = f"{W}sectPr", f"{W}sectPrChange"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TWIPS_A_POINT = 20
_A4_POINTS = (595.3, 841.9)
_NO_BREAK = frozenset({"continuous", "nextColumn"})
_ONLY_A_PAGE_NUMBER = re.compile(r"(?:page|of|seite|p|[\W\d_])*", re.IGNORECASE)


def read_docx(path: Path) -> StoredText:
    with Package(path) as package:
        try:
            return _Document(package).read(path)
        except RecursionError as error:
            raise damaged(path) from error


class _Document:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(self._first("styles"))
        self._lists = self._first("numbering")

    def _first(self, kind: str) -> Any | None:
        part = next(iter(self._package.related(self._package.document, kind)), None)
        return None if part is None else self._package.root(part)

    def _blocks(self) -> Blocks:
        """To read one part with: lists count for themselves in each."""
        return Blocks(self._styles, Numbering(self._lists, self._styles))

    def read(self, path: Path) -> StoredText:
        root = self._package.root(self._package.document)
        body = None if root is None else root.find(f"{W}body")
        if body is None:
            raise damaged(path)
        sections = [section for section in body.iter(_SECTION) if section.getparent().tag != _SECTION_BEFORE]
        notes = {kind: self._notes(kind) for kind in ("footnote", "endnote")}
        heads = list(self._around(sections, "header"))
        feet = list(self._around(sections, "footer"))
        layout = Layout(path, _size(sections), heads, feet, notes)
        blocks = self._blocks()
        at_section = 0
        for block in blocks.of(body):
            layout.put(block)
            if block.section_ends:
                at_section += 1
                following = sections[at_section] if at_section < len(sections) else None
                if value(following, "w:type") not in _NO_BREAK:
                    layout.turn()
        return layout.finished(EXTRACTOR, self._title(), _unread(blocks.unread_parts))

    def _notes(self, kind: str) -> dict[str, str]:
        """The words of each note, by its key."""
        root = self._first(f"{kind}s")
        found = {}
        for note in root.iterchildren(W + kind) if root is not None else ():
            if note.get(W + "type", "normal") == "normal":
                words = (block.words for block in self._blocks().of(note))
                found[note.get(W + "id", "")] = " ".join(said for said in words if said)
        return found

    def _around(self, sections: list[Any], kind: str) -> Iterator[tuple[ParagraphKind, str]]:
        """Every different running head or foot, in the order of the sections."""
        parts = self._package.related_by_key(self._package.document, kind)
        seen: set[str] = set()
        for section in sections:
            for reference in section.iterchildren(f"{W}{kind}Reference"):
                part = parts.get(reference.get(R_ID, ""))
                if part is None or part in seen:
                    continue
                seen.add(part)
                root = self._package.root(part)
                for block in self._blocks().of(root) if root is not None else ():
                    if block.words and block.words not in seen:
                        seen.add(block.words)
                        yield _furniture(block, kind), block.words

    def _title(self) -> str:
        part = next(iter(self._package.related("", "core-properties")), None)
        root = None if part is None else self._package.root(part)
        return " ".join((root.findtext(_TITLE) or "").split()) if root is not None else ""


def _furniture(block: Block, kind: str) -> ParagraphKind:
    if _ONLY_A_PAGE_NUMBER.fullmatch(block.unpaged or block.words):
        return "page number"
    return "running head" if kind == "header" else "running foot"


def _unread(parts: int) -> tuple[str, ...]:
    return (f"{parts} files that are embedded in it are not read.",) if parts else ()


def _size(sections: list[Any]) -> tuple[float, float]:
    first = sections[0] if sections else None
    width, height = number(first, "w:pgSz", "w"), number(first, "w:pgSz", "h")
    if not width or not height or width < 0 or height < 0:
        return _A4_POINTS
    return width / _TWIPS_A_POINT, height / _TWIPS_A_POINT
