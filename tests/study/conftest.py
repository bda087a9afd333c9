"""A study with one lead, made once and copied for each test that is about people."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connections

from tests.conftest import write_tiny_pack
from waymark.study.actions import open_new_study
from waymark.study.workspace import Disclosure, StudySettings, make_workspace


@pytest.fixture(scope="session")
def shop_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop_once")
    settings = StudySettings(name="shop", title="Bicycle repairs")
    workspace = make_workspace(folder / "shop", settings, Disclosure(), write_tiny_pack(folder / "tiny"))
    open_new_study(workspace)
    connections["default"].close()  # the whole store is then in its file, to be copied
    return workspace.folder
