"""From a number back to its cases; the flow of cases; grids of cases; opening a freeze."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.analysis.harbour import ABOUT, boat, cases_table, engine_for, write_pack
from waymark.analysis.behind import cases_behind
from waymark.analysis.engine import open_engine
from waymark.analysis.flow import flow
from waymark.analysis.results import TableResult
from waymark.analysis.tables import tabulate
from waymark.instruments.problems import CallProblem
from waymark.instruments.tables import CountTable, GridTable, RowSpec
from waymark.study.freezes import write_freeze

FLEET = [
    boat(hull="oak", rig="sail", crew=2),
    boat(hull="steel", rig="motor", crew=9),
    boat(hull="pine", rig="sail"),
    boat(hull="steel", rig="sail", crew=4),
]
COLUMNS: list[dict[str, Any]] = [
    {"key": "all", "label": "All"},
    {"key": "median", "label": "Median", "measure": "median", "of_variable": "crew"},
    {
        "key": "ratio",
        "label": "Ratio",
        "measure": "ratio",
        "of": [{"variable": "crew", "below": 3}],
        "over": [{"variable": "crew", "from": 9}],
    },
    {"key": "then", "label": "Then", "published": "2010"},
    {"key": "people", "label": "People", "measure": "denominator", "denominators": "berths"},
]
TABLE = msgspec.convert(
    {
        "number": "9",
        "title": "Fleet",
        "seed": "1",
        "population": "counted",
        "rows": [
            {"key": "h", "label": "Hulls", "measure": "heading"},
            {"variable": "hull"},
            {"key": "t", "label": "Total", "total": True},
        ],
        "columns": COLUMNS,
    },
    CountTable,
)


@pytest.mark.parametrize(
    ("row", "column", "behind"),
    [
        ("wood", "all", ("B1", "B3")),
        ("steel", "all", ("B2", "B4")),
        ("t", "all", ("B1", "B2", "B3", "B4")),
        ("wood", "median", ("B1",)),  # the boat that states its crew
        ("t", "ratio", ("B1", "B2")),  # both sides
    ],
)
def test_a_cell_leads_to_its_cases(tmp_path: Path, row: str, column: str, behind: tuple[str, ...]) -> None:
    assert cases_behind(engine_for(tmp_path, FLEET), TABLE, row, column) == behind


@pytest.mark.parametrize(
    ("row", "column", "says"),
    [
        ("steel", "then", "printed by an earlier source"),
        ("h", "all", "the cell counts no cases"),
        ("steel", "people", "the cell counts no cases"),
        ("steal", "all", "table 9 has no row “steal”. Did you mean “steel”?"),
        ("steel", "al", "table 9 has no column “al”. Did you mean “all”?"),
    ],
)
def test_a_cell_without_cases_says_why(tmp_path: Path, row: str, column: str, says: str) -> None:
    with pytest.raises(CallProblem) as raised:
        cases_behind(engine_for(tmp_path, FLEET), TABLE, row, column)
    assert says in str(raised.value)


# -- grids ------------------------------------------------------------------------------------------------

GRID = msgspec.convert(
    {
        "number": "8",
        "title": "Boats by what they are",
        "seed": "1",
        "population": "counted",
        "columns": [
            {"key": "steel", "label": "Steel", "where": [{"variable": "hull", "is": "steel"}]},
            {"key": "sail", "label": "Sail", "where": [{"variable": "rig", "is": "sail"}]},
        ],
        "group_mark": "*+",
        "group_where": [{"variable": "crew", "from": 9}],
        "publish": False,
    },
    GridTable,
)


def marks(result: TableResult) -> list[list[str]]:
    return [[cell.shown for cell in row.cells] for row in result.rows]


def test_a_grid_marks_what_holds_in_the_order_of_the_cases_groups_last(tmp_path: Path) -> None:
    result = tabulate(engine_for(tmp_path, FLEET), GRID)
    assert marks(result) == [["", "*"], ["", "*"], ["*", "*"], ["*+", ""]]
    assert [row.label for row in result.rows] == ["Case 1", "Case 2", "Case 3", "Case 4"]
    assert [cell.count for cell in result.rows[3].cells] == [1, 0]
    assert (result.publish, result.caption) == (False, "Boats counted (n = 4)")


def test_a_grid_names_no_case_and_yet_leads_back_to_it(tmp_path: Path) -> None:
    engine = engine_for(tmp_path, FLEET)
    result = tabulate(engine, GRID)
    assert not any("B" in row.key or "B" in row.label for row in result.rows)
    behind = [cases_behind(engine, GRID, row.key, "sail") for row in result.rows]
    assert behind == [("B1",), ("B3",), ("B4",), ("B2",)]


# -- the flow ---------------------------------------------------------------------------------------------


def test_the_flow_counts_what_each_rule_decides_in_their_order(tmp_path: Path) -> None:
    days = [None, None, date(2022, 1, 1), date(2020, 5, 1), date(2021, 5, 1), date(2021, 6, 1)]
    steps = flow(engine_for(tmp_path, [boat(arrived=day) for day in days]))
    assert [(step.rule, step.outcome, step.count, step.left) for step in steps] == [
        ("no_date", "excluded", 2, 4),
        ("late", "excluded", 1, 3),
        ("in", "included", 3, 0),
    ]


def test_cases_that_no_rule_decides_are_told(tmp_path: Path) -> None:
    steps = flow(engine_for(tmp_path, [boat(arrived=date(2019, 1, 1)), boat()]))
    assert [(step.label, step.count) for step in steps][2:] == [("Counted", 1), ("No rule decides", 1)]


# -- opening ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "beside"), [("study *", "study 2"), ("study [12]", "study 1"), ("a study?", "a study!")]
)
def test_the_name_of_a_folder_is_no_pattern(tmp_path: Path, name: str, beside: str) -> None:
    engine_for(tmp_path / beside, FLEET)  # the same freeze, so that a pattern would count its cases too
    assert tabulate(engine_for(tmp_path / name, FLEET), TABLE).columns[0].base == 4
    engine_for(tmp_path / beside, FLEET[:1])
    assert tabulate(engine_for(tmp_path / name, FLEET[:3]), TABLE).columns[0].base == 3


def test_the_name_of_a_folder_may_hold_a_quotation_mark(tmp_path: Path) -> None:
    assert tabulate(engine_for(tmp_path / "the team's study", FLEET), TABLE).columns[0].base == 4


def test_a_freeze_without_cases_is_told(tmp_path: Path) -> None:
    freeze = write_freeze(tmp_path / "freezes", {}, write_pack(tmp_path / "pack"), ABOUT)
    with pytest.raises(CallProblem, match="holds no cases"):
        open_engine(freeze)


def test_a_variable_that_the_freeze_does_not_hold_is_never_stated(tmp_path: Path) -> None:
    cases = cases_table(FLEET).drop_columns(["crew", "cargo", "rig"])
    freeze = write_freeze(tmp_path / "freezes", {"cases": cases}, write_pack(tmp_path / "pack"), ABOUT)
    engine = open_engine(freeze)
    columns = tuple(column for column in TABLE.columns if column.key == "all")
    for name in ("crew_band", "cargo", "rig", "laden"):
        spec = msgspec.structs.replace(TABLE, rows=(RowSpec(variable=name),), columns=columns)
        assert tabulate(engine, spec).columns[0].base == 0
