"""Boards as people write them, and the areas that they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.register.test_places_areas import areas
from waymark.register.places.areas import Area
from waymark.register.places.matching import Gazetteer, join_boards, match_area


@pytest.fixture
def made_areas(tmp_path: Path) -> tuple[Area, ...]:
    return tuple(areas(tmp_path).values())


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Hilltop", "Hilltop"),
        ("HILLTOP METROPOLITAN BOROUGH COUNCIL", "Hilltop"),
        ("Hilltop LSCB", "Hilltop"),
        ("E08000090", "Hilltop"),
        ("e08000095", "Hilltop"),
        ("N E Marshshire", "North East Marshshire"),
        ("N.E. Marshshire", "North East Marshshire"),
        ("NE Marshshire Local Safeguarding Children Board", "North East Marshshire"),
        ("Wells/NE Meadow", "Wells and North East Meadow"),
        ("Wells & N. E. Meadow", "Wells and North East Meadow"),
        ("Wells", "Wells and North East Meadow"),
        ("Moor", "Kingsport upon Moor, City of"),
        ("Kingsport on Sea", "Kingsport upon Sea"),
        ("Three Hils", "Three Hills"),
        ("East Northmere", "Northmere"),
        ("Harbour", "Harbour, Chapel and Quay"),
        ("Harbour & Quay", "Harbour, Chapel and Quay"),
        ("Downland County", "Downland"),
    ],
)
def test_a_board_is_found_as_people_write_it(made_areas: tuple[Area, ...], written: str, name: str) -> None:
    area = match_area(written, made_areas)
    assert area is not None
    assert area.name == name


def test_a_name_that_fits_two_areas_is_not_guessed(made_areas: tuple[Area, ...]) -> None:
    match = Gazetteer(made_areas).match("Kingsport")
    assert match.area is None
    assert "may be" in match.says
    assert "Kingsport upon Sea" in match.says


@pytest.mark.parametrize("written", ["Anonymous", "", "-", "North East", "Elsewhere"])
def test_what_names_no_area_is_told(made_areas: tuple[Area, ...], written: str) -> None:
    match = Gazetteer(made_areas).match(written)
    assert match.areas == ()
    assert match.says


def test_likeness_is_told(made_areas: tuple[Area, ...]) -> None:
    match = Gazetteer(made_areas).match("Three Hils")
    assert (match.how, match.says) == ("likeness", "“Three Hils” was read as Three Hills, by likeness")


def test_a_joint_board_is_told_and_its_areas_added_up(made_areas: tuple[Area, ...]) -> None:
    match = Gazetteer(made_areas).match("Hilltop and Two Rivers")
    assert match.how == "joint"
    assert match.area is None
    joined = {area.name: area for area in join_boards(made_areas, ["Hilltop and Two Rivers", "Northmere"])}
    assert len(joined) == len(made_areas) - 1
    both = joined["Hilltop and Two Rivers"]
    assert both.children[2012] == 100_000
    assert (both.neighbourhoods, both.deprived_neighbourhoods) == (26, 9)
    assert match_area("Two Rivers LSCB", tuple(joined.values())) == both
    assert match_area("Hilltop & Two Rivers", tuple(joined.values())) == both
    assert "one board served them together." in both.notes


def test_a_joint_board_named_with_one_strange_part_is_no_area(made_areas: tuple[Area, ...]) -> None:
    assert Gazetteer(made_areas).match("Hilltop and Elsewhere").areas == ()
