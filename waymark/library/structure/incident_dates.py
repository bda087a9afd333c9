"""The date of the incident as printed.

A date is the incident's where a death, a serious injury or “the incident” stands nearest to it and is the
child's. Dates of birth, of meetings, courts and earlier events are not, and a date that the report hides is
absent, whatever other dates its chronology gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from waymark.library.described import Stated
from waymark.library.structure.account import Account, Rest
from waymark.library.structure.any_case import AnyCase
from waymark.library.structure.event_words import DIED, EVENT
from waymark.library.structure.events import IN_LAW, TELLS_OF_HARM, surely_the_childs
from waymark.library.structure.report import Report
from waymark.library.structure.sentences import Sentence
from waymark.library.structure.who import Persons
from waymark.library.structure.written_dates import MAY_BE_DATED, WrittenDate, written_dates

_LABELLED = re.compile(
    r"\bdates?\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:death|incident|injur(?:y|ies)|harm|event)\b|\bincident\s+date\b|"
    r"\bdate\s+(?:he|she|they|the\s+child)\s+(?:died|was\s+\w+)\b|^\W*(?:died|death|deceased)\s*:",
    re.IGNORECASE,
)
_OF_THE_REVIEW = re.compile(
    r"led\s+to\s+(?:this|the)|prompted|the\s+(?:\w+\s+)?incident|subject\s+of\s+this", re.IGNORECASE
)
_RANGE_BEFORE = re.compile(r"\b(?:between|from|since|period)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_RANGE_AFTER = re.compile(r"\s*(?:to|until|till|–|-)\s*(?:the\s+)?", re.IGNORECASE)
_LOOKS_BACK = re.compile(
    r"\b(?:previous\w*|earlier|historic\w*|before\s+(?:his|her|their|the)|in\s+the\s+past|first\s+time|years\s+ago|"
    r"an\s+older)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\W*when\b", re.IGNORECASE)
_DATED = re.compile(
    r"\s*(?:[^,.;]{0,60}?\s)?(?:on|in|during|of|at|around|about|dated|early\s+in|late\s+in|of\s+the)?\s*(?:the\s+)?"
    r"(?:\w+day,?\s+|(?:early|late|mid|spring|summer|autumn|winter)\s+(?:of\s+|in\s+)?|"
    r"(?:morning|evening|night|afternoon|early\s+hours|day)\s+of\s+(?:\w+day,?\s+)?)*[:|\t(]?\s*",
    re.IGNORECASE,
)
"""Between an event and the date that it is given: “died on the evening of Tuesday”."""
_BEGINS_CLAUSE = AnyCase(
    r"(?:^|[,;:.]|\band|\bthat|\bwhen)\W*(?:(?:on|in|during|at|by|early|late|one|the|about|around|morning|evening|night|"
    r"afternoon|hours|day|of|spring|summer|autumn|winter|\w+day|before|after)\W+)*$"
)
_TELLS_OF_DEATH = ("died", "death", "Death", "pronounced")
_TELLS_OF_INCIDENT = ("incident", "serious", "injur")
_LATE = 1000  # the place of a sentence far into the report
_ENOUGH = 4


class Event(msgspec.Struct, frozen=True):
    """A date that may be the incident's. `fatal`: the words about it tell of a death."""

    score: int
    value: str
    where: tuple[int, int]
    fatal: bool


def incident_date(
    report: Report, account: Account, rest: Rest, persons: Persons, fatal: bool
) -> Stated | None:
    """The rest of the text is asked where its first part tells no date. `fatal`: the child is known to have died."""
    events = _events(account.holding(*TELLS_OF_HARM), persons, fatal)
    if not events:
        later = enumerate(rest.holding(*(_TELLS_OF_DEATH if fatal else _TELLS_OF_INCIDENT)), _LATE)
        events = [event for event in _events(later, persons, fatal) if event.fatal or not fatal]
    if not events:
        return None
    best = max(events, key=lambda event: event.score)
    fuller = [
        event for event in events if event.value.startswith(best.value) and event.score >= best.score - 3
    ]
    best = max(fuller, key=lambda event: (len(event.value), event.score))
    sure = 0.9 if best.score >= 8 else 0.75 if best.score >= 6 else 0.6
    return report.states("incident_date", best.value, sure, best.where)


