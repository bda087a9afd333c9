"""Files that a user downloads: recognised by their columns, refused where they are not whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.register import made_places as made
from waymark.instruments.problems import InputProblem, Problem
from waymark.register.places.authorities import read_authorities
from waymark.register.places.deprivation import read_deprivation
from waymark.register.places.files import check_file
from waymark.register.places.lookup import read_lookup
from waymark.register.places.population import read_population
from waymark.register.places.sheets import recognise


def told(problem: Problem) -> str:
    text = str(problem)
    assert "\n" not in text
    assert text.endswith("Nothing was changed.")
    return text


def cut(path: Path, share: float) -> Path:
    content = path.read_bytes()
    half = path.with_name(f"half_{path.name}")
    half.write_bytes(content[: int(len(content) * share)])
    return half


def without_rows(path: Path, rows: int) -> Path:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    half = path.with_name(f"short_{path.name}")
    half.write_text("".join(lines[:-rows]), encoding="utf-8")
    return half


@pytest.mark.parametrize(
    ("write", "kind"),
    [
        (made.write_population, "population"),
        (made.write_neighbourhoods, "deprivation"),
        (made.write_district_shares, "deprivation"),
        (made.write_authorities, "authorities"),
        (made.write_lookup, "lookup"),
    ],
)
def test_each_file_is_known_by_its_columns(write, kind: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert recognise(write(tmp_path)).kind == kind


def test_the_official_headings_of_the_indices_are_known_too(tmp_path: Path) -> None:
    header = (
        "LSOA code (2011)",
        "LSOA name (2011)",
        "Local Authority District code (2013)",
        "Local Authority District name (2013)",
        "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
        "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
    )
    rows = [
        ("E01000001", "", "E08000095", "Hilltop", "1", "1"),
        ("E01000002", "", "E08000095", "Hilltop", "2", "4"),
    ]
    (district,) = read_deprivation(made.write_rows(tmp_path / "official.csv", header, rows))
    assert (district.neighbourhoods, district.deprived, district.share) == (2, 1, 0.5)


def test_other_columns_are_told_with_what_would_be_right(tmp_path: Path) -> None:
    path = made.write_rows(tmp_path / "other.csv", ("name", "colour"), [("a", "red")])
    with pytest.raises(InputProblem) as raised:
        recognise(path)
    assert "other.csv, row 1" in told(raised.value)
    assert "children by local authority and year" in str(raised.value)


def test_a_file_given_for_another_kind_is_sent_to_the_right_command(tmp_path: Path) -> None:
    with pytest.raises(InputProblem) as raised:
        check_file(made.write_lookup(tmp_path), "population")
    assert "waymark import lookup" in told(raised.value)


@pytest.mark.parametrize(
    ("write", "read", "rows_lost"),
    [
        (made.write_population, read_population, 8),
        (made.write_neighbourhoods, read_deprivation, 1),
        (made.write_authorities, read_authorities, 21),
    ],
)
def test_half_a_file_is_refused(write, read, rows_lost: int, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    whole = write(tmp_path)
    assert read(whole)
    for half in (cut(whole, 0.5), without_rows(whole, rows_lost)):
        with pytest.raises(InputProblem) as raised:
            read(half)
        told(raised.value)


def test_a_population_file_that_lost_an_authority_is_told_by_its_region(tmp_path: Path) -> None:
    rows = [row for row in made.population_rows() if row[8] != "E10000093" or row[0] != 2012]
    with pytest.raises(InputProblem) as raised:
        read_population(made.write_rows(tmp_path / "lost.csv", made.POPULATION_COLUMNS, rows))
    assert "Midland in 2012 add up to 110,000 children, the region has 190,000" in told(raised.value)


def test_what_the_publisher_does_not_give_is_unknown_and_not_nought(tmp_path: Path) -> None:
    children = {
        row.code: row.children for row in read_population(made.write_population(tmp_path)) if row.year == 2012
    }
    assert children["E06000081"] is None
    assert children["E08000090"] == 20_000


def test_every_wrong_number_is_told_at_once(tmp_path: Path) -> None:
    rows = made.population_rows()
    rows[3] = (*rows[3][:-1], "many")
    rows[5] = ("soon", *rows[5][1:])
    with pytest.raises(InputProblem) as raised:
        read_population(made.write_rows(tmp_path / "wrong.csv", made.POPULATION_COLUMNS, rows))
    assert "row 5: “many” is no number of children" in told(raised.value)
    assert "row 7: “soon” is no year" in str(raised.value)


def test_a_share_beyond_one_is_refused(tmp_path: Path) -> None:
    path = made.write_rows(tmp_path / "s.csv", ("ltla21_code", "Proportion"), [("E08000095", 32.7)])
    with pytest.raises(InputProblem, match="no share from 0 to 1"):
        read_deprivation(path)


def test_an_empty_file_and_one_of_only_a_heading_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    with pytest.raises(InputProblem):
        recognise(empty)
    heading = made.write_rows(tmp_path / "heading.csv", made.POPULATION_COLUMNS, [])
    with pytest.raises(InputProblem, match="a heading and no rows"):
        read_population(heading)


def test_a_lookup_that_leads_two_ways_is_refused(tmp_path: Path) -> None:
    header = ("LTLA23CD", "UTLA23CD", "UTLA23NM")
    path = made.write_rows(tmp_path / "two.csv", header, [("L1", "U1", "One"), ("L1", "U2", "Two")])
    with pytest.raises(InputProblem, match="L1 leads to U1 and to U2"):
        read_lookup(path)


def test_names_in_the_windows_code_page_are_read(tmp_path: Path) -> None:
    path = tmp_path / "windows.csv"
    text = (
        ",".join(made.POPULATION_COLUMNS)
        + f"\n2012,,Local authority,,,,Côte,,E1,Bérange,{made.AGE_GROUP},5\n"
    )
    path.write_bytes(text.encode("cp1252"))
    (row,) = read_population(path)
    assert (row.name, row.region) == ("Bérange", "Côte")
