"""The lines of a cover one by one: a title beside a board, a name under “Report by”, a date alone.

What the reading of a page took for one paragraph is taken apart where its lines ended, unless it is a title
that runs over several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from waymark.library.stored_text import Page, StoredText
from waymark.library.structure.boards import mentions
from waymark.library.structure.report import Piece
from waymark.library.structure.written_dates import written_dates

_LABELLED = re.compile(
    r"\s*(?:(?:independent|overview|report|lead|joint|principal|external)\s+)*(?:authors?|reviewers?|writers?|chair\w*)\b|"
    r"\s*(?:written|prepared|produced|compiled|published|completed|commissioned|signed|agreed|presented|date\w*|"
    r"by|on\s+behalf|publication|status|version|ref\w*|document|contact|website|address|tel\w*|isbn|©|www|http)\b|"
    r"\W*(?:strictly\s+)?(?:private|confidential|restricted|official|protect|not\s+for|draft|embargo\w*)\b|"
    r"\s*(?:report\s+(?:by|date|completed|prepared|written|author)|final\s+(?:version|draft)|independent\s+chair)\b",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"\(|[a-z]{2,}\b|&")
_ENDS_OPEN = re.compile(r"(?:,|&|\b(?:and|of|the|in|for|by|to|concerning|regarding))$", re.IGNORECASE)
_SMALL_WORDS = re.compile(
    r"\b(?:the|and|of|for|on|behalf|with|by|to|a|in|version|v\d|final|date|LSCB|SCB)\b|\([A-Z&]+\)"
)


def stands_apart(text: str) -> bool:
    """A line that says one thing beside the title: a board, a date, an author, a note of confidence."""
    if _LABELLED.match(text) or not re.search(r"[^\W\d_]{2}", text):
        return True
    return _says_only(text, [(board.start, board.end) for board in mentions(text)]) or _says_only(
        text, [(date.start, date.end) for date in written_dates(text)]
    )


def _says_only(text: str, stretches: list[tuple[int, int]]) -> bool:
    """Nothing but small words and signs stands beside the stretches."""
    if not stretches:
        return False
    rest, last = "", 0
    for start, end in stretches:
        rest += text[last:start]
        last = end
    return not re.search(r"[^\W\d_]{2}", _SMALL_WORDS.sub("", rest + text[last:]))


def cover_lines(stored: StoredText, piece: Piece) -> tuple[Piece, ...]:
    """The lines of a piece, or the piece as it is where all of them are of one title."""
    lines = tuple(_lines(stored, piece))
    if len(lines) < 2:
        return (piece,)
    if piece.kind == "heading" and not any(_is_no_title(piece, line.text) for line in lines):
        return (piece,)
    return lines


def _is_no_title(piece: Piece, line: str) -> bool:
    """A line of a large heading may be the board's: “X Safeguarding Children Board / Serious Case Review: Y”."""
    if len(line) <= 3:
        return False
    return stands_apart(line) and not (piece.level == 1 and mentions(line))


def _lines(stored: StoredText, piece: Piece) -> Iterator[Piece]:
    text, begun = stored.text, piece.start
    for end in (*_line_ends(stored.pages[piece.page - 1], piece, text), piece.end):
        said = text[begun:end].rstrip()
        if end < piece.end and (_RUNS_ON.match(text, end) or _ENDS_OPEN.search(said)):
            continue
        if said:
            yield msgspec.structs.replace(piece, start=begun, end=begun + len(said), text=said)
        begun = end


def _line_ends(page: Page, piece: Piece, text: str) -> Iterator[int]:
    """Offsets at which the next line of the page begins."""
    if page.words:
        words = [word for word in page.words if piece.start <= word.start < piece.end]
        for before, after in pairwise(words):
            if after.left < before.left and after.bottom < before.bottom:
                yield after.start
        return
    stretches = [one for one in page.stretches if piece.start <= one.start < piece.end]
    for earlier, later in pairwise(stretches):
        # A space of the text that no character of the page is: there the line ended.
        if earlier.start + earlier.length < later.start and text[later.start - 1].isspace():
            yield later.start
