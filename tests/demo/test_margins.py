"""What the data of a demonstration mean: spreads, grids, and cases that nothing can meet."""

from __future__ import annotations

import pytest

from waymark.demo.cohort import make_cohort
from waymark.demo.margins import (
    CountMargin,
    GridMargin,
    MarginFile,
    Spread,
    grid_requirements,
    met_by,
    spread_requirements,
)
from waymark.demo.staging import Axis, Stage, Stages
from waymark.instruments.conditions import Condition, Value
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem


def babies(*months: int) -> list[dict[str, Value]]:
    return [{"standing": "included", "age_months": month} for month in months]


def meets(cases: list[dict[str, Value]], spread: Spread, pack: Pack) -> bool:
    return all(r.least <= met_by(r, cases, pack) <= r.most for r in spread_requirements(spread, pack))


@pytest.mark.parametrize(
    ("months", "met"),
    [
        ((1, 4, 4, 9), True),
        ((1, 4, 4, 4, 9), True),
        ((1, 4, 5, 9), False),
        ((2, 4, 4, 9), False),
        ((1, 4, 4, 8), False),
    ],
)
def test_a_spread_is_lowest_middle_and_highest(months: tuple[int, ...], met: bool, shipped: Pack) -> None:
    spread = Spread(seed="", variable="age_months", number=len(months), lowest=1, middle=4, highest=9)
    assert meets(babies(*months), spread, shipped) is met


def test_a_grid_asks_for_its_patterns_in_the_columns_known(shipped: Pack) -> None:
    columns = (Condition(variable="camhs", is_="yes"), Condition(variable="offending", is_="yes"))
    grid = GridMargin(seed="", columns=columns, rows=("**", "*.", "*."))
    case: dict[str, Value] = {"standing": "included", "camhs": "yes", "offending": "no"}
    both = {
        met_by(r, [case, case], shipped): r.least
        for r in grid_requirements(grid, shipped, ["camhs", "offending"])
    }
    first = list(grid_requirements(grid, shipped, ["camhs"]))
    assert both == {0: 1, 2: 2}
    assert [(r.least, r.most) for r in first] == [(3, 3)]


def two_genders(pack: Pack, **counts: int) -> list[dict[str, Value]]:
    margins = MarginFile(count=(CountMargin(seed="typed", by="gender", counts=counts),))
    stage = Stage(name="gender", axes=(Axis(variable="gender", values=("male", "female")),))
    return make_cohort(
        margins, Stages(cases=10, seed=1, start={"standing": "included"}, stage=(stage,)), pack
    )


def test_a_small_cohort_keeps_its_counts(shipped: Pack) -> None:
    assert (
        sorted(str(case["gender"]) for case in two_genders(shipped, male=3, female=7))
        == ["female"] * 7 + ["male"] * 3
    )


def test_margins_that_no_case_can_meet_are_told_with_their_stage(shipped: Pack) -> None:
    with pytest.raises(InputProblem, match="no cases can meet these margins: stage “gender”"):
        two_genders(shipped, male=3, female=8)
