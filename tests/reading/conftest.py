"""A small study with two reports whose cases are to be read, a lead and two readers; all of it made up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.library.made_study import KM, TB, docx_report, small_study
from tests.made_once import made_once
from waymark.study.workspace import Workspace, connect, open_workspace


@dataclass(frozen=True)
class ReadingStudy:
    """`km` and `tb` are the cases with a report, in words of the store: N00001 and N00002."""

    workspace: Workspace
    lead: object
    ann: object
    ben: object
    km: str = "N00001"
    tb: str = "N00002"


@pytest.fixture(scope="session")
def linked_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; every test works on a copy."""
    return made_once(tmp_path_factory, "to-be-read", _make_linked) / "study"


def _make_linked(folder: Path) -> None:
    from waymark.library.actions import decide, match_reports
    from waymark.library.intake import import_reports
    from waymark.library.models import Link, Report
    from waymark.study.actions import person_at_machine
    from waymark.study.models import Person

    study = small_study(folder)
    for report in (KM, TB):
        docx_report(folder / "reports", report)
    workspace = open_workspace(study)
    connect(workspace)
    lead = person_at_machine()
    import_reports(lead, workspace, folder / "reports")
    match_reports(lead, workspace)
    for ref, case in zip(Report.objects.order_by("ref").values_list("ref", flat=True), _cases(), strict=True):
        decide(lead, ref, case, Link.Decision.CONFIRMED, "The boards and labels agree.")
    for handle in ("ann", "ben"):
        Person.objects.create(handle=handle, name=handle.capitalize(), role=Person.Role.READER)


def _cases() -> tuple[str, ...]:
    """The case of each report by its title: the files come in by name."""
    from waymark.library.queries import reports_in_brief

    owner = {"KM": "N00001", "TB": "N00002"}
    return tuple(
        next(case for label, case in owner.items() if label in report.title) for report in reports_in_brief()
    )


@pytest.fixture
def reading(linked_study: Path, tmp_path: Path) -> Iterator[ReadingStudy]:
    from waymark.study.actions import person_at_machine
    from waymark.study.models import Person

    folder = tmp_path / "study"
    shutil.copytree(linked_study, folder)
    workspace = open_workspace(folder)
    connect(workspace)
    yield ReadingStudy(
        workspace,
        person_at_machine(),
        Person.objects.get(handle="ann"),
        Person.objects.get(handle="ben"),
    )
