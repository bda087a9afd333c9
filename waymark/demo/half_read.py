"""What demonstration readers write: a second reader's opinion that sometimes differs, and summaries of cases that
quote the (synthetic) report. Pure; the same seed gives the same.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from waymark.demo.margins import Where, demonstration_data
from waymark.demo.passages import Candidate
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable

SHARE_READ_TWICE = 0.1
SHARE_OF_SECOND_READINGS_DONE = 0.7
SHARE_IN_DEPTH_DONE = 0.5
SHARE_THAT_DIFFERS = 0.12
"""Of the answers to questions of judgement; published trials of data extraction find about so much."""
SHARE_READ_OTHERWISE = 0.25
"""Of those among them that rest on a sentence of the report: it is there that two readers weigh the same words."""
SHARE_CORRECTED = 0.02
"""Of the plain facts that a second reader verifies, where the report does not state them in so many words."""
DECIDED = 3
"""Every third disagreement is decided already."""

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


class Reasons(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What people write where a reason is asked for."""

    pinned: str
    not_pinned: str
    swapped: str
    withdrawn: str


class Marked(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The cases that readers mark for the next layer, and why."""

    why: str


class HalfRead(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`sample`: the name of the sub-sample that the lead draws from `population`, with `seed`; a case whose report has
    fewer pages than `shortest_report` is not swapped into it."""

    sample: str
    population: str
    seed: int
    shortest_report: int
    marked: tuple[Marked, ...]
    reasons: Reasons


def half_read_of(pack: Pack) -> HalfRead:
    return demonstration_data(pack, "half_read.toml", HalfRead)


@dataclass(frozen=True)
class WrittenItem:
    variable: str
    text: str
    quoted: Candidate


def second_opinion(variable: Variable, code: str, chance: random.Random, share: float) -> str:
    """The same answer, or now and then a category that stands next to it in the codebook."""
    codes = [category.code for category in variable.categories if not category.missing]
    if code not in codes or chance.random() >= share:
        return code
    at = codes.index(code)
    beside = codes[max(at - 1, 0) : at] + codes[at + 1 : at + 2]
    return chance.choice(beside) if beside else code


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
