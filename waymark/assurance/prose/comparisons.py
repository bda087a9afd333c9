"""Where a sentence puts one figure against an earlier one: “from 20 to 50”, “to 50 from 20”, “50 shops, a 25% increase
on the 40 of last year”.

Ranges, ages, dates and times run from one number to another without changing.
In: a sentence. Out: `Change`s, each with the words about it that tell its direction and its size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from waymark.assurance.prose.amounts import Amount, amount, amount_of

RISE = (
    r"rose|risen|rises?|rising|increas\w*|grew|grown|grows|growing|climb\w*|jump\w*|surg\w*|soar\w*|rais\w*|"
    r"gain\w*|up"
)
FALL = (
    r"fell|fallen|falls?|falling|decreas\w*|declin\w*|dropp?\w*|reduc\w*|cut\w*|lower\w*|slash\w*|shr[aiu]nk\w*|"
    r"slow\w*|slipp?\w*|slid|sliding|plung\w*|tumbl\w*|dipp?\w*|down"
)
_NOUN = r"increase|rise|growth|jump|gain|decrease|fall|drop|decline|reduction|cut"
_FROM_TO = re.compile(
    rf"\bfrom\s+{amount('a')}(?P<between>[^.;:%]{{0,60}}?)\s+to\s+{amount('b')}", re.IGNORECASE
)
_TO_FROM = re.compile(
    rf"\b(?:{RISE}|{FALL})\b(?P<said>[^.;:]{{0,40}}?)\s+to\s+{amount('b')}(?P<between>[^.;:%]{{0,60}}?),?\s+from\s+{amount('a')}",
    re.IGNORECASE,
)
_SIZE = r"\d[\d.,]{0,18}\s*(?:%|per\s?cent\b)"
_ON = re.compile(
    rf"[,–—(-]\s*(?:an?\s+)?(?:[a-z]+\s+)?(?:{_SIZE}\s+(?:{_NOUN})|(?:{_NOUN})\s+of\s+(?:[^.;:%]{{1,25}},?\s+or\s+)?{_SIZE}|(?:up|down)\s+{_SIZE}),?\s+"
    rf"(?:on|from|over|against|compared\s+(?:with|to))\s+(?:the\s+|a\s+total\s+of\s+)?{amount('a')}",
    re.IGNORECASE,
)
_BEFORE = re.compile(amount("b"), re.IGNORECASE)
_NO_AMOUNT = re.compile(
    r"\s*(?:years?|months?|weeks?|days?|hours?|am\b|pm\b|o’clock|:|[-–]\s*\d|January|February|March|April|May|June|July|August|"
    r"September|October|November|December)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\b(?:rang\w+|var(?:y|i\w+)|span\w*|anywhere|anything|scores?|scored|scale|aged?)\b[^,;]*$",
    re.IGNORECASE,
)
_SIZES = re.compile(
    r"\b(?:increases|rises|gains|decreases|falls|drops|declines|reductions|cuts|changes)\s+$", re.IGNORECASE
)
"""Before percentages that may be the sizes of several changes: “reductions from 2% in May to 32% in June”."""
_ANOTHER = re.compile(r"\b(?:and|but|while|whereas)\b", re.IGNORECASE)
"""Between the two figures it begins another clause, which has its own."""
_REACH = 70


@dataclass(frozen=True)
class Change:
    """`told` as it stands; `lead` and `rest`: the words before and after it."""

    before: Amount
    after: Amount
    told: str
    lead: str
    rest: str
    start: int


def changes_in(sentence: str) -> Iterator[Change]:
    """In one sentence a pair of figures is read once, by the first form that has it."""
    ends = 0
    for found in _FROM_TO.finditer(sentence):
        made = _made(sentence, found, found.start(), "b")
        ends = found.end()
        if made is not None and not (_NO_AMOUNT.match(found["between"]) or _ANOTHER.search(found["between"])):
            yield made
    for found in _TO_FROM.finditer(sentence, ends):
        said, between = f" {found['said']} ", found["between"]
        if " from " in said or " to " in said or _ANOTHER.search(said) or _ANOTHER.search(between):
            continue
        made = _made(sentence, found, found.start("b"), "")
        if made is not None:
            yield made
    for found in _ON.finditer(sentence):
        made = _on(sentence, found)
        if made is not None:
            yield made


def _made(sentence: str, found: re.Match[str], start: int, unit_from: str) -> Change | None:
    before, after = amount_of(found, "a", unit_from), amount_of(found, "b")
    if before is None or after is None or (before.is_year and after.is_year):
        return None
    if before.percent is not after.percent or before.scaled is not after.scaled:
        return None
    lead = sentence[max(0, start - _REACH) : start]
    if before.percent and _SIZES.search(lead):
        return None
    if _NO_AMOUNT.match(sentence, found.end()) or _RANGE.search(lead):
        return None
    return Change(
        before, after, sentence[start : found.end()], lead, sentence[found.end() :][:_REACH], found.start()
    )


def _on(sentence: str, found: re.Match[str]) -> Change | None:
    """“…, a 12% increase on 40”: the later figure is the only one that stands before it."""
    before = amount_of(found, "a")
    said = sentence[max(0, found.start() - _REACH) : found.start()]
    read = [
        one
        for place in _BEFORE.finditer(said)
        if (one := amount_of(place, "b")) is not None
        and not (one.is_year or _NO_AMOUNT.match(said, place.end()))
    ]
    if before is None or before.is_year or _NO_AMOUNT.match(sentence, found.end()) or len(read) != 1:
        return None
    if before.percent is not read[0].percent or before.scaled is not read[0].scaled:
        return None
    told = sentence[found.start("a") : found.end()]
    lead = sentence[found.start() : found.start("a")]
    return Change(before, read[0], f"{read[0].text} against {told}", lead, "", found.start())
