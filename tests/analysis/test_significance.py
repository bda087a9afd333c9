"""Which tests stand below a table, on which counts, and what is told where the print differs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.analysis.harbour import Boat, boat, engine_for
from waymark.analysis.against_print import p_agrees, printed_p, statistic_agrees
from waymark.analysis.comparisons import compare
from waymark.analysis.results import TableResult
from waymark.analysis.tables import tabulate
from waymark.instruments.problems import InputProblem
from waymark.instruments.tables import Comparison, CountTable


def fleet(**counts: int) -> list[Boat]:
    """So many boats of each kind, named rig_hull."""
    made = []
    for kind, number in counts.items():
        rig, hull = kind.split("_")
        made += [boat(rig=rig, hull=hull)] * number
    return made


LARGE = fleet(sail_oak=10, sail_steel=20, motor_oak=30, motor_steel=15)
SMALL = fleet(sail_oak=3, sail_steel=1, motor_oak=1, motor_steel=3)


def made(folder: Path, boats: list[Boat], *tests: dict[str, Any], **parts: Any) -> TableResult:
    given = {
        "number": "1",
        "title": "Fleet",
        "seed": "1",
        "population": "counted",
        "rows": [{"variable": "rig"}, {"key": "total", "label": "Total", "total": True}],
        "columns": [
            {"key": "oak", "label": "Oak", "where": [{"variable": "hull", "is": "oak"}]},
            {"key": "steel", "label": "Steel", "where": [{"variable": "hull", "is": "steel"}]},
        ],
        "test": [{"kind": "chi_square", "name": "Rig by hull", **test} for test in tests],
    }
    return tabulate(engine_for(folder, boats), msgspec.convert(given | parts, CountTable))


def test_two_by_two_is_tested_with_and_without_correction_and_has_an_odds_ratio(tmp_path: Path) -> None:
    result = made(tmp_path, LARGE, {})
    assert [test.statistic_name for test in result.tests] == ["χ²", "χ² with continuity correction"]
    first = result.tests[0]
    assert first.statistic == pytest.approx(75 * 450**2 / (30 * 45 * 40 * 35))
    assert (first.df, first.effect_name) == (1, "odds ratio")
    assert first.effect == pytest.approx(0.25)
    assert first.assumed.endswith("All expected counts are 5 or more.")


def test_small_expected_counts_bring_fishers_test(tmp_path: Path) -> None:
    result = made(tmp_path, SMALL, {})
    assert [test.statistic_name for test in result.tests][2:] == ["Fisher's exact test"]
    assert result.tests[2].p == pytest.approx(34 / 70)
    assert "4 of 4 expected counts are below 5" in result.tests[0].assumed


def test_small_expected_counts_of_a_larger_table_bring_p_from_random_tables(tmp_path: Path) -> None:
    columns = [{"variable": "hull", "only": ["oak", "pine", "steel"]}]
    boats = [*SMALL, *fleet(sail_pine=2, motor_pine=2)]
    result = made(tmp_path, boats, {}, columns=columns)
    assert [test.statistic_name for test in result.tests] == ["χ²", "χ², p from random tables"]
    assert result.tests[0].df == 2 and result.tests[0].effect_name == "Cramér's V"
    assert "9,999 tables drawn" in result.tests[1].assumed


def test_a_trend_and_fishers_test_can_be_asked_for(tmp_path: Path) -> None:
    result = made(tmp_path, LARGE, {"kind": "trend"}, {"kind": "fisher"})
    assert [test.statistic_name for test in result.tests] == ["χ² for linear trend", "Fisher's exact test"]
    assert result.tests[0].effect_name == "r"


def test_totals_parts_and_headings_are_no_rows_of_a_test(tmp_path: Path) -> None:
    rows = [
        {"key": "h", "label": "Hulls", "measure": "heading"},
        {"variable": "hull"},
        {"key": "t", "label": "Total", "total": True},
    ]
    columns = [{"variable": "rig"}]
    result = made(tmp_path, LARGE, {}, rows=rows, columns=columns)
    assert result.tests[0].df == 1, "wood and steel by sail and motor; oak is part of wood"
    assert result.tests[0].statistic == pytest.approx(75 * 450**2 / (30 * 45 * 40 * 35))


def test_rows_and_columns_can_be_added_together(tmp_path: Path) -> None:
    columns = [{"variable": "hull", "only": ["oak", "pine", "steel"]}]
    boats = fleet(sail_oak=6, sail_pine=4, sail_steel=20, motor_oak=10, motor_pine=20, motor_steel=15)
    sides = {"row_groups": [["sail"], ["motor"]], "columns": [["oak", "pine"], ["steel"]]}
    result = made(tmp_path, boats, sides, columns=columns)
    assert result.tests[0].statistic == pytest.approx(75 * 450**2 / (30 * 45 * 40 * 35))


def test_sides_can_be_set_against_the_same_sides_elsewhere(tmp_path: Path) -> None:
    """Sail and motor among oak boats against sail and motor among steel ones."""
    columns = [
        {
            "key": f"{hull}_{rig}",
            "label": rig,
            "where": [{"variable": "hull", "is": hull}, {"variable": "rig", "is": rig}],
        }
        for hull in ("oak", "steel")
        for rig in ("sail", "motor")
    ]
    rows = [{"key": "all", "label": "All", "where": [{"variable": "standing", "is": "included"}]}]
    sides = {"columns": [["oak_sail"], ["oak_motor"]], "against": [["steel_sail"], ["steel_motor"]]}
    result = made(tmp_path, LARGE, sides, rows=rows, columns=columns)
    assert result.tests[0].statistic == pytest.approx(75 * 450**2 / (30 * 45 * 40 * 35))


def test_a_single_row_is_tested_against_everyone_else(tmp_path: Path) -> None:
    rows = [{"key": "sail", "label": "Sail", "where": [{"variable": "rig", "is": "sail"}]}]
    result = made(tmp_path, LARGE, {}, rows=rows)
    assert result.tests[0].statistic == pytest.approx(75 * 450**2 / (30 * 45 * 40 * 35))


def test_printed_columns_can_be_sides_of_a_test(tmp_path: Path) -> None:
    engine = engine_for(tmp_path, fleet(sail_oak=30, motor_oak=10))
    test = {"kind": "chi_square", "name": "Then and now", "columns": [["then"], ["now"]]}
    spec = msgspec.convert(msgspec.to_builtins(engine.pack.table("1")) | {"test": [test]}, CountTable)
    result = tabulate(engine, spec)
    assert result.tests[0].statistic == pytest.approx(80 * (21 * 10 - 30 * 19) ** 2 / (51 * 29 * 40 * 40))


def test_without_two_groups_there_is_no_test_and_a_note_says_so(tmp_path: Path) -> None:
    result = made(tmp_path, fleet(sail_oak=5, motor_oak=3), {})
    assert result.tests == ()
    assert result.notes == (
        "Rig by hull: no test, because there are fewer than two groups with cases to compare.",
    )


def test_a_test_that_a_table_does_not_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        InputProblem, match=r"no test of the kind “spearman”.*Known: chi_square, fisher, trend"
    ):
        made(tmp_path, LARGE, {"kind": "spearman"})


# -- beside the print -------------------------------------------------------------------------------------


def test_a_printed_statistic_stands_beside_the_test_that_reproduces_it(tmp_path: Path) -> None:
    printed = {"published": {"statistic": "8.04", "df": "1", "p": "< 0.01"}, "note": "As printed."}
    result = made(tmp_path, LARGE, {} | printed)  # 8.04 without correction, 6.75 with it
    assert [test.published is not None for test in result.tests] == [True, False]
    assert result.tests[0].note == "As printed."
    corrected = made(tmp_path / "again", LARGE, {"published": {"statistic": "6.75", "df": "1", "p": ".009"}})
    assert [test.published is not None for test in corrected.tests] == [False, True]
    assert result.notes == () and corrected.notes == ()


def test_where_nothing_reproduces_the_print_both_are_told(tmp_path: Path) -> None:
    result = made(tmp_path, LARGE, {"published": {"statistic": "9.99", "df": "1", "p": ".002"}})
    assert result.tests[0].published is not None and result.tests[0].published.statistic == "9.99"
    assert f"{result.tests[0].statistic:.2f}" == "8.04"
    assert result.tests[0].note == "The counts do not give what was printed."
    assert result.notes == (), "what is said of a test stands with it, so that it is withheld with it"


@pytest.mark.parametrize(
    ("printed", "computed", "agrees"),
    [
        ("0.4714", 0.47141347, True),
        ("1.09", 1.09995, True),  # cut off, not rounded
        ("1.10", 1.09995, True),
        ("1.08", 1.09995, False),
        ("24.59", 23.768, False),
        ("62.9", 62.86, True),
        ("", 3.0, True),
    ],
)
def test_a_statistic_agrees_when_rounded_or_cut(printed: str, computed: float, agrees: bool) -> None:
    assert statistic_agrees(printed, computed) is agrees


@pytest.mark.parametrize(
    ("printed", "p", "agrees"),
    [
        (".005", 0.00469, True),
        ("0.005", 0.0061, False),
        ("< 0.01", 0.012, False),
        ("< 0.01", 0.004, True),
        ("not significant", 0.2, True),
        ("not significant", 0.04, False),
        ("> .05", 0.06, True),
    ],
)
def test_a_printed_p_is_a_number_a_bound_or_a_word(printed: str, p: float, agrees: bool) -> None:
    assert p_agrees(printed, p) is agrees


def test_p_is_said_to_four_decimals() -> None:
    assert printed_p(0.00469) == "p = .0047"
    assert printed_p(0.00004) == "p < .0001"
    assert printed_p(1.0) == "p = 1.0000"


# -- a sample against what it came from -------------------------------------------------------------------

# The source's sets: of 293 cases 175 had a report; deaths among them 123 of 197, girls 91 of 161.
REPORTS = fleet(sail_oak=123, sail_steel=52, motor_oak=74, motor_steel=44)


def comparing(published: dict[str, str] | None = None) -> Comparison:
    given = {"key": "hull", "title": "Hull", "variable": "hull", "sample": "sailing", "full": "counted"}
    return msgspec.convert(given | ({"published": published} if published else {}), Comparison)


SAILING = """

