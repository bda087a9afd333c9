"""What stands inside one paragraph of a Word document: its words, page breaks, notes, boxes and pictures.

In: the element of a paragraph. Out: an `Inline`. Insertions count as accepted and deletions as done; hidden text
and the instructions of fields are no words; of alternatives (a drawing and its fallback) the first counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from waymark.library.word.names import ALTERNATIVES, CHOICE, FALLBACK, MATHS_TEXT, W, number, switch, value
from waymark.library.word.styles import Style, Styles

PICTURE = "\ufffc"
"""Stands in the words where a picture does, so that a page of pictures is not taken for no page."""

_PASSED_OVER = frozenset(W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt"))
_AS_TEXT = {W + "tab": "\t", W + "cr": "\n", W + "ptab": "\t", W + "noBreakHyphen": "-"}
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_BOX, _TEXT, _RUN, _BREAK = W + "txbxContent", W + "t", W + "r", W + "br"
_SHOWN = frozenset((W + "drawing", W + "pict", W + "object"))
_NUMBER_OF_PAGE = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})


@dataclass
class Inline:
    """`pieces`: the words, parted where a page ends. `notes`: kind and key of each note referred to. `boxes`: the
    contents of text boxes anchored here. `unpaged`: the words without the numbers of pages that fields print.
    `bold` and `letters`: how many letters; `half_points`: the largest size."""

    pieces: list[str] = field(default_factory=lambda: [""])
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    unpaged: str = ""
    letters: int = 0
    bold: int = 0
    half_points: int = 0
    pictures: int = 0

    def say(self, text: str) -> None:
        self.pieces[-1] += text


@dataclass
class _Field:
    instruction: str = ""
    telling: bool = False  # past its instruction, in what it prints


class Fields:
    """The fields that are open. They may span paragraphs: a table of contents is one field."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    @property
    def silent(self) -> bool:
        return any(not one.telling for one in self._open)

    @property
    def contents(self) -> bool:
        return any(_word(one) == "TOC" for one in self._open)

    @property
    def number_of_page(self) -> bool:
        return any(_word(one) in _NUMBER_OF_PAGE for one in self._open)

    def instruct(self, text: str) -> None:
        if self._open and not self._open[-1].telling and len(self._open[-1].instruction) < 1000:
            self._open[-1].instruction += text

    def mark(self, kind: str) -> None:
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].telling = True
        elif kind == "end" and self._open:
            self._open.pop()


def _word(one: _Field) -> str:
    return next(iter(one.instruction.split()), "").upper()


def inline(paragraph: Any, style: Style, styles: Styles, fields: Fields) -> Inline:
    found = Inline()
    _Reading(found, style, styles, fields).through(paragraph)
    return found


@dataclass(frozen=True)
class _Reading:
    found: Inline
    style: Style
    styles: Styles
    fields: Fields

    def through(self, element: Any) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag == ALTERNATIVES:
                self._alternative(child)
            elif tag == W + "fldSimple":
                self.fields.mark("begin")
                self.fields.instruct(child.get(W + "instr", ""))
                self.fields.mark("separate")
                self.through(child)
                self.fields.mark("end")
            elif tag == MATHS_TEXT:
                self._say(child.text or "", bold=False, half_points=0)
            elif tag == _BOX:
                self.found.boxes.append(child)
            elif tag not in _PASSED_OVER:
                self.through(child)

    def _alternative(self, element: Any) -> None:
        choice = element.find(CHOICE)
        fallback = element.find(FALLBACK)
        for chosen in (choice, fallback):
            if chosen is not None and (chosen is fallback or len(chosen)):
                self._shown(chosen)
                return

    def _run(self, run: Any) -> None:
        properties = run.find(f"{W}rPr")
        named = self.styles.character(value(properties, "w:rStyle"))
        hidden = switch(properties, "vanish")
        if (named.hidden or self.style.hidden) if hidden is None else hidden:
            self._marks_of_hidden(run)
            return
        bold = switch(properties, "b")
        if bold is None:
            bold = named.bold or self.style.bold
        size = number(properties, "w:sz") or named.half_points or self.style.half_points
        for child in run:
            self._in_run(child, bold, size)

    def _marks_of_hidden(self, run: Any) -> None:
        for mark in run.iterchildren(f"{W}fldChar", f"{W}instrText"):
            self._in_run(mark, False, 0)

    def _in_run(self, child: Any, bold: bool, half_points: int) -> None:
        tag = child.tag
        if tag == _TEXT:
            self._say(child.text or "", bold, half_points)
        elif tag in _AS_TEXT:
            self._say(_AS_TEXT[tag], bold, half_points)
        elif tag == _BREAK:
            if child.get(W + "type") == "page":
                self.found.pieces.append("")
            else:
                self._say("\n", bold, half_points)
        elif tag == W + "lastRenderedPageBreak":
            self.found.pieces.append("")
        elif tag == W + "fldChar":
            self.fields.mark(child.get(W + "fldCharType", ""))
        elif tag == W + "instrText":
            self.fields.instruct(child.text or "")
        elif tag == W + "sym":
            self._say(_sign(child.get(W + "char", "")), bold, half_points)
        elif tag in _NOTES:
            self.found.notes.append((_NOTES[tag], child.get(W + "id", "")))
        elif tag in _SHOWN:
            self._shown(child)
        elif tag == ALTERNATIVES:
            self._alternative(child)
        elif tag == W + "ruby":
            self.through(child)

    def _shown(self, element: Any) -> None:
        """A drawing: the text boxes in it, or a picture."""
        boxes = list(_outermost_boxes(element))
        self.found.boxes.extend(boxes)
        if not boxes:
            self.found.pictures += 1
            self.found.say(PICTURE)

    def _say(self, text: str, bold: bool, half_points: int) -> None:
        if self.fields.silent:
            return
        found = self.found
        found.say(text)
        if not self.fields.number_of_page:
            found.unpaged += text
        letters = len(text) - text.count(" ")
        found.letters += letters
        found.bold += letters if bold else 0
        found.half_points = max(found.half_points, half_points if text.strip() else 0)


def _outermost_boxes(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == _BOX:
            yield child
        elif child.tag == ALTERNATIVES:
            choice = child.find(CHOICE)
            yield from _outermost_boxes(choice if choice is not None else child)
        else:
            yield from _outermost_boxes(child)


def _sign(code: str) -> str:
    """A sign of a symbol font by its code; those that only that font knows are bullets and boxes."""
    try:
        sign = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    private = "\ue000" <= sign <= "\uf8ff" or "\ud800" <= sign <= "\udfff"
    return "•" if private or not sign.isprintable() else sign
