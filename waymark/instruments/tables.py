"""Tables as the author wants them printed: rows, columns, what a cell says, which tests stand below.

Three kinds cover the field: a table of counts (cases by conditions, beside published columns of earlier
periods), a grid (one row a case, one column a characteristic), and a table of areas (authorities banded
by size or deprivation). A cell of a table of counts counts the cases that meet the table's population,
the column's conditions and the row's; its base is the same without the row (percentages of a column) or
without the column (percentages of a row), among cases where the variable that spans it is stated.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from waymark.instruments.conditions import Condition

Measure = Literal[
    "count",  # 41
    "percent",  # 23%
    "count_percent",  # 120 (41%)
    "ratio",  # 2.6: cases meeting `of` to cases meeting `over`
    "annual_rate",  # 0.737: cases a year per 100,000 of the denominator
    "annual_count_and_rate",  # 40 (5.74)
    "denominator",  # 1,266,602
    "median",  # of the variable named in `of_variable`
    "range",  # lowest to highest of the same
    "heading",  # a row that only speaks
]


class RowSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Rows of a table: the categories of a variable (all, or `only` some), one by `where`, or the total.

    `measure` overrides the column's, for instance a row without percentages. `published` rows take every
    cell from the pack's published aggregates.
    """

    variable: str = ""
    only: tuple[str, ...] = ()
    key: str = ""
    label: str = ""
    where: tuple[Condition, ...] = ()
    total: bool = False
    level: int = 0
    measure: Measure | None = None
    measures: dict[str, Measure] = {}  # by category code, for rows from a variable
    labels: dict[str, str] = {}  # likewise, where the print says it otherwise
    published: bool = False
    suffix: str = ""  # printed after a count, such as " children"

    def __post_init__(self) -> None:
        if not self.variable and not (self.key and self.label):
            raise ValueError("a row names a variable, or has a key and a label")


class ColumnSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One column, or one for each category of `variable`.

    `published`: the period whose printed values fill it; `base` is then the printed one. `group` is the
    heading that spans it. `of`/`over` are the two sides of a ratio. `denominators` names a list of the
    pack, looked up by the row's key, or by the column's where the list has that. In percentages of a row a
    `population` of the column limits the base too, a `where` does not.
    """

    variable: str = ""
    only: tuple[str, ...] = ()
    key: str = ""
    label: str = ""
    labels: dict[str, str] = {}
    group: str = ""
    where: tuple[Condition, ...] = ()
    population: str = ""
    published: str = ""
    base: int | None = None
    measure: Measure = "count_percent"
    of: tuple[Condition, ...] = ()
    over: tuple[Condition, ...] = ()
    of_variable: str = ""
    denominators: str = ""
    decimals: int | None = None

    def __post_init__(self) -> None:
        if not self.variable and not (self.key and self.label):
            raise ValueError("a column names a variable, or has a key and a label")


class PublishedStatistic(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A test as printed; text, so that its precision is kept."""

    statistic: str = ""
    df: str = ""
    p: str = ""


class TestSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A test below a table: which rows (keys; all but totals and sub-rows where empty) by which columns.

    Each entry of `columns` is one side of the test; several column keys in it are added together. Each entry
    of `row_groups`, in place of `rows`, adds several rows together. With `against` the rows are added
    together and the test is of the sides in `columns` by the same sides in `against`: girls and boys of one
    period against girls and boys of the earlier ones. Computed and published columns may both be named.
    """

    __test__ = False  # not a test of ours

    kind: Literal["chi_square", "fisher", "trend", "spearman"]
    name: str
    rows: tuple[str, ...] = ()
    row_groups: tuple[tuple[str, ...], ...] = ()
    columns: tuple[tuple[str, ...], ...] = ()
    against: tuple[tuple[str, ...], ...] = ()
    published: PublishedStatistic | None = None
    note: str = ""


class CountTable(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="counts", tag_field="kind"
):
    number: str
    title: str
    seed: str
    population: str
    rows: tuple[RowSpec, ...]
    columns: tuple[ColumnSpec, ...]
    row_heading: str = ""  # over the rows' labels
    percent: Literal["column", "row", "population", "none"] = "column"
    base_variable: str = ""  # stated by every case of a base; the rows' variable where empty
    notes: tuple[str, ...] = ()
    test: tuple[TestSpec, ...] = ()


class GridTable(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="grid", tag_field="kind"
):
    """Cases by characteristics: a mark where the column's conditions hold; `group_mark` where they hold for
    most of a group of children whom one case stands for."""

    number: str
    title: str
    seed: str
    population: str
    columns: tuple[ColumnSpec, ...]
    row_heading: str = ""
    mark: str = "*"
    group_mark: str = ""
    group_where: tuple[Condition, ...] = ()
    notes: tuple[str, ...] = ()
    publish: bool = False


class AreaTable(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag="areas", tag_field="kind"
):
    """Authorities banded by an attribute (children, or share of deprived neighbourhoods): mean annual rate,
    its exact interval, and the ratio of `of` to `over`, over the authorities with any case. `labels` name the
    bands that `cuts` make, one more than the cuts."""

    number: str
    title: str
    seed: str
    population: str
    area_variable: str
    by: Literal["children", "deprived_share"]
    cuts: tuple[float, ...] = ()  # lower limits after the first band; empty: one row an authority
    labels: tuple[str, ...] = ()
    row_heading: str = ""
    rate_label: str = ""
    ratio_label: str = ""
    of: tuple[Condition, ...] = ()
    over: tuple[Condition, ...] = ()
    published: tuple[tuple[str, str], ...] = ()  # (rate, ratio) by band, as printed
    period_years: int = 3
    population_year: int = 2012
    test: tuple[TestSpec, ...] = ()
    notes: tuple[str, ...] = ()


TableSpec: TypeAlias = CountTable | GridTable | AreaTable


class Comparison(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sub-sample against the full set it came from, and against the cases not in it (the valid one)."""

    key: str
    title: str
    variable: str
    sample: str
    full: str
    published: PublishedStatistic | None = None
    note: str = ""
