"""Steps taken in another order, files given twice or to the wrong command: told in one paragraph, and mended
by the step that was missing."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from django.db import connections

from waymark.cli.main import main
from waymark.instruments.loading import SHIPPED

SHEET = "Case No,Date of incident,LSCB,SCR decision,Siblings\n"


def told(capsys: pytest.CaptureFixture[str], code: int, *call: str) -> str:
    capsys.readouterr()
    assert main(call) == code
    said = capsys.readouterr()
    return said.out if code == 0 else said.err


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    told(capsys, 0, "init", str(tmp_path / "study"))
    return str(tmp_path / "study")


def sheet(tmp_path: Path, name: str, *rows: str) -> str:
    (tmp_path / name).write_text(SHEET + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(tmp_path / name)


def entries(tmp_path: Path, *numbers: int) -> str:
    document = docx.Document()
    for number in numbers:
        document.add_paragraph(f"Case number: {number}")
        document.add_paragraph("Date of incident: 4 March 2012")
        document.add_paragraph("Number of siblings: 3")
    path = tmp_path / f"Incident details {len(numbers)}.docx"
    document.save(str(path))
    return str(path)


def siblings(capsys: pytest.CaptureFixture[str], study: str) -> dict[str, object]:
    from waymark.register.models import SettledValue

    told(capsys, 0, "select", "--study", study)
    settled = SettledValue.objects.filter(variable="siblings")
    return dict(settled.values_list("notification__case_number", "value"))


def test_incident_details_before_any_notification_are_refused(
    study: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys, 3, "import", "incidents", entries(tmp_path, 20011), "--study", study)
    assert "Import the notifications first." in said
    told(
        capsys,
        0,
        "import",
        "notifications",
        sheet(tmp_path, "a.csv", "20011,4/3/2012,Eastmere,yes,"),
        "--study",
        study,
    )
    told(capsys, 0, "import", "incidents", entries(tmp_path, 20011), "--study", study)
    assert siblings(capsys, study) == {"20011": 3}


def test_an_entry_whose_notification_comes_later_is_joined_then(
    study: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(
        capsys,
        0,
        "import",
        "notifications",
        sheet(tmp_path, "a.csv", "20011,4/3/2012,Eastmere,yes,"),
        "--study",
        study,
    )
    told(capsys, 0, "import", "incidents", entries(tmp_path, 20011, 20012), "--study", study)
    assert siblings(capsys, study) == {"20011": 3}
    told(
        capsys,
        0,
        "import",
        "notifications",
        sheet(tmp_path, "b.csv", "20012,4/3/2012,Harrow Dale,yes,"),
        "--study",
        study,
    )
    assert siblings(capsys, study) == {"20011": 3, "20012": 3}


def test_a_corrected_workbook_does_not_silently_stand_behind_the_first(
    study: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = sheet(tmp_path, "a.csv", "20011,4/3/2012,Eastmere,yes,1", "20012,5/3/2012,Eastmere,yes,1")
    told(capsys, 0, "import", "notifications", first, "--study", study)
    corrected = sheet(tmp_path, "b.csv", "20011,4/3/2012,Eastmere,yes,2", "20012,5/3/2012,Eastmere,yes,1")
    said = told(capsys, 3, "import", "notifications", corrected, "--study", study)
    assert "2 case numbers are in the study already (20011, 20012)" in said
    told(capsys, 0, "import", "notifications", corrected, "--study", study, "--again")
    flow = json.loads(told(capsys, 0, "select", "--study", study, "--format", "json"))
    assert {step["rule"]: step["cases"] for step in flow}["duplicate"] == 2


def test_a_file_without_incident_dates_or_boards_is_no_file_of_notifications(
    study: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "answers.csv").write_text(
        "Case No,Incident date,Reader,DV\n20011,4/3/2012,ann,yes\n", encoding="utf-8"
    )
    said = told(capsys, 3, "import", "notifications", str(tmp_path / "answers.csv"), "--study", study)
    assert "no column holds the board, so this is no file of notifications." in said


def test_a_reader_who_answers_a_case_again_is_told(
    study: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(
        capsys,
        0,
        "import",
        "notifications",
        sheet(tmp_path, "a.csv", "20011,4/3/2012,Eastmere,yes,"),
        "--study",
        study,
    )
    head = "Case number,Incident date,Reader,Domestic abuse\n"
    for name, reader, answer in (("1.csv", "ann", "yes"), ("2.csv", "ann", "no"), ("3.csv", "ben", "no")):
        (tmp_path / name).write_text(f"{head}20011,4/3/2012,{reader},{answer}\n", encoding="utf-8")
    told(capsys, 0, "import", "answers", str(tmp_path / "1.csv"), "--study", study)
    assert "20011 by ann" in told(capsys, 3, "import", "answers", str(tmp_path / "2.csv"), "--study", study)
    told(capsys, 0, "import", "answers", str(tmp_path / "3.csv"), "--study", study)


def test_a_pack_changed_after_selecting_asks_for_another_selection(
    study: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(
        capsys,
        0,
        "import",
        "notifications",
        sheet(tmp_path, "a.csv", "20011,4/3/2012,Eastmere,yes,"),
        "--study",
        study,
    )
    told(capsys, 0, "select", "--study", study)
    rules = Path(study) / "pack" / "selection.toml"
    rules.write_text(
        rules.read_text(encoding="utf-8").replace("No review was held", "No review"), encoding="utf-8"
    )
    assert "the pack has changed" in told(capsys, 2, "freeze", "--study", study)
    told(capsys, 0, "select", "--study", study)
    told(capsys, 0, "freeze", "--study", study)


def test_a_variable_taken_out_of_the_pack_that_has_values_is_named(
    study: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(
        "Case No,Date of incident,LSCB,Sibling plan\n20011,4/3/2012,Eastmere,no\n", encoding="utf-8"
    )
    told(capsys, 0, "import", "notifications", str(tmp_path / "a.csv"), "--study", study)
    variables = Path(study) / "pack" / "variables.toml"
    text = variables.read_text(encoding="utf-8")
    start = text.index("[variable.sibling_plan]")
    variables.write_text(text[:start] + text[text.index("[variable.", start + 5) :], encoding="utf-8")
    said = told(capsys, 2, "select", "--study", study)
    assert "the pack no longer has “sibling_plan”, of which 1 values are stated." in said


def test_an_empty_study_is_not_frozen(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no notifications have been imported" in told(capsys, 2, "freeze", "--study", study)


@pytest.mark.parametrize("kind", ["population", "deprivation", "authorities", "lookup"])
def test_a_workbook_given_as_a_file_on_areas_is_told(
    kind: str, study: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04\xff\xfe\x9d\x81" * 50)
    said = told(capsys, 3, "import", kind, str(tmp_path / "a.xlsx"), "--study", study)
    assert "a.xlsx" in said
    assert said.strip().endswith("Nothing was changed.")


def test_a_damaged_store_is_one_paragraph(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    connections.close_all()  # so that the store is whole in its file
    (Path(study) / "waymark.db").write_bytes(b"this is no database at all" * 100)
    said = told(capsys, 3, "flow", "--study", study)
    assert said.startswith("waymark: ")
    assert "Traceback" not in said


def test_a_study_named_by_one_of_its_files_is_told(study: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no study in" in told(capsys, 2, "flow", "--study", f"{study}/waymark.toml")


def test_the_shipped_pack_is_what_a_new_study_gets(study: str) -> None:
    assert (Path(study) / "pack" / "tables.toml").read_bytes() == (
        SHIPPED / "scr_2011_14" / "tables.toml"
    ).read_bytes()
