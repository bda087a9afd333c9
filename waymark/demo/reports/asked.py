"""What is asked of the reports of a demonstration, read from `reports.toml` and `report_names.toml`.

Numbers follow published ones where there are any; weights are relative and need not add up to anything.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec

from waymark.demo.margins import Where, demonstration_data
from waymark.instruments.pack import Pack

Writes = Literal[
    "prose",
    "terms",
    "family",
    "story",
    "analysis",
    "findings",
    "questions",
    "recommendations",
    "considerations",
    "actions",
    "glossary",
    "references",
    "panel",
    "chronology",
    "agency recommendations",
]


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class Lengths(_Data, frozen=True):
    """Pages. `complex`: the cases whose reports are the longest; `short_models` are never long."""

    total: int
    shortest: int
    longest: tuple[int, ...]
    under_50: int
    under_50_between: tuple[int, int]
    under_50_mean: float
    others_between: tuple[int, int]
    without_appendix: int
    appendix_pages: int
    longest_appendix: int
    short_models: tuple[str, ...]
    complex: Where


class Titled(_Data, frozen=True, kw_only=True):
    """Reports that go by the name of a kind of review. `running_heads` name that kind too."""

    kind: str
    titles: tuple[str, ...]
    running_heads: tuple[str, ...] = ()


class Untitled(Titled, frozen=True, kw_only=True):
    """So many reports of some models go by the name of another kind."""

    number: int
    models: tuple[str, ...]


class SectionAsked(_Data, frozen=True):
    """`share` of the words of the body, relative to the other sections; never more than `most` words."""

    key: str
    kind: str
    writes: Writes
    headings: tuple[str, ...]
    parts: tuple[str, ...] = ()
    share: int = 0
    most: int = 1_000_000


class Form(_Data, frozen=True):
    """Orders of sections for some models. A key that ends in “?” stands in some reports only."""

    models: tuple[str, ...]
    orders: tuple[tuple[str, ...], ...]


class Back(_Data, frozen=True):
    small: tuple[str, ...]
    large: tuple[str, ...]
    words: tuple[str, ...]


class Periods(_Data, frozen=True):
    """Headings within the story."""

    heads: tuple[str, ...]
    incident_heads: tuple[str, ...]
    earlier_heads: tuple[str, ...]


class Offices(_Data, frozen=True):
    panel: tuple[str, ...]


class TermsUsed(_Data, frozen=True):
    list: tuple[tuple[str, str], ...]
    references: tuple[str, ...]


class InHousehold(_Data, frozen=True):
    """`called`: a name of the report; `age`: the variable that tells it, in years."""

    called: str
    relation: str
    between: tuple[int, int]
    age: str = ""


class Asked(_Data, frozen=True):
    """`gender` and `outcome` name variables; `genders` and `outcomes` say what their codes are called."""

    seed: str
    gender: str
    outcome: str
    genders: Mapping[str, str]
    outcomes: Mapping[str, str]
    joint_boards: int
    again: int
    scanned_pages: tuple[int, ...]
    scanned_appendices: int
    two_columns: int
    web_prints: int
    redacted: int
    without_body_appendix: int
    models: Mapping[str, int]
    titled: Mapping[str, Titled]
    untitled: Untitled
    lengths: Lengths
    group: Where
    exactness: Mapping[str, Mapping[str, int]]
    section: tuple[SectionAsked, ...]
    form: tuple[Form, ...]
    back: Back
    periods: Periods
    offices: Offices
    terms_used: TermsUsed
    household: tuple[InHousehold, ...]


class NamesAsked(_Data, frozen=True):
    """Patterns for names and for what is stated. `alike`: words, with the spaces around them, and what
    may stand in place of the first. `vague`: where dates or ages are hidden."""

    alike: tuple[tuple[str, ...], ...]
    steady: tuple[str, ...]
    called: Mapping[str, tuple[str, ...]]
    stated: Mapping[str, tuple[str, ...]]
    vague: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Brief:
    """Everything that is asked, in one."""

    asked: Asked
    names: NamesAsked

    def section(self, key: str) -> SectionAsked:
        return next(section for section in self.asked.section if section.key == key)

    def exactness(self, of: str, chance: random.Random) -> str:
        weights = self.asked.exactness[of]
        return chance.choices([*weights], [*weights.values()])[0]


def brief_of(pack: Pack) -> Brief:
    return Brief(
        demonstration_data(pack, "reports.toml", Asked),
        demonstration_data(pack, "report_names.toml", NamesAsked),
    )
