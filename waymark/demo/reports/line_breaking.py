"""Breaking a paragraph into lines: as many words as fit, then the next line.

Words that already have a hyphen may be broken after it, as word processors do. Where a look is hyphenated,
other words may be broken too, between two consonants that stand between vowels; never on two lines running.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from waymark.demo.reports.faces import Face, Lettering

Edge = Literal["ragged", "justified"]
Breaking = Literal["at hyphens", "hyphenated", "between words"]

_SYLLABLES = re.compile(
    r"(?<=[aeiou])(?!th|ch|sh|ph|gh|ck|wh|ng|tr|pr|br|dr|gr|fr|cr|st|gl|bl|pl|cl|fl)"
    r"[bcdfghjklmnpqrstvwxz](?=[bcdfghjklmnpqrstvwxz][aeiou])"
)
_HYPHENS = re.compile(r"(?<=[A-Za-z]{3})-(?=[A-Za-z]{3})")
_LEAST_GAP = 2200
"""In thousandths of the size: a smaller gap at the end of a line is not worth breaking a word for."""


class Line(NamedTuple):
    """`extra` points are added to every space; `inset` is how far it begins from the left."""

    text: str
    extra: float
    inset: float


@dataclass(frozen=True)
class Measure:
    """Widths in points. The first lines may be shorter, beside a box, and begin further in."""

    width: float
    short_lines: int = 0
    short_width: float = 0
    short_inset: float = 0

    @property
    def least(self) -> float:
        return self.short_width if self.short_lines else self.width


def break_lines(
    text: str,
    lettering: Lettering,
    measure: Measure,
    edge: Edge = "ragged",
    breaking: Breaking = "at hyphens",
) -> list[Line]:
    """At least one line; a word wider than the measure is cut."""
    face, size = lettering.face, lettering.size
    space = face.space
    words = _cut_to_fit([word for word in text.split(" ") if word], face, measure.least * 1000 / size)
    if not words:
        return [Line("", 0, 0)]
    ends = list(accumulate(width + space for width in map(face.widths.__getitem__, words)))
    lines: list[Line] = []
    first, begun, last = 0, 0, len(words) - 1
    broken = False
    while first <= last:
        short = len(lines) < measure.short_lines
        wide = (measure.short_width if short else measure.width) * 1000 / size
        after = bisect_right(ends, begun + wide + space + 0.5, first)
        filled = ends[after - 1] - begun if after > first else 0
        parts = words[first:after]
        head = ""
        if after <= last and breaking != "between words" and wide - filled > _LEAST_GAP:
            allowed: Breaking = "at hyphens" if broken else breaking
            head, tail = _broken(words[after], wide - filled, face, allowed)
            if head:
                parts.append(head)
                words[after] = tail
                filled += face.widths[head] + space
        natural = filled - space
        extra = 0.0
        if edge == "justified" and after <= last and len(parts) > 1:
            extra = max(0.0, (wide - natural) * size / 1000 / (len(parts) - 1))
            extra = 0.0 if extra > size * 0.7 else extra
        lines.append(Line(" ".join(parts), extra, measure.short_inset if short else 0))
        broken = bool(head)
        begun = ends[after] - space - face.widths[words[after]] if head else ends[after - 1]
        first = after
    return lines


def _broken(word: str, room: float, face: Face, breaking: Breaking) -> tuple[str, str]:
    """The head of a word, with its hyphen, that fits, and the rest; two empty strings where none fits."""
    for found in reversed([match.end() for match in _HYPHENS.finditer(word)]):
        if face.widths[word[:found]] <= room:
            return word[:found], word[found:]
    if breaking == "hyphenated" and len(word) >= 7 and word.isalpha() and word.islower():
        for at in reversed([match.end() for match in _SYLLABLES.finditer(word, 2, len(word) - 2)]):
            head = word[:at] + "-"
            if 3 <= at <= len(word) - 3 and face.widths[head] <= room:
                return head, word[at:]
    return "", ""


def _cut_to_fit(words: list[str], face: Face, wide: float) -> list[str]:
    if not words or max(map(face.widths.__getitem__, words)) <= wide:
        return words
    fitting: list[str] = []
    for word in words:
        rest = word
        while len(rest) > 1 and face.widths[rest] > wide:
            ends = list(accumulate(face.widths[character] for character in rest))
            at = max(1, bisect_right(ends, wide))
            fitting.append(rest[:at])
            rest = rest[at:]
        fitting.append(rest)
    return fitting
