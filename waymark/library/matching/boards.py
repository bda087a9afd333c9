"""Boards of reports and cases, as the areas that they are of, however they are written.

In: names as printed. Out: codes of areas, so that a board renamed, shortened or kept jointly is known as the
same. The areas are those of the study's files; without them, the boards that the cases name stand for areas.
A name that fits none is compared by its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from waymark.library.matching.agreement import Finding
from waymark.register.cleaning.wording import fold, says_nothing
from waymark.register.places.areas import Area
from waymark.register.places.matching import BoardMatch, Gazetteer

_OFFICE = re.compile(
    r"\b(?:the|local|safeguarding|child(?:ren)?s?|board|partnership|lscb|scb|lscp|council|county|city|borough|"
    r"metropolitan|district|london|royal|of)\b"
)
_BETWEEN = re.compile(r"\s*(?:,|/|\+|&|\band\b)\s*", re.IGNORECASE)
_UNPLACED = "name: "


class BoardReader:
    """Reads each name once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._read: dict[str, frozenset[str]] = {}

    def areas(self, written: Iterable[str]) -> frozenset[str]:
        """Codes of areas; for a name that fits none, its words."""
        return frozenset(area for name in written for area in self._areas_of(name))

    def _areas_of(self, name: str) -> frozenset[str]:
        if name not in self._read:
            self._read[name] = frozenset() if says_nothing(name) else self._looked_up(name)
        return self._read[name]

    def _looked_up(self, name: str) -> frozenset[str]:
        match: BoardMatch = self._gazetteer.match(name)
        if match.areas:
            return frozenset(area.code for area in match.areas)
        return frozenset(_UNPLACED + part for part in _parts(name))


def board_reader(boards_of_cases: Iterable[str], gazetteer: Gazetteer | None = None) -> BoardReader:
    """With the study's areas, or, where there are none, with the boards of the cases as areas."""
    if gazetteer is not None:
        return BoardReader(gazetteer)
    by_words: dict[str, str] = {}
    for name in sorted(set(boards_of_cases)):
        if not says_nothing(name) and _bare(name):
            by_words.setdefault(_bare(name), name)
    single = {bare: name for bare, name in by_words.items() if not _is_joint(name, by_words)}
    areas = (Area(code=bare, name=name, region="", children={}) for bare, name in single.items())
    return BoardReader(Gazetteer(tuple(areas)))


def same_board(one: str, other: str) -> bool:
    """Whether two names may be of one board by their words alone: the same, one of a joint board, shortened."""
    first, second = ({_bare(name), *_parts(name)} for name in (one, other))
    whole, other_whole = _bare(one), _bare(other)
    shorter, longer = sorted((whole.split(), other_whole.split()), key=len)
    return bool(first & second) or (bool(shorter) and longer[: len(shorter)] == shorter)


def _parts(name: str) -> list[str]:
    return [bare for part in _BETWEEN.split(name) if part and (bare := _bare(part))]


def _is_joint(name: str, known: dict[str, str]) -> bool:
    parts = _parts(name)
    return len(parts) > 1 and all(part in known for part in parts)


def _bare(name: str) -> str:
    words = fold(re.sub(r"[.,/&+()-]", " ", name))
    return " ".join(_OFFICE.sub(" ", words).split()) or words


def compare_boards(of_report: frozenset[str], of_case: frozenset[str]) -> Finding[frozenset[str]]:
    if not of_report or not of_case:
        return Finding("absent")
    shared = of_report & of_case
    if shared:
        joint = len(of_report) > 1 or len(of_case) > 1
        return Finding("agrees", note="one of the boards of a joint one" if joint else "", on=shared)
    unplaced = any(area.startswith(_UNPLACED) for area in of_report | of_case)
    note = "a name is in none of the files of areas" if unplaced else ""
    return Finding("differs", "rough" if unplaced else "firm", note)
