"""Instruments: the forms that a reader fills, as sections of items that name variables."""

from __future__ import annotations

from typing import Literal

import msgspec

from waymark.instruments.conditions import Condition

ANSWERS_WITHOUT_VALUE = ("not stated", "unclear", "not applicable")
"""What a reader can answer to any question beside a value. Each says something else than no answer."""

SAMPLE = "sample"
"""The source of what an accepted sample says of a case: that it is among the cases chosen, or not."""

Colour = Literal["dark blue", "turquoise", "dark pink", "orange", "dark grey", "light purple"]
"""The palette for categories of the Government Analysis Function, in its order."""


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One question. It appears only where all of `applies` holds.

    An item of `judgement` is read blind by a second reader; a plain fact is verified, which published trials find
    as accurate and far quicker. `lines` is the room for running text. `folded`: what it asks for may distress,
    and is shown when it is opened.
    """

    variable: str
    question: str
    help: str = ""
    applies: tuple[Condition, ...] = ()
    judgement: bool = False
    lines: int = 1
    folded: bool = False


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    title: str
    item: tuple[Item, ...]


class KindOfIncident(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The colour of a form by the kind of incident, as teams colour their front sheets: the first that holds."""

    label: str
    colour: Colour
    where: tuple[Condition, ...] = ()


class Instrument(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A form. `layer` is its place in layered reading, 1 first; `population` whose cases are read with it (empty:
    every case with a report); `stratified_by` what a sample for it matches, where nothing else is said;
    `sampled_into` the variable (yes, no) that an accepted sample sets, so that its cases are a population."""

    key: str
    title: str
    seed: str
    layer: int
    section: tuple[Section, ...]
    population: str = ""
    stratified_by: tuple[str, ...] = ()
    sampled_into: str = ""
    kind: tuple[KindOfIncident, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.section for item in section.item)

    def item(self, variable: str) -> Item:
        return next(item for item in self.items if item.variable == variable)

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(item.variable for section in self.section for item in section.item)
