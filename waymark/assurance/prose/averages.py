"""An average with its total and its period in one sentence.

“A total of 1,200 in 1998-2001, an average of 400 a year”: a span of years may count its ends or the years between
them, and a round number may have been rounded to its zeros.
In: a sentence. Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from waymark.assurance.documents.document import Place
from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import Interval, Printed, rounded
from waymark.assurance.prose.amounts import around_zeros
from waymark.assurance.prose.spelled import COUNT, number_of

_TOTAL = re.compile(
    rf"\b(?:total(?:led|ling)?(?:\s+of)?|altogether|in\s+all)\s+(?P<total>{COUNT})", re.IGNORECASE
)
_AVERAGE = re.compile(
    rf"\b(?:an?\s+average\s+of|averag(?:es?|ed|ing)|a\s+mean\s+of|on\s+average)\s+"
    rf"(?P<hedge>about|around|some|approximately|roughly|nearly|almost|over|more\s+than)?\s*(?P<average>{COUNT})"
    r"(?P<of>(?:\s+[a-z]+){0,3})\s+(?P<each>(?:per|a|each|every)\s+(?:year|annum|month|quarter|week)|annually|monthly)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    rf"\b(?:in|over|during|within|across|for)\s+(?:the\s+)?(?:last\s+|past\s+|first\s+)?(?P<long>{COUNT})[\s-]+"
    r"(?P<unit>year|month|quarter|week)s?\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<![\d-])((?:19|20)\d\d)\s*(?:[-–/]|to|and)\s*((?:19|20)?\d\d)(?![\d-])")
_OUT_OF = re.compile(
    rf"\b(?P<total>{COUNT})\s+[a-z]+\s+(?:made|in|by|from|across|among)\s+(?:the\s+)?(?P<parts>{COUNT})\s+(?P<what>[a-z]+?)s?\b"
    rf"[^.;%]{{0,60}}?\b(?:an\s+average|a\s+mean)\s+of\s+(?P<average>{COUNT})(?:\s+[a-z]+){{0,2}}\s+(?:per|a|each)\s+(?P=what)\b",
    re.IGNORECASE,
)


def findings_of_averages(sentence: str, place: Place) -> Iterator[Finding]:
    if "averag" not in sentence and "mean" not in sentence:
        return
    for told in _AVERAGE.finditer(sentence):
        average = number_of(told["average"])
        totals = list(_TOTAL.finditer(sentence))
        unit = re.sub(r"^(?:per|an?|each|every)\s+", "", told["each"].casefold())
        lengths = _lengths(sentence, unit)
        if average is None or len(totals) != 1 or not lengths or told["hedge"]:
            continue
        total = number_of(totals[0]["total"])
        if total is None or any(_meets(average, total, long) for long in lengths):
            continue
        yield _finding(told[0], total, lengths[0], sentence, place, average)
    for told in _OUT_OF.finditer(sentence):
        total, parts, average = (number_of(told[name]) for name in ("total", "parts", "average"))
        if total and parts and average and parts.value and not _meets(average, total, int(parts.value)):
            yield _finding(told[0], total, int(parts.value), sentence, place, average)


def _finding(text: str, total: Printed, long: int, sentence: str, place: Place, average: Printed) -> Finding:
    exact = rounded(total.value / long, max(average.decimals, 1))
    how = f"{total.text} over {long} is {exact}."
    return Finding(Class.WRONG, place, text, exact, how, sentence)


def _lengths(sentence: str, unit: str) -> list[int]:
    """How many years, months or weeks the sentence speaks of; a span of years stands for two lengths."""
    unit = {"annum": "year", "annually": "year", "monthly": "month"}.get(unit, unit)
    told = [
        int(long.value)
        for one in _LASTING.finditer(sentence)
        if one["unit"].casefold() == unit and (long := number_of(one["long"])) is not None and long.value > 0
    ]
    if told or unit != "year":
        return told
    spans = [(int(one[1]), int(one[1][: 4 - len(one[2])] + one[2])) for one in _YEARS.finditer(sentence)]
    # “1998-2001” may be three years from April to March, or four calendar years
    return [long for first, last in spans[:1] if last > first for long in (last - first, last - first + 1)]


def _meets(average: Printed, total: Printed, long: int) -> bool:
    said, whole = around_zeros(average), around_zeros(total)
    return Interval(whole.low / long, whole.high / long).meets(said)
