"""A store made by an earlier version is brought up when it is opened, and nothing that it guards is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection

from tests.study.made_people import study_with_lead
from waymark.study.actions import record
from waymark.study.models import Event, Person
from waymark.study.workspace import Workspace, connect, open_workspace

OLD_EVENTS = (
    ("link report", "R0001", '{"case": "N00007", "why": ""}'),
    ("note state of report", "N00008", '{"state": "asked"}'),
    ("select", "shop", '{"flow": {"counted": 4}}'),
)


@pytest.fixture(scope="module")
def old_made_once(tmp_path_factory: pytest.TempPathFactory, shop_made_once: Path) -> Path:
    """As the store stood before people signed in: a person, three events."""
    folder = tmp_path_factory.mktemp("old")
    workspace, _ = study_with_lead(folder, shop_made_once)
    call_command("migrate", "study", "0002", verbosity=0, interactive=False)
    with connection.cursor() as store:
        for action, subject, detail in OLD_EVENTS:
            store.execute(
                "INSERT INTO study_event (at, person_id, action, subject, detail) "
                "VALUES ('2026-01-01 00:00:00', 1, %s, %s, %s)",
                [action, subject, detail],
            )
    connection.close()  # the whole store is then in its file, to be copied
    return workspace.folder


@pytest.fixture
def old(tmp_path: Path, old_made_once: Path) -> Workspace:
    shutil.copytree(old_made_once, tmp_path / "old")
    return open_workspace(tmp_path / "old")


def test_an_old_store_is_brought_up_and_its_events_stay_guarded(old: Workspace) -> None:
    connect(old)
    for act in (
        lambda: Event.objects.filter(subject="R0001").update(case="N00009"),
        lambda: Event.objects.filter(subject="R0001").delete(),
    ):
        with pytest.raises(DatabaseError, match="only ever added"):
            act()


def test_old_events_name_the_case_that_they_spoke_of(old: Workspace) -> None:
    connect(old)
    told = dict(Event.objects.values_list("action", "case"))
    assert told == {
        "create study": "",
        "link report": "N00007",
        "note state of report": "N00008",
        "select": "",
    }
    assert Event.objects.get(action="link report").detail == {"case": "N00007", "why": ""}


def test_a_lead_of_an_old_store_keeps_the_role_and_has_no_password(old: Workspace) -> None:
    connect(old)
    person = Person.objects.get()
    assert (person.role, person.is_active, person.has_usable_password()) == ("lead", True, False)


def test_a_new_event_names_its_case_beside_what_it_tells(old: Workspace) -> None:
    connect(old)
    event = record(Person.objects.get(), "link report", "R0002", case="N00001", why="the same board")
    assert (event.case, event.detail) == ("N00001", {"why": "the same board"})
