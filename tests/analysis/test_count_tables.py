"""Tables of counts, in small: what each cell says, and whom its percentage is of."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.analysis.harbour import boat, engine_for
from waymark.analysis import cube
from waymark.analysis.results import TableResult
from waymark.analysis.tables import tabulate
from waymark.instruments.conditions import Condition
from waymark.instruments.problems import InputProblem
from waymark.instruments.tables import CountTable

FLEET = [
    boat(hull="oak", rig="sail", crew=2, age=30, cargo=("fish", "salt")),
    boat(hull="oak", rig="sail", crew=3, age=10, cargo=("fish",)),
    boat(hull="pine", rig="motor", crew=9, age=20, cargo=("unknown",)),
    boat(hull="wood", rig="unknown", crew=5, age=40, cargo=()),
    boat(hull="steel", rig="motor", crew=8, age=7, cargo=("timber",)),
    boat(hull="steel", rig="sail", arrived=date(2021, 3, 1), crew=1, age=200),
    boat(hull="unknown", rig="motor", crew=4, age=1),
    boat(rig="motor"),
    boat(hull="steel", rig="motor", standing="excluded"),
]
ALL = {"key": "all", "label": "All"}


def table(**parts: Any) -> CountTable:
    given = {"number": "9", "title": "Fleet", "seed": "1", "population": "counted", "columns": [ALL]} | parts
    return msgspec.convert(given, CountTable)


def shown(result: TableResult) -> dict[str, list[str]]:
    return {row.label: [cell.shown for cell in row.cells] for row in result.rows}


def made(folder: Path, **parts: Any) -> TableResult:
    return tabulate(engine_for(folder, FLEET), table(**parts))


def test_a_category_counts_its_parts_and_is_a_share_of_those_that_state_it(tmp_path: Path) -> None:
    result = made(tmp_path, rows=[{"variable": "hull"}])
    assert shown(result) == {
        "Wood": ["4 (67%)"],
        "Oak": ["2 (33%)"],
        "Pine": ["1 (17%)"],
        "Steel": ["2 (33%)"],
    }
    assert [row.level for row in result.rows] == [0, 1, 1, 0]
    assert result.columns[0].base == 6
    assert result.caption == "Boats counted (n = 8)"
    assert result.row_heading == "Hull"
    assert result.rows[0].cells[0].percent == pytest.approx(100 * 4 / 6)


def test_a_category_that_means_not_stated_is_a_row_only_by_name_and_has_no_share(tmp_path: Path) -> None:
    result = made(tmp_path, rows=[{"variable": "hull", "only": ["steel", "unknown"]}])
    assert shown(result) == {"Steel": ["2 (33%)"], "Not known": ["1"]}


def test_rows_stand_in_the_order_that_the_pack_asks_for_with_its_labels_and_measures(tmp_path: Path) -> None:
    asked = {
        "variable": "hull",
        "only": ["steel", "wood", "oak"],
        "labels": {"steel": "Iron"},
        "measures": {"oak": "count"},
        "suffix": " boats",
    }
    result = made(tmp_path, rows=[asked])
    assert shown(result) == {"Iron": ["2 boats (33%)"], "Wood": ["4 boats (67%)"], "Oak": ["2 boats"]}


def test_a_total_is_the_base(tmp_path: Path) -> None:
    total = {"key": "total", "label": "Total", "total": True}
    columns = [{"variable": "rig"}, ALL]
    result = made(tmp_path, rows=[{"variable": "hull", "only": ["steel"]}, total], columns=columns)
    assert shown(result) == {
        "Steel": ["1 (33%)", "1 (50%)", "2 (33%)"],
        "Total": ["3 (100%)", "2 (100%)", "6 (100%)"],
    }
    assert [column.base for column in result.columns] == [3, 2, 6]
    assert [row.total for row in result.rows] == [False, True]


def test_another_variable_can_say_who_is_in_the_base(tmp_path: Path) -> None:
    result = made(tmp_path, rows=[{"variable": "hull", "only": ["steel"]}], base_variable="crew")
    assert result.columns[0].base == 7
    assert shown(result) == {"Steel": ["2 (29%)"]}


def test_a_row_by_conditions_is_a_share_of_everyone(tmp_path: Path) -> None:
    many = {"key": "many", "label": "Many hands", "where": [{"variable": "crew", "from": 8}]}
    assert shown(made(tmp_path, rows=[many])) == {"Many hands": ["2 (25%)"]}


def test_a_boat_with_several_answers_is_in_several_rows(tmp_path: Path) -> None:
    result = made(tmp_path, rows=[{"variable": "cargo"}])
    assert shown(result) == {"Fish": ["2 (67%)"], "Salt": ["1 (33%)"], "Timber": ["1 (33%)"]}
    assert result.columns[0].base == 3, "neither the boat of unknown cargo nor those without any"


def test_percentages_of_a_row_are_of_those_who_state_the_columns_variable(tmp_path: Path) -> None:
    result = made(tmp_path, rows=[{"variable": "hull"}], columns=[{"variable": "rig"}], percent="row")
    assert shown(result)["Wood"] == ["2 (67%)", "1 (33%)"], "the boat of unknown rig is left out"
    assert shown(result)["Oak"] == ["2 (100%)", "0 (0%)"]
    assert [column.base for column in result.columns] == [3, 2]


def test_a_population_of_a_column_limits_the_base_of_a_row_and_its_conditions_do_not(tmp_path: Path) -> None:
    sails = [{"variable": "rig", "is": "sail"}]
    columns = [
        {"key": "sail", "label": "Sail", "where": sails},
        {"key": "steel_sail", "label": "Steel, sail", "where": sails, "population": "steel"},
    ]
    row = {"key": "few", "label": "Some crew", "where": [{"variable": "crew", "from": 1}]}
    assert shown(made(tmp_path, rows=[row], columns=columns, percent="row")) == {
        "Some crew": ["3 (43%)", "1 (50%)"]
    }


def test_percentages_can_be_of_the_whole_population(tmp_path: Path) -> None:
    result = made(tmp_path, rows=[{"variable": "hull", "only": ["steel"]}], percent="population")
    assert shown(result) == {"Steel": ["2 (25%)"]}
    assert result.columns[0].base == 8


def test_without_percentages_counts_stand_alone(tmp_path: Path) -> None:
    assert shown(made(tmp_path, rows=[{"variable": "hull", "only": ["steel"]}], percent="none")) == {
        "Steel": ["2"]
    }


def test_a_share_of_nobody_is_not_applicable(tmp_path: Path) -> None:
    row = {"variable": "material"}
    column = {"key": "none", "label": "None", "where": [{"variable": "crew", "from": 99}]}
    cell = made(tmp_path, rows=[row], columns=[column]).rows[0].cells[0]
    assert (cell.count, cell.percent, cell.reason, cell.shown) == (0, None, "z", "[z]")


def test_ratios_medians_ranges_and_headings(tmp_path: Path) -> None:
    columns = [
        {
            "key": "ratio",
            "label": "Sail to motor",
            "measure": "ratio",
            "of": [{"variable": "rig", "is": "sail"}],
            "over": [{"variable": "rig", "is": "motor"}],
        },
        {"key": "median", "label": "Median crew", "measure": "median", "of_variable": "crew"},
        {"key": "range", "label": "Crew", "measure": "range", "of_variable": "crew"},
    ]
    rows = [
        {"key": "h", "label": "Hulls", "measure": "heading"},
        {"variable": "hull"},
        {"key": "total", "label": "All", "total": True},
    ]
    result = made(tmp_path, rows=rows, columns=columns, percent="none")
    assert shown(result) == {
        "Hulls": ["", "", ""],
        "Wood": ["2.0", "4", "2 to 9"],
        "Oak": ["[z]", "2.5", "2 to 3"],
        "Pine": ["0.0", "9", "9 to 9"],
        "Steel": ["1.0", "4.5", "1 to 8"],
        "All": ["1.5", "4", "1 to 9"],
    }
    assert result.rows[0].heading
    wood = result.rows[1].cells
    assert (wood[0].value, wood[1].value, wood[2].low, wood[2].high) == (2.0, 4.0, 2, 9)


def test_a_median_without_its_number_is_told(tmp_path: Path) -> None:
    column = {"key": "m", "label": "Median", "measure": "median"}
    with pytest.raises(InputProblem, match=r"table 9, column m: a median or range needs a number\. Name it"):
        made(tmp_path, rows=[{"variable": "hull"}], columns=[column])


def test_two_columns_of_one_key_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="table 9: two columns have the key “all”"):
        made(tmp_path, rows=[{"variable": "hull"}], columns=[ALL, ALL])


def test_rates_are_of_the_people_of_the_row_and_a_total_of_all_of_them(tmp_path: Path) -> None:
    engine = engine_for(tmp_path, FLEET)
    result = tabulate(engine, engine.pack.table("2"))
    assert shown(result) == {
        "Sail": ["250,000", "0.600"],
        "Motor": ["50,000", "4.000"],
        "All": ["300,000", "1.167"],
    }
    sail = result.rows[0].cells[1]
    assert sail.count == 3
    assert sail.value == pytest.approx(0.6)
    assert sail.low is not None and sail.high is not None and sail.low < 0.6 < sail.high


def test_a_total_s_people_are_not_counted_twice_in_parts(tmp_path: Path) -> None:
    rows = [
        {"variable": "hull", "only": ["wood", "oak", "steel"]},
        {"key": "t", "label": "All", "total": True},
    ]
    column = {"key": "people", "label": "Berths", "measure": "denominator", "denominators": "berths"}
    result = made(tmp_path, rows=rows, columns=[column])
    assert shown(result) == {"Wood": ["40,000"], "Oak": ["30,000"], "Steel": ["10,000"], "All": ["50,000"]}


def test_a_rate_of_people_nobody_printed_says_so(tmp_path: Path) -> None:
    engine = engine_for(tmp_path, FLEET)
    result = tabulate(engine, engine.pack.table("2"))
    notes = [row.cells[1].notes for row in result.rows]
    assert notes == [(), (1,), (1,)], "motor boats, and the total that holds them"
    assert result.notes == (
        "Rates per 100,000: the population was not printed; it is implied by a printed rate.",
    )


def test_a_rate_in_one_year_is_of_one_year(tmp_path: Path) -> None:
    column = {
        "key": "sail",
        "label": "2020",
        "measure": "annual_count_and_rate",
        "denominators": "berths",
        "where": [{"variable": "year", "is": "2020"}],
    }
    row = {"key": "sailing", "label": "Sail", "where": [{"variable": "rig", "is": "sail"}]}
    assert shown(made(tmp_path, rows=[row], columns=[column])) == {"Sail": ["2 (0.80)"]}


def test_a_rate_without_people_is_not_available(tmp_path: Path) -> None:
    column = {"key": "x", "label": "Rate", "measure": "annual_rate", "denominators": "berths"}
    cell = made(tmp_path, rows=[{"variable": "material"}], columns=[column]).rows[0].cells[0]
    assert (cell.reason, cell.shown, cell.value) == ("x", "[x]", None)


def test_conditions_may_name_populations(tmp_path: Path) -> None:
    early = msgspec.convert({"population": "early"}, Condition)
    row = {"key": "early", "label": "Early", "where": [msgspec.to_builtins(early)]}
    assert shown(made(tmp_path, rows=[row])) == {"Early": ["7 (88%)"]}


def test_a_table_of_many_variables_is_counted_in_several_small_cubes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"variable": name} for name in ("hull", "rig", "cargo", "crew_band", "year", "laden")]
    asked = table(rows=rows, columns=[{"variable": "material"}, ALL])
    engine = engine_for(tmp_path, FLEET)
    cells = []
    count_cases = cube.count_cases

    def counting(*given: Any) -> cube.Cube:
        made = count_cases(*given)
        cells.append(len(made.counts))
        return made

    monkeypatch.setattr(cube, "count_cases", counting)
    at_once = tabulate(engine, asked)
    queries = len(cells)
    monkeypatch.setattr(cube, "MOST_CELLS", 30)
    assert tabulate(engine, asked) == at_once
    assert len(cells) - queries > queries, "the same in more, smaller cubes"
    assert shown(at_once)["Sail"] == ["2 (67%)", "1 (50%)", "3 (43%)"]
    assert shown(at_once)["Fish"] == ["2 (100%)", "0 (0%)", "2 (67%)"]
    assert shown(at_once)["2021"] == ["0 (0%)", "1 (50%)", "1 (13%)"]
