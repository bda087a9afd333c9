"""`waymark check` as it is called: what it prints, writes and ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from waymark.cli.main import main

RIGHT = "Nine of the 14 bells (64%) rang.\n"
WRONG = "Nine of the 14 bells (60%) rang.\n"
TABLE = """\
Table 4: Whether <it> rang

\tBells (n=80)\tHorns (n=25)\tAll (n=105)
Rang\t36 (45%)\t12 (48%)\t48 (46%)
Silent\t44 (56%)\t13 (52%)\t57 (54%)
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(f"{RIGHT}\n{WRONG}\n{TABLE}", encoding="utf-8")
    return path


def test_a_right_report_ends_with_nought(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "right.txt"
    path.write_text(RIGHT, encoding="utf-8")
    assert main(["check", str(path)]) == 0
    assert "Nothing was found that does not add up." in capsys.readouterr().out


def test_a_wrong_figure_ends_with_one_and_is_told(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(report)]) == 1
    out = capsys.readouterr().out
    assert "line 3: Nine of the 14 bells (60%" in out
    assert "line 9, Table 4, “Silent”, “Bells”: 44 (56%) → 55%" in out


def test_json_is_a_list_of_findings_with_their_places(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(report), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["class"] for one in found] == ["wrong", "wrong"]
    assert found[0]["place"] == {"line": 3}
    assert found[1]["place"] == {"line": 9, "table": "4", "row": "Silent", "column": "Bells"}
    assert set(found[1]) == {"class", "place", "printed", "computed", "how"}
    assert (found[1]["printed"], found[1]["computed"]) == ("44 (56%)", "55%")


def test_the_page_shows_sentence_and_table_with_the_print_marked(report: Path, tmp_path: Path) -> None:
    page = tmp_path / "findings.html"
    assert main(["check", str(report), "--page", str(page)]) == 1
    text = page.read_text(encoding="utf-8")
    assert "<mark>Nine of the 14 bells (60%)</mark>" in text
    assert "<td><mark>44 (56%)</mark></td>" in text
    assert "Whether &lt;it&gt; rang" in text, "what stands in a report is text, not markup"
    assert "<script" not in text
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_editions_are_compared(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = tmp_path / "second.txt"
    later.write_text(report.read_text(encoding="utf-8").replace("44 (56%)", "44 (55%)"), encoding="utf-8")
    assert main(["check", str(later), "--against", str(report)]) == 0
    assert "Changed silently: 1" in capsys.readouterr().out
    assert main(["check", str(later), "--against", str(report), "--format", "json"]) == 0
    (change,) = json.loads(capsys.readouterr().out)
    assert (change["before"], change["after"], change["noted"]) == ("44 (56%)", "44 (55%)", False)


def test_a_picture_is_refused_with_one_paragraph(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(2000))
    assert main(["check", str(path)]) == 3
    told = capsys.readouterr().err
    assert told.startswith("waymark: photo.jpg:")
    assert len(told.strip().splitlines()) == 1
