"""Claims of a share: a count, what it is a count of, and the percentage or the fraction in words that goes with it.

In: a sentence. Out: `ShareClaim`s, each with what is printed of the three; what is missing may stand in a table or in
another sentence. “8 (20%)”, “eight of the 40 bells (20%)”, “8 (20%) of the 40 red bells”, “20% (8 of 40)”,
“nearly a third (31%)”, “one in five (8 or 20%)”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from waymark.assurance.printed import NUMBER, Printed, printed_number
from waymark.assurance.prose.spelled import COUNT, InWords, fractions_in, number_of

_PERCENT = rf"(?:{NUMBER})\s*(?:%|per\s?cent\b)"
_NOUNS = r"(?:[a-z’'‘/-]+\s+){0,5}?"
_OF_BASE = r"(?:out\s+)?of\s+(?:all\s+)?(?:the\s+|these\s+|those\s+|our\s+|a\s+total\s+of\s+)?"
_OF_BASE += rf"(?:\w+\s+)?(?P<base>{COUNT})\b"
_FORMS = (
    # eight of the 40 bells (20%)
    rf"(?P<count>{COUNT})\s+{_OF_BASE}(?P<between>[^.;:()\d]{{0,60}})\((?P<percent>{_PERCENT})",
    # 8 (20%) of the 40 red bells
    rf"(?P<count>{COUNT})\s+{_NOUNS}\((?P<percent>{_PERCENT})\)\s+{_NOUNS}{_OF_BASE}",
    # 20% (8 of 40), 20% (8/40)
    rf"(?P<percent>{_PERCENT})\s*\(\s*(?P<count>{COUNT})\s*(?:of|/|out of)\s*(?P<base>{COUNT})\s*\)",
    # 125 (or 43% of the 292), 29 were or had been red (30% of the 96)
    rf"(?P<count>{COUNT})(?P<between>[^.;:()\d%]{{0,70}}?)\s*\(\s*(?:or\s+)?(?P<percent>{_PERCENT})\s+of\s+(?:the\s+|all\s+|these\s+)?(?P<base>{COUNT})\b",
    # 8 of 40, 20%
    rf"(?P<count>{COUNT})\s*(?:/|of|out\s+of)\s*(?:the\s+)?(?P<base>{COUNT})\s*(?:,|or|–|-)\s*(?P<percent>{_PERCENT})",
    # one in five (8 or 20%)
    rf"\(\s*(?P<count>{COUNT})\s*(?:or|,|;|–|-|=)\s*(?P<percent>{_PERCENT})\s*\)",
    # 8 (20%), 8 bells (20%), 8, 20%
    rf"(?P<count>{COUNT})(?P<between>(?:\s+[a-z’'‘/-]+){{0,6}}?)\s*[(\[]\s*(?P<percent>{_PERCENT})\s*(?P<of>of\s+(?:the\s+|all\s+)?(?P<base>{COUNT}))?",
)
_BRACKET = re.compile(
    rf"[^.;:()\d%]{{0,70}}\(\s*(?:(?:{COUNT})\s*(?:or|,|;)\s*)?(?P<percent>{_PERCENT})\s*\)", re.IGNORECASE
)
_BRACKET_COUNT = re.compile(
    rf"(?:\s+(?:of\s+)?(?:the\s+|all\s+|these\s+|those\s+)*(?P<base>{COUNT}))?[^.;:()\d%]{{0,70}}"
    rf"\(\s*(?P<count>{COUNT})(?:\s+[a-z]+)?\s*\)",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"[\s-]*(?:years?|months?|weeks?|days?|hours?|times|fold|per\b|%|percentage points?)\b", re.IGNORECASE
)
"""What makes of a number no count of cases."""
_LEAST = 10
"""A smaller number in brackets after a fraction may be the mark of a note."""
_QUOTED = re.compile(r"\b(?:printed|misprinted|published|corrected|revised)\s+(?:as|from)\s+$", re.IGNORECASE)
"""What another print says is no claim of this text."""
_PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)


@dataclass(frozen=True)
class ShareClaim:
    """`count` of `base` is `percent`; each None where it is not printed with the others. `start` and `end` in the
    text; `between`: the words between count and percentage."""

    text: str
    count: Printed | None
    base: Printed | None
    percent: Printed | None
    start: int
    end: int
    between: str = ""
    in_words: InWords | None = None


def share_claims(text: str) -> list[ShareClaim]:
    """In the order in which they stand. What one form has taken is not read again by a weaker one."""
    if "(" not in text and "%" not in text and "cent" not in text:
        return []
    fractions = list(fractions_in(text))
    found = list(_fractions(text, fractions))
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            claim = _claim(match)
            quoted = _QUOTED.search(text[: match.start()])
            if claim is not None and quoted is None and not _is_taken(match, found, fractions):
                found.append(claim)
    return sorted(found, key=lambda claim: claim.start)


def _is_taken(match: re.Match[str], found: list[ShareClaim], fractions: list[InWords]) -> bool:
    """Whether its count is a part of a fraction in words, or the whole is a part of what was read before. A count in
    the bracket of a fraction is a claim of its own: “one in five (8 or 20%)”."""
    at = match.start("count")
    if any(words.start <= at < words.end for words in fractions):
        return True
    return any(match.start() < one.end and one.start < match.end() and one.in_words is None for one in found)


def _claim(match: re.Match[str]) -> ShareClaim | None:
    named = match.groupdict()
    count = number_of(named["count"])
    base = number_of(named["base"]) if named.get("base") else None
    percent = percent_of(named["percent"])
    if (
        count is None
        or percent is None
        or count.decimals
        or _is_year(count)
        or _MEASURE.match(match.string, match.end("count"))
    ):
        return None
    return ShareClaim(match[0], count, base, percent, match.start(), match.end(), named.get("between") or "")


def percent_of(text: str) -> Printed | None:
    return printed_number(re.sub(r"\s*(?:%|per\s?cent)\s*$", "", text, flags=re.IGNORECASE))


def _is_year(number: Printed) -> bool:
    return number.text[:1].isdigit() and 1900 <= number.value <= 2100 and "," not in number.text


def _fractions(text: str, fractions: list[InWords]) -> Iterator[ShareClaim]:
    """A fraction in words with the percentage that stands for it in brackets close by; the nearest before it."""
    for words, later in zip_longest(fractions, fractions[1:]):
        close = _BRACKET.match(text, words.end) or _BRACKET_COUNT.match(text, words.end)
        if close is None or (later is not None and later.start < close.end()):
            continue
        span = (words.start, close.end())
        named = close.groupdict()
        if named.get("percent"):
            percent = percent_of(named["percent"])
            yield ShareClaim(text[slice(*span)], None, None, percent, *span, in_words=words)
            continue
        count = number_of(named["count"])
        base = number_of(named["base"]) if named.get("base") else None
        if count is not None and not count.decimals and count.value >= _LEAST and not _is_year(count):
            yield ShareClaim(text[slice(*span)], count, base, None, *span, in_words=words)
