"""What demonstration readers write: a second reader's opinion that sometimes differs, and summaries of cases that
quote the (synthetic) report. Pure; the same seed gives the same.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from waymark.instruments.variables import Variable

SHARE_READ_TWICE = 0.1
SHARE_OF_SECOND_READINGS_DONE = 0.7
SHARE_IN_DEPTH_DONE = 0.5
SHARE_THAT_DIFFERS = 0.12
"""Of the answers to questions of judgement; published trials of data extraction find about so much."""

_SHORTEST_QUOTE, _LONGEST_QUOTE = 60, 420


@dataclass(frozen=True)
class DemonstrationPerson:
    handle: str
    name: str
    role: str


PEOPLE = (
    DemonstrationPerson("lead-1", "A. Lead", "lead"),
    DemonstrationPerson("reader-1", "M. Reader", "reader"),
    DemonstrationPerson("reader-2", "P. Reader", "reader"),
)
"""The readers have the handles that the file of answers names."""


@dataclass(frozen=True)
class Candidate:
    """A paragraph that may be quoted: code points of the stored text."""

    start: int
    end: int
    page: int
    text: str


@dataclass(frozen=True)
class WrittenItem:
    variable: str
    text: str
    quoted: Candidate


def second_opinion(variable: Variable, code: str, chance: random.Random) -> str:
    """The same answer, or now and then another category."""
    others = [c.code for c in variable.categories if c.code != code and not c.missing]
    return chance.choice(others) if others and chance.random() < SHARE_THAT_DIFFERS else code


def summary(
    variables: Sequence[str], paragraphs: Sequence[Candidate], chance: random.Random
) -> tuple[WrittenItem, ...]:
    """Running text for each heading, in the order of the report, each with a passage quoted in."""
    usable = [p for p in paragraphs if _SHORTEST_QUOTE <= len(p.text) <= _LONGEST_QUOTE] or list(paragraphs)
    chosen = sorted((chance.choice(usable) for _ in variables), key=lambda paragraph: paragraph.start)
    return tuple(
        WrittenItem(name, f"The report says: “{quoted.text.strip()}” (page {quoted.page})", quoted)
        for name, quoted in zip(variables, chosen, strict=True)
    )
