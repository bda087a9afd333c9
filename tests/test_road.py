"""The whole road on a pack that no code knows: from a csv of bicycles to a published table and back to the row."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from waymark.cli.main import main

NOTIFICATIONS = """\
Ticket,Date,Shop,Colour,Gears
T1,3/5/2020,North LSCB,crimson,3
T2,2020-05-04,north,Blue,12
T3,43955,East,,7
T4,6 May 2020,East,red,21
T1,3/5/2020,North,red,4
T0,1/1/2019,East,blue,1
"""
ANSWERS = "Ticket,Date,Reader,Rusty,Colour\nT1,3 May 2020,ann,y,red\nT4,6/5/2020,ben,n,blue\n"


def told(capsys: pytest.CaptureFixture[str], *call: str) -> str:
    assert main(call) == 0, capsys.readouterr().err
    return capsys.readouterr().out


@pytest.fixture
def study(tmp_path: Path, tiny_pack_folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    (tmp_path / "bicycles.csv").write_text(NOTIFICATIONS, encoding="utf-8")
    (tmp_path / "sheets.csv").write_text(ANSWERS, encoding="utf-8")
    folder = str(tmp_path / "study")
    told(capsys, "init", folder, "--pack", str(tiny_pack_folder), "--suppress-below", "0")
    told(capsys, "import", "notifications", str(tmp_path / "bicycles.csv"), "--study", folder)
    told(capsys, "import", "answers", str(tmp_path / "sheets.csv"), "--study", folder)
    return folder


@pytest.fixture
def frozen(study: str, capsys: pytest.CaptureFixture[str]) -> str:
    told(capsys, "select", "--study", study)
    told(capsys, "freeze", "--study", study, "--why", "first look")
    return study


def test_selection_gives_the_flow_with_reasons(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    flow = json.loads(told(capsys, "select", "--study", study, "--format", "json"))
    assert [(step["rule"], step["outcome"], step["cases"]) for step in flow] == [
        ("before", "excluded", 1),
        ("twice", "excluded", 1),
        ("counted", "included", 4),
    ]


def test_a_table_is_the_object_that_the_contract_names(
    frozen: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = json.loads(told(capsys, "table", "1", "--study", frozen, "--format", "json"))
    assert (table["number"], table["title"]) == ("1", "Gears by colour")
    assert [(column["label"], column["base"]) for column in table["columns"]] == [
        ("Red", 1),
        ("Blue", 2),
        ("All", 4),
    ]
    few, many = table["rows"]
    assert (few["label"], few["level"]) == ("Up to 5", 0)
    assert [cell["count"] for cell in many["cells"]] == [0, 2, 3]
    assert many["cells"][2]["percent"] == 75.0
    assert many["cells"][2]["shown"] == "3 (75%)"
    assert len(table["freeze"]) == 64
    assert table["tests"] == []


def test_the_reader_counts_before_the_sheet_and_both_are_kept(
    frozen: str, capsys: pytest.CaptureFixture[str]
) -> None:
    traced = json.loads(
        told(capsys, "trace", "1", "6 and more", "blue", "--study", frozen, "--format", "json")
    )
    colours = [v for v in traced if v["case"] == "N00004" and v["variable"] == "colour"]
    assert [(v["value"], v["counts"], v["source"], v["reader"]) for v in colours] == [
        ("blue", "yes", "sheet", "ben"),
        ("red", "no", "notification", ""),
    ]
    problems = json.loads(_problems(capsys, frozen))
    assert any(p["case"] == "N00004" and p["check"] == "sources_disagree" for p in problems)


def test_a_cell_leads_back_to_the_row_and_every_rule(frozen: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(told(capsys, "trace", "1", "few", "red", "--study", frozen, "--format", "csv"))
        )
    )
    crimson = next(row for row in rows if row["raw"] == "crimson")
    assert (crimson["file"], crimson["row"]) == ("bicycles.csv", "2")
    assert crimson["rules"] == "category-by-synonym: crimson → red"
    standing = next(row for row in rows if row["variable"] == "place_in_study")
    assert (standing["value"], standing["source"]) == ("included", "register")


def test_the_same_file_twice_changes_nothing(
    frozen: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys, "import", "notifications", str(tmp_path / "bicycles.csv"), "--study", frozen)
    assert "nothing was changed" in said
    before = told(capsys, "flow", "--study", frozen)
    told(capsys, "freeze", "--study", frozen)
    assert told(capsys, "flow", "--study", frozen) == before
    assert len(list((Path(frozen) / "freezes").iterdir())) == 1, "the same data freeze to the same name"


def test_publishing_without_a_freeze_is_refused(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "select", "--study", study)
    assert main(["publish", "--study", study]) == 2
    assert "nothing has been frozen yet" in capsys.readouterr().err
    assert not (Path(study) / "publications").exists()


def test_freezing_before_selecting_is_refused(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["freeze", "--study", study]) == 2
    assert "Run “waymark select” first." in capsys.readouterr().err


def test_a_changed_byte_is_found_and_cannot_be_published(
    frozen: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["freeze", "--verify", "--study", frozen]) == 0
    cases = next((Path(frozen) / "freezes").iterdir()) / "cases.parquet"
    content = bytearray(cases.read_bytes())
    content[len(content) // 2] ^= 1
    cases.write_bytes(content)
    assert main(["freeze", "--verify", "--study", frozen]) == 1
    assert "cases.parquet was changed" in capsys.readouterr().out
    for command in ("publish", "flow"):
        assert main([command, "--study", frozen]) == 3
        assert "the freeze is not what was frozen" in capsys.readouterr().err


def test_the_publication_holds_the_table(frozen: str, capsys: pytest.CaptureFixture[str]) -> None:
    told(capsys, "publish", "--study", frozen)
    pages = list((Path(frozen) / "publications").rglob("*.html"))
    assert any("Gears by colour" in page.read_text(encoding="utf-8") for page in pages)
    assert not any("Demonstration" in page.read_text(encoding="utf-8") for page in pages)


def test_small_numbers_are_withheld_from_publication_but_not_from_the_team(
    frozen: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Path(frozen) / "waymark.toml"
    settings.write_text(settings.read_text().replace("suppress_below = 0", "suppress_below = 5"))
    assert "3 (75%)" in told(capsys, "table", "1", "--study", frozen)
    told(capsys, "publish", "--study", frozen)
    everything = "".join(
        p.read_text(encoding="utf-8") for p in (Path(frozen) / "publications").rglob("*.html")
    )
    assert "[c]" in everything
    assert "(75%)" not in everything


def _problems(capsys: pytest.CaptureFixture[str], study: str) -> str:
    assert main(["problems", "--study", study, "--format", "json"]) == 1
    return capsys.readouterr().out
