"""A small study with five reports: two linked by the rule, two that may both be one case's, one without a case."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.library.made_study import KM, TB, MadeReport, docx_report, small_study
from tests.made_once import made_once
from tests.web.conftest import PEOPLE, MadeStudy, opened
from waymark.cli.main import main
from waymark.library.models import Link, StatedField
from waymark.library.waiting import pairs_waiting
from waymark.reading.assigning import assign
from waymark.study.actions import person_at_machine
from waymark.study.people import add_person

WAITS = MadeReport(
    "Eastmere review.docx", "Eastmere Safeguarding Children Board", "Baby Q", "In September 2013",
    "a boy aged 2 months", "died", "", "May 2015",
    [
        "Midwives and the duty team each believed that the other had spoken with the parents about sleeping safely.",
        "The family moved twice and the notes followed them late; nobody held the whole account until the review.",
    ],
)  # fmt: skip
RIVAL = replace(
    WAITS, file="Eastmere second.docx", child="Baby R", published="July 2015",
    findings=[
        "The hospital wrote to an address that the parents had left, and took the silence for agreement.",
        "A housing officer saw the cramped room, noted it well, and had nobody to whom the note could be sent.",
    ],
)  # fmt: skip
ALONE = replace(
    WAITS, file="Wexcombe.docx", board="Wexcombe Safeguarding Children Board", child="Child ZZ",
    incident="On 6 January 2011", age="a girl aged 15 years", harm="was seriously injured", author="Ann Other-Field",
    findings=["The orchard project kept careful notes and shared them with nobody outside its building."],
)  # fmt: skip


@pytest.fixture(scope="session")
def library_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "library", _make) / "study"


def _make(folder: Path) -> None:
    place = small_study(folder)
    for report in (KM, TB, WAITS, RIVAL, ALONE):
        docx_report(folder / "reports", report)
    assert main(["import", "reports", str(folder / "reports"), "--study", str(place)]) == 0
    assert main(["match", "--study", str(place)]) == 0
    for handle, role, name in PEOPLE:
        add_person(person_at_machine(), handle, role, name)


@pytest.fixture
def study(tmp_path: Path, library_made_once: Path) -> MadeStudy:
    """In place of the study of all pages: this one has reports."""
    shutil.copytree(library_made_once, tmp_path / "library")
    return opened(tmp_path / "library")


def ref_of(report: MadeReport) -> str:
    return StatedField.objects.get(field="child", value=report.child).text.file.report.ref


def waiting() -> list[Link]:
    """The pairs to confirm, in the order of the queue."""
    return list(pairs_waiting(None))


def assign_case(study: MadeStudy, report: MadeReport) -> None:
    """The case of the report becomes the first reader's to read."""
    case = Link.objects.exclude(decision=Link.Decision.REFUSED).get(report__ref=ref_of(report)).notification
    instrument = study.workspace.pack.instruments[0].key
    assign(study.lead, study.workspace, instrument, [case.case_id], study.reader)
