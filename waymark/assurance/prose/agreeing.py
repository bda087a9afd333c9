"""Bases that are printed nowhere but that figures vouch for together: parts that make up a whole, three figures of a
paragraph that one base gives, and two groups that are compared and make up a number that is printed.

“There were 73 (72.3%) red ones and 28 (27.7%) blue ones”: 101 of them. “Of 1,263, 60 (9.8%) against 78 (12.0%)”: 612
and 651 of them. A reader can put the base together, so such a figure is explained; one that does not agree with the
others is not.
In: the claims of a paragraph. Out: numbers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from fractions import Fraction
from itertools import pairwise

from waymark.assurance.printed import Printed
from waymark.assurance.prose.shares import ShareClaim

_VOUCH = 3
_NARROW = Fraction(1, 10)
"""A figure vouches for a base only if it leaves few to choose from, in parts of the base."""
_AND = re.compile(r"\b(?:and|plus)\b|[,;]", re.IGNORECASE)
_MOST = 200
"""Claims of one paragraph; more are a table set as text."""

_FURTHEST = 60
_AFTER = 40
"""How many letters may stand between two claims that are compared, and after the second what they are claims of."""
_COMPARED = re.compile(
    r"\b(?:vs?|versus|compared|against|whereas|while|than|groups?|arms?|cohorts?)\b", re.IGNORECASE
)

Figures = tuple[int, Printed]


def bases_agreed(claims: Sequence[ShareClaim]) -> frozenset[int]:
    """What the claims of one paragraph vouch for."""
    return frozenset(bases_of_parts(claims)) | bases_in_common(claims)


def bases_of_parts(claims: Sequence[ShareClaim]) -> Iterator[int]:
    """The sums of counts that follow one another and whose percentages make a hundred."""
    figures = [one for claim in claims if (one := _figures(claim)) is not None][:_MOST]
    for first in range(len(figures)):
        total, share, slack = 0, Fraction(0), Fraction(0)
        for count, percent in figures[first:]:
            total, share, slack = total + count, share + percent.value, slack + percent.unit / 2
            if share > 100 + slack:
                break
            if total > count and abs(share - 100) <= slack:
                yield total


def bases_in_common(claims: Sequence[ShareClaim]) -> frozenset[int]:
    """Every number that at least three different figures can be shares of, where each leaves few to choose from."""
    given = {one for claim in claims if (one := _figures(claim)) is not None}
    if not _VOUCH <= len(given) <= _MOST:
        return frozenset()
    vouched = defaultdict[int, int](int)
    for count, percent in given:
        if (
            percent.widest.low <= 0
            or percent.widest.high - percent.widest.low > _NARROW * percent.widest.high
        ):
            continue
        for base in possible_bases(count, percent):
            vouched[base] += 1
    return frozenset(base for base, figures in vouched.items() if figures >= _VOUCH)


def compared(text: str, claims: Sequence[ShareClaim], printed: Set[int]) -> frozenset[int]:
    """Where the claims start whose base is one of two groups that together are one of the printed numbers."""
    found = set[int]()
    for one, other in pairwise(claims):
        figures = _figures(one), _figures(other)
        if other.start - one.end > _FURTHEST or figures[0] is None or figures[1] is None:
            continue
        # “65 of the 79: 30 (83%) in the north and 35 (81%) in the south”
        parts = figures[0][0] + figures[1][0] in printed and _AND.search(text, one.end, other.start)
        if not (parts or _COMPARED.search(text, one.end, other.end + _AFTER)):
            continue
        bases = [possible_bases(*figure) for figure in figures if figure is not None]
        if all(bases) and any(bases[0][0] + bases[1][0] <= n <= bases[0][-1] + bases[1][-1] for n in printed):
            found |= {one.start, other.start}
    return frozenset(found)


def _figures(claim: ShareClaim) -> Figures | None:
    if claim.count is None or claim.percent is None or claim.base is not None or claim.percent.value <= 0:
        return None
    return int(claim.count.value), claim.percent


def possible_bases(count: int, percent: Printed) -> range:
    """The whole numbers of which the count is that share; none where there is no end of them."""
    low, high = percent.widest.low, percent.widest.high
    if low <= 0:
        return range(0)
    return range(int(100 * count / high) + 1, int(100 * count / low) + 1)
