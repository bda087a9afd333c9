"""The numbers of lists, which a Word document does not hold but computes (ECMA-376, Part 1, 17.9).

In: the root of the numbering part and, paragraph by paragraph in reading order, the list and the level. Out: the
label as Word would print it: “4.1”, “(b)”, “iv.”, “•”. Lists that share an abstract list go on counting together
unless one of them begins anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from waymark.library.word.names import W, number, switch, value
from waymark.library.word.styles import Styles

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999
_MOST_LETTERS = 26 * 20  # Word repeats the letter: aa, bb, … aaa
_FIRST_PRIVATE, _LAST_PRIVATE = "\ue000", "\uf8ff"  # where symbol fonts keep their bullets


@dataclass(frozen=True)
class _Level:
    start: int = 1
    written: str = "decimal"
    pattern: str = ""
    plain: bool = False  # all numbers in it are written in digits (isLgl)
    restarts_after: int | None = None
    style: str | None = None


@dataclass
class _Counted:
    """How far an abstract list has counted: a number for each level, None where it has not begun."""

    numbers: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    seen: set[str] = field(default_factory=set)


class Numbering:
    def __init__(self, root: Any | None, styles: Styles) -> None:
        """`root` None: a document without lists."""
        self._styles = styles
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        if root is not None:
            self._abstract = {e.get(W + "abstractNumId", ""): e for e in root.findall(f"{W}abstractNum")}
            self._lists = {e.get(W + "numId", ""): e for e in root.findall(f"{W}num")}
        self._levels: dict[str, tuple[str, tuple[_Level, ...]]] = {}
        self._counted: dict[str, _Counted] = {}

    def next_label(self, key: str, depth: int, style: str | None = None) -> str | None:
        """The label of the next paragraph of list `key` at a depth from 0; `style`: the paragraph's own, to which
        a level of the list may be bound. None where there is no such list, or its label is empty."""
        found = self._list(key)
        if found is None or not 0 <= depth < _LEVELS:
            return None
        abstract, levels = found
        depth = next((at for at, level in enumerate(levels) if style and level.style == style), depth)
        counted = self._counted.setdefault(abstract, _Counted())
        if key not in counted.seen:
            counted.seen.add(key)
            self._begin_anew(key, counted, levels)
        _count(counted.numbers, depth, levels)
        return _label(counted.numbers, depth, levels)

    def _list(self, key: str) -> tuple[str, tuple[_Level, ...]] | None:
        """The key of the abstract list and its levels, as this list changes them."""
        if key not in self._levels:
            element = self._lists.get(key)
            abstract = self._abstract_of(key)
            if element is None or abstract is None:
                return None
            levels = [_Level()] * _LEVELS
            for changed in (
                self._abstract[abstract].findall(f"{W}lvl"),
                element.findall(f"{W}lvlOverride/{W}lvl"),
            ):
                for level in changed:
                    depth = (
                        int(level.get(W + "ilvl", "0")) if level.get(W + "ilvl", "0").isdecimal() else _LEVELS
                    )
                    if depth < _LEVELS:
                        levels[depth] = _read_level(level)
            self._levels[key] = abstract, tuple(levels)
        return self._levels[key]

    def _abstract_of(self, key: str) -> str | None:
        for _ in range(5):  # through styles that stand for a list
            abstract = value(self._lists.get(key), "w:abstractNumId")
            if abstract is None or abstract not in self._abstract:
                return None
            link = value(self._abstract[abstract], "w:numStyleLink")
            other = self._styles.numbering_of(link) if link else None
            if other is None:
                return abstract
            key = other
        return None

    def _begin_anew(self, key: str, counted: _Counted, levels: tuple[_Level, ...]) -> None:
        for override in self._lists[key].findall(f"{W}lvlOverride"):
            start, depth = number(override, "w:startOverride"), override.get(W + "ilvl", "")
            if start is not None and depth.isdecimal() and int(depth) < _LEVELS:
                counted.numbers[int(depth) :] = [None] * (_LEVELS - int(depth))
                counted.numbers[int(depth)] = start - 1


def _read_level(element: Any) -> _Level:
    return _Level(
        start=_or(number(element, "w:start"), 0),
        written=value(element, "w:numFmt") or "decimal",
        pattern=value(element, "w:lvlText") or "",
        plain=switch(element, "isLgl") or False,
        restarts_after=number(element, "w:lvlRestart"),
        style=value(element, "w:pStyle"),
    )


def _or(found: int | None, otherwise: int) -> int:
    return otherwise if found is None else found


def _count(numbers: list[int | None], depth: int, levels: tuple[_Level, ...]) -> None:
    """One further at `depth`; deeper levels begin again, higher ones that were passed over begin."""
    for above in range(depth):
        if numbers[above] is None:
            numbers[above] = levels[above].start
    before = numbers[depth]
    numbers[depth] = levels[depth].start if before is None else before + 1
    for below in range(depth + 1, _LEVELS):
        after = levels[below].restarts_after
        if after is None or (after and depth < after):
            numbers[below] = None


def _label(numbers: list[int | None], depth: int, levels: tuple[_Level, ...]) -> str | None:
    level = levels[depth]
    if level.written == "bullet":
        sign = level.pattern.strip()
        private = not sign or _FIRST_PRIVATE <= sign[0] <= _LAST_PRIVATE
        return "•" if private or sign in ("o", "§", "·") else sign[:3]
    if level.written == "none" and "%" not in level.pattern:
        return None

    def written(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        return _written(_or(numbers[at], levels[at].start), "decimal" if level.plain else levels[at].written)

    return " ".join(_PLACE.sub(written, level.pattern).split()) or None


def _written(count: int, form: str) -> str:
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    if form in ("lowerLetter", "upperLetter") and 0 < count <= _MOST_LETTERS:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count <= _MOST_ROMAN:
        roman = _roman(count)
        return roman if form == "lowerRoman" else roman.upper()
    if form == "ordinal":
        ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10 if count % 100 not in (11, 12, 13) else 0, "th")
        return f"{count}{ending}"
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        text += letters * times
    return text
