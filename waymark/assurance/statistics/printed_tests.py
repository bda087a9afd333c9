"""Where a text prints a test: its name, statistic, degrees of freedom, number of cases and p, as they stand.

In: prose or a note. Out: `PrintedTest`s. Only what stands in the same sentence or bracket goes together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from waymark.assurance.documents.document import Place, Prose
from waymark.assurance.printed import NUMBER, Printed, printed_number
from waymark.assurance.prose.sentences import sentence_at

Kind = Literal["chi-square", "spearman"]
Sign = Literal["=", "<", ">"]

_KINDS: tuple[tuple[Kind, str], ...] = (
    ("chi-square", r"(?:χ\s*²|χ\s*2|chi[- ]?squared?(?: test| statistic)?)"),
    ("spearman", r"(?:Spearman(?:['’]s)?(?: (?:rank|rho|correlation|coefficient|order|ρ|r[s]?))*)"),
)
_STATISTIC = (
    r"\s*(?:\(\s*(?P<df>\d{{1,3}})(?:\s*,\s*[nN]\s*=\s*(?P<n>[\d,]+))?\s*\))?"
    r"\s*(?:of|was|is|value|:|=|,)?\s*(?P<value>-?(?:{number}))(?!\s*%)"
)
_PATTERNS = tuple(
    (kind, re.compile(name + _STATISTIC.format(number=NUMBER), re.IGNORECASE)) for kind, name in _KINDS
)
_DF = re.compile(
    r"\b(?:d\.?f\.?|degrees? of freedom)\s*[=:]?\s*(\d{1,3})|\b(\d{1,3}) (?:d\.?f\.?\b|degrees? of freedom)",
    re.IGNORECASE,
)
_N = re.compile(r"\b[nN]\s*=\s*(\d[\d,]*)")
_P = re.compile(r"\bp\s*(?:-?value)?\s*(?P<sign>=|<|>|≤|≥|of)\s*(?P<value>0?\.\d+)", re.IGNORECASE)
_REACH = 60
"""How far from the statistic its degrees of freedom and its p may stand, in letters."""


@dataclass(frozen=True)
class PrintedTest:
    """`sentence` in which it stands."""

    kind: Kind
    statistic: Printed
    df: int | None
    n: int | None
    p: Printed | None
    sign: Sign
    text: str
    sentence: str
    place: Place


def printed_tests(prose: Prose) -> Iterator[PrintedTest]:
    text = prose.text
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            value = printed_number(found["value"].lstrip("-"))
            if value is None:
                continue
            after = text[found.end() : found.end() + _REACH]
            near = after[: _next_test(after)]
            df, n, p = _DF.search(near), _N.search(near), _P.search(near)
            end = found.end() + max(one.end() for one in (df, n, p) if one) if df or n or p else found.end()
            yield PrintedTest(
                kind=kind,
                statistic=value,
                df=int(found["df"] or (df and (df[1] or df[2])) or 0) or None,
                n=int((found["n"] or (n and n[1]) or "0").replace(",", "")) or None,
                p=printed_number(p["value"]) if p else None,
                sign=_sign(p["sign"]) if p else "=",
                text=text[found.start() : end],
                sentence=sentence_at(text, found.start()),
                place=prose.place_at(found.start()),
            )


def _next_test(after: str) -> int:
    """Where the next test begins, so that its p is not taken for this one's."""
    starts = [found.start() for _, pattern in _PATTERNS if (found := pattern.search(after))]
    return min(starts, default=len(after))


def _sign(printed: str) -> Sign:
    return {"≤": "<", "≥": ">", "<": "<", ">": ">"}.get(printed, "=")  # type: ignore[return-value]
