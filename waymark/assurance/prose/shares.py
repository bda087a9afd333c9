"""Claims of a share: a count, what it is a count of, and the percentage or the fraction in words that goes with it.

In: a sentence. Out: `ShareClaim`s, each with what is printed of the three; what is missing may stand in a table or in
another sentence. “8 (20%)”, “eight of the 40 bells (20%)”, “8 (20%) of the 40 red bells”, “20% (8 of 40)”,
“nearly a third (31%)”, “one in five (8 or 20%)”.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from waymark.assurance.printed import NUMBER, Printed, printed_number
from waymark.assurance.prose.cases import PERCENT, is_of_cases
from waymark.assurance.prose.spelled import COUNT, WORDS, InWords, fractions_in, number_of

_ENDED = rf"(?!\s*[“‘\"']?(?!or\b|of\s+(?:(?:the|all|these)\s+)?{COUNT})[a-z])(?!\s*(?:→|[-=]>|±|[-–—]\s*\d))"
"""After the percentage of a count no noun follows and no second figure: “30 bells (95% CI …)”, “30 bells (76% red)”,
“bells (55% → 56%)” are none, nor is “30 bells (9% of the weight)”, which is a share of something else."""
_NOUN = rf"(?:\s+(?!(?:{WORDS})\b)[a-z’'‘/-]+)"
_NOUNS = rf"(?:{_NOUN}){{0,5}}?\s+"
_BASE = rf"(?P<base>{COUNT})\b(?!\s*(?:%|per\s?cent\b))"
_LAST_BASE = rf"{_BASE}(?!\s*[(\[]\s*(?:{NUMBER})\s*%)"
"""A count with a percentage of its own is no base of one before it."""
_THE = r"(?:the|these|those|our)\s+"
_THE_OR_NOT = r"(?:all\s+)?(?:(?:the|these|those|our)\s+)?"
_OF = r"(?:out\s+)?of\s+(?:all\s+)?"
_OF_WHICH = rf"{_OF}(?:{_THE}(?:[a-z]+\s+)?|a\s+total\s+of\s+)?"
_FORMS = (
    # eight of the 40 bells (20%)
    rf"(?P<count>{COUNT})\s+{_OF_WHICH}{_BASE}(?P<between>[^.;:()\[\]\d]{{0,60}})[(\[]\s*(?P<percent>{PERCENT}){_ENDED}",
    # 8 bells out of 40 (20%)
    rf"(?P<count>{COUNT}){_NOUN}{{1,2}}\s+out\s+of\s+{_THE_OR_NOT}{_BASE}(?P<between>[^.;:()\[\]\d]{{0,60}})[(\[]\s*(?P<percent>{PERCENT}){_ENDED}",
    # 8/40 bells (20%), 8/40 [20%]
    rf"(?P<count>{COUNT})\s*/\s*(?P<base>{COUNT})(?P<between>[^.;:,()\[\]\d%]{{0,40}})[(\[]\s*(?P<percent>{PERCENT}){_ENDED}",
    # 8 (20%) of the 40
    rf"(?P<count>{COUNT}){_NOUNS}[(\[](?P<percent>{PERCENT})[)\]]\s+{_OF_WHICH}{_LAST_BASE}",
    # 8 (20%) red bells of the 40
    rf"(?P<count>{COUNT}){_NOUNS}\((?P<percent>{PERCENT})\){_NOUNS}{_OF}{_THE}(?:[a-z]+\s+)?{_LAST_BASE}",
    # 20% (8 of 40), 20% of the bells (8/40, table 3)
    rf"(?P<percent>{PERCENT})(?P<between>(?:\s+of\s[^.;:,()\[\]\d%]{{0,40}}?)?)\s*[(\[]\s*(?:n\s*=\s*)?(?P<count>{COUNT})\s*(?:of|/|out\s+of)\s*(?:the\s+)?(?P<base>{COUNT})\b(?!\s*%)",
    # 125 (or 43% of the 292), 29 were or had been red (30% of the 96)
    rf"(?P<count>{COUNT})(?P<between>[^.;:()\d%]{{0,70}}?)\s*\(\s*(?:or\s+)?(?P<percent>{PERCENT})\s+of\s+(?:the\s+|all\s+|these\s+)?(?P<base>{COUNT})\b",
    # 8 of 40, 20%
    rf"(?P<count>{COUNT})\s*(?:/|of|out\s+of)\s*(?:the\s+)?(?P<base>{COUNT})\s*(?:,|or|–|-)\s*(?P<percent>{PERCENT}){_ENDED}",
    # one in five (8 or 20%)
    rf"\(\s*(?P<count>{COUNT})(?:\s*(?:or|,|;|=)\s*|\s+[–-]\s+)(?P<percent>{PERCENT})\s*\)",
    # 8 (20%), 8 bells (20%), 8, 20%
    rf"(?P<count>{COUNT})(?P<between>{_NOUN}{{0,6}}?)\s*[(\[]\s*(?P<percent>{PERCENT}){_ENDED}\s*(?P<of>of\s+(?:the\s+|all\s+)?(?P<base>{COUNT}))?",
)
_BRACKET = re.compile(
    rf"[^.;:()\d%]{{0,70}}\(\s*(?:(?:{COUNT})\s*(?:or|,|;)\s*)?(?P<percent>{PERCENT})\s*\)", re.IGNORECASE
)
_BRACKET_COUNT = re.compile(
    rf"(?:\s+(?:of\s+)?(?:the\s+|all\s+|these\s+|those\s+)*(?P<base>{COUNT}))?[^.;:()\d%]{{0,70}}"
    rf"\(\s*(?P<count>{COUNT})(?:\s+[a-z]+)?\s*\)",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"[\s-]*(?:years?|months?|weeks?|days?|hours?|hrs?|[ap]m|minutes?|mins?|seconds?|times|fold|per\b|"
    r"percentage points?|points?|percent|or\s+(?:more|over|fewer|less)|million|billion|bn|thousand|"
    r"miles?|acres?|hectares?|tonnes?|(?:[kmcμµ]|mc)?[gml]|km|mmol|mmhg|kpa|iu)\b|\s*[%°±]",
    re.IGNORECASE,
)
"""What makes of a number no count of cases."""
_NAME_AFTER = re.compile(r"\s+(?:[A-Z]\w*\s+)?(?i:group|arm|trial|cohort|study|model|version)\b")
"""After a number that is the name of the one thing that follows: “the 279,396 group”."""
_LEAST = 10
"""A smaller number in brackets after a fraction may be the mark of a note."""
_GROUPED_BEFORE = re.compile(r"^.*\s(?=\d)")
_OF_WORDS = re.compile(r"\)\s+of\s+[a-z-]+$", re.IGNORECASE)
_ANOTHER = re.compile(r",\s*(?:but|and|or|while|whereas|although|though|with)\b", re.IGNORECASE)
"""After a comma it begins a clause with figures of its own."""
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
"""“By half (12%)” is a change, and the percentage what is left."""
_SAYS_PERCENT = re.compile(r"%|per\s?cent", re.IGNORECASE)
_PATTERNS = tuple(re.compile(form, re.IGNORECASE) for form in _FORMS)
_COUNTS = re.compile(rf"(?={COUNT})", re.IGNORECASE)
_BEGIN_WITH_COUNT = frozenset(pattern for pattern in _PATTERNS if pattern.pattern.startswith("(?P<count>"))


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


@lru_cache(maxsize=16_384)  # the paragraphs and sentences of a long report
def share_claims(text: str) -> tuple[ShareClaim, ...]:
    """In the order in which they stand. What one form has taken is not read again by a weaker one. Several checks read
    the same paragraphs one after the other."""
    has_percent = _SAYS_PERCENT.search(text) is not None
    if not has_percent and "(" not in text:
        return ()
    fractions = sorted(fractions_in(text), key=lambda words: words.start)
    found = list(_fractions(text, fractions))
    taken = _Spans()
    counts = [found.start() for found in _COUNTS.finditer(text)] if has_percent else []
    for pattern in _PATTERNS if has_percent else ():  # without one only a fraction in words is a claim
        for match in _matches(pattern, text, counts):
            claim = _claim(match)
            if claim is None or _is_in(match, fractions) or taken.meet(match.start(), match.end()):
                continue
            taken.add(match.start(), match.end())
            if is_of_cases(match, claim.text, claim.base, claim.between):
                found.append(claim)
    return tuple(sorted(found, key=lambda claim: claim.start))


def _matches(pattern: re.Pattern[str], text: str, counts: Sequence[int]) -> Iterator[re.Match[str]]:
    """As `finditer` gives them. Where counts may begin is looked for once for all forms that begin with one."""
    if pattern not in _BEGIN_WITH_COUNT:
        yield from pattern.finditer(text)
        return
    after = 0
    for start in counts:
        if start >= after and (match := pattern.match(text, start)):
            after = match.end()
            yield match


class _Spans:
    """Places of a text that do not meet one another, kept in order."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def meet(self, start: int, end: int) -> bool:
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end

    def add(self, start: int, end: int) -> None:
        at = bisect_right(self._starts, start)
        self._starts.insert(at, start)
        self._ends.insert(at, end)


