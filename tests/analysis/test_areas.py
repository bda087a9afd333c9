"""Rates by area: counts, exact intervals, bands, trends and Spearman, against other ways to compute them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import dedent

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats
from statsmodels.stats.rates import confint_poisson

from waymark.analysis.areas import area_figure, cases_behind_area, tabulate_areas
from waymark.analysis.areas.trends import rate_trend
from waymark.analysis.engine import Engine, open_engine
from waymark.analysis.results import Cell, TableResult
from waymark.instruments.problems import CallProblem
from waymark.instruments.tables import AreaTable
from waymark.register.places.areas import Area
from waymark.register.places.frozen import to_arrow
from waymark.study.freezes import About, write_freeze

PACK = {
    "pack.toml": """
        [pack]
        name = "bees"
        title = "Swarms"
        version = "1"
        description = "Swarms of bees by parish."
        source = "Made for the tests"
        case_number = "swarm"
        area = "parish"
        from = 2011-01-01
        to = 2014-12-31
        years = 4

        [population.all]
        label = "Swarms"

        [population.caught]
        label = "Swarms caught"
        where = [{ variable = "end", is = "caught" }]
        """,
    "variables.toml": """
        [variable.swarm]
        label = "Swarm"
        type = "text"
        definition = "Its number."
        seed = "1"
        sources = ["notification"]

        [variable.parish]
        label = "Parish"
        type = "area"
        definition = "Where."
        seed = "1"
        sources = ["notification"]

        [variable.end]
        label = "End"
        type = "category"
        definition = "What became of it."
        seed = "1"
        sources = ["notification"]
        categories = [{ code = "caught", label = "Caught" }, { code = "gone", label = "Gone" }]
        """,
    "tables.toml": """
        [[table]]
        kind = "areas"
        number = "1"
        title = "Swarms by size of parish"
        seed = "1"
        population = "all"
        area_variable = "parish"
        by = "children"
        cuts = [10000, 20000]
        published = [["9.99", "1.50"], ["5.00", ""], ["", ""]]
        of = [{ variable = "end", is = "caught" }]
        over = [{ variable = "end", is = "gone" }]
        period_years = 4
        population_year = 2012

        [[table.test]]
        kind = "trend"
        name = "Trend over size"

        [[table]]
        kind = "areas"
        number = "2"
        title = "Swarms by deprivation"
        seed = "1"
        population = "all"
        area_variable = "parish"
        by = "deprived_share"
        cuts = [0.15, 0.4]
        period_years = 4
        population_year = 2012

        [[table.test]]
        kind = "spearman"
        name = "Swarms by deprivation"

        [[table]]
        kind = "areas"
        number = "3"
        title = "Every parish"
        seed = "1"
        population = "all"
        area_variable = "parish"
        by = "children"
        period_years = 4
        population_year = 2012
        """,
    "figures.toml": """
        [[figure]]
        number = "1"
        title = "Swarms and deprivation"
        kind = "areas"
        seed = "1"
        population = "all"
        sets = [{ label = "All", population = "all" }, { label = "Caught", population = "caught" }]
        sentence = "{areas} parishes, {total} swarms: {rho} and {rho_2}."

        [[figure.test]]
        kind = "spearman"
        name = "All"

        [[figure.test]]
        kind = "spearman"
        name = "Caught"
        """,
}

# parish: children in 2012, neighbourhoods, deprived, swarms caught, swarms gone
PARISHES = {
    "Ash": (5_000, 10, 0, 1, 0),
    "Birch": (5_000, 10, 1, 0, 0),
    "Cedar": (8_000, 10, 2, 2, 1),
    "Elm": (15_000, 20, 3, 1, 2),
    "Fir": (18_000, 20, 8, 3, 1),
    "Hazel": (25_000, 40, 4, 2, 1),
    "Larch": (60_000, 40, 20, 6, 2),
}
NOBODY_KNOWS = "Nowhere"


def made_areas() -> list[Area]:
    return [
        Area(
            code=f"E0600000{number}",
            name=name,
            region="South",
            children={2012: children, 2020: children * 2},
            neighbourhoods=neighbourhoods,
            deprived_neighbourhoods=deprived,
            deprived_share=deprived / neighbourhoods,
        )
        for number, (name, (children, neighbourhoods, deprived, _, _)) in enumerate(PARISHES.items(), start=1)
    ]


def made_cases() -> list[tuple[str | None, str]]:
    cases: list[tuple[str | None, str]] = [(NOBODY_KNOWS, "gone"), (None, "caught")]
    for name, (_, _, _, caught, gone) in PARISHES.items():
        cases += [(name, "caught")] * caught + [(f"{name} LSCB", "gone")] * gone
    return cases


Open = Callable[..., Engine]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    pack = tmp_path / "bees"
    pack.mkdir()
    for name, text in PACK.items():
        (pack / name).write_text(dedent(text), encoding="utf-8")

    def open_it(
        areas: Sequence[Area] | None = None, cases: Sequence[tuple[str | None, str]] | None = None
    ) -> Engine:
        rows = made_cases() if cases is None else cases
        table = pa.table(
            {
                "case_id": [f"C{number}" for number in range(len(rows))],
                "swarm": [str(number) for number in range(len(rows))],
                "parish": pa.array([parish for parish, _ in rows], pa.string()),
                "end": [end for _, end in rows],
            }
        )
        tables = {"cases": table, **({} if areas == [] else {"areas": to_arrow(areas or made_areas())})}
        about = About(study="bees", title="Bees", synthetic=True, frozen_by="test", why="a test")
        return open_engine(write_freeze(tmp_path / "freezes", tables, pack, about))

    return open_it


def table(engine: Engine, number: str) -> TableResult:
    spec = engine.pack.table(number)
    assert isinstance(spec, AreaTable)
    return tabulate_areas(engine, spec)


def cell(result: TableResult, row: str, column: str) -> Cell:
    place = [each.key for each in result.columns].index(column)
    return next(each for each in result.rows if each.key == row).cells[place]


def test_areas_are_banded_by_children_those_without_cases_among_them(opened: Open) -> None:
    found = table(opened(), "1")
    assert [row.label for row in found.rows] == ["Under 10,000", "10,000 to under 20,000", "20,000 and over"]
    assert [cell(found, row.key, "areas").count for row in found.rows] == [3, 2, 2]
    assert [cell(found, row.key, "areas_with_cases").count for row in found.rows] == [2, 2, 2]
    assert [cell(found, row.key, "cases").count for row in found.rows] == [4, 7, 11]
    assert cell(found, "band_1", "children").value == 18_000


def test_the_mean_of_rates_leaves_out_areas_without_cases_and_the_pooled_rate_does_not(opened: Open) -> None:
    found = table(opened(), "1")
    ash, cedar = 1 / 4 / 5_000 * 100_000, 3 / 4 / 8_000 * 100_000
    assert cell(found, "band_1", "mean_rate").value == pytest.approx((ash + cedar) / 2)
    assert cell(found, "band_1", "pooled_rate").value == pytest.approx(4 / 4 / 18_000 * 100_000)
    assert any("leaving out the others" in note.lower() for note in found.notes)


def test_intervals_are_the_exact_poisson_ones(opened: Open) -> None:
    found = table(opened(), "1")
    pooled = cell(found, "band_3", "pooled_rate")
    low, high = confint_poisson(11, 85_000 * 4 / 100_000, method="exact-c")
    assert (pooled.low, pooled.high) == (pytest.approx(low), pytest.approx(high))
    assert pooled.shown == "3.24 (1.62 to 5.79)"


def test_ratios_and_printed_values_stand_beside(opened: Open) -> None:
    found = table(opened(), "1")
    assert cell(found, "band_1", "ratio").value == 3.0
    assert cell(found, "band_1", "ratio").shown == "3.00"
    assert cell(found, "band_1", "mean_rate_printed").shown == "9.99"
    assert cell(found, "band_2", "ratio_printed").reason == "x"
    assert cell(found, "band_3", "mean_rate_printed").reason == "x"
    assert [column.key for column in found.columns if column.published] == [
        "mean_rate_printed",
        "ratio_printed",
    ]


def test_a_ratio_to_nothing_is_not_applicable(opened: Open) -> None:
    found = table(opened(cases=[("Ash", "caught")]), "1")
    assert cell(found, "band_1", "ratio").reason == "z"
    assert cell(found, "band_2", "mean_rate").reason == "z"


def test_boards_are_matched_as_written_and_those_that_fit_nothing_are_told(opened: Open) -> None:
    found = table(opened(), "3")
    assert cell(found, "E06000003", "cases").count == 3
    assert cell(found, "total", "cases").count == 22
    assert found.caption == "Swarms (n = 24)"
    told = next(note for note in found.notes if "in no area" in note)
    assert told.startswith("2 cases are in no area:")
    assert NOBODY_KNOWS in told
    assert "no board is named (1)" in told


def test_without_cuts_each_area_is_a_row_by_name(opened: Open) -> None:
    found = table(opened(), "3")
    assert [row.label for row in found.rows] == [*PARISHES, "All areas"]
    birch = cell(found, "E06000002", "rate")
    assert (birch.count, birch.value, birch.low) == (0, 0.0, 0.0)
    assert birch.high == pytest.approx(confint_poisson(0, 0.2, method="exact-c")[1])
    assert cell(found, "E06000005", "deprived_share").shown == "40.0%"


def test_the_nearest_year_stands_in_and_says_so(opened: Open) -> None:
    areas = made_areas()
    areas[0] = Area(code="E06000001", name="Ash", region="South", children={2019: 7_000}, deprived_share=0.0)
    found = table(opened(areas), "3")
    assert cell(found, "E06000001", "children").value == 7_000
    assert "Children of 2019, the nearest year known, stand for 2012: Ash." in found.notes


def test_an_area_without_children_or_deprivation_is_not_available_there(opened: Open) -> None:
    areas = made_areas()
    areas[0] = Area(code="E06000001", name="Ash", region="South", children={}, notes=("its file was lost.",))
    engine = opened(areas)
    rows = table(engine, "3")
    assert cell(rows, "E06000001", "rate").reason == "x"
    assert cell(rows, "E06000001", "deprived_share").reason == "x"
    assert "Ash: its file was lost." in rows.notes
    assert any("1 areas are in no band" in note for note in table(engine, "2").notes)
    assert table(engine, "2").tests[0].note.startswith("6 areas")


def test_spearman_is_over_all_areas_and_says_how_many_have_no_case(opened: Open) -> None:
    (test,) = table(opened(), "2").tests
    shares = [deprived / whole for _, whole, deprived, _, _ in PARISHES.values()]
    rates = [(caught + gone) / children for children, _, _, caught, gone in PARISHES.values()]
    expected = stats.spearmanr(shares, rates)
    assert test.statistic == pytest.approx(expected.statistic)
    assert test.p == pytest.approx(expected.pvalue)
    assert test.effect_low is not None
    assert test.effect_high is not None
    assert test.effect_low < expected.statistic < test.effect_high
    assert "7 areas, 1 of them without a case" in test.note


def test_bands_of_deprivation_take_shares_and_an_area_at_the_limit_is_in_the_band_above(opened: Open) -> None:
    found = table(opened(), "2")
    assert [row.label for row in found.rows] == ["Under 15%", "15% to under 40%", "40% and over"]
    assert [cell(found, row.key, "areas").count for row in found.rows] == [3, 2, 2]


def test_the_trend_is_tested_over_all_areas_and_over_those_with_cases(opened: Open) -> None:
    tests = {test.name: test for test in table(opened(), "1").tests}
    every, chosen = tests["Trend over size, all areas"], tests["Trend over size, areas with any case"]
    assert every.df == chosen.df == 1
    assert chosen.statistic != pytest.approx(every.statistic)
    assert "the valid one" in chosen.note
    assert every.effect == pytest.approx(poisson_step([4, 7, 11], [18_000, 33_000, 85_000]), rel=1e-6)
    assert any("ratio" in name for name in tests)


def poisson_step(cases: Sequence[int], people: Sequence[int]) -> float:
    """The rate ratio from band to band by statsmodels' Poisson regression."""
    import statsmodels.api as sm

    design = sm.add_constant(np.arange(len(cases), dtype=float))
    fitted = sm.GLM(np.array(cases), design, family=sm.families.Poisson(), offset=np.log(people)).fit()
    return float(np.exp(fitted.params[1]))


