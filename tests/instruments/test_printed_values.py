"""The printed values that the pack carries agree with themselves, or are listed as slips of the print."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from waymark.instruments.loading import load_pack, pack_folder
from waymark.instruments.pack import Pack
from waymark.instruments.tables import CountTable

PRINTED = Path(__file__).parent.parent / "backtests" / "printed_2011_14.csv"


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(pack_folder("scr_2011_14"))


@pytest.fixture(scope="module")
def cells_2011_14() -> list[dict[str, str]]:
    with PRINTED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def half_up(value: Fraction | int, decimals: int = 0) -> str:
    exact = Decimal(Fraction(value).numerator) / Decimal(Fraction(value).denominator)
    return str(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def bases(pack: Pack, number: str, row: str, column: str) -> int:
    """What a printed percentage is of: the column's base, or in Table 7 the row within its period."""
    table = pack.table(number)
    assert isinstance(table, CountTable)
    here = next(c for c in table.columns if c.key == column)
    if table.percent != "row":
        assert here.base is not None
        return here.base
    beside = {c.key for c in table.columns if c.group == here.group}
    return sum(
        a.count or 0 for a in pack.aggregates if (a.table, a.row) == (number, row) and a.column in beside
    )


def test_every_printed_percentage_follows_from_its_count_or_is_a_slip(pack: Pack) -> None:
    slips = {(slip.table, slip.row, slip.column) for slip in pack.slips}
    checked = 0
    for printed in pack.aggregates:
        if not printed.percent:
            continue
        assert printed.count is not None
        base = bases(pack, printed.table, printed.row, printed.column)
        follows = half_up(Fraction(100 * printed.count, base)) == printed.percent
        cell = (printed.table, printed.row, printed.column)
        assert follows is (cell not in slips), cell
        checked += 1
    assert checked > 150


def test_the_rounding_of_60_of_280_is_known_as_a_slip(pack: Pack) -> None:
    (slip,) = [slip for slip in pack.slips if slip.table == "4"]
    assert (slip.row, slip.column, slip.printed) == ("1_5", "2007-09", "60 (22%)")


def test_every_printed_percentage_of_2011_14_follows_from_its_count_or_is_a_slip(
    pack: Pack, cells_2011_14: list[dict[str, str]]
) -> None:
    slips = {(slip.table, slip.printed) for slip in pack.slips}
    checked = 0
    for cell in cells_2011_14:
        if not (cell["percent"] and cell["count"] and cell["base"]) or cell["table"] == "7":
            continue
        follows = half_up(Fraction(100 * int(cell["count"]), int(cell["base"]))) == cell["percent"]
        assert follows is ((cell["table"], cell["shown"]) not in slips), cell
        checked += 1
    assert checked > 70


def test_the_categories_of_a_printed_column_add_up_to_its_base(pack: Pack) -> None:
    whole = {"1", "4", "6", "7", "8", "9", "11", "12", "13", "16", "20", "21"}
    parts = {code.code for code in pack.variables["death_category"].categories if code.part_of}
    for table in (table for table in pack.tables if table.number in whole):
        assert isinstance(table, CountTable)
        for column in table.columns:
            counts = [
                a.count or 0
                for a in pack.aggregates
                if (a.table, a.column) == (table.number, column.key) and a.row not in {*parts, "total"}
            ]
            assert not column.published or sum(counts) == column.base, (table.number, column.key)


def test_the_regions_have_their_printed_children(pack: Pack) -> None:
    regions = [d for d in pack.denominators if d.list == "children_by_region"]
    assert {d.key for d in regions} == {c.code for c in pack.variables["region"].categories}
    assert sum(d.value for d in regions) == 11_423_310


# Cases in three years by age group of the population estimates, all and fatal. Three sets of numbers give the
# printed averages and rates, the 293 and 197 of Table 1 and the children of Table 2. They differ from 5 to
# 14 years only; this is the one that needs no more children of 10 to 14 than of 5 to 9.
CASES_BY_AGE_GROUP = {
    "under_1": (120, "40 (5.74)", 79, "26 (3.78)"),
    "1_4": (58, "19 (0.72)", 45, "15 (0.56)"),
    "5_9": (28, "9 (0.30)", 18, "6 (0.19)"),
    "10_14": (32, "11 (0.35)", 17, "6 (0.19)"),
    "15_17": (55, "18 (0.95)", 38, "13 (0.65)"),
}


@pytest.mark.parametrize("group", CASES_BY_AGE_GROUP)
def test_the_implied_populations_give_the_rates_printed_in_table_5(pack: Pack, group: str) -> None:
    children = pack.denominator("children_by_age_group", group)
    assert children is not None
    assert "implied by the printed rate" in children.source
    every, shown_every, fatal, shown_fatal = CASES_BY_AGE_GROUP[group]
    for cases, shown in ((every, shown_every), (fatal, shown_fatal)):
        rate = half_up(Fraction(cases * 100_000, 3 * children.value), 2)
        assert f"{half_up(Fraction(cases, 3))} ({rate})" == shown


def test_the_implied_populations_give_line_a_of_table_19(pack: Pack) -> None:
    for year in ("2011-12", "2012-13", "2013-14"):
        printed = {a.row: a for a in pack.aggregates if (a.table, a.column) == ("19", year)}
        children = pack.denominator("children_by_year", year)
        assert children is not None
        assert "implied by the printed rate" in children.source
        rate = Decimal(printed["a_rate"].value.replace(",", ""))
        nearest = Fraction((printed["a"].count or 0) * 100_000, children.value)
        assert abs(nearest - Fraction(rate)) < 1


@pytest.mark.parametrize(
    ("line", "year", "cases", "printed"),
    [
        ("d_rate", "2011-12", 63, "0.55"),
        ("d_rate", "2012-13", 95, "0.81"),
        ("d_rate", "2013-14", 135, "1.17"),
        ("e_rate", "2011-12", 51, "0.44"),
        ("e_rate", "2012-13", 64, "0.54"),
        ("e_rate", "2013-14", 82, "0.71"),
    ],
)
def test_the_review_rates_of_table_19_follow_or_are_slips(
    pack: Pack, line: str, year: str, cases: int, printed: str
) -> None:
    children = pack.denominator("children_by_year", year)
    assert children is not None
    follows = half_up(Fraction(cases * 100_000, children.value), 2) == printed
    slip = next((s for s in pack.slips if (s.table, s.row, s.column) == ("19", line, year)), None)
    assert follows is (slip is None)
    assert slip is None or slip.printed == printed


def test_yearly_points_of_figure_6_add_up_to_table_1(pack: Pack) -> None:
    points = {(p.x, p.series): p.count * p.years for p in pack.figure("6").published}
    printed = {(a.column, a.row): a.count for a in pack.aggregates if a.table == "1"}
    for outcome in ("death", "serious_harm"):
        assert points["2005-07", outcome] == printed["2005-07", outcome]
        assert points["2007-09", outcome] == printed["2007-09", outcome]
        assert points["2009-10", outcome] + points["2010-11", outcome] == printed["2009-11", outcome]
