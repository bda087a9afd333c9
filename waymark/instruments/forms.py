"""Instruments: the forms that a reader fills, as sections of items that name variables."""

from __future__ import annotations

import msgspec

from waymark.instruments.conditions import Condition


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One question. It appears only where all of `applies` holds."""

    variable: str
    question: str
    help: str = ""
    applies: tuple[Condition, ...] = ()


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    title: str
    item: tuple[Item, ...]


class Instrument(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A form. `layer` is its place in layered reading, 1 first."""

    key: str
    title: str
    seed: str
    layer: int
    section: tuple[Section, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(item.variable for section in self.section for item in section.item)
