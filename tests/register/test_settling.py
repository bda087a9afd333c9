"""What counts where several sources speak of one case."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.register.saying import says
from tests.register.second_pack import climbing_pack
from waymark.instruments.loading import load_pack
from waymark.instruments.pack import Pack
from waymark.register.settling import Settled, months_between, settle
from waymark.register.values import CellValue


@pytest.fixture(name="pack")
def _pack(tmp_path: Path) -> Pack:
    return climbing_pack(tmp_path)


def checks(settled: Settled) -> list[str]:
    return [finding.check for finding in settled.findings]


def test_the_strongest_source_stands_and_the_disagreement_is_listed(pack: Pack) -> None:
    statements = says(pack, "hut_book", 1, helmet="worn") + says(pack, "warden", 7, helmet="none")
    settled = settle(statements, pack, place=lambda s: f"{s.source}, row {s.row}")
    assert settled.values == {"helmet": "none"}
    assert settled.standing["helmet"].original is statements[1]
    (finding,) = settled.findings
    assert (finding.check, finding.variables) == ("sources_disagree", ("helmet",))
    assert "“None” (warden, row 7) stands" in finding.says
    assert "“Worn” (hut_book, row 1)" in finding.says


def test_a_weaker_source_fills_what_a_stronger_leaves_out(pack: Pack) -> None:
    statements = says(pack, "warden", helmet=None, ground="rock") + says(pack, "hut_book", helmet="worn")
    settled = settle(statements, pack)
    assert settled.values == {"ground": "rock", "helmet": "worn"}
    assert settled.findings == ()


def test_not_stated_gives_way_to_a_weaker_source_that_knows(pack: Pack) -> None:
    settled = settle(
        says(pack, "warden", ground="nobody knows") + says(pack, "hut_book", ground="rock"), pack
    )
    assert settled.values == {"ground": "rock"}
    assert settled.findings == ()


def test_not_stated_stands_where_no_source_knows(pack: Pack) -> None:
    assert settle(says(pack, "warden", ground="?"), pack).values == {"ground": "nobody_knows"}


def test_a_source_that_the_pack_does_not_rank_is_the_weakest(pack: Pack) -> None:
    settled = settle(says(pack, "hearsay", helmet="worn") + says(pack, "hut_book", helmet="none"), pack)
    assert settled.values == {"helmet": "none"}


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("ground", "ice", "steep ice"),
        ("hurt", "head, arm", "arm; head"),
        ("crag", "North Wall", "NORTH WALL Council"),
        ("story", "Fell from the ledge.", "A fall at noon."),
    ],
)
def test_saying_the_same_more_exactly_or_in_other_words_is_no_disagreement(
    pack: Pack, name: str, one: CellValue, other: CellValue
) -> None:
    assert (
        settle(says(pack, "warden", **{name: one}) + says(pack, "hut_book", **{name: other}), pack).findings
        == ()
    )


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("ground", "rock", "steep ice"),
        ("hurt", "head, arm", "arm"),
        ("crag", "North Wall", "South Wall"),
        ("slip", "S1", "S2"),
        ("fell_on", "1/2/2020", "2/1/2020"),
        ("climber_age", "20y 1m", "20y 4m"),
        ("climber_age", "20", "25"),
    ],
)
def test_different_values_of_every_type_are_listed(
    pack: Pack, name: str, one: CellValue, other: CellValue
) -> None:
    settled = settle(says(pack, "warden", **{name: one}) + says(pack, "hut_book", **{name: other}), pack)
    assert checks(settled) == ["sources_disagree"]


# -- age from dates -------------------------------------------------------------------------------


def test_an_age_from_both_dates_stands_before_the_age_as_written(pack: Pack) -> None:
    statements = says(pack, "hut_book", birthday="10/6/1990", fell_on="9/6/2020", climber_age="29y 11m")
    settled = settle(statements, pack)
    age = settled.standing["climber_age"]
    assert age.value == 29 * 12 + 11
    assert age.original is None
    assert [step.rule for step in age.statement.stated.steps] == ["age-from-dates"]
    assert age.statement.stated.raw == "1990-06-10 to 2020-06-09"
    assert settled.findings == ()


def test_an_age_that_differs_by_more_than_a_month_is_listed(pack: Pack) -> None:
    dates = {"birthday": "10/6/1990", "fell_on": "9/6/2020"}
    settled = settle(says(pack, "hut_book", **dates, climber_age="29y 8m"), pack)
    assert settled.values["climber_age"] == 359
    assert checks(settled) == ["age_disagrees"]
    assert "359 months" in settled.findings[0].says
    assert "356 months" in settled.findings[0].says


@pytest.mark.parametrize(
    ("written", "found"), [("29", []), ("30", []), ("28", ["age_disagrees"]), ("31", ["age_disagrees"])]
)
def test_an_age_in_whole_years_agrees_with_every_month_of_its_year(
    pack: Pack, written: str, found: list[str]
) -> None:
    settled = settle(
        says(pack, "hut_book", birthday="10/6/1990", fell_on="9/6/2020", climber_age=written), pack
    )
    assert checks(settled) == found


def test_the_dates_may_come_from_different_sources(pack: Pack) -> None:
    settled = settle(
        says(pack, "hut_book", birthday="1/1/2000") + says(pack, "warden", fell_on="1/1/2020"), pack
    )
    assert settled.values["climber_age"] == 240


def test_dates_that_give_no_possible_age_leave_the_written_one(pack: Pack) -> None:
    born_after = settle(
        says(pack, "hut_book", birthday="1/1/2021", fell_on="1/1/2020", climber_age="20"), pack
    )
    assert born_after.values["climber_age"] == 240
    too_young = settle(
        says(pack, "hut_book", birthday="1/1/2019", fell_on="1/1/2020", climber_age="20"), pack
    )
    assert too_young.values["climber_age"] == 240
    assert checks(too_young) == ["age_outside_limits"]


def test_nobody_has_an_age_before_birth_even_where_the_pack_sets_no_limits(tmp_path: Path) -> None:
    climbing_pack(tmp_path)
    variables = tmp_path / "variables.toml"
    without_limits = variables.read_text(encoding="utf-8").replace("low = 120\nhigh = 1200\n", "")
    variables.write_text(without_limits, encoding="utf-8")
    pack = load_pack(tmp_path)
    settled = settle(says(pack, "hut_book", birthday="1/1/2021", fell_on="1/1/2020"), pack)
    assert "climber_age" not in settled.values


@given(st.dates(date(1950, 1, 1), date(2030, 1, 1)), st.integers(0, 400), st.integers(0, 27))
def test_completed_months_are_counted_as_on_a_calendar(born: date, months: int, days: int) -> None:
    born = born.replace(day=1)
    year, month = divmod(born.year * 12 + born.month - 1 + months, 12)
    assert months_between(born, date(year, month + 1, 1 + days)) == months


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_in_which_sources_arrive_does_not_matter(pack: Pack, order: tuple[int, ...]) -> None:
    rows = [
        says(pack, "warden", 1, helmet="none"),
        says(pack, "hut_book", 2, helmet="worn", ground="rock"),
        says(pack, "register", 3, ground="ice"),
        says(pack, "hearsay", 4, companions="3", ground="ice"),
    ]
    shuffled = [statement for place in order for statement in rows[place]]
    assert settle(shuffled, pack).values == {"ground": "rock", "helmet": "none", "companions": 3}
