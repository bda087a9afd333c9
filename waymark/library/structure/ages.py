"""How old the child was at the incident, in months.

An age counts where it is the child's and is told with the incident; a parent's, a sibling's, or the child's at
an earlier visit does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from waymark.library.described import Stated
from waymark.library.structure.account import Account
from waymark.library.structure.event_words import GRAVELY, HAPPENED
from waymark.library.structure.report import Piece, Report
from waymark.library.structure.sentences import Sentence
from waymark.library.structure.who import OTHER_PERSON, Persons, Whose
from waymark.library.structure.written_ages import WAS_WHEN, WrittenAge, more_ages, written_ages

_THEN = re.compile(
    r"\bat\s+the\s+time\s+of\s+(?:the|his|her|their|this|(?:\w+\s+){1,3}[’']?s?)\s*"
    r"(?:death|incident|injur\w+|event|harm|collapse|assault|critical\s+incident|tragedy)?|"
    r"\bage\s+at\s+(?:the\s+)?(?:time\s+of\s+)?(?:death|incident|injury|harm)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:this\s+(?:serious\s+case\s+|learning\s+|case\s+|overview\s+)?(?:review|report)|the\s+review|the\s+report)\s+"
    r"(?:\w+\s+)?(?:concerns?|is\s+about|considers|examines|relates|looks|was|tells|follows|describes|covers|arose|arises)"
    r"\b|(?<!\bnot\sthe\s)\bsubject\s+of\s+(?:this|the)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:when|until|since|from|by|once|after|before)\s+(?:\S+\s+){0,4}$|\bat\s+(?:the\s+)?$|\bat\s+(?:his|her)\s+$",
    re.IGNORECASE,
)
_AT_THE_END = re.compile(r"\b(?:died|death|killed|found|collapsed)\b", re.IGNORECASE)
_ROUTINE = re.compile(
    r"\b(?:health\s+visitor|referr\w+|visit\w*|check|assessment|immunis\w+|nursery|school|weigh\w+|clinic|appointment\w*|"
    r"moved|placed|diagnos\w+|developmental|first\s+(?:seen|injur\w+|came)|registered|closed|previous\w*|earlier|began|"
    r"started|review\s+at)\b",
    re.IGNORECASE,
)
_NOT_THE_CHILD = re.compile(
    r"\bnot\s+(?:him|her|them)?(?:self|selves)?\s*the\s+(?:subject|focus)\b|\bnot\s+(?:part|under\s+review)\b|"
    r"\b(?:was|were)\s+(?:charged|convicted|arrested|sentenced|bailed|cautioned)\b",
    re.IGNORECASE,
)
_CHILD_NOUN = re.compile(
    r"[\s-]*(?:(?!when|who|at|and|as|in|with|was|after|before|for)\w+\s+){0,2}?(?:boy|girl|baby|child|infant|son|daughter|"
    r"twin|toddler|young\s+(?:person|man|woman)|teenager|schoolboy|schoolgirl|schoolchild|student|pupil|male|female)\b",
    re.IGNORECASE,
)
_OTHER_NOUN = re.compile(
    r"[\s-]*(?:\w+\s+){0,1}?(?:mother|father|brother|sister|sibling|half-\w+|partner|(?<!young\s)(?:man|woman)|boyfriend|"
    r"cousin|uncle|aunt|step\w+|parents?|friend)\b",
    re.IGNORECASE,
)
_SAID_WITH_AGES = (
    "age.",
    "aged.",
    "old.",
    "turned.",
    "who was",
    "who is",
    "who were",
    "at the time",
    "newborn",
    "born.",
)
_LENGTHS = ("month", "year", "week")
_ENOUGH = 4


class Age(msgspec.Struct, frozen=True):
    """An age that may be the child's. `sentence`: its place in the account, below 0 on the cover; `named`:
    the labels of children in that sentence."""

    score: int
    value: str
    where: tuple[int, int]
    sentence: int
    named: frozenset[str]


def ages(
    report: Report, lines: Iterable[Piece], account: Account, persons: Persons, children: int
) -> list[Stated]:
    """One age, or one for each of several children of the report."""
    found: list[Age] = []
    for place, line in enumerate(lines):
        told = _told(Sentence(line.text, line.start), persons, -1 - place, children)
        found += [msgspec.structs.replace(age, score=age.score + 2) for age in told]
    for place, sentence in _with_ages(account):
        found += _told(sentence, persons, place, children)
    likely = [age for age in found if age.score >= _ENOUGH]
    if not likely:
        return []
    chosen = _of_each_child(likely) if children > 1 else [max(likely, key=lambda age: age.score)]
    stated: list[Stated] = []
    for age in chosen:
        if all(one.value != age.value for one in stated):
            sure = 0.92 if age.score >= 8 else 0.8 if age.score >= 6 else 0.65
            stated.append(report.states("age", age.value, sure, age.where))
    return stated


def _of_each_child(likely: list[Age]) -> list[Age]:
    """The ages of the likeliest sentence, and of others as likely that name children whom it does not name."""
    by_score = sorted(likely, key=lambda age: -age.score)
    chosen: list[Age] = []
    told: set[str] = set()
    for best in by_score:
        if not chosen or (best.score >= by_score[0].score - 2 and best.named - told):
            chosen += [age for age in likely if age.sentence == best.sentence]
            told |= best.named
    return sorted(chosen, key=lambda age: age.where)


def _with_ages(account: Account) -> list[tuple[int, Sentence]]:
    told = dict(account.holding(*_SAID_WITH_AGES))
    told |= {place: one for place, one in account.holding(*_LENGTHS) if "(" in one.text}
    told |= {place: one for place, one in account.holding("when.") if WAS_WHEN.search(one.text)}
    return sorted(told.items(), key=lambda one: one[0])


def _told(sentence: Sentence, persons: Persons, place: int, children: int) -> list[Age]:
    found = []
    early = 2 if place < 15 else 1 if place < 40 else 0
    for age in written_ages(sentence.text):
        score = _score(sentence.text, age, persons)
        if score > 0:
            named = persons.labels_in(sentence.text)
            together = [age, *(more_ages(sentence.text, age.end) if children > 1 else ())]
            found += [
                Age(score + early, one.value, sentence.where(one.start, one.end), place, named)
                for one in together
            ]
    return found


def _score(text: str, age: WrittenAge, persons: Persons) -> int:
    """How surely an age is the child's at the incident; 0 where it is another's."""
    if _OTHER_NOUN.match(text, age.end) or _NOT_THE_CHILD.search(text):
        return 0
    said = text[age.start : age.end]
    labelled = any(sign in said for sign in ":|\t")
    noun = bool(_CHILD_NOUN.match(text, age.end))
    whose = _whose(text, age, persons, noun)
    then, subject = bool(_THEN.search(text)), bool(_SUBJECT.search(text))
    happened = 4 if GRAVELY.search(text) else 2 if HAPPENED.search(text) else 0
    if whose == "other" or not (then or subject or happened or labelled or persons.names_child(text)):
        return 0
    if not whose and not then and not labelled and age.start >= 6:
        return 0
    score = 2 * (whose == "child") + happened + 3 * then + 2 * subject + 2 * labelled + noun
    if then:
        return score
    before = text[max(0, age.start - 60) : age.start + 5]
    is_earlier = _EARLIER.search(text, max(0, age.start - 40), age.start) and not _AT_THE_END.search(before)
    return score - 3 * bool(_ROUTINE.search(text)) - 2 * bool(is_earlier)


def _whose(text: str, age: WrittenAge, persons: Persons, noun: bool) -> Whose:
    """`noun`: the age is directly before “boy”, “baby” …"""
    if age.bracketed:
        near = [
            one for one in persons.all_in(text, max(0, age.start - 40), age.start) if age.start - one[1] <= 3
        ]
        return "child" if near and near[-1][2] != "other" else "other"
    if noun:
        return "other" if _is_anothers(text, age) else "child"
    return persons.doer(text, age.start)


def _is_anothers(text: str, age: WrittenAge) -> bool:
    """“her brother, a four-year-old boy”: told in apposition to someone else."""
    before = text[max(0, age.start - 30) : age.start]
    near = list(OTHER_PERSON.finditer(before))
    return bool(near) and bool(re.fullmatch(r"\s*,?\s*(?:an?\s+)?", before[near[-1].end() :]))
