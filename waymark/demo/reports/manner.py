"""What a look leaves open: the many small habits by which one office's reports differ from another's.

Each is drawn from the name of the file, so that the same plan is always drawn the same way and no two
offices need be described.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, TypeVar

from waymark.demo.reports.plan import Look

Choice = TypeVar("Choice")

Redaction = Literal["bar", "characters"]
TableRules = Literal["grid", "rows"]
BoxPlace = Literal["between", "beside"]
ColumnOrder = Literal["column by column", "line by line"]
NumberPlace = Literal["margin", "inline"]
FurnitureOrder = Literal["first", "last"]
FootNumber = Literal["bare", "page", "dashes", "of all"]
MenuPlace = Literal["left", "right"]


@dataclass(frozen=True)
class Manner:
    redaction: Redaction
    table_rules: TableRules
    header_grey: float | None  # shade of a table's header, 0 black to 1 white
    box_grey: float | None
    box_place: BoxPlace
    column_order: ColumnOrder
    number_place: NumberPlace
    furniture_order: FurnitureOrder
    aside_order: FurnitureOrder
    foot_number: FootNumber
    foot_number_centred: bool
    heading_family: Literal["serif", "sans"]
    heading_ink: str
    title_centred: bool
    contents_title: str
    contents_depth: int
    menu_place: MenuPlace
    seed: int


class _Draws:
    """One byte of a digest after another, each deciding one thing."""

    def __init__(self, name: str) -> None:
        self._bytes = iter(sha256(name.encode("utf-8")).digest())

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        return choices[next(self._bytes) % len(choices)]


def manner(file: str, look: Look) -> Manner:
    draws = _Draws(file)
    redactions: tuple[Redaction, ...] = ("bar", "characters")
    rules: tuple[TableRules, ...] = ("grid", "grid", "rows")
    places: tuple[BoxPlace, ...] = ("between", "beside")
    orders: tuple[ColumnOrder, ...] = ("column by column", "column by column", "line by line")
    numbers: tuple[NumberPlace, ...] = ("margin", "inline")
    turns: tuple[FurnitureOrder, ...] = ("first", "last")
    feet: tuple[FootNumber, ...] = ("bare", "page", "dashes")
    families: tuple[Literal["serif", "sans"], ...] = (look.font, look.font, "sans")
    menus: tuple[MenuPlace, ...] = ("left", "right")
    return Manner(
        redaction=draws.one_of(redactions),
        table_rules=draws.one_of(rules),
        header_grey=draws.one_of((None, 0.85, 0.9)),
        box_grey=draws.one_of((None, 0.94)),
        box_place=draws.one_of(places),
        column_order=draws.one_of(orders),
        number_place=draws.one_of(numbers),
        furniture_order=draws.one_of(turns),
        aside_order=draws.one_of(turns),
        foot_number="of all" if look.page_numbers == "foot of all" else draws.one_of(feet),
        foot_number_centred=draws.one_of((True, True, False)),
        heading_family=draws.one_of(families),
        heading_ink=draws.one_of(("0 g", "0 g", "0.1 0.2 0.42 rg", "0.35 0.1 0.3 rg")),
        title_centred=draws.one_of((True, False)),
        contents_title=draws.one_of(("Contents", "Contents", "CONTENTS", "Table of contents")),
        contents_depth=draws.one_of((1, 2, 2, 3)),
        menu_place=draws.one_of(menus),
        seed=draws.one_of(range(256)) * 256 + draws.one_of(range(256)),
    )
