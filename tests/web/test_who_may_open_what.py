"""Every page and every act, asked for by everybody: each gets what the page says it is for, and nothing else.

Made from the site's own list of addresses. A page without an audience, and an argument without a sample, fail here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.web.conftest import MadeStudy, opened
from tests.web.every_page import Page, every_page, known_words
from waymark.study.models import Event, Person
from waymark.web.audience import Audience
from waymark.web.headers import CONTENT_SECURITY_POLICY

PAGES = every_page()
METHODS = ("get", "post", "put", "delete")
ANSWERS = {200, 302, 405}


@dataclass(frozen=True)
class Everybody:
    study: MadeStudy
    stranger: Client
    viewer: Client
    reader: Client
    lead: Client
    words: frozenset[str]


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory, whole_made_once: Path) -> Iterator[Everybody]:
    """The reader has nothing assigned: the only form is the second reader's."""
    folder = tmp_path_factory.mktemp("asked") / "shop"
    shutil.copytree(whole_made_once, folder)
    study = opened(folder)

    def signed_in(person: Person) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(person)
        return client

    yield Everybody(
        study,
        Client(),
        signed_in(study.viewer),
        signed_in(study.reader),
        signed_in(study.lead),
        known_words(),
    )


def of(*audiences: Audience) -> pytest.MarkDecorator:
    pages = [page for page in PAGES if page.audience in audiences]
    return pytest.mark.parametrize("page", pages, ids=lambda page: page.route or "/")


def everywhere() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", PAGES, ids=lambda page: page.route or "/")


def ask(client: Client, method: str, address: str) -> HttpResponse:
    answer: HttpResponse = getattr(client, method)(address)
    return answer


@everywhere()
def test_every_page_says_for_whom_it_is(page: Page) -> None:
    assert isinstance(page.audience, Audience), f"{page.route} needs @open_to(Audience.…)"


def test_strangers_and_viewers_have_these_pages_and_no_others() -> None:
    """So that opening a page to more people is meant: it has to be written here as well."""
    for_strangers = {page.route.split("/")[0] for page in PAGES if page.audience is Audience.STRANGERS}
    assert for_strangers == {"static", "sign-in", "signed-out", "invitation", "alone"}
    for_viewers = {page.route.split("/")[0] for page in PAGES if page.audience is Audience.SIGNED_IN}
    assert for_viewers <= {"", "account", "published", "sign-out"}


@everywhere()
def test_every_argument_has_a_sample(page: Page, everybody: Everybody) -> None:
    address = page.address(everybody.study)
    assert "<" not in address, f"{page.route}: give its arguments samples in tests/web/every_page.py"


@of(Audience.SIGNED_IN, Audience.TEAM, Audience.LEAD)
def test_a_stranger_is_sent_to_sign_in(page: Page, everybody: Everybody) -> None:
    address = page.address(everybody.study)
    for method in METHODS:
        answer = ask(everybody.stranger, method, address)
        assert answer.status_code == 302, method
        assert answer.headers["Location"].startswith("/sign-in?next="), method


@of(Audience.SIGNED_IN, Audience.TEAM, Audience.LEAD)
def test_a_script_of_a_stranger_is_told_that_it_is_signed_out(page: Page, everybody: Everybody) -> None:
    answer = everybody.stranger.get(page.address(everybody.study), headers={"hx-request": "true"})
    assert answer.status_code == 401


@of(Audience.TEAM, Audience.LEAD)
def test_a_viewer_is_refused_the_working_data(page: Page, everybody: Everybody) -> None:
    for method in METHODS:
        assert ask(everybody.viewer, method, page.address(everybody.study)).status_code == 403, method


@of(Audience.LEAD)
def test_a_reader_is_refused_what_is_for_the_lead(page: Page, everybody: Everybody) -> None:
    for method in METHODS:
        assert ask(everybody.reader, method, page.address(everybody.study)).status_code == 403, method


