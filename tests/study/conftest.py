"""A study with one lead, made once and copied for each test that is about people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import write_tiny_pack
from tests.made_once import made_once
from waymark.study.actions import open_new_study
from waymark.study.workspace import Disclosure, StudySettings, make_workspace


@pytest.fixture(scope="session")
def shop_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        settings = StudySettings(name="shop", title="Bicycle repairs")
        pack = write_tiny_pack(folder / "tiny")
        open_new_study(make_workspace(folder / "shop", settings, Disclosure(), pack))

    return made_once(tmp_path_factory, "shop-with-a-lead", make) / "shop"