def _is_in(match: re.Match[str], fractions: Sequence[InWords]) -> bool:
    """Whether its count is a part of a fraction in words. One in the bracket of a fraction is a claim of its own: “one
    in five (8 or 20%)”."""
    at = match.start("count")
    nearest = bisect_right(fractions, at, key=lambda words: words.start) - 1
    return nearest >= 0 and fractions[nearest].start <= at < fractions[nearest].end


def _claim(match: re.Match[str]) -> ShareClaim | None:
    named = match.groupdict()
    count = number_of(named["count"])
    base = number_of(named["base"]) if named.get("base") else None
    percent = percent_of(named["percent"])
    if base is not None and count is not None and percent is not None and percent.value <= 100:
        last = match.start("count") < match.start("percent") < match.start("base")
        # “7 (22%) of two points”, “3 (9.4%) of four points”
        another = base.value < count.value or (count.text[0].isdigit() and _OF_WORDS.search(match[0]))
        base = None if last and another else base
        if base is not None and count.value > base.value:
            # “2 222/1,311” in a row named 2
            count = number_of(_GROUPED_BEFORE.sub("", named["count"])) or count
    if (
        count is None
        or percent is None
        or count.decimals
        or (base is not None and base.decimals)
        or _is_year(count)
        or _MEASURE.match(match.string, match.end("count"))
        or (count.value > 1 and _NAME_AFTER.match(match.string, match.end("count")))
    ):
        return None
    end = match.end()
    if match[0].count("(") + match[0].count("[") > match[0].count(")") + match[0].count("]"):
        end += match.string[end : end + 1] in (")", "]")
    text = match.string[match.start() : end]
    return ShareClaim(text, count, base, percent, match.start(), end, named.get("between") or "")


def percent_of(text: str) -> Printed | None:
    return printed_number(re.sub(r"\s*(?:%|per\s?cent)\s*$", "", text, flags=re.IGNORECASE))


def _is_year(number: Printed) -> bool:
    return number.text[:1].isdigit() and 1900 <= number.value <= 2100 and "," not in number.text


def _fractions(text: str, fractions: list[InWords]) -> Iterator[ShareClaim]:
    """A fraction in words with the percentage that stands for it in brackets close by; the nearest before it."""
    for words, later in zip_longest(fractions, fractions[1:]):
        if _BY.search(text, max(0, words.start - 5), words.start):
            continue
        close = _BRACKET.match(text, words.end) or _BRACKET_COUNT.match(text, words.end)
        if close is None or (later is not None and later.start < close.end()):
            continue
        if _ANOTHER.search(close[0].partition("(")[0]):
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