[population.sailing]
label = "Sailing boats"
within = "counted"
where = [{ variable = "rig", is = "sail" }]
"""


def test_a_sample_against_the_full_set_reproduces_the_print_and_says_how(tmp_path: Path) -> None:
    engine = engine_for(tmp_path, REPORTS, pack=SAILING)
    printed, valid = compare(engine, comparing({"statistic": "0.4714", "df": "1", "p": ".4923"}))
    assert (round(printed.statistic or 0, 4), round(printed.p, 4)) == (0.4714, 0.4923)
    assert "its cases are counted on both sides" in printed.assumed
    assert printed.assumed.endswith("The print is χ² without continuity correction of the 2 by 2 table.")
    assert printed.note == ""
    assert valid.published is None
    assert (round(valid.statistic or 0, 4), round(valid.p, 4)) == (1.8352, 0.1755)
    assert "cases not in it" in valid.assumed


def test_a_print_that_is_not_reproduced_is_told(tmp_path: Path) -> None:
    engine = engine_for(tmp_path, REPORTS, pack=SAILING)
    printed, _ = compare(engine, comparing({"statistic": "0.9", "df": "1", "p": ".3"}))
    assert (
        printed.note
        == "Hull: printed χ² = 0.9, df = 1, p = .3; the counts give χ² = 0.47, df = 1, p = .4923."
    )


def test_a_sample_of_everyone_cannot_be_compared(tmp_path: Path) -> None:
    engine = engine_for(tmp_path, fleet(sail_oak=3, sail_steel=4), pack=SAILING)
    with pytest.raises(InputProblem, match="comparison “hull”: there is nothing to compare"):
        compare(engine, comparing())
