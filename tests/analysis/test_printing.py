"""A table as JSON, CSV and text: the contract that page, workbook and API rest on."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec

from tests.analysis.harbour import boat, engine_for
from waymark.analysis.figures import figure
from waymark.analysis.printing import to_csv, to_json, to_text
from waymark.analysis.results import TableResult
from waymark.analysis.tables import tabulate
from waymark.instruments.figures import FigureSpec
from waymark.instruments.tables import CountTable

FLEET = [boat(hull="oak", rig="sail"), boat(hull="pine", rig="motor"), boat(hull="steel", rig="sail")]


def made(folder: Path) -> TableResult:
    given = {
        "number": "9",
        "title": "Fleet",
        "seed": "1",
        "population": "counted",
        "rows": [{"variable": "hull"}, {"key": "gone", "label": "Gone", "published": True}],
        "columns": [{"variable": "rig", "group": "Rig"}],
        "notes": ["Boats in harbour."],
        "test": [
            {
                "kind": "fisher",
                "name": "Hull, wood or steel",
                "rows": ["wood", "steel"],
                "columns": [["sail"], ["motor"]],
                "published": {"p": ".9"},
            }
        ],
    }
    return tabulate(engine_for(folder, FLEET), msgspec.convert(given, CountTable))


def test_json_keeps_the_contract_for_a_table(tmp_path: Path) -> None:
    result = made(tmp_path)
    told = json.loads(to_json(result))
    assert (told["number"], told["title"]) == ("9", "Fleet")
    assert (told["columns"][0]["label"], told["columns"][0]["base"]) == ("Sail", 2)
    assert [(row["label"], row["level"]) for row in told["rows"]] == [
        ("Wood", 0),
        ("Oak", 1),
        ("Pine", 1),
        ("Steel", 0),
        ("Gone", 0),
    ]
    assert told["rows"][0]["cells"] == [
        {"count": 1, "percent": 50.0, "shown": "1 (50%)"},
        {"count": 1, "percent": 100.0, "shown": "1 (100%)"},
    ]
    assert told["rows"][4]["cells"] == [{"shown": "[x]", "reason": "x"}] * 2
    test = told["tests"][0]
    assert {"name", "statistic", "df", "p", "published"} <= test.keys()
    assert test["name"] == "Hull, wood or steel"
    assert test["published"] == {"statistic": "", "df": "", "p": ".9"}
    assert told["notes"][0] == "Boats in harbour."
    assert told["freeze"] == result.freeze and len(result.freeze) == 64


def test_csv_has_one_line_a_cell(tmp_path: Path) -> None:
    lines = list(csv.DictReader(io.StringIO(to_csv(made(tmp_path)))))
    assert len(lines) == 10
    assert lines[2]["row_label"] == "Oak" and lines[2]["level"] == "1" and lines[2]["base"] == "2"
    assert (lines[0]["count"], lines[0]["shown"], lines[0]["published"]) == ("1", "1 (50%)", "no")
    assert (lines[8]["count"], lines[8]["reason"], lines[8]["published"]) == ("", "x", "yes")


def test_text_reads_like_the_printed_table(tmp_path: Path) -> None:
    lines = to_text(made(tmp_path)).splitlines()
    assert lines[:9] == [
        "Table 9: Fleet",
        "Boats counted (n = 3)",
        "",
        "Hull    Rig Sail (n=2)  Rig Motor (n=1)",
        "------  --------------  ---------------",
        "Wood           1 (50%)         1 (100%)",
        "  Oak          1 (50%)           0 (0%)",
        "  Pine          0 (0%)         1 (100%)",
        "Steel          1 (50%)           0 (0%)",
    ]
    assert "[note 1] Boats in harbour." in lines
    assert any(line.startswith("Hull, wood or steel: Fisher's exact test, p = ") for line in lines)


def test_a_figure_prints_its_data_as_a_table(tmp_path: Path) -> None:
    spec = FigureSpec(
        number="1",
        title="Rigs",
        kind="bars",
        seed="1",
        population="counted",
        x="rig",
        sentence="{total} boats.",
    )
    drawn = figure(engine_for(tmp_path, FLEET), spec)
    assert json.loads(to_json(drawn))["data"][0] == {"x": "Sail", "value": 2}
    assert to_csv(drawn) == "Rig,Cases\r\nSail,2\r\nMotor,1\r\n"
    assert to_text(drawn).splitlines()[:6] == [
        "Figure 1: Rigs",
        "3 boats.",
        "",
        "Rig    Cases",
        "-----  -----",
        "Sail       2",
    ]
