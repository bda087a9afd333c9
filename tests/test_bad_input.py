"""A mistake in a file gets one clear paragraph that says where it is, and nothing in the study changes."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest
import xlsxwriter

from waymark.cli.main import main

GOOD = "Ticket,Date,Shop,Colour,Gears\nT1,3/5/2020,North,red,3\nT2,4/5/2020,North,blue,5\n"


def workbook(rows: list[list[object]], merge: str = "") -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("Bicycles")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    if merge:
        sheet.merge_range(merge, "merged")
    book.close()
    return content.getvalue()


def encrypted() -> bytes:
    locked = io.BytesIO()
    plain = io.BytesIO(workbook([["Ticket"], ["T1"]]))
    msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("secret", locked)
    return locked.getvalue()


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


HEAD = ["Ticket", "Date", "Shop", "Colour", "Gears"]
BAD: dict[str, tuple[str, Callable[[], bytes], tuple[str, ...]]] = {
    "an empty workbook": ("empty.xlsx", lambda: workbook([]), ("empty.xlsx",)),
    "an encrypted workbook": ("locked.xlsx", encrypted, ("locked.xlsx", "password")),
    "a workbook cut in half": ("cut.xlsx", lambda: half(workbook([HEAD, ["T1", "3/5/2020"]])), ("cut.xlsx",)),
    "an empty csv": ("empty.csv", lambda: b"", ("empty.csv",)),
    "a missing case number": (
        "b.csv",
        lambda: (GOOD + ",5/5/2020,East,red,2\n").encode(),
        ("row 4", "case number"),
    ),
    "30 February": (
        "b.csv",
        lambda: (GOOD + "T3,30/2/2020,East,red,2\n").encode(),
        ("row 4", "Date", "30 February 2020"),
    ),
    "an impossible number": (
        "b.csv",
        lambda: (GOOD + "T3,5/5/2020,East,red,200\n").encode(),
        ("row 4", "Gears", "30"),
    ),
    "a row twice": (
        "b.csv",
        lambda: (GOOD + "T2,4/5/2020,North,blue,5\n").encode(),
        ("row 4", "same as row 3"),
    ),
    "no column of case numbers": (
        "b.csv",
        lambda: b"Shop,Colour\nNorth,red\nEast,blue\n",
        ("case number", "--mapping"),
    ),
    "a picture called a workbook": ("b.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, ("b.xlsx",)),
}


@pytest.fixture
def study(tmp_path: Path, tiny_pack_folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    assert main(["init", str(tmp_path / "study"), "--pack", str(tiny_pack_folder)]) == 0
    assert (
        main(["import", "notifications", str(tmp_path / "good.csv"), "--study", str(tmp_path / "study")]) == 0
    )
    capsys.readouterr()
    return tmp_path / "study"


def state(study: Path) -> tuple[list[str], list[str]]:
    with sqlite3.connect(study / "waymark.db") as store:
        return list(store.iterdump()), sorted(path.name for path in (study / "files").iterdir())


@pytest.mark.parametrize("mistake", BAD)
def test_a_mistake_is_one_paragraph_and_nothing_changes(
    mistake: str, study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, content, words = BAD[mistake]
    (tmp_path / name).write_bytes(content())
    before = state(study)
    code = main(["import", "notifications", str(tmp_path / name), "--study", str(study), "--yes"])
    said = capsys.readouterr().err.strip()
    assert code == 3, said
    assert "\n" not in said
    assert said.endswith("Nothing was changed.")
    for word in words:
        assert word in said
    assert state(study) == before


def test_every_problem_of_a_file_is_told_at_once(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = GOOD + "T3,30/2/2020,East,green,200\nT4,5/5/2020,East,purple,2\n"
    (tmp_path / "b.csv").write_text(bad, encoding="utf-8")
    assert main(["import", "notifications", str(tmp_path / "b.csv"), "--study", str(study)]) == 3
    said = capsys.readouterr().err
    for word in ("30 February 2020", "green", "200", "purple", "row 4", "row 5"):
        assert word in said


def test_what_cannot_be_read_can_be_set_aside_for_a_person(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.csv").write_text(
        "Ticket,Date,Shop\nT3,30/2/2020,East\nT4,1/2/2020,East\n", encoding="utf-8"
    )
    assert (
        main(["import", "notifications", str(tmp_path / "b.csv"), "--study", str(study), "--set-aside"]) == 0
    )
    assert "30 February 2020" in capsys.readouterr().out
    main(["select", "--study", str(study)])
    capsys.readouterr()
    assert main(["problems", "--study", str(study)]) == 1
    assert "30 February 2020" in capsys.readouterr().out


def test_a_csv_in_windows_1252_is_read_and_told(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.csv").write_bytes("Ticket,Date,Shop\nT9,5/5/2020,Café £\n".encode("cp1252"))
    assert main(["import", "notifications", str(tmp_path / "b.csv"), "--study", str(study)]) == 0
    assert "1252" in capsys.readouterr().out
    from waymark.register.models import StatedValue

    assert StatedValue.objects.filter(variable="shop", value="Café £").exists()


def test_two_header_rows_and_merged_cells_are_read_as_meant(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[list[object]] = [["Case", "", "", "Bicycle", ""], HEAD, ["T7", "5/5/2020", "East", "red", 4]]
    (tmp_path / "b.xlsx").write_bytes(workbook(rows))
    assert main(["import", "notifications", str(tmp_path / "b.xlsx"), "--study", str(study), "--yes"]) == 0
    assert "1 rows" in capsys.readouterr().out
    from waymark.register.models import StatedValue

    assert StatedValue.objects.get(variable="gears", notification__case_number="T7").value == 4


def test_headers_by_likeness_have_to_be_confirmed(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.csv").write_text("Tickett,Date,Shop,Colur\nT9,5/5/2020,East,red\n", encoding="utf-8")
    call = ["import", "notifications", str(tmp_path / "b.csv"), "--study", str(study)]
    before = state(study)
    assert main(call) == 2
    assert "--mapping" in capsys.readouterr().err
    assert state(study) == before
    assert main([*call, "--mapping", str(study / "mappings" / "b.toml")]) == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (["table", "99"], "there is no table 99"),
        (["import", "notifications", "nowhere.csv"], "there is no file"),
        (["frobnicate"], "frobnicate"),
        (["table"], "number"),
        (["init", "x", "--pack", "scr_2011_15"], "scr_2011_14"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_what_would_be_right(
    call: list[str], words: str, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = (
        call if call[0] in ("frobnicate", "init") or call == ["table"] else [*call, "--study", str(study)]
    )
    main(["select", "--study", str(study)])
    main(["freeze", "--study", str(study)])
    capsys.readouterr()
    try:
        code = main(arguments)
    except SystemExit as end:
        code = int(end.code or 0)
    assert code == 2
    assert words in capsys.readouterr().err
