"""The demonstration, made once for all tests of this room."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from tests.made_once import made_once
from waymark.demo.make import DemonstrationFiles, write_demonstration
from waymark.demo.reports.composing import compose
from waymark.demo.reports.plan import ReportPlan
from waymark.demo.rows import Row
from waymark.demo.study import make_study
from waymark.instruments.conditions import Value
from waymark.instruments.loading import load_pack, pack_folder
from waymark.instruments.pack import Pack

Cases = list[dict[str, Value]]


@pytest.fixture(scope="session")
def shipped() -> Pack:
    return load_pack(pack_folder("scr_2011_14"))


@pytest.fixture(scope="session")
def rows(shipped: Pack, tmp_path_factory: pytest.TempPathFactory) -> tuple[Row, ...]:
    def make(folder: Path) -> None:
        (folder / "rows").write_bytes(pickle.dumps(make_study(shipped)))

    found: tuple[Row, ...] = pickle.loads((made_once(tmp_path_factory, "rows", make) / "rows").read_bytes())
    return found


@pytest.fixture(scope="session")
def cases(rows: tuple[Row, ...], shipped: Pack) -> Cases:
    """Every row as it is true, with the derived variables."""
    return [row.complete(shipped) for row in rows]


@pytest.fixture(scope="session")
def files(
    rows: tuple[Row, ...], shipped: Pack, tmp_path_factory: pytest.TempPathFactory
) -> DemonstrationFiles:
    folder: Path = tmp_path_factory.mktemp("demonstration")
    return write_demonstration(rows, folder, shipped)


@pytest.fixture(scope="session")
def plans(
    rows: tuple[Row, ...], shipped: Pack, tmp_path_factory: pytest.TempPathFactory
) -> tuple[ReportPlan, ...]:
    """Every report of the demonstration before it is drawn."""

    def make(folder: Path) -> None:
        (folder / "plans").write_bytes(pickle.dumps(tuple(compose(rows, shipped))))

    made = made_once(tmp_path_factory, "plans", make)
    found: tuple[ReportPlan, ...] = pickle.loads((made / "plans").read_bytes())
    return found
