"""Who wrote the report: as the cover labels them, else as the text tells, else as they sign at the end.

Titles, degrees and offices are not of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from waymark.library.described import Stated
from waymark.library.structure.account import Account
from waymark.library.structure.author_names import (
    LABEL,
    after_label,
    holders,
    is_of_one_agency,
    opening_names,
)
from waymark.library.structure.authors_told import SAID_WITH_AUTHORS, authors_told
from waymark.library.structure.names import Name, names_in
from waymark.library.structure.report import Piece, Report

_BESIDE_A_NAME = re.compile(
    r"[\W\s]*(?:(?:by|dr|mr|mrs|ms|miss|prof|professor|ba|msc|ma|bsc|phd|cqsw|obe|mba|hons)\b[\W\s]*)*",
    re.IGNORECASE,
)
_ENDS_OPEN = (":", "by", "–", "-")


def authors(report: Report, lines: Iterable[Piece], account: Account) -> list[Stated]:
    """As the cover labels them, else as the text tells, else a name that stands alone on the cover."""
    cover = list(lines)
    found = _labelled(report, cover)
    if found:
        return found
    for _, sentence in account.holding(*SAID_WITH_AUTHORS):
        names = authors_told(sentence.text)
        if names:
            return [report.states("author", n.value, 0.85, sentence.where(n.start, n.end)) for n in names]
    return _signed(report) or _alone(report, cover)


def _labelled(report: Report, lines: list[Piece]) -> list[Stated]:
    for place, line in enumerate(lines):
        for label in LABEL.finditer(line.text):
            if is_of_one_agency(line.text, label):
                continue
            names = after_label(line.text, label.end())
            if names:
                return _stated(report, line, names, 0.95)
            if not line.text[label.end() :].strip(" :–-|\t\n"):
                found = _on_lines_beside(report, lines, place)
                if found:
                    return found
            names = holders(line.text, label)
            if names:
                return _stated(report, line, names, 0.9)
    return []


def _stated(report: Report, piece: Piece, names: list[Name], confidence: float) -> list[Stated]:
    return [
        report.states("author", name.value, confidence, (piece.start + name.start, piece.start + name.end))
        for name in names
    ]


def _on_lines_beside(report: Report, lines: list[Piece], place: int) -> list[Stated]:
    """A label alone on its line: the names stand on the lines before it, or follow."""
    after = _on_next_lines(report, lines, place)
    if place == 0 or lines[place].text.rstrip().endswith(_ENDS_OPEN):
        return after
    before = opening_names(lines[place - 1].text, 0)
    belongs_elsewhere = place > 1 and lines[place - 2].text.rstrip().endswith(_ENDS_OPEN)
    if not before or belongs_elsewhere:
        return after
    # Two names around a label: the second has a label of its own after it, or the first is of another line.
    following = lines[min(place + 2, len(lines) - 1)].text
    if after and not LABEL.search(following):
        return after
    return _stated(report, lines[place - 1], before, 0.85)


def _on_next_lines(report: Report, lines: list[Piece], place: int) -> list[Stated]:
    found: list[Stated] = []
    for line in lines[place + 1 : place + 4]:
        names = opening_names(line.text, 0)
        if not names or (found and LABEL.search(line.text)):
            break
        found.extend(_stated(report, line, names, 0.9))
    return found


def _signed(report: Report) -> list[Stated]:
    """The end of the report, where authors sign on lines of their own."""
    last = [piece for piece in report.pieces[-12:] if len(piece.text) < 90]
    return _labelled(report, [piece for piece in last if not piece.text.rstrip().endswith((".", ";", ","))])


def _alone(report: Report, lines: list[Piece]) -> list[Stated]:
    """A line of the cover that is nothing but a person's name."""
    for line in lines:
        names = names_in(line.text)
        if len(line.text) < 60 and len(names) == 1 and line.level == 0:
            rest = line.text[: names[0].start] + line.text[names[0].end :]
            if _BESIDE_A_NAME.fullmatch(rest):
                return _stated(report, line, names, 0.55)
    return []
