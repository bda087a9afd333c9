"""Old areas rebuilt from public files of other years: added up, split, merged, re-coded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.register import made_places as made
from waymark.instruments.problems import CallProblem, InputProblem
from waymark.register.places.areas import Area
from waymark.register.places.files import areas_from_files
from waymark.register.places.frozen import from_arrow, to_arrow

WINDOW_END = date(2014, 3, 31)


def areas(folder: Path, *, on: date = WINDOW_END, shares_only: bool = False) -> dict[str, Area]:
    deprivation = made.write_district_shares(folder) if shares_only else made.write_neighbourhoods(folder)
    found = areas_from_files(
        {
            "authorities": made.write_authorities(folder),
            "lookup": made.write_lookup(folder),
            "population": made.write_population(folder),
            "deprivation": deprivation,
        },
        on,
    )
    return {area.name: area for area in found}


def test_areas_are_those_of_the_window_and_no_districts_or_combined_authorities(tmp_path: Path) -> None:
    assert sorted(areas(tmp_path)) == [
        "Downland",
        "Harbour, Chapel and Quay",
        "Hilltop",
        "Kingsport upon Moor, City of",
        "Kingsport upon Sea",
        "North East Marshshire",
        "Northmere",
        "Three Hills",
        "Two Rivers",
        "Wells and North East Meadow",
    ]


def test_districts_are_added_up_to_their_county(tmp_path: Path) -> None:
    county = areas(tmp_path)["Two Rivers"]
    assert (county.neighbourhoods, county.deprived_neighbourhoods, county.deprived_share) == (16, 4, 0.25)


def test_a_county_split_since_is_added_together_again(tmp_path: Path) -> None:
    county = areas(tmp_path)["Northmere"]
    assert county.code == "E10000091"
    assert dict(county.children) == {2012: 30_000, 2021: 33_000}
    assert county.notes == ()


def test_a_study_after_the_split_has_the_new_authorities_with_their_own_districts(tmp_path: Path) -> None:
    later = areas(tmp_path, on=date(2022, 3, 31))
    assert "Northmere" not in later
    assert dict(later["East Northmere"].children) == {2021: 20_000}
    assert (later["East Northmere"].neighbourhoods, later["East Northmere"].deprived_neighbourhoods) == (8, 1)
    assert (later["West Northmere"].neighbourhoods, later["West Northmere"].deprived_neighbourhoods) == (2, 1)


def test_what_cannot_be_rebuilt_is_replaced_by_its_successor_and_says_so(tmp_path: Path) -> None:
    found = areas(tmp_path)
    merged = found["Harbour, Chapel and Quay"]
    assert "Harbour" not in found
    assert dict(merged.children) == {2021: 50_000}
    assert (merged.neighbourhoods, merged.deprived_neighbourhoods) == (10, 3)
    assert merged.notes == (
        "stands in the place of Harbour, Quay and part of Downland County, of which the files give no "
        "children as on 31 March 2014. It dates from 1 April 2019.",
    )
    assert "part of Downland County" in found["Downland"].notes[0]


def test_a_new_code_for_the_same_authority_is_the_same_area(tmp_path: Path) -> None:
    hilltop = areas(tmp_path)["Hilltop"]
    assert hilltop.code == "E08000095"
    assert dict(hilltop.children) == {2012: 20_000, 2021: 21_000}
    assert hilltop.neighbourhoods == 10


def test_a_district_in_the_wrong_county_is_put_right_and_told(tmp_path: Path) -> None:
    found = areas(tmp_path)
    assert found["Three Hills"].neighbourhoods == 6
    assert found["Two Rivers"].neighbourhoods == 16
    assert found["Three Hills"].notes == (
        "the register of authorities puts Lodge in Two Rivers, what followed it lies in Three Hills; "
        "the latter was taken.",
    )


def test_shares_of_several_districts_are_not_averaged(tmp_path: Path) -> None:
    found = areas(tmp_path, shares_only=True)
    assert found["Hilltop"].deprived_share == 0.5
    assert found["Hilltop"].neighbourhoods is None
    assert found["Harbour, Chapel and Quay"].deprived_share == 0.3
    assert found["Two Rivers"].deprived_share is None
    assert "shares cannot be added up" in found["Two Rivers"].notes[0]


def test_a_year_in_which_a_part_is_missing_is_not_known(tmp_path: Path) -> None:
    folder = tmp_path
    rows = [row for row in made.population_rows() if row[8] != "E06000092" and row[2] != "Regional"]
    population = made.write_rows(folder / "part.csv", made.POPULATION_COLUMNS, rows)
    found = areas_from_files(
        {"authorities": made.write_authorities(folder), "population": population}, WINDOW_END
    )
    northmere = next(area for area in found if area.name == "Northmere")
    assert dict(northmere.children) == {2012: 30_000}


def test_codes_that_the_register_does_not_know_are_named(tmp_path: Path) -> None:
    rows = [row for row in made.population_rows() if row[2] != "Regional"]
    rows[-1] = (*rows[-1][:8], "E06000999", *rows[-1][9:])
    population = made.write_rows(tmp_path / "strange.csv", made.POPULATION_COLUMNS, rows)
    with pytest.raises(InputProblem, match="E06000999"):
        areas_from_files(
            {"authorities": made.write_authorities(tmp_path), "population": population}, WINDOW_END
        )


def test_missing_files_are_named_by_the_command_that_brings_them(tmp_path: Path) -> None:
    with pytest.raises(CallProblem, match="waymark import population FILE"):
        areas_from_files({"authorities": made.write_authorities(tmp_path)}, WINDOW_END)


def test_areas_come_back_from_a_freeze_as_they_were(tmp_path: Path) -> None:
    found = tuple(areas(tmp_path).values())
    assert from_arrow(to_arrow(found)) == found


def test_regions_of_london_are_one(tmp_path: Path) -> None:
    rows = [row for row in made.population_rows() if row[0] == 2012 and row[2] == "Local authority"]
    sides = ["Inner London", "Outer London"] * 9
    halves = [(*row[:6], side, *row[7:]) for row, side in zip(rows, sides, strict=False)]
    population = made.write_rows(tmp_path / "london.csv", made.POPULATION_COLUMNS, halves)
    files = {"authorities": made.write_authorities(tmp_path), "population": population}
    regions = {area.region for area in areas_from_files(files, WINDOW_END) if 2012 in area.children}
    assert regions == {"London"}
