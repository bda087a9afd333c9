"""Percentages without counts that still cannot be: of two parts that exclude each other, and of a base so small that no
whole number gives them.

“Red ones (55%) rather than blue ones (45%)” have to make 100. Of 50 bicycles 42% or 44% can have a bell, never 43%:
what is done for means (GRIM: Brown and Heathers, 2017) holds for shares.
In: a sentence. Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from waymark.assurance.documents.document import Place
from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import NUMBER, Printed
from waymark.assurance.prose.shares import percent_of
from waymark.assurance.prose.spelled import COUNT, number_of

_PERCENT = rf"(?:{NUMBER})\s*(?:%|per\s?cent\b)"
_RATHER = re.compile(
    rf"\(\s*(?P<one>{_PERCENT})\s*\)\s+(?:rather\s+than|as\s+opposed\s+to|against|not)\s+"
    rf"(?:[a-z’'-]+\s+){{1,4}}?\(\s*(?P<other>{_PERCENT})\s*\)", re.IGNORECASE,
)  # fmt: skip
_FURTHEST = 10
"""Percentage points from 100 beyond which a third part is likelier than a slip."""
_OF_THESE = re.compile(
    rf"\b(?:of|in|among|amongst)\s+(?:all\s+)?(?:the|these|those|our)\s+(?P<base>{COUNT})\s+(?P<what>[a-z][^.;:()%\d]{{0,60}}?)"
    rf"(?P<aside>\([^()%\d]{{0,90}}\))?[^.;:()%\d]{{0,60}}?(?P<near>\S*)\s+(?P<percent>{_PERCENT})\s+of\s+"
    r"(?:(?:these|them|those)\b(?!\s+(?:who|whom|which|that|with|without|in|from|not|[a-z]+ing)\b)|the\s+(?P<same>[a-z]+))",
    re.IGNORECASE,
)
_HEDGES = frozenset(
    [
        "about",
        "around",
        "approximately",
        "roughly",
        "over",
        "nearly",
        "almost",
        "some",
        "under",
        "than",
        "least",
    ]
)
_SUBSET = re.compile(
    r"\b(?:where|for which|for whom|known|available|excluding|remaining|whose)\b", re.IGNORECASE
)
_SMALL = 100


def findings_of_parts(sentence: str, place: Place) -> Iterator[Finding]:
    for found in _RATHER.finditer(sentence):
        one, other = percent_of(found["one"]), percent_of(found["other"])
        if one is None or other is None:
            continue
        total = one.value + other.value
        if one.unit + other.unit < abs(total - 100) * 2 <= 2 * _FURTHEST:
            how = f"The two parts make {float(total):g}%, not 100%."
            yield Finding(Class.UNEXPLAINED, place, found[0], "100%", how, sentence)
    for found in _OF_THESE.finditer(sentence):
        base, percent = number_of(found["base"]), percent_of(found["percent"])
        if base is None or percent is None or found["near"].casefold() in _HEDGES:
            continue
        said = sentence[found.end("base") : found.start("percent")].casefold().split()
        same = (found["same"] or "").casefold().rstrip("s")
        if not any(word.rstrip("s").endswith(same) for word in said):
            continue  # “of the five shops …, 37% of the riders”
        if (
            base.decimals
            or not 0 < base.value < _SMALL
            or _SUBSET.search(found[0].replace(found["aside"] or "", ""))
        ):
            continue
        near = _near(percent, int(base.value))
        if near is not None:
            how = f"No whole number of {int(base.value)} is {percent.text}%: {near}."
            yield Finding(Class.UNEXPLAINED, place, found["percent"], "", how, sentence)


def _near(percent: Printed, base: int) -> str | None:
    """The shares on both sides of the print, where no count of the base gives it under any rule."""
    below = int(percent.value * base / 100)
    shares = [(count, Fraction(100 * count, base)) for count in range(below - 1, below + 3)]
    if any(share in percent.widest for _, share in shares):
        return None
    return f"{below} are {float(shares[1][1]):.3g}%, {below + 1} are {float(shares[2][1]):.3g}%"
