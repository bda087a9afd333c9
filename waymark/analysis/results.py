"""What an analysis gives back: tables and figures as frozen values, in one JSON shape for every renderer.

A cell is a value or a reason why there is none, never a bare number that means something else.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Reason = Literal["c", "x", "z", "k"]
"""c suppressed · x not available · z not applicable · k rounds to zero (Analysis Function symbols)"""


class Cell(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`percent` 0 to 100, unrounded. `value`: a rate, ratio or median, with `low` and `high` where it has an
    interval. `shown`: as it stands in print. `notes`: numbers (from 1) into the table's notes."""

    count: int | None = None
    percent: float | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    shown: str = ""
    reason: Reason | None = None
    notes: tuple[int, ...] = ()


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """`base` is how many cases percentages down the column are of; where percentages run along the row, how
    many cases the column holds. `published`: printed earlier, not computed."""

    key: str
    label: str
    base: int | None = None
    group: str = ""
    published: bool = False


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`level` 0 is a row of its own, 1 a part of the row above. `total` and `heading` rows say so; a
    `published` row was printed by another source, not computed."""

    key: str
    label: str
    level: int = 0
    cells: tuple[Cell, ...] = ()
    total: bool = False
    heading: bool = False
    published: bool = False


class Published(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    statistic: str = ""
    df: str = ""
    p: str = ""


class TestResult(msgspec.Struct, frozen=True, kw_only=True):
    """A test with its size. `effect_name` is the measure (Cramér's V, odds ratio, ρ), `assumed` what it
    rests on."""

    __test__ = False

    name: str
    statistic_name: str
    statistic: float | None
    df: int | None
    p: float
    effect_name: str
    effect: float | None
    effect_low: float | None = None
    effect_high: float | None = None
    assumed: str = ""
    note: str = ""
    published: Published | None = None


class TableResult(msgspec.Struct, frozen=True, kw_only=True):
    """`percent` says what percentages are of: the column's base, the row's, the whole population. `caption`
    says whom the table counts, `row_heading` what the rows are."""

    number: str
    title: str
    caption: str
    row_heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    percent: Literal["column", "row", "population", "none"] = "none"
    tests: tuple[TestResult, ...] = ()
    notes: tuple[str, ...] = ()
    freeze: str = ""
    seed: str = ""
    publish: bool = True
    single_cases: bool = False


class VariableCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """For how many of `base` cases a variable is stated."""

    variable: str
    label: str
    stated: int
    base: int


class Datum(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One value of a figure. `x`, `series`, `panel` are labels in print; `order` is the place of x. `kind`
    tells apart what a figure holds besides plain counts:

    lines            published: a printed earlier value
    shares           counts; the shares are of each x (and panel)
    box              low (5th percentile), q1, median, q3, high (95th percentile), outlier (beyond those)
    classification   `series` is the group; each case is in one category
    venn             `x` is a region: the sets' labels joined by " + ", or "none" outside all
    """

    x: str
    value: float
    series: str = ""
    panel: str = ""
    order: int = 0
    kind: str = ""


class FigureResult(msgspec.Struct, frozen=True, kw_only=True):
    """`sentence` says what the figure shows; `columns`/`rows` are its data as a table, for those who read
    it so. `base` counts its cases, `unit` is that of its values where they are no counts."""

    number: str
    title: str
    kind: str
    sentence: str
    data: tuple[Datum, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    x_title: str = ""
    y_title: str = ""
    notes: tuple[str, ...] = ()
    freeze: str = ""
    seed: str = ""
    base: int | None = None
    unit: str = ""


class FlowStep(msgspec.Struct, frozen=True, kw_only=True):
    """What one decision rule of the pack did: how many cases it decided, and how many it left to the next."""

    rule: str
    label: str
    outcome: str
    count: int
    left: int
