"""What all tests share: a tiny pack that no code knows, and a fresh study."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import dedent
from unittest.mock import patch

import pytest
from django.db import connections
from hypothesis import HealthCheck, settings

from tests.made_once import made_once
from waymark.study import workspace
from waymark.study.freezes import Freeze, open_freeze
from waymark.study.workspace import STORE, prepare_store

prepare_store()

# No test pulls the plug. A process that is killed loses nothing that it had handed to the system, so no store here
# waits for the disk.
STORE_OPTIONS = connections.settings["default"]["OPTIONS"]
assert "synchronous=FULL" in STORE_OPTIONS["init_command"]
STORE_OPTIONS["init_command"] = STORE_OPTIONS["init_command"].replace("synchronous=FULL", "synchronous=OFF")

# No test is timed: a slow machine is no failure.
settings.register_profile("waymark", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("waymark")

TINY_PACK = {
    "pack.toml": """
        [pack]
        name = "tiny"
        title = "Bicycle repairs"
        version = "1"
        description = "A pack about something else, to show that no code knows the shipped one."
        source = "Made for the tests"
        case_number = "ticket"
        incident_date = "brought_in"
        area = "shop"
        standing = "place_in_study"
        same_incident = "visit"
        report = "inspected"
        from = 2020-01-01
        to = 2020-12-31
        precedence = ["sheet", "notification", "register", "reading"]

        [population.counted]
        label = "Bicycles counted"
        where = [{ variable = "place_in_study", is = "included" }]

        [population.inspected]
        label = "Bicycles inspected"
        within = "counted"
        where = [{ variable = "inspected", is = "yes" }]
        """,
    "variables.toml": """
        [variable.ticket]
        label = "Ticket"
        type = "text"
        definition = "The number on the ticket."
        seed = "1"
        sources = ["notification", "sheet"]

        [variable.brought_in]
        label = "Brought in"
        type = "date"
        definition = "The day."
        seed = "1"
        sources = ["notification", "sheet"]
        headers = ["Date"]

        [variable.shop]
        label = "Shop"
        type = "area"
        definition = "Where."
        seed = "1"
        sources = ["notification"]

        [variable.colour]
        label = "Colour"
        type = "category"
        definition = "The colour of the frame."
        seed = "1"
        sources = ["sheet", "notification"]
        categories = [
            { code = "red", label = "Red", synonyms = ["crimson"] },
            { code = "blue", label = "Blue" },
            { code = "unknown", label = "Not known", missing = true },
        ]

        [variable.gears]
        label = "Gears"
        type = "number"
        definition = "How many."
        seed = "1"
        sources = ["notification"]
        low = 1
        high = 30

        [variable.many_gears]
        label = "Gears, banded"
        type = "category"
        definition = "Up to five, or more."
        seed = "1"
        derive = { bands = "gears" }
        categories = [{ code = "few", label = "Up to 5", below = 6 }, { code = "many", label = "6 and more", from = 6 }]

        [variable.rusty]
        label = "Rusty"
        type = "category"
        definition = "Whether the inspection found rust."
        seed = "1"
        sources = ["sheet"]
        categories = [
            { code = "yes", label = "Yes", synonyms = ["y"] },
            { code = "no", label = "No", synonyms = ["n"] },
        ]

        [variable.place_in_study]
        label = "Standing"
        type = "category"
        definition = "What the rules made of it."
        seed = "1"
        sources = ["register"]
        categories = [
            { code = "included", label = "In" },
            { code = "excluded", label = "Out" },
            { code = "alongside", label = "Beside" },
        ]

        [variable.visit]
        label = "Visit"
        type = "category"
        definition = "One bicycle a visit."
        seed = "1"
        sources = ["register"]
        categories = [
            { code = "index", label = "First" },
            { code = "sibling", label = "Another" },
            { code = "duplicate", label = "The same" },
        ]

        [variable.inspected]
        label = "Inspected"
        type = "category"
        definition = "Whether a sheet was filled."
        seed = "1"
        sources = ["reading"]
        categories = [{ code = "yes", label = "Yes" }, { code = "no", label = "No" }]
        """,
    "selection.toml": """
        [[selection]]
        name = "before"
        label = "Before the year"
        outcome = "excluded"
        where = [{ variable = "brought_in", to = 2019-12-31 }]

        [[selection]]
        name = "twice"
        label = "Ticket written twice"
        outcome = "excluded"
        where = [{ variable = "visit", is = "duplicate" }]

        [[selection]]
        name = "counted"
        label = "Counted"
        outcome = "included"

        [[check]]
        name = "no_colour"
        says = "The colour is not known."
        must = [{ variable = "colour", stated = true }]
        """,
    "instruments.toml": """
        [instrument.sheet]
        title = "Inspection sheet"
        seed = "1"
        layer = 1

        [[instrument.sheet.section]]
        title = "Frame"
        item = [
            { variable = "colour", question = "Which colour is the frame?" },
            { variable = "rusty", question = "Is there rust?" },
        ]
        """,
    "tables.toml": """
        [[table]]
        kind = "counts"
        number = "1"
        title = "Gears by colour"
        seed = "1"
        population = "counted"
        rows = [{ variable = "many_gears" }]
        columns = [{ variable = "colour" }, { key = "all", label = "All" }]

        [[table]]
        kind = "counts"
        number = "2"
        title = "Rust"
        seed = "1"
        population = "inspected"
        rows = [{ variable = "rusty" }]
        columns = [{ key = "all", label = "All" }]
        """,
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where processes share the files of tests, what takes long begins first: the demonstration, then the browsers."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    makes_demonstration = next((item.path for item in items if "demonstration" in asks_for(item)), None)
    in_browser = {item.path for item in items if "browser" in asks_for(item)}
    items.sort(key=lambda item: (item.path != makes_demonstration, item.path not in in_browser))


def asks_for(item: pytest.Item) -> Sequence[str]:
    return item.fixturenames if isinstance(item, pytest.Function) else ()


def write_tiny_pack(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TINY_PACK.items():
        (folder / name).write_text(dedent(text), encoding="utf-8")
    return folder


@pytest.fixture
def tiny_pack_folder(tmp_path: Path) -> Path:
    return write_tiny_pack(tmp_path / "tiny")


@pytest.fixture(scope="session", autouse=True)
def new_stores_are_copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The first new store goes through every migration, which takes a second; those after it begin as its copy.

    Each is then asked, as every store is on opening, whether a migration is missing.
    """
    migrate = workspace._migrate

    def migrate_from_copy() -> None:
        store = Path(connections.settings["default"]["NAME"])
        if not store.exists():

            def make(folder: Path) -> None:
                migrate()
                connections["default"].close()
                shutil.copyfile(store, folder / STORE)

            first = made_once(tmp_path_factory, "new-store", make)
            if not store.exists():
                shutil.copyfile(first / STORE, store)
        migrate()

    with patch.object(workspace, "_migrate", migrate_from_copy):
        yield


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration study, made once by its command for all tests that only look at it."""
    from waymark.cli.main import main

    def make(folder: Path) -> None:
        call = ["demo", str(folder / "demo-study"), "--files", str(folder / "demo-files")]
        assert main(call) == 0

    return made_once(tmp_path_factory, "demonstration", make) / "demo-study"


@pytest.fixture(scope="session")
def demonstration_files(demonstration: Path) -> Path:
    """The files from which the demonstration study was made, and the truth about its reports."""
    return demonstration.parent / "demo-files"


@pytest.fixture(scope="session")
def demonstration_freeze(demonstration: Path) -> Freeze:
    return open_freeze(next((demonstration / "freezes").iterdir()))
