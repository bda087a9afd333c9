"""The title of a report: on the first page over one or several lines, else in the running head, else in what
the file says it is called.

A line is of the title for what it says (a kind of review, a child's label, “the death of”) and how it stands;
boards, authors, dates and notes of confidence on the cover are not of it.
"""

from __future__ import annotations

import re

import msgspec

from waymark.library.described import Stated
from waymark.library.structure.cover_lines import stands_apart
from waymark.library.structure.labels import LABEL
from waymark.library.structure.opening_pages import Opening
from waymark.library.structure.report import Piece, Report, one_line, word_set
from waymark.library.structure.review_kinds import KindWords

_ABOUT = re.compile(
    r"\b(?:death|life|injur\w+|harm|respect|regarding|concerning|relating|re|review|report|overview|story|learning|"
    r"lessons|case|inquiry|enquiry)\b|[‘“'][A-Z]\w+[’”']",
    re.IGNORECASE,
)
_BY_FILE = re.compile(r"^(?:microsoft (?:office )?word|pdf\w*|untitled|document\d*)\b[\s:–-]*", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:docx?|pdf|rtf|odt|pages|indd)\b.*$", re.IGNORECASE)
_STARTS_SMALL = re.compile(r"\s*[a-z(‘“&]")
_MOST_LINES = 5


class Title(msgspec.Struct, frozen=True):
    """`pieces` hold it, none where the pages have no title; `ends`: where the report goes on."""

    stated: Stated | None
    pieces: tuple[Piece, ...] = ()
    ends: int = 0


def title_of(report: Report, opening: Opening, words: KindWords) -> Title:
    lines = opening.on_first_page()
    scores = [_score(line, report, words) for line in lines]
    best = max(range(len(lines)), key=lambda place: scores[place], default=-1)
    if best >= 0 and scores[best] >= 3:
        first, last = _grown(lines, scores, best)
        pieces = lines[first : last + 1]
        value = one_line(" ".join(piece.text for piece in pieces))
        sure = 0.95 if scores[best] >= 6 else 0.85 if scores[best] >= 4 else 0.7
        where = (pieces[0].start, pieces[-1].end)
        return Title(report.states("title", value, sure, where), pieces, pieces[-1].end)
    for piece in report.running:
        if words.pattern.search(piece.text) and len(piece.text) > 12:
            value = one_line(piece.text)
            return Title(report.states("title", value, 0.55, (piece.start, piece.end)))
    return Title(_by_file(report, words))


def _score(line: Piece, report: Report, words: KindWords) -> int:
    """How much of a title a line is; below 0 what cannot be of one."""
    text = one_line(line.text)
    if line.kind in ("table row", "contents", "footnote") or stands_apart(text):
        return -1
    score = 4 * bool(words.pattern.search(text)) + 3 * bool(LABEL.search(text)) + bool(_ABOUT.search(text))
    if line.kind == "heading":
        score += 2 if line.level == 1 else 1
    same = text.lower()
    if report.stored.title and one_line(report.stored.title).lower() == same:
        score += 4
    if any(one_line(running.text).lower() == same for running in report.running):
        score += 2
    return score


def _grown(lines: tuple[Piece, ...], scores: list[int], best: int) -> tuple[int, int]:
    """The lines around the best that belong to it."""
    first = last = best
    while (
        last + 1 < len(lines)
        and last - first + 1 < _MOST_LINES
        and _belongs(lines, scores, last, last + 1, best)
    ):
        last += 1
    while first > 0 and last - first + 1 < _MOST_LINES and _belongs(lines, scores, first, first - 1, best):
        first -= 1
    return first, last


def _belongs(lines: tuple[Piece, ...], scores: list[int], known: int, place: int, best: int) -> bool:
    """Whether a neighbour of a line of the title is of the title too: alike in its look, and about a review."""
    if scores[place] < 0:
        return False
    one, other = lines[best], lines[place]
    if one.kind == "heading" and (other.kind != "heading" or other.level != one.level):
        return False
    if scores[place] >= (3 if one.kind == other.kind == "heading" else 1):
        return True
    later = lines[max(known, place)].text
    earlier = one_line(lines[min(known, place)].text)
    runs_on = (
        bool(_STARTS_SMALL.match(later)) or earlier.endswith((":", "–", "-", ",")) or _ends_open(earlier)
    )
    return runs_on or (one.kind == other.kind == "heading" and one.level == 1 and place > best)


_OPEN_ENDS = word_set(
    "of the in into and to a re for concerning on child baby person children regarding about"
)


def _ends_open(text: str) -> bool:
    return text.split()[-1].lower() in _OPEN_ENDS


def _by_file(report: Report, words: KindWords) -> Stated | None:
    """What the file says it is called, where that is more than the name of the file."""
    value = one_line(_ENDING.sub("", _BY_FILE.sub("", report.stored.title.strip())).replace("_", " "))
    if not value or " " not in value:
        return None
    if not (words.pattern.search(value) or LABEL.search(value) or _ABOUT.search(value)):
        return None
    return report.states("title", value, 0.5)
