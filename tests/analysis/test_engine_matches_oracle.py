"""The engine says what the plain oracle says, for generated boats, conditions and tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.analysis import generated
from tests.analysis.harbour import Boat, Harbour
from tests.analysis.oracle import Expected, Oracle, same
from waymark.analysis.behind import cases_behind
from waymark.analysis.tables import tabulate
from waymark.instruments.conditions import Condition, Value
from waymark.instruments.deriving import with_derived
from waymark.instruments.tables import CountTable

BRIEFLY = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Harbour:
    return Harbour(tmp_path_factory.mktemp("harbour"))


@BRIEFLY
@given(boats=generated.boats())
def test_every_derived_variable_is_what_it_means_for_one_boat(harbour: Harbour, boats: list[Boat]) -> None:
    engine = harbour.engine(boats)
    derived = [variable.key for variable in harbour.pack.derived_order()]
    found = engine.cases.select("case_id", **{name: engine.columns.value(name) for name in derived})
    rows = {row["case_id"]: row for row in found.to_pyarrow().to_pylist()}
    for number, boat in enumerate(boats, start=1):
        meant = with_derived(boat, harbour.pack)
        assert {name: rows[f"B{number}"][name] for name in derived} == {name: meant[name] for name in derived}


@BRIEFLY
@given(boats=generated.boats(), condition=generated.conditions())
def test_a_condition_holds_for_the_boats_that_meet_it(
    harbour: Harbour, boats: list[Boat], condition: Condition
) -> None:
    engine, oracle = harbour.engine(boats), Oracle(harbour.pack, boats)
    met = engine.holds_all(harbour.pack.resolved((condition,)))
    found = set(engine.cases.filter(met).to_pyarrow()["case_id"].to_pylist())
    meant = {f"B{n}" for n, boat in enumerate(oracle.boats, start=1) if oracle.all_hold(boat, (condition,))}
    assert found == meant


@settings(BRIEFLY, max_examples=80)
@given(boats=generated.boats(), table=generated.tables())
def test_every_cell_is_what_looping_over_the_boats_gives(
    harbour: Harbour, boats: list[Boat], table: CountTable
) -> None:
    result = tabulate(harbour.engine(boats), table)
    expected = Oracle(harbour.pack, boats).table(table)
    assert [len(row.cells) for row in result.rows] == [len(cells) for cells in expected]
    for row, cells in zip(result.rows, expected, strict=True):
        for column, cell, meant in zip(result.columns, row.cells, cells, strict=True):
            where = f"{row.key}, {column.key}: {cell} is not {meant}"
            assert cell.count == meant.count, where
            assert same(cell.percent, meant.percent) and same(cell.value, meant.value), where
            if meant.low is not None:
                assert (cell.low, cell.high) == (meant.low, meant.high), where
            if meant == Expected():
                assert cell.reason in ("x", "z"), where


@settings(BRIEFLY, max_examples=15)
@given(boats=generated.boats(), table=generated.tables())
def test_behind_every_count_stand_so_many_cases(
    harbour: Harbour, boats: list[Boat], table: CountTable
) -> None:
    engine = harbour.engine(boats)
    result = tabulate(engine, table)
    for row in result.rows:
        for column, cell in zip(result.columns, row.cells, strict=True):
            if cell.count is not None:
                assert len(cases_behind(engine, table, row.key, column.key)) == cell.count


def test_the_generator_reaches_everything_that_a_table_can_ask_for() -> None:
    reached: set[str] = set()

    briefly = settings(BRIEFLY, phases=[Phase.generate], database=None)

    @settings(briefly, max_examples=400)
    @given(table=generated.tables(), condition=generated.conditions())
    def collect(table: CountTable, condition: Condition) -> None:
        reached.update(_kinds(table), _condition_kinds(condition))

    @briefly
    @given(boats=generated.boats())
    def collect_boats(boats: list[Boat]) -> None:
        reached.add("boats" if boats else "no boats")
        if any(len(_answers(boat.get("cargo"))) > 1 for boat in boats):
            reached.add("several answers")

    collect()
    collect_boats()
    measures = ["count", "percent", "count_percent", "ratio", "annual_rate", "annual_count_and_rate"]
    measures += ["denominator", "median", "range", "heading"]
    assert reached >= {f"measure {measure}" for measure in measures}
    assert reached >= {f"percent {way}" for way in ("column", "row", "population", "none")}
    assert reached >= {f"rows of {name}" for name in generated.SPANNING}
    assert reached >= {f"columns of {name}" for name in generated.SPANNING}
    assert reached >= {
        "total",
        "parts of a row",
        "missing row",
        "several answers",
        "no boats",
        "base variable",
    }
    assert reached >= {"is", "in", "not_in", "from", "to", "below", "stated", "not stated", "population"}


def _kinds(table: CountTable) -> Iterator[str]:
    yield f"percent {table.percent}"
    if table.base_variable:
        yield "base variable"
    for row in table.rows:
        yield from (f"measure {row.measure}", f"rows of {row.variable}")
        if row.total:
            yield "total"
        if row.variable == "hull" and not row.only:
            yield "parts of a row"
        if "unknown" in row.only:
            yield "missing row"
    for column in table.columns:
        yield from (f"measure {column.measure}", f"columns of {column.variable}")


def _condition_kinds(condition: Condition) -> Iterator[str]:
    asked = {
        "is": condition.is_ is not None,
        "in": bool(condition.in_),
        "not_in": bool(condition.not_in),
        "from": condition.from_ is not None,
        "to": condition.to is not None,
        "below": condition.below is not None,
        "stated": condition.stated is True,
        "not stated": condition.stated is False,
        "population": bool(condition.population),
    }
    yield from (kind for kind, present in asked.items() if present)


def _answers(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
