"""How far a table on a PDF page reaches: from its title to the first that is prose, a note or another title.

In: the chunks below a title. Out: those of the table. Also what counts as a figure there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from waymark.assurance.cells import figure, is_year
from waymark.assurance.documents.page_words import Chunk, lines_of

IN_BRACKETS = re.compile(r"[(\[]\s*[\d.,]+\s*%?\s*[)\]]")
_PROSE_WORDS = 9
_COLUMN_WORDS = 5
_MOST_PROSE_BEFORE = 2
_CAPTION = re.compile(r"\s*(?:Table|Figure|Chart|Box)\s+[A-Z]?\d")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+[A-Z]")
_ROOM = 2.6
"""Heights of a line that may be empty within a table."""
_NOTE = re.compile(
    r"\s*(?:[*†‡§]+\s?[A-Za-z]|[¹²³⁴-⁹]\s?[A-Z]|notes?\b[:.\s]|source\b|\[note\s?\d+\]\s+\w|\[[a-z]\]\s+[a-z]{2}"
    r"|(?:[a-z]|\.\.|[-–~:#])\s?[:=]\s\w|\.\.\s[a-z]{2}|\(χ|χ|\(\$|chi[- ]squ)",
    re.IGNORECASE,
)


def region_under(below: Sequence[Chunk], width: float, goes_on: bool) -> list[Chunk]:
    """Lines down to the first that is prose, once figures have been seen; before them a line or two may explain."""
    found: list[Chunk] = []
    seen, last, before = False, 0.0, 0
    for line in lines_of(below):
        top = min(one.top for one in line)
        first = min(line, key=lambda one: one.left)
        if _CAPTION.match(first.text) or (len(line) == 1 and _SECTION.match(first.text)):
            break
        if seen and top - last > _ROOM * line[0].size:
            break
        if _is_prose(line, width):
            before += 1
            if seen or goes_on or before > _MOST_PROSE_BEFORE:
                break
        found += line
        seen = seen or sum(map(is_figure, line)) > len(line) // 3
        last = max(one.bottom for one in line)
    return found if seen else []


def _is_prose(line: Sequence[Chunk], width: float) -> bool:
    """One stretch of words across most of the page, or such side by side in columns of text; or a note under the
    table."""
    ordered = sorted(line, key=lambda one: one.left)
    if _NOTE.match(ordered[0].text) and not any(map(is_figure, line)):
        return True
    wide = sum(one.right - one.left for one in line) > 0.62 * width
    least = _PROSE_WORDS if len(line) == 1 else _COLUMN_WORDS
    return wide and all(len(one.text.split()) >= least for one in line)


def is_figure(chunk: Chunk) -> bool:
    return (figure(chunk.text) is not None or bool(IN_BRACKETS.fullmatch(chunk.text))) and not is_year(
        chunk.text
    )