def test_the_trend_is_the_score_test_of_a_poisson_model() -> None:
    import statsmodels.api as sm

    cases, people = [30, 25, 12, 9], [20_000, 25_000, 15_000, 16_000]
    found = rate_trend("t", cases, people)
    assert found is not None
    constant = np.ones((4, 1))
    null = sm.GLM(np.array(cases), constant, family=sm.families.Poisson(), offset=np.log(people)).fit()
    score, p = null.score_test(exog_extra=np.arange(4.0)[:, None])
    assert found.statistic == pytest.approx(float(np.ravel(score)[0]))
    assert found.p == pytest.approx(float(np.ravel(p)[0]))
    assert found.effect == pytest.approx(poisson_step(cases, people), rel=1e-6)


def test_no_trend_where_rates_are_the_same_and_none_where_nothing_can_be_compared() -> None:
    even = rate_trend("t", [10, 20, 40], [1_000, 2_000, 4_000])
    assert even is not None
    assert even.statistic == pytest.approx(0)
    assert even.effect == pytest.approx(1)
    assert rate_trend("t", [10, 0], [1_000, 0]) is None
    assert rate_trend("t", [0, 0], [1_000, 2_000]) is None


def test_a_joint_board_counts_for_its_areas_together(opened: Open) -> None:
    found = table(opened(cases=[*made_cases(), ("Ash & Birch", "caught")]), "3")
    joint = next(row for row in found.rows if row.label == "Ash and Birch")
    assert cell(found, joint.key, "cases").count == 2
    assert cell(found, joint.key, "children").value == 10_000
    assert "Ash and Birch: one board served them together." in found.notes
    assert not {"Ash", "Birch"} & {row.label for row in found.rows}


