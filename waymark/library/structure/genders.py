"""Whether the child is a girl or a boy, by what the first pages call it or by “he” and “she” after its label.

A report that hides it, by “they” or by saying so, states none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from waymark.library.described import Stated
from waymark.library.structure.account import Account
from waymark.library.structure.any_case import AnyCase
from waymark.library.structure.event_words import GRAVELY
from waymark.library.structure.report import Piece, Report
from waymark.library.structure.who import Persons

_NOUN = AnyCase(
    r"\b(?P<female>girls?|daughters?|schoolgirl|female|young\s+woman|teenage\s+girl)\b|\b(?P<male>boys?|sons?|schoolboy|male|young\s+man)\b(?!\s+(?:friend|nurse|worker|carer))"
)
_LABELLED = re.compile(
    r"\b(?:gender|sex)\s*[:|\t–-]\s*(?:(?P<female>female|girl|f\b)|(?P<male>male|boy|m\b))", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(?:(?P<female>she|her|hers|herself)|(?P<male>he|his|him|himself))\b", re.IGNORECASE)
_HIDDEN = re.compile(
    r"\b(?:gender|sex)\b[^.]{0,60}\b(?:not\s+(?:given|stated|told|disclosed|recorded\s+here|named|identified|specified|revealed|included)|withheld|omitted|left\s+out|removed|changed|anonymised|hidden|concealed)\b"
    r"|\b(?:not|without)\s+(?:\w+\s+){0,3}(?:gender|sex)\b|\b(?:withholds?|omits?|conceals?|hides?|changes?|changed|disguise\w*|leaves?\s+out|removed?)\s+(?:\w+\s+){0,4}(?:gender|sex)\b",
    re.IGNORECASE,
)
_ANOTHERS = re.compile(
    r"\b(?:whose|mother[’']s|father[’']s|partner[’']s|older|elder|younger|eldest|youngest|other|another|half|step|previous|two|grand)[\s-]*(?:\w+\s+){0,1}$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:this|the)\s+(?:\w+\s+){0,3}(?:review|report)\b|\bsubject\b|\byear[s-]*[\s-]old\b|\bmonths?[\s-]old\b|\baged\b",
    re.IGNORECASE,
)
_SAID_OF_CHILDREN = (
    "girl",
    "boy",
    "son",
    "daughter",
    "schoolgirl",
    "schoolboy",
    "male",
    "female",
    "young woman",
    "young man",
)
_FEW = 40
_MOST_PRONOUNS = 30


def genders(
    report: Report, lines: Iterable[Piece], account: Account, persons: Persons, children: int
) -> list[Stated]:
    votes: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    told: set[str] = set()

    def count(gender: str, weight: int, where: tuple[int, int]) -> None:
        votes[gender] += weight
        first.setdefault(gender, where)

    for line in lines:
        for match in _NOUN.finditer(line.text):
            count(str(match.lastgroup), 3, (line.start + match.start(), line.start + match.end()))
    for _, sentence in account.holding("gender", "sex."):
        if _HIDDEN.search(sentence.text):
            return []
        labelled = _LABELLED.search(sentence.text)
        if labelled and persons.doer(sentence.text, labelled.start()) != "other":
            count(str(labelled.lastgroup), 6, sentence.where(labelled.start(), labelled.end()))
    for place, sentence in account.holding(*_SAID_OF_CHILDREN):
        for match in _NOUN.finditer(sentence.text):
            weight = _noun_weight(sentence.text, match, persons, place)
            if weight:
                told.add(str(match.lastgroup))
                count(str(match.lastgroup), weight, sentence.where(match.start(), match.end()))
    for _, sentence in account.holding(*persons.labels)[:_MOST_PRONOUNS]:
        for match in _after_label(sentence.text, persons):
            count(str(match.lastgroup), 1, sentence.where(match.start(), match.end()))
    return _decided(report, votes, first, told, children)


def _noun_weight(text: str, match: re.Match[str], persons: Persons, place: int) -> int:
    """How surely “girl” or “son” is the child of the report."""
    before = text[max(0, match.start() - 40) : match.start()]
    if _ANOTHERS.search(before) or re.match(
        r"(?:friend|[’']s\s+(?:mother|father))", text[match.end() : match.end() + 10]
    ):
        return 0
    weight = (2 if GRAVELY.search(text) else 0) + (2 if _SUBJECT.search(text) else 0)
    weight += any(kind == "label" for _, _, kind in persons.all_in(text))
    return weight + 1 if weight and place < _FEW else weight if weight > 1 else 0


def _after_label(text: str, persons: Persons) -> list[re.Match[str]]:
    """The first pronoun after the child's label, where no one else is spoken of before it."""
    people = persons.all_in(text)
    found = []
    for place, (_, end, kind) in enumerate(people):
        if kind != "label":
            continue
        following = people[place + 1 : place + 2]
        if following and following[0][2] == "pronoun" and following[0][0] - end < 120:
            match = _PRONOUN.match(text, following[0][0])
            if match and not any(other == "other" for _, _, other in people[:place]):
                found.append(match)
    return found


def _decided(
    report: Report, votes: Counter[str], first: dict[str, tuple[int, int]], told: set[str], children: int
) -> list[Stated]:
    if not votes:
        return []
    ranked = votes.most_common()
    best, count = ranked[0]
    against = ranked[1][1] if len(ranked) > 1 else 0
    if children > 1 and against >= 3 and len(told) > 1:
        return [
            report.states("gender", gender, 0.7, first[gender])
            for gender in sorted(first, key=lambda g: first[g])
        ]
    if count < 2 or count <= 1.5 * against:
        return []
    sure = 0.9 if count >= 8 and best in told else 0.8 if count >= 4 else 0.65
    return [report.states("gender", best, sure, first[best])]
