"""Every opening of a case or report is an event that names the case: read off the site's own list of addresses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.web.conftest import MadeStudy, opened
from tests.web.every_page import Page, every_page
from waymark.study.models import Event
from waymark.web.audience import Audience

NOTHING_OF_A_CASE = {
    "reading/<int:form_id>/state",  # asked for by the desk's script, whose page was an opening
    "reports/<str:ref>/pages/<int:number>/rectangles",  # places on a page, whose picture was an opening
    "team/forms/<int:form_id>/withdraw",  # whose form it is, and nothing of what it says
}
TELLS_OF_A_CASE = {"case_id", "ref", "form_id", "link_id", "problem_id", "row_id"}
PAGES = [
    page
    for page in every_page()
    if page.audience in (Audience.TEAM, Audience.LEAD)
    and not TELLS_OF_A_CASE.isdisjoint(page.arguments)
    and page.route not in NOTHING_OF_A_CASE
]


@pytest.fixture(scope="module")
def lead(
    tmp_path_factory: pytest.TempPathFactory, whole_made_once: Path
) -> Iterator[tuple[MadeStudy, Client]]:
    folder = tmp_path_factory.mktemp("opened") / "shop"
    shutil.copytree(whole_made_once, folder)
    study = opened(folder)
    client = Client()
    client.force_login(study.lead)
    yield study, client


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.route)
def test_an_opening_is_an_event_of_its_case(page: Page, lead: tuple[MadeStudy, Client]) -> None:
    study, client = lead
    before = Event.objects.count()
    answer = client.get(page.address(study))
    if answer.status_code == 200:
        events = [
            event for event in Event.objects.order_by("id")[before:] if event.action != "note instrument"
        ]
        assert events
        assert {event.person for event in events} == {study.lead}
        assert {event.case[:4] for event in events} == {"N000"}


def test_most_of_these_pages_open(lead: tuple[MadeStudy, Client]) -> None:
    """So that the test above is about pages that are there."""
    study, client = lead
    opened = [page for page in PAGES if client.get(page.address(study)).status_code == 200]
    assert len(opened) >= 10


def test_an_opening_that_is_refused_is_none(lead: tuple[MadeStudy, Client]) -> None:
    study, _ = lead
    reader = Client()
    reader.force_login(study.reader)
    before = Event.objects.count()
    assert reader.get("/cases/N00001").status_code == 403
    assert Event.objects.count() == before


def test_a_file_taken_away_is_an_event(lead: tuple[MadeStudy, Client]) -> None:
    _, client = lead
    for address, action in (
        ("/register/cases.csv", "export cases"),
        ("/trail/events.csv", "export trail"),
        ("/outstanding/letters.csv", "export"),
        ("/reports/R0001/file", "download report"),
    ):
        assert client.get(address).status_code == 200
        assert Event.objects.latest("id").action == action
