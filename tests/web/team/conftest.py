"""A study of which one report was read by two readers, who differ on one question."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from tests.library.made_pdf import printed_pdf
from tests.made_once import made_once
from tests.web.conftest import MadeStudy, opened
from waymark.library.actions import decide
from waymark.library.intake import import_reports
from waymark.library.models import Link
from waymark.reading.answering import finish, pin, save_answer
from waymark.reading.assigning import assign, second_reading
from waymark.reading.given import Given
from waymark.reading.models import Form
from waymark.study.models import Person

SHEET, READ, WAITING = "sheet", "N00001", "N00002"


@dataclass(frozen=True)
class Together:
    """`READ` was read twice: the colour differs, rust does not. `WAITING` has a report and no reader."""

    study: MadeStudy
    first: Form
    second: Form


@pytest.fixture(scope="session")
def together_made_once(study_made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        shutil.copytree(study_made_once, folder / "shop")
        _read_twice(opened(folder / "shop"), folder / "reports")

    return made_once(tmp_path_factory, "read-together", make) / "shop"


def _read_twice(study: MadeStudy, reports: Path) -> None:
    reports.mkdir()
    (reports / "a.pdf").write_bytes(printed_pdf(pages=1))
    (reports / "b.pdf").write_bytes(printed_pdf(pages=2))
    import_reports(study.lead, study.workspace, reports)
    for ref, case in (("R0001", READ), ("R0002", WAITING)):
        decide(study.lead, ref, case, Link.Decision.CONFIRMED, "The ticket is printed on it.")
    first = assign(study.lead, study.workspace, SHEET, [READ], study.reader).forms[0]
    _fill(study, study.reader, first, "red")
    second = second_reading(
        study.lead, study.workspace, SHEET, [READ], [study.second_reader], Form.Manner.BLIND
    ).forms[0]
    _fill(study, study.second_reader, second, "blue")


def _fill(study: MadeStudy, reader: Person, form: Form, colour: str) -> None:
    for variable, value in (("colour", colour), ("rusty", "yes")):
        given = Given("value", value, f"{reader.name} looked twice.")
        save_answer(reader, study.workspace, form.pk, variable, given, 0, uuid4())
    pin(reader, study.workspace, form.pk, "colour", "R0001", 0, 20, uuid4())
    finish(reader, study.workspace, form.pk)


@pytest.fixture
def together(tmp_path: Path, together_made_once: Path) -> Together:
    """Each test has its own copy."""
    shutil.copytree(together_made_once, tmp_path / "shop")
    study = opened(tmp_path / "shop")
    forms = Form.objects.select_related("reader", "case")
    return Together(study, forms.get(part="first"), forms.get(part="second"))
