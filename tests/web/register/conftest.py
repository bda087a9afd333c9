"""The bicycles with a second source that says otherwise of one of them, in a pack that takes corrections; a report of
two of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.library.made_pdf import printed_pdf
from tests.made_once import made_once
from tests.web.conftest import MadeStudy, make_study, opened
from waymark.cli.main import main
from waymark.reading.assigning import assign

PRECEDENCE = 'precedence = ["sheet", "notification", "register", "reading"]'
WITH_CORRECTIONS = (
    'precedence = ["correction", "sheet", "notification", "register", "reading"]\nfinal = ["correction"]\n'
    'answer_codes = { "not stated" = "unknown" }'
)
SHEETS = "Ticket,Date,Colour,Rusty\nT2,1 April 2020,crimson,yes\n"


def take_corrections(place: Path) -> None:
    pack = place / "pack" / "pack.toml"
    pack.write_text(pack.read_text(encoding="utf-8").replace(PRECEDENCE, WITH_CORRECTIONS), encoding="utf-8")


@pytest.fixture(scope="session")
def register_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "register", _make) / "shop"


def _make(folder: Path) -> None:
    place = make_study(folder)
    take_corrections(place)
    (folder / "sheets.csv").write_text(SHEETS, encoding="utf-8")
    (folder / "reports").mkdir()
    (folder / "reports" / "overview.pdf").write_bytes(printed_pdf())
    for command in (
        ["import", "answers", str(folder / "sheets.csv")],
        ["import", "reports", str(folder / "reports")],
        ["link", "R0001", "T2"],
        ["link", "R0001", "T3"],
        ["select"],
    ):
        assert main([*command, "--study", str(place)]) == 0


@pytest.fixture
def study(tmp_path: Path, register_made_once: Path) -> MadeStudy:
    """In place of the study of all pages: in this one two sources differ."""
    shutil.copytree(register_made_once, tmp_path / "register")
    return opened(tmp_path / "register")


def case_of_reader(study: MadeStudy, case_id: str) -> None:
    assign(study.lead, study.workspace, study.workspace.pack.instruments[0].key, [case_id], study.reader)
