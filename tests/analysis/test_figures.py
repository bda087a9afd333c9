"""Figures: their data, the same as a table, and the sentence that says them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.analysis.harbour import boat, engine_for
from waymark.analysis.figures import figure
from waymark.analysis.results import FigureResult
from waymark.instruments.figures import FigureSpec
from waymark.instruments.problems import InputProblem

FLEET = [
    boat(hull="oak", rig="sail", crew=2, age=30, cargo=("fish",)),
    boat(hull="oak", rig="sail", crew=3, age=10, cargo=("fish", "salt")),
    boat(hull="pine", rig="motor", crew=9, age=20, cargo=("salt",)),
    boat(hull="wood", rig="unknown", crew=5, age=40),
    boat(hull="steel", rig="motor", crew=8, age=7, cargo=("timber",)),
    boat(hull="steel", rig="sail", crew=1, age=200, arrived=date(2021, 3, 1)),
    boat(hull="unknown", rig="motor", crew=4, age=1),
]


def made(folder: Path, kind: str, fleet: list[Any] = FLEET, **parts: Any) -> FigureResult:
    given = {"number": "1", "title": "Fleet", "kind": kind, "seed": "1", "population": "counted"}
    spec = msgspec.convert(given | {"sentence": "{total} boats."} | parts, FigureSpec)
    return figure(engine_for(folder, fleet), spec)


def values(result: FigureResult) -> dict[tuple[str, str], float]:
    return {(datum.x, datum.series): datum.value for datum in result.data}


def test_bars_count_each_boat_once_among_those_that_state_both(tmp_path: Path) -> None:
    result = made(tmp_path, "bars", x="hull", series="rig", x_title="Built of")
    assert values(result) == {
        ("Wood", "Sail"): 0,
        ("Wood", "Motor"): 0,
        ("Oak", "Sail"): 2,
        ("Oak", "Motor"): 0,
        ("Pine", "Sail"): 0,
        ("Pine", "Motor"): 1,
        ("Steel", "Sail"): 1,
        ("Steel", "Motor"): 1,
    }
    assert result.columns == ("Built of", "Sail", "Motor", "All")
    assert result.rows[3] == ("Steel", "1", "1", "2")
    assert (result.base, result.sentence) == (5, "5 boats.")


def test_a_category_with_parts_is_left_out_where_no_boat_has_it_itself(tmp_path: Path) -> None:
    result = made(tmp_path, "bars", FLEET[:3], x="hull")
    assert values(result) == {("Oak", ""): 2, ("Pine", ""): 1, ("Steel", ""): 0}


def test_a_sentence_tells_the_ends_and_the_extremes(tmp_path: Path) -> None:
    sentence = (
        "{largest}: {largest_count} ({largest_percent}%), {smallest}: {smallest_count}, "
        "from {first} ({first_count}) to {last} ({last_count}) of {total}."
    )
    result = made(tmp_path, "bars", x="crew_band", sentence=sentence)
    assert result.sentence == "Up to 3: 3 (43%), 4 to 7: 2, from Up to 3 (3) to 8 and more (2) of 7."


def test_a_sentence_with_an_unknown_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=r"figure 1: the sentence names “largst”.*Did you mean “largest”"):
        made(tmp_path, "bars", x="rig", sentence="Most are {largst}.")


def test_a_figure_without_boats_says_so(tmp_path: Path) -> None:
    result = made(tmp_path, "bars", [], x="rig", sentence="{largest} leads.")
    assert result.sentence == "There are no cases to show."


def test_a_figure_without_its_variable_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="a figure of the kind “bars” needs x"):
        made(tmp_path, "bars")


def test_conditions_of_a_figure_narrow_it(tmp_path: Path) -> None:
    result = made(tmp_path, "bars", x="rig", of=[{"variable": "crew", "from": 4}])
    assert values(result) == {("Sail", ""): 0, ("Motor", ""): 3}


def test_lines_have_their_printed_points_first(tmp_path: Path) -> None:
    published = [
        {"x": "2008-10", "series": "sail", "count": 3.5, "years": 2},
        {"x": "2010", "series": "sail", "count": 4},
    ]
    result = made(tmp_path, "lines", x="year", series="rig", published=published)
    first, second, third = result.data[:3]
    assert (first.x, first.value, first.series, first.kind, first.order) == (
        "2008-10",
        3.5,
        "Sail",
        "published",
        0,
    )
    assert (second.x, second.order) == ("2010", 1)
    assert (third.x, third.value, third.kind, third.order) == ("2020", 2, "", 2)
    assert result.rows[0] == ("2008-10", "3.5", "", "", "printed, mean of 2 years")
    assert result.rows[1] == ("2010", "4", "", "", "printed")
    assert result.rows[2] == ("2020", "2", "3", "5", "counted")


def test_mirrored_figures_hold_both_sides(tmp_path: Path) -> None:
    result = made(tmp_path, "mirrored", x="crew_band", series="rig")
    assert values(result)[("8 and more", "Motor")] == 2


def test_shares_hold_counts_and_their_table_says_percentages(tmp_path: Path) -> None:
    result = made(tmp_path, "shares", x="material", series="rig", panel="year")
    assert result.columns == (
        *(
            "Material",
            "Year",
            "Sail, number",
            "Sail, percentage",
            "Motor, number",
            "Motor, percentage",
            "All",
        ),
    )
    assert result.rows[0] == ("Grown", "2020", "2", "67%", "1", "33%", "3")
    assert result.rows[2] == ("Grown", "2021", "0", "", "0", "", "0")
    assert [(d.panel, d.value) for d in result.data[:2]] == [("2020", 2), ("2020", 1)]


def test_a_box_holds_the_middle_half_and_the_ends_and_what_lies_beyond(tmp_path: Path) -> None:
    fleet = [boat(rig="sail", crew=n, age=12 * n) for n in range(1, 21)]
    result = made(
        tmp_path,
        "box",
        fleet,
        x="rig",
        y="age",
        sentence="{lowest_median_label}: {lowest_median} of {total}.",
    )
    kinds = {datum.kind: datum.value for datum in result.data if datum.kind != "outlier"}
    assert kinds == pytest.approx({"low": 1.95, "q1": 5.75, "median": 10.5, "q3": 15.25, "high": 19.05})
    assert [datum.value for datum in result.data if datum.kind == "outlier"] == [1, 20]
    assert result.unit == "years"
    assert result.sentence == "Sail: 10 years 6 months of 20."
    assert result.rows[0][:3] == ("Sail", "20", "12 months")
    assert result.notes == ("Bars reach to the 5th and 95th percentile; points lie beyond them.",)


def test_a_box_of_a_number_keeps_its_unit(tmp_path: Path) -> None:
    result = made(tmp_path, "box", x="rig", y="crew")
    medians = {datum.x: datum.value for datum in result.data if datum.kind == "median"}
    assert medians == {"Sail": 2, "Motor": 8}
    assert result.base == 6


def test_a_classification_puts_each_category_into_its_group(tmp_path: Path) -> None:
    sentence = "{group_grown} grown, {group_made} made."
    result = made(tmp_path, "classification", x="hull", group="material", sentence=sentence)
    assert [(datum.series, datum.x, datum.value) for datum in result.data] == [
        ("Grown", "Wood", 1),
        ("Grown", "Oak", 2),
        ("Grown", "Pine", 1),
        ("Made", "Steel", 2),
    ]
    assert result.rows[0] == ("Grown", "All", "4")
    assert result.sentence == "4 grown, 2 made."


def test_a_group_that_is_no_recoding_is_found_in_the_boats(tmp_path: Path) -> None:
    result = made(tmp_path, "classification", FLEET[:3], x="hull", group="crew_group")
    assert [(datum.series, datum.x) for datum in result.data] == [("Small", "Oak"), ("Large", "Pine")]


def test_a_venn_diagram_has_every_region_and_the_boats_outside(tmp_path: Path) -> None:
    sets = [
        {"label": "Fish", "where": [{"variable": "cargo", "is": "fish"}]},
        {"label": "Salt", "where": [{"variable": "cargo", "is": "salt"}]},
        {"label": "Sail", "where": [{"variable": "rig", "is": "sail"}]},
    ]
    sentence = "{none} none ({none_percent}%), {one} one, {two} two, {three} three."
    result = made(tmp_path, "venn", sets=sets, sentence=sentence)
    assert {datum.x: datum.value for datum in result.data} == {
        "none": 3,
        "Fish": 0,
        "Salt": 1,
        "Sail": 1,
        "Fish + Salt": 0,
        "Fish + Sail": 1,
        "Salt + Sail": 0,
        "Fish + Salt + Sail": 1,
    }
    assert result.rows[3] == ("Fish and Salt only", "0", "0%")
    assert result.sentence == "3 none (43%), 2 one, 1 two, 1 three."


def test_layers_count_sets_that_need_not_lie_within_each_other(tmp_path: Path) -> None:
    sets = [
        {"label": "Counted", "population": "counted"},
        {"label": "Steel", "population": "steel"},
        {"label": "Sailing", "where": [{"variable": "rig", "is": "sail"}]},
    ]
    result = made(tmp_path, "layers", sets=sets, sentence="{layers}.")
    assert result.sentence == "Counted (7), Steel (2), Sailing (3)."
    assert result.rows == (("Counted", "7"), ("Steel", "2"), ("Sailing", "3"))
