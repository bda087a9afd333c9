"""Data files as they are opened in a spreadsheet or read by a program."""

from __future__ import annotations

import csv
from pathlib import Path

import msgspec
import pytest

from tests.publish import examples
from waymark.analysis.results import Cell, Column, Row
from waymark.publish.csv_files import write_table


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_table_and_figure_has_a_file(published_demonstration: Path) -> None:
    names = {path.name for path in (published_demonstration / "downloads").iterdir()}
    assert {"table-4.csv", "table-26.csv", "figure-a-1.csv", "tables.xlsx", "README.txt"} <= names
    assert len(names) == 2 + len(examples.all_tables()) + len(examples.all_figures())


def test_a_table_has_counts_and_percentages_apart_and_its_notes(published_demonstration: Path) -> None:
    rows = read(published_demonstration / "downloads" / "table-4.csv")
    assert rows[0][-3:] == ["2011-14, n=293 (count)", "2011-14, n=293 (percent)", "Notes"]
    assert rows[1][-3] == "120"
    assert float(rows[1][-2]) == pytest.approx(40.9556, abs=1e-4)
    assert rows[2][-1] == "[note 1]"


def test_columns_of_a_group_are_told_apart(published_demonstration: Path) -> None:
    heads = read(published_demonstration / "downloads" / "table-7.csv")[0]
    assert "Gender 2011-14: Female, n=161 (count)" in heads
    assert len(heads) == len(set(heads))


def test_a_rate_has_its_interval(published_demonstration: Path) -> None:
    heads = read(published_demonstration / "downloads" / "table-2.csv")[0]
    assert heads[-3:] == [
        f"Annual rate per 100,000 children ({part})" for part in ("value", "lower 95%", "upper 95%")
    ]


def test_withheld_counts_are_symbols(published_guarded: Path) -> None:
    rows = read(published_guarded / "downloads" / "table-20.csv")
    row = next(row for row in rows if row[0].startswith("Infanticide"))
    assert row[-2:] == ["[c]", "[c]"]


def test_the_first_letters_are_read_by_a_spreadsheet(published_demonstration: Path) -> None:
    start = (published_demonstration / "downloads" / "table-4.csv").read_bytes()[:3]
    assert start == b"\xef\xbb\xbf"


def test_numbers_below_zero_stay_numbers_and_heads_are_harmless(tmp_path: Path) -> None:
    table = msgspec.structs.replace(
        examples.source_of_harm(),
        columns=(Column(key="a", label="=A1"),),
        rows=(Row(key="a", label="-2+3", cells=(Cell(value=-1.5, shown="-1.5"),)),),
    )
    assert read(write_table(tmp_path, table)) == [
        ["Source of harm", "'=A1 (value)"],
        ["'-2+3", "-1.5"],
    ]


def test_rows_under_a_heading_carry_it(tmp_path: Path) -> None:
    rows = (
        Row(key="h", label="Plans", heading=True, cells=(Cell(reason="z"),)),
        Row(key="a", label="Started", cells=(Cell(count=7, shown="7"),)),
    )
    table = msgspec.structs.replace(
        examples.source_of_harm(), columns=(Column(key="n", label="Number"),), rows=rows
    )
    assert read(write_table(tmp_path, table))[1:] == [["Plans: Started", "7"]]
