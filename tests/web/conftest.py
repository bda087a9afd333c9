"""A small study of the tiny pack with people in every role, and browsers of theirs that need no network."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from tests.conftest import write_tiny_pack
from tests.made_once import made_once
from tests.register.making import xlsx
from waymark.cli.main import main
from waymark.study.actions import person_at_machine
from waymark.study.models import Person
from waymark.study.people import add_person
from waymark.study.workspace import Workspace, open_workspace
from waymark.web.serving import prepare_site

PASSWORD = "copper lantern over the ford"
HEADER = ("Ticket", "Date", "Shop", "Colour", "Gears")
ROWS = (
    ("T1", date(2020, 3, 4), "North", "red", 3),
    ("T2", date(2020, 4, 1), "North", "blue", 21),
    ("T3", date(2020, 5, 9), "South", "unknown", 7),
    ("T4", date(2020, 6, 30), "South", "red", 1),
)
PEOPLE = (
    ("m.reader", "reader", "M. Reader"),
    ("p.reader", "reader", "P. Reader"),
    ("v.viewer", "viewer", "V. Viewer"),
)


@dataclass(frozen=True)
class MadeStudy:
    workspace: Workspace
    lead: Person
    reader: Person
    second_reader: Person
    viewer: Person


def make_study(folder: Path) -> Path:
    """Four bicycles, selected; a lead who is the person at this machine, two readers, a viewer."""
    place, pack = folder / "shop", write_tiny_pack(folder / "tiny")
    sheet = xlsx(folder / "tickets.xlsx", (HEADER, *ROWS))
    assert main(["init", str(place), "--pack", str(pack), "--suppress-below", "3"]) == 0
    assert main(["import", "notifications", str(sheet), "--yes", "--study", str(place)]) == 0
    assert main(["select", "--study", str(place)]) == 0
    for handle, role, name in PEOPLE:
        add_person(person_at_machine(), handle, role, name)
    return place


def opened(folder: Path) -> MadeStudy:
    """The study in the folder, ready to be asked for pages."""
    workspace = open_workspace(folder)
    prepare_site(workspace, ["testserver"])
    reader, second, viewer = (Person.objects.get(handle=handle) for handle, _, _ in PEOPLE)
    return MadeStudy(workspace, person_at_machine(), reader, second, viewer)


@pytest.fixture(scope="session")
def study_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "bicycles", make_study) / "shop"


@pytest.fixture(scope="session")
def whole_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a report, a form, a sample, a freeze and a publication as well: something at every address."""
    from tests.web.every_page import whole_study

    return made_once(tmp_path_factory, "whole-study", whole_study) / "shop"


@pytest.fixture
def study(tmp_path: Path, study_made_once: Path) -> MadeStudy:
    """Each test has its own copy."""
    shutil.copytree(study_made_once, tmp_path / "shop")
    return opened(tmp_path / "shop")


@pytest.fixture
def client_of() -> Callable[[Person], Client]:
    """A browser in which the person is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture(autouse=True)
def quick_hashes() -> Iterator[None]:
    """Pages are tested with passwords that are hashed at once; argon2 has tests of its own in tests/study."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


def text_of(page: Any) -> str:
    """What a person reads on the page, spaces drawn together."""
    main = re.sub(r"(?s)<(script|style|head)\b.*?</\1>|<[^>]+>", " ", page.content.decode())
    return " ".join(html.unescape(main).split())
