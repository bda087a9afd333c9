"""What the styles of a Word document say of a paragraph: heading level, contents entry, numbering, hidden, bold.

In: the root of the styles part. Out: a `Style` for each, what it is based on already worked in. Built-in styles
keep their English name inside the file whatever the language of Word, so they are known by that name; a heading
of a style of one's own is known by its outline level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from waymark.library.word.names import W, number, switch, value

_HEADING = re.compile(r"heading ([1-9])")
_CONTENTS = re.compile(r"toc [1-9]|table of figures|index [1-9]")
_LONGEST_CHAIN = 50
_BODY_LEVEL = 9  # outline level of text that is no heading


@dataclass(frozen=True)
class Style:
    """`level` 1 to 9 of a heading, 0 of none. `numbering`: key of the list and level in it. `half_points` 0 where
    the size is not said."""

    level: int = 0
    contents: bool = False
    numbering: tuple[str, int] | None = None
    hidden: bool = False
    bold: bool = False
    half_points: int = 0


class Styles:
    def __init__(self, root: Any | None) -> None:
        """`root` None: a document without styles."""
        found = () if root is None else root.findall(f"{W}style")
        self._elements = {style.get(W + "styleId", ""): style for style in found}
        self._settled: dict[str, Style] = {}
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._plain = Style(half_points=number(defaults, "w:sz") or 20)
        self._default = next(
            (key for key, style in self._elements.items() if _is_default(style)), "\0no such style"
        )

    def paragraph(self, key: str | None) -> Style:
        """Of a paragraph whose style is named, or is not (None)."""
        return self._of(key if key in self._elements and key is not None else self._default, self._plain)

    def character(self, key: str | None) -> Style:
        return self._of(key or "", Style())

    def _of(self, key: str, plain: Style) -> Style:
        if key not in self._settled:
            chain: list[Any] = []
            at: str | None = key
            while at in self._elements and len(chain) < _LONGEST_CHAIN:
                chain.append(self._elements[at])
                at = value(self._elements[at], "w:basedOn")
            style = plain
            for element in reversed(chain):
                style = _with(style, element, self.list_of_style(element))
            self._settled[key] = style
        return self._settled[key]

    @staticmethod
    def list_of_style(element: Any) -> tuple[str, int] | None:
        key = value(element, "w:pPr/w:numPr/w:numId")
        return None if key is None else (key, number(element, "w:pPr/w:numPr/w:ilvl") or 0)

    def numbering_of(self, key: str) -> str | None:
        """The list that a style of the kind “numbering” stands for."""
        return value(self._elements.get(key), "w:pPr/w:numPr/w:numId")


def _is_default(style: Any) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default", "0") in ("1", "true", "on")


def _with(below: Style, element: Any, numbering: tuple[str, int] | None) -> Style:
    """A style on top of what it is based on."""
    name = (value(element, "w:name") or "").casefold()
    properties = element.find(f"{W}rPr")
    hidden, bold = switch(properties, "vanish"), switch(properties, "b")
    return replace(
        below,
        level=_level(below, element, name),
        contents=below.contents or _CONTENTS.fullmatch(name) is not None,
        numbering=numbering or below.numbering,
        hidden=below.hidden if hidden is None else hidden,
        bold=below.bold if bold is None else bold,
        half_points=number(properties, "w:sz") or below.half_points,
    )


def _level(below: Style, element: Any, name: str) -> int:
    heading = _HEADING.fullmatch(name)
    if heading:
        return int(heading[1])
    if name in ("title", "toc heading"):
        return 1
    if name == "subtitle":
        return 2
    outline = number(element, "w:pPr/w:outlineLvl")
    if outline is None:
        return below.level
    return outline + 1 if 0 <= outline < _BODY_LEVEL else 0
