"""A claim against itself: count, base and percentage of one sentence, and a fraction in words against its percentage.

Where the base is not printed with the claim, any number that the text nearby gives may be it: those of the sentence,
then of the paragraph, then the bases of the report's tables. A claim that none of them gives is unexplained.
In: claims and bases. Out: findings.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction

from waymark.assurance.documents.document import Place
from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import Printed, Rounding, rounded
from waymark.assurance.prose.bases import may_be_bases
from waymark.assurance.prose.shares import ShareClaim, share_claims
from waymark.assurance.prose.spelled import COUNT, InWords, number_of

_BROUGHT_IN = re.compile(
    rf"\b(?:of|for|among|amongst|in)\s+(?:(?:all|the|these|those|our)\s+)+(?P<base>{COUNT})\s+[a-z]",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(r"%\s*\)\s+of\s+(?:these|those)\b", re.IGNORECASE)
"""“Three (15%) of these 17”: the bracket comes before the base, and may go on speaking of all."""
_AMONG = re.compile(
    r"\b(?:of|for|among|amongst|in|from)\s+(?:(?:all|the|these|those|our)\s+)*$", re.IGNORECASE
)
_COUNTED = re.compile(COUNT, re.IGNORECASE)
_RULES = {
    Rounding.HALF_UP: "it was rounded half up",
    Rounding.HALF_EVEN: "it was rounded half to even",
    Rounding.TRUNCATED: "the rest was cut off",
}
FURTHEST = Fraction(8)
"""Percentage points by which “nearly” or “over” may miss."""
NEAR = Fraction(1, 10)
"""The part of it by which “about half” may."""
PLAIN = Fraction(4)
"""Percentage points by which a fraction without a hedge may."""


def finding_of_claim(claim: ShareClaim, place: Place, sentence: str, bases: Sequence[int]) -> Finding | None:
    """`bases`: what stands nearby, rising."""
    if claim.in_words is not None and claim.percent is not None:
        return _in_words(claim, claim.in_words, claim.percent, place, sentence)
    if claim.in_words is not None and claim.count is not None:
        return _in_words_of_count(claim, claim.in_words, claim.count, place, sentence, bases)
    if claim.count is None or claim.percent is None:
        return None
    if claim.base is not None:
        return _with_base(claim, claim.count, claim.base, claim.percent, place, sentence)
    return _without_base(claim, claim.count, claim.percent, place, sentence, bases)


def _with_base(
    claim: ShareClaim, count: Printed, base: Printed, percent: Printed, place: Place, sentence: str
) -> Finding | None:
    if not base.value:
        return None
    exact = 100 * count.value / base.value
    if percent.is_print_of(exact, Rounding.HALF_UP):
        return None
    computed = f"{rounded(exact, percent.decimals)}%"
    how = f"{int(count.value)} of {int(base.value)} is {rounded(exact, percent.decimals + 2)}%"
    rule = next((rule for rule in Rounding if percent.is_print_of(exact, rule)), None)
    if rule is not None:
        return Finding(Class.ROUNDING, place, claim.text, computed, f"{how}; {_RULES[rule]}.", sentence)
    if _OF_A_PART.search(claim.text):
        how = f"{how}; the percentage may be of all, not of the {int(base.value)}."
        return Finding(Class.UNEXPLAINED, place, claim.text, computed, how, sentence)
    return Finding(Class.WRONG, place, claim.text, computed, f"{how}.", sentence)


def _without_base(
    claim: ShareClaim, count: Printed, percent: Printed, place: Place, sentence: str, nearby: Sequence[int]
) -> Finding | None:
    """Where the sentence itself brings a base in before the claim (“of the 40 bells, …”), only its own numbers may be
    the base; else any that stands nearby."""
    if not percent.value:
        return None
    own = [base for base in may_be_bases(sentence) if base >= count.value]
    if any(_gives(count, base, percent, Rounding.HALF_UP) for base in own):
        return None
    if _is_base(claim, count, percent, sentence):
        return None
    brought = _brought_in(sentence, claim, count)
    bases = own if brought else [*own, *_in_reach(nearby, count, percent)]
    if any(_gives(count, base, percent, Rounding.HALF_UP) for base in bases):
        return None
    for base in own:
        if 100 * count.value / base in percent.widest:
            return _with_base(claim, count, Printed(str(base), Fraction(base), 0), percent, place, sentence)
    if any(100 * count.value / base in percent.widest for base in bases):
        return None
    if brought:
        share = rounded(100 * count.value / brought[-1], percent.decimals + 2)
        how = f"{int(count.value)} of {brought[-1]} is {share}%; no other number here gives {percent.text}%."
        return Finding(Class.UNEXPLAINED, place, claim.text, f"{share}%", how, sentence)
    how = f"{_bare(claim.text)} {_needed(count, percent)}"
    return Finding(Class.UNEXPLAINED, place, claim.text, "", how, sentence)


def _is_base(claim: ShareClaim, count: Printed, percent: Printed, sentence: str) -> bool:
    """“One of them rang among 52 bells (1.9%)”: the number beside the percentage is what it is a share of."""
    before = sentence[: max(sentence.find(claim.text), 0)]
    if not _AMONG.search(before) or not count.value:
        return False
    parts = [number_of(found[0]) for found in _COUNTED.finditer(before)]
    return any(percent.is_print_of(100 * one.value / count.value, Rounding.HALF_UP) for one in parts if one)


def _bare(text: str) -> str:
    """Without the bracket that stands around all of it: “(8 or 20%)”."""
    return text[1:-1] if text[:1] == "(" and text[-1:] == ")" else text


def _needed(count: Printed, percent: Printed) -> str:
    """What base the two need; of a small count few percentages can be had at all."""
    least = int(100 * count.value / percent.widest.high) + 1
    if percent.widest.low <= 0:
        return f"needs a base of {least} or more; none is printed."
    most = int(100 * count.value / percent.widest.low)
    if least > most:
        return f"is no whole number's share: {count.text} of {most} or of {least} is another percentage."
    named = f"of {least}" if least == most else f"between {least} and {most}"
    return f"needs a base {named}; none is printed."


def _in_reach(bases: Sequence[int], count: Printed, percent: Printed) -> Sequence[int]:
    """Those of the rising bases of which the count can be that share."""
    low, high = percent.widest.low, percent.widest.high
    first = bisect_left(bases, max(100 * count.value / high, count.value))
    return bases[first : bisect_right(bases, 100 * count.value / low)] if low > 0 else bases[first:]


def may_be_share(claim: ShareClaim, bases: Sequence[int]) -> bool:
    """Whether any of the rising bases makes the count of the claim its percentage."""
    return (
        claim.count is not None
        and claim.percent is not None
        and len(_in_reach(bases, claim.count, claim.percent)) > 0
    )


def _gives(count: Printed, base: int, percent: Printed, rule: Rounding) -> bool:
    return base > 0 and percent.is_print_of(100 * count.value / base, rule)


def _brought_in(sentence: str, claim: ShareClaim, count: Printed) -> list[int]:
    """Bases that the sentence names before the claim: “of the 40 bells”, “for 12 of which”; not those that another
    claim names as its own."""
    at = max(sentence.find(claim.text), 0)
    spans = [(one.start, one.end) for one in share_claims(sentence[:at]) if one.base is not None]
    found = [
        number_of(one["base"])
        for one in _BROUGHT_IN.finditer(sentence[:at])
        if not any(start <= one.start("base") < end for start, end in spans)
    ]
    bases = {int(one.value) for one in found if one is not None and one.value >= count.value}
    return [base for base in may_be_bases(sentence) if base in bases]


def _in_words(
    claim: ShareClaim, words: InWords, told: Printed, place: Place, sentence: str
) -> Finding | None:
    said = 100 * words.value
    if _suits(words, told.value - told.unit / 2, told.value + told.unit / 2):
        return None
    how = f"“{words.text}” is {rounded(said, 0)}%, what is printed beside it {told.text}%."
    return Finding(Class.STYLE, place, claim.text, f"{rounded(said, 0)}%", how, sentence)


def _in_words_of_count(
    claim: ShareClaim, words: InWords, count: Printed, place: Place, sentence: str, bases: Iterable[int]
) -> Finding | None:
    """“One in ten (29)”: of the base that the fraction itself names, else of any that stands nearby."""
    if claim.base is not None:
        bases = (int(claim.base.value),)
    shares = [100 * count.value / base for base in bases if base > count.value]
    if not shares or any(_suits(words, share, share) for share in shares):
        return None
    said = rounded(100 * words.value, 0)
    if claim.base is not None:
        how = f"{int(count.value)} of {int(claim.base.value)} is {rounded(shares[0], 1)}%, “{words.text}” is {said}%."
        return Finding(Class.STYLE, place, claim.text, f"{rounded(shares[0], 1)}%", how, sentence)
    how = f"“{words.text}” is {said}%; no base nearby makes {int(count.value)} that share."
    return Finding(Class.UNEXPLAINED, place, claim.text, "", how, sentence)


def _next_above(said: Fraction) -> Fraction:
    """Up to where “more than half” is the usual word: what comes after two-thirds is told so."""
    usual = (Fraction(100, parts) * many for parts in (2, 3, 4) for many in range(1, parts + 1))
    return max(
        said + FURTHEST, min((one for one in usual if one > said), default=said) if said >= 25 else said
    )


def _suits(words: InWords, low: Fraction, high: Fraction) -> bool:
    """Whether a percentage between the two can be told in these words."""
    said = 100 * words.value
    about = max(PLAIN, said * NEAR)
    return {
        "below": low <= said and said - high <= FURTHEST,
        "above": high >= said and low <= _next_above(said),
        "about": low - said <= about and said - high <= about,
        "": low - said <= PLAIN and said - high <= PLAIN,
    }[words.hedge]