@of(Audience.TEAM)
def test_a_reader_is_refused_what_is_not_assigned_to_them(page: Page, everybody: Everybody) -> None:
    if not page.of_a_case:
        return
    address = page.address(everybody.study)
    looked, done = (ask(everybody.reader, method, address).status_code for method in ("get", "post"))
    assert looked in {302, 403, 404, 405}  # 302: back to the list, which has its own test
    assert done in {403, 404, 405}
    assert {looked, done} != {405}


@of(Audience.SIGNED_IN, Audience.TEAM)
def test_a_reader_without_cases_reads_of_none(page: Page, everybody: Everybody) -> None:
    """Lists, too, show only what is assigned."""
    answer = everybody.reader.get(page.address(everybody.study))
    assert answer.status_code in ANSWERS | {403, 404}
    assert not read(answer, everybody.words), "the page tells of a case that is not the reader’s"


@of(Audience.STRANGERS)
def test_strangers_read_of_no_case(page: Page, everybody: Everybody) -> None:
    assert not read(everybody.stranger.get(page.address(everybody.study)), everybody.words)


@of(Audience.SIGNED_IN)
def test_a_viewer_reads_of_no_case(page: Page, everybody: Everybody) -> None:
    answer = everybody.viewer.get(page.address(everybody.study))
    assert answer.status_code in ANSWERS
    assert not read(answer, everybody.words)


@of(Audience.SIGNED_IN, Audience.TEAM, Audience.LEAD)
def test_the_lead_opens_everything(page: Page, everybody: Everybody) -> None:
    """So that the refusals above are about something that is there."""
    answer = everybody.lead.get(page.address(everybody.study))
    assert answer.status_code in ANSWERS, f"{answer.status_code}: is its sample right?"
    assert "/sign-in" not in answer.headers.get("Location", "")


@everywhere()
def test_a_form_without_its_token_is_refused(page: Page, everybody: Everybody) -> None:
    assert not getattr(page.view, "csrf_exempt", False)
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(everybody.study.lead)
    before = Event.objects.count()
    answer = forged.post(page.address(everybody.study))
    assert answer.status_code == 403
    assert "The page is too old" in answer.content.decode()
    assert Event.objects.count() == before


@everywhere()
def test_every_answer_tells_the_browser_what_it_may_do(page: Page, everybody: Everybody) -> None:
    for client in (everybody.stranger, everybody.viewer, everybody.lead):
        headers = client.get(page.address(everybody.study)).headers
        assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Server" not in headers
        if not page.route.startswith("static/"):
            assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/nothing-is-here", "/cases/N99999", "/static/nothing", "/people/999"])
def test_what_is_not_there_is_a_page_with_the_same_headers(address: str, everybody: Everybody) -> None:
    answer = everybody.lead.get(address)
    assert answer.status_code == 404
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_a_defect_is_one_page_that_tells_nothing_of_the_inside(
    everybody: Everybody, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the inside of N00001")

    monkeypatch.setattr("waymark.web.people.account.recovery_codes_left", broken)
    answer = everybody.lead.get("/account")
    assert answer.status_code == 500
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "no-store" in answer.headers["Cache-Control"]
    page = answer.content.decode()
    assert "There is a problem with Waymark" in page
    assert "RuntimeError" not in page and "N00001" not in page and "account.py" not in page


def test_the_policy_allows_nothing_inline_and_nobody_elses() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "data:" not in CONTENT_SECURITY_POLICY
    for part in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert part in CONTENT_SECURITY_POLICY


def test_a_request_for_another_host_is_turned_away(everybody: Everybody) -> None:
    """A name that an attacker points at this machine (DNS rebinding)."""
    answer = everybody.lead.get("/account", headers={"host": "rebound.example.org"})
    assert answer.status_code == 400
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def read(answer: Any, words: frozenset[str]) -> list[str]:
    content = b"".join(answer) if answer.streaming else answer.content
    text = content.decode("utf-8", errors="replace")
    return sorted(word for word in words if word in text)
