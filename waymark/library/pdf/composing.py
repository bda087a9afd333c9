"""Writes the drafted paragraphs as one text, with the way back from each of its code points to the page.

A stretch is kept for each piece of a line. What is written but not printed there has none: the blank for a line
end, “ | ” between the cells of a table row, the second letter of a ligature. What is printed but not written is
left between stretches: soft hyphens, a second blank, the hyphen of a broken word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from waymark.library.pdf.hyphens import Attested, belongs_to_word
from waymark.library.pdf.lines import UNWRITTEN, Line
from waymark.library.pdf.paragraphs import Draft
from waymark.library.stored_text import Paragraph, Stretch

BETWEEN_CELLS = " | "
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_GONE = "".join(sorted(UNWRITTEN.difference(LIGATURES)))
_LIGATURES = "".join(LIGATURES)
_UNCLEAN = re.compile(f"[{_GONE}{_LIGATURES}]|  ")
_PART = re.compile(
    f"(?P<gone>[{_GONE}]+)|(?P<blanks> {{2,}})|(?P<ligature>[{_LIGATURES}])"
    f"|(?P<plain>(?:[^{_GONE}{_LIGATURES} ]| (?! ))+)"
)


class Composer:
    """Takes paragraphs in reading order; `position` is how many code points are written so far. `plain`: the
    lines of the page need no cleaning."""

    def __init__(self, attested: Attested) -> None:
        self.position = 0
        self.plain = False
        self.written: list[str] = []
        self.stretches: list[Stretch] = []
        self._attested = attested

    def page_done(self) -> tuple[Stretch, ...]:
        """The stretches of the page, which then is finished."""
        done = tuple(self.stretches)
        self.stretches = []
        return done

    def write(self, draft: Draft) -> Paragraph | None:
        """The paragraph as it stands in the text; None where nothing is left of it."""
        start = self.position
        if draft.cells:
            for index, cell in enumerate(draft.cells):
                if index:
                    empty = self.position == start or self.written[-1].endswith("| ")
                    self._add(BETWEEN_CELLS.lstrip() if empty else BETWEEN_CELLS)
                self._lines(cell)
        else:
            self._lines(draft.lines)
        end = self.position
        if end == start:
            return None
        self._add("\n")
        return Paragraph(start, end, draft.page, draft.kind, draft.number, draft.level, draft.continues)

    def _lines(self, lines: Iterable[Line]) -> None:
        before: Line | None = None
        written = self.written
        for line in lines:
            if before is not None and not (before.text[-1] in "-\xad" and self._broken_word(before, line)):
                written.append(" ")
                self.position += 1
            before = line
            text = line.text
            if not self.plain and _UNCLEAN.search(text):
                self._clean(line)
                continue
            if line.character >= 0:
                self.stretches.append(Stretch(self.position, line.character, len(text)))
            written.append(text)
            self.position += len(text)

    def _broken_word(self, before: Line, line: Line) -> bool:
        """Whether `line` goes on with the word that ended the line before it; takes away its hyphen if so."""
        if line.beside:
            return False
        if before.text[-1] == "\xad":
            return True
        stays = belongs_to_word(before.text, line.text, self._attested)
        if stays is None:
            return False
        if not stays:
            self._take_last()
        return True

    def _clean(self, line: Line) -> None:
        text = line.text
        for match in _PART.finditer(text):
            kind = match.lastgroup
            if kind == "gone":
                continue
            part = match[0]
            length = len(part) if kind == "plain" else 1
            if line.character >= 0:
                self.stretches.append(Stretch(self.position, line.character + match.start(), length))
            self._add(" " if kind == "blanks" else LIGATURES.get(part, part))

    def _add(self, text: str) -> None:
        self.written.append(text)
        self.position += len(text)

    def _take_last(self) -> None:
        """Takes back the last code point."""
        self.written[-1] = self.written[-1][:-1]
        self.position -= 1
        last = self.stretches[-1]
        if last.start + last.length > self.position:
            self.stretches[-1] = Stretch(last.start, last.character, last.length - 1)


def through(stretches: Sequence[Stretch], characters: Sequence[int]) -> tuple[Stretch, ...]:
    """Stretches over letters of the page's text as stretches over its characters, where these differ."""
    found: list[Stretch] = []
    for stretch in stretches:
        begin = 0
        for i in range(1, stretch.length + 1):
            at = stretch.character + i
            if i < stretch.length and characters[at] == characters[at - 1] + 1:
                continue
            found.append(Stretch(stretch.start + begin, characters[stretch.character + begin], i - begin))
            begin = i
    return tuple(found)