def test_without_area_files_every_cell_is_not_available_and_a_reader_is_told_why(opened: Open) -> None:
    engine = opened([])
    found = table(engine, "1")
    computed = [
        each
        for row in found.rows
        for column, each in zip(found.columns, row.cells, strict=True)
        if not column.published
    ]
    assert {each.reason for each in computed} == {"x"}
    assert cell(found, "band_1", "mean_rate_printed").shown == "9.99"
    assert "no numbers of children by authority" in found.notes[0]
    figure = area_figure(engine, engine.pack.figure("1"))
    assert figure.data == ()
    assert "Not available" in figure.sentence


def test_a_figure_has_a_point_for_each_area_and_set(opened: Open) -> None:
    engine = opened()
    figure = area_figure(engine, engine.pack.figure("1"))
    assert len(figure.data) == 14
    larch = next(datum for datum in figure.data if datum.panel == "Larch" and datum.series == "Caught")
    assert (float(larch.x), larch.value) == (50.0, pytest.approx(6 / 4 / 60_000 * 100_000))
    assert figure.sentence.startswith("7 parishes, 24 swarms: ")
    assert ("Birch", "All", "5,000", "10.0%", "0", "0.00", "0.00", "18.44") in figure.rows


def test_the_cases_behind_a_cell_are_those_it_counts(opened: Open) -> None:
    engine = opened()
    spec = engine.pack.table("1")
    assert isinstance(spec, AreaTable)
    assert len(cases_behind_area(engine, spec, "band_3", "pooled_rate")) == 11
    assert len(cases_behind_area(engine, spec, "band_1", "ratio")) == 4
    with pytest.raises(CallProblem, match="counts no cases"):
        cases_behind_area(engine, spec, "band_1", "children")
    with pytest.raises(CallProblem, match="earlier source"):
        cases_behind_area(engine, spec, "band_1", "ratio_printed")
    with pytest.raises(CallProblem, match="no row “band_9”"):
        cases_behind_area(engine, spec, "band_9", "cases")
