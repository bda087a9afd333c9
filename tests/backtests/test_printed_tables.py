"""The whole road against the print: the demonstration's tables, cell by cell, as the report shows them.

The synthetic cases go in as untidy files and come out as tables; every cell that was printed for 2011-14 has to
be the same, or stand in the pack's list of the print's own slips and be told in a note.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from waymark.analysis.engine import Engine, open_engine
from waymark.analysis.results import Cell, TableResult
from waymark.analysis.tables import tabulate
from waymark.study.freezes import Freeze

PRINTED = Path(__file__).parent / "printed_2011_14.csv"
GRIDS = ("26", "28")


def printed() -> dict[str, list[dict[str, str]]]:
    """The printed cells by table."""
    by_table: dict[str, list[dict[str, str]]] = defaultdict(list)
    with PRINTED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_table[row["table"]].append(row)
    return by_table


TABLES = printed()


@pytest.fixture(scope="session")
def engine(demonstration_freeze: Freeze) -> Engine:
    return open_engine(demonstration_freeze)


def cell_of(table: TableResult, line: dict[str, str]) -> tuple[str, str, Cell]:
    row = table.rows[int(line["row_number"]) - 1]
    assert row.label == line["row"]
    place = next(
        place
        for place, column in enumerate(table.columns)
        if column.label == line["column"] and column.group == line["group"] and not column.published
    )
    return row.key, table.columns[place].key, row.cells[place]


@pytest.mark.parametrize("number", [number for number in TABLES if number not in GRIDS])
def test_every_printed_cell_comes_out(engine: Engine, number: str) -> None:
    table = tabulate(engine, engine.pack.table(number))
    slips = {(slip.row, slip.column): slip for slip in engine.pack.slips if slip.table == number}
    assert TABLES[number]
    for line in TABLES[number]:
        row, column, cell = cell_of(table, line)
        where = f"table {number}, {line['row']}, {line['column']}"
        slip = slips.get((row, column)) or slips.get((row, "2011-14"))
        if slip is None:
            assert cell.shown == line["shown"], where
        else:
            assert slip.printed == line["shown"], where
            assert cell.shown != line["shown"], f"{where} is no slip"
            assert cell.notes, f"{where}: the slip is not told"
            assert any(slip.printed in table.notes[note - 1] for note in cell.notes)
        if line["count"] and cell.count is not None and number != "5":
            assert cell.count == int(line["count"]), where


@pytest.mark.parametrize("number", [number for number in TABLES if number not in GRIDS])
def test_every_printed_base_comes_out(engine: Engine, number: str) -> None:
    table = tabulate(engine, engine.pack.table(number))
    bases = {(column.group, column.label): column.base for column in table.columns if not column.published}
    for line in TABLES[number]:
        if line["base"]:
            assert bases[line["group"], line["column"]] == int(line["base"]), (
                f"table {number}, {line['column']}"
            )


@pytest.mark.parametrize("number", GRIDS)
def test_the_circumstances_of_the_young_people_come_out_row_by_row(engine: Engine, number: str) -> None:
    expected: dict[str, dict[str, str]] = defaultdict(dict)
    for line in TABLES[number]:
        expected[line["row_number"]][line["column"]] = line["shown"].replace(
            "◆", ""
        )  # the print's own remark
    table = tabulate(engine, engine.pack.table(number))
    labels = [column.label for column in table.columns]
    rows = [tuple(cell.shown for cell in row.cells) for row in table.rows]
    wanted = [tuple(row.get(label, "") for label in labels) for row in expected.values()]
    assert rows == wanted


def test_the_flow_goes_from_808_notifications_to_293_cases(engine: Engine) -> None:
    from waymark.analysis.flow import flow

    steps = flow(engine)
    assert sum(step.count for step in steps) == 808
    assert sum(step.count for step in steps if step.outcome == "included") == 293
    assert sum(step.count for step in steps if step.outcome == "alongside") == 3


def test_the_families_with_several_problems_overlap_as_in_figure_14(engine: Engine) -> None:
    from waymark.analysis.figures import figure

    venn = figure(engine, engine.pack.figure("14"))
    regions = {datum.x: datum.value for datum in venn.data}
    by_sets: dict[int, float] = defaultdict(float)
    for region, count in regions.items():
        by_sets[0 if region == "none" else region.count(" + ") + 1] += count
    assert by_sets == {0: 36, 1: 47, 2: 53, 3: 39}


@pytest.mark.parametrize(
    ("key", "statistic", "p"),
    [("outcome", "0.4714", ".4923"), ("gender", "0.383", ".536"), ("age", "", ".777")],
)
def test_the_sub_sample_compares_with_the_full_set_as_printed(
    engine: Engine, key: str, statistic: str, p: str
) -> None:
    from waymark.analysis.comparisons import compare

    comparison = next(c for c in engine.pack.comparisons if c.key == key)
    printed_way, valid_way = compare(engine, comparison)
    if statistic:
        assert f"{printed_way.statistic:.{len(statistic) - 2}f}" == statistic
    assert f"{printed_way.p:.{len(p) - 1}f}"[1:] == p
    assert valid_way.p != printed_way.p


def test_table_17_shows_the_printed_statistic_beside_the_one_its_counts_give(engine: Engine) -> None:
    table = tabulate(engine, engine.pack.table("17"))
    test = table.tests[0]
    assert (f"{test.statistic:.2f}", test.df, f"{test.p:.4f}") == ("23.77", 9, "0.0047")
    assert test.published is not None
    assert test.published.statistic == "24.59"
    assert "do not give what was printed" in test.note
