"""A small study to be read: one bicycle with a report of three pages, a form for one reader, and a server on loopback.

The bicycle pack gets questions of every kind: one that appears by routing, several answers, a number, running text.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from tests.library.made_pdf import printed_pdf
from tests.made_once import made_once
from tests.web.conftest import MadeStudy, opened
from waymark.library.actions import decide
from waymark.library.intake import import_reports
from waymark.library.models import Link
from waymark.reading.assigning import assign, second_reading
from waymark.reading.models import Form
from waymark.study.models import Person
from waymark.web.people.sessions import BACKEND
from waymark.web.serving import prepare_site, server_of

CASE = "N00001"

MORE_VARIABLES = """
    [variable.rust_where]
    label = "Where rusty"
    type = "categories"
    definition = "The parts with rust."
    seed = "1"
    sources = ["sheet"]
    categories = [
        { code = "frame", label = "Frame" },
        { code = "chain", label = "Chain" },
        { code = "wheel", label = "Wheel" },
        { code = "fork", label = "Fork" },
        { code = "saddle", label = "Saddle" },
        { code = "pedal", label = "Pedal" },
        { code = "brake", label = "Brake" },
        { code = "bell", label = "Bell" },
        { code = "rack", label = "Rack" },
        { code = "lamp", label = "Lamp" },
        { code = "basket", label = "Basket" },
        { code = "stand", label = "Stand" },
    ]

    [variable.spokes]
    label = "Spokes"
    type = "number"
    definition = "How many."
    seed = "1"
    sources = ["sheet"]
    low = 1
    high = 99

    [variable.account]
    label = "Account"
    type = "text"
    definition = "What the report tells."
    seed = "1"
    sources = ["sheet"]
    """

INSTRUMENT = """
    [instrument.sheet]
    title = "Inspection sheet"
    seed = "1"
    layer = 1
    kind = [{ label = "Red ones", colour = "dark pink", where = [{ variable = "colour", is = "red" }] }]

    [[instrument.sheet.section]]
    title = "Frame"
    item = [
        { variable = "colour", question = "Which colour is the frame?", judgement = true },
        { variable = "rusty", question = "Is there rust?" },
        { variable = "rust_where", question = "Where is the rust?", applies = [{ variable = "rusty", is = "yes" }] },
    ]

    [[instrument.sheet.section]]
    title = "The rest"
    item = [
        { variable = "spokes", question = "How many spokes has it?", help = "Of both wheels." },
        { variable = "account", question = "What does the report tell?", lines = 6 },
    ]
    """


@dataclass(frozen=True)
class Desk:
    """`form` is the first reader's, `second` verifies it."""

    study: MadeStudy
    form: Form
    second: Form
    report: str


@pytest.fixture(scope="session")
def desk_made_once(study_made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        shutil.copytree(study_made_once, folder / "shop")
        _make_ready(folder / "shop", folder / "reports")

    return made_once(tmp_path_factory, "desk", make) / "shop"


def _make_ready(folder: Path, reports: Path) -> None:
    with (folder / "pack" / "variables.toml").open("a", encoding="utf-8") as file:
        file.write(dedent(MORE_VARIABLES))
    (folder / "pack" / "instruments.toml").write_text(dedent(INSTRUMENT), encoding="utf-8")
    study = opened(folder)
    reports.mkdir()
    (reports / "inspection.pdf").write_bytes(printed_pdf(pages=3))
    import_reports(study.lead, study.workspace, reports)
    decide(study.lead, "R0001", CASE, Link.Decision.CONFIRMED, "The ticket is printed on it.")
    assign(study.lead, study.workspace, "sheet", [CASE], study.reader)
    second_reading(study.lead, study.workspace, "sheet", [CASE], [study.second_reader])


@pytest.fixture
def desk(tmp_path: Path, desk_made_once: Path) -> Desk:
    """Each test has its own copy."""
    shutil.copytree(desk_made_once, tmp_path / "shop")
    study = opened(tmp_path / "shop")
    forms = Form.objects.select_related("reader", "case")
    return Desk(study, forms.get(part="first"), forms.get(part="second"), "R0001")


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The site on loopback, whatever study it is pointed at."""
    server = server_of("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"  # type: ignore[union-attr]
    server.trigger.pull_trigger(lambda: [one.close() for one in list(server._map.values())])  # type: ignore[union-attr]
    thread.join(5)


@pytest.fixture
def address(desk: Desk, served: str) -> str:
    """The site of this test's study."""
    prepare_site(desk.study.workspace, ["127.0.0.1", "testserver"])
    return served


@pytest.fixture
def session_of() -> Callable[[Person], str]:
    """The key of a session in which the person is signed in."""

    def made(person: Person) -> str:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = BACKEND
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        return str(session.session_key)

    return made
