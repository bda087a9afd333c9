"""Whether the child died or was seriously harmed, by the title or by what the first pages tell of the child.

What happened to a parent, what the law says of any child, and what nearly happened are no outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from waymark.library.described import Stated
from waymark.library.structure.account import Account
from waymark.library.structure.any_case import AnyCase
from waymark.library.structure.event_words import DIED, EVENT
from waymark.library.structure.events import FATAL, HARMED, IN_LAW, TELLS_OF_END, surely_the_childs
from waymark.library.structure.report import Piece, Report
from waymark.library.structure.sentences import Sentence
from waymark.library.structure.who import Persons

_HARM_IN_TITLE = AnyCase(r"\b(?:serious\s+)?(?:injur\w+|harm\w*|assault)\b")
_LIVED = AnyCase(
    r"\bsurviv\w+|\bdid\s+not\s+die\b|\brecover(?:ed|y|ing|s)\b|\bnow\s+(?:lives|living|doing|safe)\b|"
    r"\bremains?\s+(?:alive|in\s+the\s+care|with)\b|\bnot\s+(?:been\s+)?fatal\b|\bnon-fatal\b"
)
_NEVER = re.compile(
    r"\b(?:no|not|never|without|risk\s+of|fear\w*|threat\w*|attempted|could\s+have|might\s+have|nearly|near|almost|domestic|"
    r"since\s+the|anniversary|close\s+to)\s+(?:(?!and\b|but\b|when\b)\w+\s+){0,2}$",
    re.IGNORECASE,
)
_NEARLY = re.compile(r"nearly|near|almost|close", re.IGNORECASE)
_WEIGHT_OF_LIVING = 4


class Told(msgspec.Struct, frozen=True):
    """An event of the child's. `score`: how surely, and how early in the report."""

    value: str
    score: int
    where: tuple[int, int]


def outcome(report: Report, title: Iterable[Piece], account: Account, persons: Persons) -> Stated | None:
    in_title = _in_title(report, title)
    if in_title:
        return in_title
    told: list[Told] = []
    lived = 0
    for place, sentence in account.holding(*TELLS_OF_END):
        if IN_LAW.search(sentence.text):
            continue
        told += _told(sentence, place, persons)
        if _LIVED.search(sentence.text) and persons.doer(sentence.text, len(sentence.text)) == "child":
            lived += _WEIGHT_OF_LIVING
    return _weighed(report, told, lived)


def _in_title(report: Report, title: Iterable[Piece]) -> Stated | None:
    for piece in title:
        for pattern, value, sure in ((DIED, FATAL, 0.92), (_HARM_IN_TITLE, HARMED, 0.8)):
            match = pattern.search(piece.text)
            if match and not IN_LAW.search(piece.text):
                return report.states(
                    "outcome", value, sure, (piece.start + match.start(), piece.start + match.end())
                )
    return None


def _told(sentence: Sentence, place: int, persons: Persons) -> list[Told]:
    text, found = sentence.text, []
    early = 2 if place < 25 else 1 if place < 120 else 0
    for event in EVENT.finditer(text):
        if event.lastgroup not in ("death", "grave"):
            continue
        denied = _NEVER.search(text, max(0, event.start() - 30), event.start())
        if denied and not _NEARLY.match(denied.group()):
            continue
        whose = surely_the_childs(text, event, persons)
        if whose:
            value = FATAL if event.lastgroup == "death" and not denied else HARMED
            found.append(Told(value, whose + early, sentence.where(event.start(), event.end())))
    return found


def _weighed(report: Report, told: list[Told], lived: int) -> Stated | None:
    """A death told of twice, or once and early, outweighs any harm, unless the child is told to have lived."""
    died = sorted((one for one in told if one.value == FATAL), key=lambda one: -one.score)
    harmed = sorted((one for one in told if one.value == HARMED), key=lambda one: -one.score)
    deaths, harms = (sum(one.score for one in events[:4]) for events in (died, harmed))
    if (deaths >= 4 or (deaths >= 3 and deaths >= harms)) and deaths > lived:
        return report.states("outcome", FATAL, 0.9 if deaths >= 8 and not lived else 0.7, died[0].where)
    if harms >= 3:
        return report.states("outcome", HARMED, 0.85 if harms >= 6 else 0.65, harmed[0].where)
    return None
