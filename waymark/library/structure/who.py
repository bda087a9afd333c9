"""Of whom a sentence speaks: the child of the report, or someone else.

Reports speak of parents, siblings and other adults in the same words as of the child (an age, a death, an
injury), so what is told is only taken for the child's where the person nearest to it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, TypeAlias

from waymark.library.structure.report import word_set

Whose = Literal["child", "other", ""]
Person: TypeAlias = tuple[int, int, str]

_OTHERS = (
    r"mothers?|fathers?|mum|dad|parents?|step-?(?:mother|father|parents?|brother|sister|son|daughter|child)|"
    r"partners?|(?:great-)?grand(?:mother|father|parents?|ma|dad)|[MP]G[MF]|aunt|uncle|siblings?|"
    r"(?:half-|twin\s+)?(?:brothers?|sisters?)|cousins?|carers?|boyfriend|girlfriend|husband|wife|friends?|"
    r"neighbours?|ex-partner|lodger|perpetrator|offender|adults?|youths?|nephew|niece|childminder|baby-?sitter"
)
OTHER_PERSON = re.compile(
    rf"\b(?:{_OTHERS}|(?:Mr|Mrs|Ms|Miss)\s+[A-Z]+|Sibling\s+\w{{1,3}}|Adult\s+\w{{1,2}})\b", re.IGNORECASE
)
_NOUNS_OF_OTHERS = word_set(
    """mother mothers father fathers mum dad parent parents stepmother stepfather stepparent stepbrother stepsister
    stepson stepdaughter stepchild partner partners grandmother grandfather grandparent grandparents mgm mgf pgm pgf
    aunt uncle sibling siblings brother brothers sister sisters cousin cousins carer carers boyfriend girlfriend
    husband wife friend friends neighbour neighbours lodger perpetrator offender adult adults nephew niece
    childminder babysitter mr mrs ms miss"""
)
_ALWAYS_A_CHILD = word_set("boy boys girl girls baby schoolboy schoolgirl")
_CHILD_WHERE_POINTED_AT = word_set(
    """child children infant toddler person people man woman teenager adolescent son daughter twin twins pupil
    student babies sons daughters"""
)
_YOUNG = word_set("person people man woman")
_POINTS = word_set(
    """the a an this that another her his their subject index young baby infant newborn only little one both these
    two three four old born"""
)
_NOT_THIS_ONE = word_set("eldest oldest older elder younger youngest other another second third")
_NO_PERSON_BEFORE = word_set(
    "protection safeguarding health care benefit practice development minder line death welfare in services social"
)
_PRONOUNS = word_set("he she his her him")
_WORD = re.compile(r"[a-z]+")


class Persons:
    """Those of whom the report speaks. `labels`: of its child or children."""

    def __init__(self, labels: Iterable[str]) -> None:
        self.labels = tuple(label.lower() for label in labels)
        known = "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in self.labels)
        self._labels = re.compile(rf"\b(?:{known})(?!\w)", re.IGNORECASE) if known else None
        self._seen: dict[str, list[Person]] = {}

    def all_in(self, text: str, start: int = 0, end: int | None = None) -> list[Person]:
        """Everyone spoken of: start, end, and “label”, “child”, “other” or “pronoun”."""
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = self._read(text)
        if start == 0 and end is None:
            return found
        latest = len(text) if end is None else end
        return [person for person in found if person[0] >= start and person[1] <= latest]

    def _read(self, text: str) -> list[Person]:
        found: list[Person] = []
        if self._labels is not None:
            found = [(m.start(), m.end(), "label") for m in self._labels.finditer(text)]
        taken = {start for start, _, _ in found}
        words = list(_WORD.finditer(text.lower()))
        for place, word in enumerate(words):
            said = word.group()
            if said in _NOUNS_OF_OTHERS or (said in _NOT_THIS_ONE and _goes_with_child(words, place)):
                kind = "other"
            elif said in _PRONOUNS:
                kind = "pronoun"
            elif said in _ALWAYS_A_CHILD or said in _CHILD_WHERE_POINTED_AT:
                if word.start() in taken or not _is_a_child(words, place):
                    continue
                kind = "child"
            else:
                continue
            found.append((word.start(), word.end(), kind))
        return sorted(found)

    def labels_in(self, text: str) -> frozenset[str]:
        return frozenset(text[start:end].lower() for start, end, kind in self.all_in(text) if kind == "label")

    def names_child(self, text: str) -> bool:
        return any(kind == "label" for _, _, kind in self.all_in(text))

    def doer(self, text: str, at: int) -> Whose:
        """Who is the subject of what is told at a position: the last person before it, or the first after."""
        before = [
            person
            for person in self.all_in(text, 0, at)
            if person[2] != "pronoun" or text[person[0]].lower() in "hs"
        ]
        for start, end, kind in reversed(before):
            said = text[start:end].lower()
            if kind == "pronoun" and said in ("his", "her", "him"):
                continue
            if kind == "other" and _is_aside(text, start, end, at):
                continue
            if kind == "pronoun":
                return self._meant(text, start)
            return "other" if kind == "other" else "child"
        return ""

    def _meant(self, text: str, start: int) -> Whose:
        """Whom “he” or “she” means: the first one spoken of in the sentence, taken for the child where no one is."""
        for _, _, kind in self.all_in(text, 0, start):
            if kind != "pronoun":
                return "other" if kind == "other" else "child"
        return "child"


def _is_a_child(words: list[re.Match[str]], place: int) -> bool:
    """“The child” is one, “child protection” is none, “a person” neither."""
    said = words[place].group()
    after = words[place + 1].group() if place + 1 < len(words) else ""
    if after in _NO_PERSON_BEFORE and said in ("child", "children", "infant"):
        return False
    before = [word.group() for word in words[max(0, place - 2) : place]]
    if any(word in _NOT_THIS_ONE for word in before):
        return False
    if said in _YOUNG:
        return "young" in before[-1:]
    return said in _ALWAYS_A_CHILD or any(word in _POINTS for word in before)


def _goes_with_child(words: list[re.Match[str]], place: int) -> bool:
    """“The eldest child”, “an older boy”, “her eldest”."""
    after = words[place + 1].group() if place + 1 < len(words) else ""
    return (
        after in _ALWAYS_A_CHILD
        or after in _CHILD_WHERE_POINTED_AT
        or words[place].group() in ("eldest", "youngest")
    )


_IN_LIST = re.compile(r",\s+(?:his|her|their)\s+(?:\w+\s+)?$", re.IGNORECASE)


def _is_aside(text: str, start: int, end: int, at: int) -> bool:
    """Someone else named by the way: “lived with his mother and was …”, “found by his father”."""
    before = text[max(0, start - 40) : start]
    if _IN_LIST.search(before) and " and " in text[end:at]:
        return True
    return bool(
        re.search(
            r"\b(?:with|by|of|to|from|for|after|against|beside|and|between|near|at|in\s+the\s+care\s+of)\s+(?:(?:his|her|their|the|a|both|maternal|paternal|older|younger|half|foster)\s+)*$",
            before,
            re.IGNORECASE,
        )
    )
