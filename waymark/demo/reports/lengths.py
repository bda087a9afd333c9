"""How many pages each report has, and how many of them are appendices, so that the printed figures come out.

In: what is asked. Out: lengths in no order of cases. Seed: 9.2.1: a mean of 48 pages, 3 to 188, 84 reports
under 50, 12 over 100, 31 without an appendix, appendices of 5 pages in the mean and 44 at most.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from waymark.demo.reports.asked import Asked


@dataclass(frozen=True)
class Length:
    """Pages in all, and how many of them are at the back. `scanned`: all are pictures."""

    pages: int
    back: int = 0
    scanned: bool = False


def lengths(asked: Asked, number: int, chance: random.Random) -> list[Length]:
    """From the shortest to the longest."""
    given = asked.lengths
    fixed = [*asked.scanned_pages, given.shortest + asked.without_body_appendix]
    short = given.under_50 - len(fixed)
    under = [*fixed, *_with_mean(short, given.under_50_mean, given.under_50_between, chance)]
    rest = number - len(under) - len(given.longest)
    wanted = given.total - sum(under) - sum(given.longest)
    pages = [*under, *_with_mean(rest, wanted / rest, given.others_between, chance), *given.longest]
    backs = _backs(asked, pages, chance)
    scanned = set(asked.scanned_pages)
    made = [
        Length(total, back, scanned=at < len(scanned))
        for at, (total, back) in enumerate(zip(pages, backs, strict=True))
    ]
    return sorted(made, key=lambda length: (length.pages, length.back))


def _with_mean(number: int, mean: float, between: tuple[int, int], chance: random.Random) -> list[int]:
    """Many near the lowest and few near the highest, with the mean that is asked."""
    low, high = between
    bend = (high - mean) / (mean - low)
    made = [low + round((high - low) * ((at + chance.random()) / number) ** bend) for at in range(number)]
    over = sum(made) - round(mean * number)
    for at in range(abs(over)):
        made[at % number] -= 1 if over > 0 else -1
    return [min(high, max(low, pages)) for pages in made]


def _backs(asked: Asked, pages: list[int], chance: random.Random) -> list[int]:
    """Pages at the back of each: none for some, about a tenth for most, one very long."""
    given = asked.lengths
    scanned = len(asked.scanned_pages)
    first_long = len(pages) - len(given.longest)
    bare = {*range(scanned), *chance.sample(range(scanned + 1, first_long), given.without_appendix - scanned)}
    backs = [
        0 if at in bare else 1 + round(total * chance.uniform(0.02, 0.14)) for at, total in enumerate(pages)
    ]
    backs[scanned] = asked.without_body_appendix
    backs[-2] = given.longest_appendix
    over = sum(backs) - given.appendix_pages * (len(pages) - len(bare))
    free = [at for at, back in enumerate(backs[:first_long]) if back > 1 and at > scanned]
    while over != 0:
        at = chance.choice(free)
        if over > 0 and backs[at] > 1:
            backs[at], over = backs[at] - 1, over - 1
        elif over < 0 and backs[at] < pages[at] // 4:
            backs[at], over = backs[at] + 1, over + 1
    return backs