def _events(told: Iterable[tuple[int, Sentence]], persons: Persons, fatal: bool) -> list[Event]:
    found = []
    for place, sentence in told:
        if not MAY_BE_DATED.search(sentence.text) or IN_LAW.search(sentence.text):
            continue
        early = 2 if place < 20 else 1 if place < 60 else 0
        dates = written_dates(sentence.text)
        for order, date in enumerate(dates):
            score, deadly = _scored(sentence.text, dates, order, persons, fatal)
            if score and score + early >= _ENOUGH:
                where = sentence.where(date.start, date.end)
                found.append(Event(score + early, date.value, where, deadly))
    return found


def _scored(
    text: str, dates: list[WrittenDate], order: int, persons: Persons, fatal: bool
) -> tuple[int, bool]:
    """How surely a date is the incident's, 0 where it is not, and whether a death is told with it."""
    date = dates[order]
    before_end = dates[order - 1].end if order else 0
    after_end = dates[order + 1].start if order + 1 < len(dates) else len(text)
    if _in_range(text, dates, order):
        return 0, False
    labelled = list(_LABELLED.finditer(text, before_end, date.start))
    if labelled and date.start - labelled[-1].end() < 40:
        return 10, bool(DIED.search(labelled[-1].group()))
    event = _nearest(text, date, before_end, after_end)
    if event is None or event.lastgroup == "process":
        return 0, False
    whose = surely_the_childs(text, event, persons)
    of_the_review = bool(_OF_THE_REVIEW.search(text))
    if not of_the_review and (not whose or _LOOKS_BACK.search(text)):
        return 0, False
    died = bool(DIED.search(text))
    weight = {"death": 4, "grave": 3, "light": 1}[str(event.lastgroup)]
    if fatal and event.lastgroup != "death":
        weight -= 2 - died
    if not fatal and event.lastgroup == "death":
        weight -= 1
    return max(0, weight + whose + 2 * of_the_review), died


def _in_range(text: str, dates: list[WrittenDate], order: int) -> bool:
    """“Between March 2011 and May 2013” is a period."""
    date = dates[order]
    if order and _RANGE_BEFORE.search(text, 0, dates[order - 1].start):
        return True
    if order + 1 < len(dates) and _RANGE_AFTER.fullmatch(text, date.end, dates[order + 1].start):
        return True
    if order and _RANGE_AFTER.fullmatch(text, dates[order - 1].end, date.start):
        return True
    return bool(_RANGE_BEFORE.search(text, max(0, date.start - 30), date.start))


def _nearest(text: str, date: WrittenDate, earliest: int, latest: int) -> re.Match[str] | None:
    """The event that a date belongs to: the one it follows as “died on …”, else the one after “On …,”, else the
    nearest."""
    before = list(EVENT.finditer(text, earliest, date.start))
    after = list(EVENT.finditer(text, date.end, latest))
    if after and _WHEN.match(text, date.end):
        return _gravest(after)
    if before and _DATED.fullmatch(text, before[-1].end(), date.start):
        return before[-1]
    if after and _BEGINS_CLAUSE.search(text[earliest : date.start]):
        return _gravest(after)
    if before and after and date.start - before[-1].end() > after[0].start() - date.end:
        return _gravest(after)
    return before[-1] if before else _gravest(after) if after else None


def _gravest(after: list[re.Match[str]]) -> re.Match[str]:
    """After “On 14 May 2013,” the first event, or a graver one in the same breath."""
    first = after[0]
    if first.lastgroup in ("process", "death"):
        return first
    for event in after[1:3]:
        if event.lastgroup == "process":
            break
        if event.lastgroup == "death" or (event.lastgroup == "grave" and first.lastgroup == "light"):
            return event
    return first
