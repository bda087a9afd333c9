"""Tests in words: their size first, then the statistic, then what was printed and what was assumed.

A test that was done in two ways (with and without correction, say) is told once, with both statistics.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from waymark.analysis.results import Published, TestResult

TIED = "\u00a0"  # a space at which no line is broken


@dataclass(frozen=True)
class Told:
    """`says` is one line; `aside` is what it rests on, and what was printed otherwise."""

    name: str
    says: str
    aside: str


def told(tests: Iterable[TestResult]) -> tuple[Told, ...]:
    """Each test once. Neighbours of one name and size are ways of doing the same test."""
    found = []
    for _, members in groupby(tests, key=lambda test: (test.name, test.effect_name, test.effect)):
        ways = list(members)
        says = f"{_size(ways[0])}{'; '.join(_statistic(way) for way in ways)}."
        printed = [f"Printed: {_printed(way.published)}." for way in ways if way.published]
        asides = [_sentence(text) for way in ways for text in (way.assumed, way.note) if text]
        found.append(Told(ways[0].name, " ".join([says, *printed]), " ".join(dict.fromkeys(asides))))
    return tuple(found)


def in_one_line(test: TestResult) -> str:
    """“Contact by age: Cramér’s V 0.21; χ² = 23.77, 9 df, p = .005. Printed: 24.59, p = .005.”"""
    (one,) = told([test])
    return f"{one.name}: {one.says} {one.aside}".strip()


def p_value(p: float) -> str:
    """Three decimals; below that, that it is smaller."""
    return f"p{TIED}<{TIED}.001" if p < 0.001 else f"p{TIED}={TIED}{p:.3f}".replace("0.", ".", 1)


def _size(test: TestResult) -> str:
    if test.effect is None:
        return ""
    interval = ""
    if test.effect_low is not None and test.effect_high is not None:
        interval = f" (95% interval {test.effect_low:.2f} to {test.effect_high:.2f})"
    return f"{test.effect_name}{TIED}{test.effect:.2f}{interval}; "


def _statistic(test: TestResult) -> str:
    degrees = f", {test.df}{TIED}df" if test.df is not None else ""
    value = "" if test.statistic is None else f"{TIED}={TIED}{test.statistic:.2f}"
    return ", ".join(part for part in (f"{test.statistic_name}{value}{degrees}", p_value(test.p)) if part)


def _printed(published: Published) -> str:
    """What the source printed; a p that holds its own sign, or words, as it stands."""
    p = published.p.strip()
    if p[:1] in ("<", ">", "="):
        p = f"p{TIED}{p[0]}{TIED}{p[1:].strip()}"
    elif any(char.isdigit() for char in p):
        p = f"p{TIED}={TIED}{p}"
    parts = (published.statistic, f"{published.df}{TIED}df" if published.df else "", p)
    return ", ".join(part for part in parts if part)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."
