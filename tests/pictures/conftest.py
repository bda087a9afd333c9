"""A copy of the half-read demonstration, for pages that may be opened and answered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.db import connections

from waymark.study.models import Person
from waymark.study.workspace import Workspace, open_workspace
from waymark.web.serving import prepare_site


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-pictures", action="store_true", help="make the pictures in docs/pictures anew")


@pytest.fixture(scope="module")
def half_read(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    connections["default"].close()  # the whole store is then in its file, to be copied
    folder = tmp_path_factory.mktemp("pictures") / demonstration.name
    shutil.copytree(demonstration, folder)
    workspace = open_workspace(folder)
    prepare_site(workspace, ["127.0.0.1", "testserver"])
    Person.objects.filter(name="").update(handle="machine")  # whoever made it; no name of theirs in a picture
    return workspace
