"""Names of areas: the words for the office are dropped, and one area gets one spelling across a study.

Spellings that fold to the same words are unified. Names that are only alike are proposed to a person
(`near_areas`), never merged here: two real neighbours can differ by one letter.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from waymark.register.cleaning.wording import match_key, tidy
from waymark.register.values import CellValue, Stated

_CODE = re.compile(r"[a-z]\d{8}", re.IGNORECASE)
_BEFORE = re.compile(
    r"^(?:the\s+)?(?:(?:london|royal|metropolitan|unitary)\s+borough|(?:royal\s+)?borough|lb|rb)(?:\s+council)?\s+of\s+",
    re.IGNORECASE,
)
_BOARD = (
    r"(?:local\s+)?safeguarding\s+(?:children|child)(?:'?s)?(?:'?\s+(?:board|partnership))|[lr]?scb|lscp|scp"
)
_COUNCIL = (
    r"(?:metropolitan\s+|royal\s+|london\s+)?(?:borough|district)\s+council|(?:city|county|unitary)\s+council"
    r"|council|[mr]bc|mdc|[cb]c|local\s+authority|unitary\s+authority|ua"
)
_AFTER = re.compile(rf"(?:^|[\s,(\[-]+)(?:{_BOARD}|{_COUNCIL})[\s.)\]]*$", re.IGNORECASE)
_BOARD_BEFORE = re.compile(rf"^(?:{_BOARD})\s*(?:for|of|[:,-])\s*", re.IGNORECASE)
_NEAR = 88.0
_SIDES = frozenset(("north", "south", "east", "west", "upper", "lower", "inner", "outer", "new", "old"))


def clean_area(opened: Stated, cell: CellValue) -> Stated:
    text = tidy(opened.raw if not isinstance(cell, str) else cell)
    if _CODE.fullmatch(text):
        code = text.upper()
        return opened.then("area-code", code, code) if code != opened.raw else replace(opened, value=code)
    name = _without_office(text.replace("&", " and "))
    if name == opened.raw:
        return replace(opened, value=name)
    rule = "area-office-dropped" if match_key(name) != match_key(text) else "area-spaces-and-signs"
    return opened.then(rule, name, name)


@lru_cache(maxsize=20_000)
def area_key(name: str) -> str:
    """Equal for two spellings of one area: case, spacing, punctuation and office words do not count."""
    return match_key(_without_office(tidy(name).replace("&", " and ")))


def canonical_areas(names: Iterable[str]) -> Mapping[str, str]:
    """The spelling that stands for each name as given: the most frequent among those that are the same, then
    the one written with capitals as a name is, then the first in the alphabet."""
    times = Counter(names)
    spellings: dict[str, list[str]] = defaultdict(list)
    for name in times:
        spellings[area_key(name)].append(name)
    chosen = {
        key: min(same, key=lambda name: (name.isupper() or name.islower(), -times[name], name))
        for key, same in spellings.items()
    }
    return {name: chosen[area_key(name)] for name in times}


def near_areas(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of different areas whose names are so alike that a person should look, the rarer one first."""
    times = Counter(names)
    keys = {name: area_key(name) for name in times}
    pairs = []
    for one, other in combinations(sorted(times), 2):
        alike = keys[one] != keys[other] and fuzz.ratio(keys[one], keys[other], score_cutoff=_NEAR)
        if alike and not _turned(one, other):
            rarer, commoner = sorted((one, other), key=lambda name: (times[name], name))
            pairs.append((rarer, commoner))
    return tuple(pairs)


def _turned(one: str, other: str) -> bool:
    """Whether the names differ by a word such as north or south, which is no misspelling."""
    sides = [frozenset(tidy(name).casefold().split()) & _SIDES for name in (one, other)]
    return sides[0] != sides[1]


def _without_office(text: str) -> str:
    """The name without the board's, council's or borough's words, at both ends; the text where nothing is
    left."""
    name = " ".join(text.split())
    while True:
        shorter = _AFTER.sub("", _BEFORE.sub("", _BOARD_BEFORE.sub("", name))).strip(" ,.-")
        if shorter == name or not any(letter.isalnum() for letter in shorter):
            return name.strip(" ,.-") or text
        name = shorter
