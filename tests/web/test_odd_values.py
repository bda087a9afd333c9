"""What nobody types and machines do: every address, every query and every form of the site answers odd values with a
page that says what is wrong or shows nothing, never with a fault, and never with what was sent as a part of the page.

Made from the site's own list of addresses and from the forms on its pages. Each request is undone again.
"""

from __future__ import annotations

import copy
import re
import shutil
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.signals import got_request_exception
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.web.conftest import MadeStudy, opened, text_of
from tests.web.every_page import OF_ROUTE, SAMPLES, Page, every_page
from tests.web.odd_values import FEW, IN_A_PATH, MARKED, ODD, FormFound, forms_of
from waymark.web.audience import Audience

PAGES = every_page()
LISTED = ("page", "sort", "q", "as")
"""Asked of every page, whether it knows them or not."""


class Asker:
    """A lead's browser. What a request changes is undone; what it breaks is kept."""

    def __init__(self, study: MadeStudy) -> None:
        self.study = study
        self.client = Client(raise_request_exception=False)
        self.client.force_login(study.lead)
        self.session = copy.deepcopy(self.client.cookies)
        self.faults: dict[str, str] = {}
        self.last = ""
        got_request_exception.connect(self._note, weak=False)

    def close(self) -> None:
        got_request_exception.disconnect(self._note)

    def _note(self, **_: Any) -> None:
        self.last = traceback.format_exc()

    def ask(self, method: str, address: str, values: Mapping[str, object] | None = None) -> HttpResponse:
        self.client.cookies = copy.deepcopy(self.session)
        pack = self.study.workspace.pack_folder / "tables.toml"
        tables = pack.read_bytes()
        with transaction.atomic():
            answer: HttpResponse = getattr(self.client, method)(address, values or {})
            content = b"".join(answer) if answer.streaming else answer.content
            transaction.set_rollback(True)
        if pack.read_bytes() != tables:
            pack.write_bytes(tables)
        sent = {name: str(value)[:30] for name, value in (values or {}).items()}
        if answer.status_code >= 500:
            where = [line for line in self.last.splitlines() if "waymark" in line and "File" in line]
            self.faults.setdefault(where[-1] if where else address, f"{method} {address[:200]} {sent}")
        if MARKED.encode() in content and answer.headers["Content-Type"].startswith("text/html"):
            self.faults.setdefault(f"unescaped at {address[:80]}", f"{method} {sent}")
        return answer


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory, whole_made_once: Path) -> Iterator[Asker]:
    folder = tmp_path_factory.mktemp("odd") / "shop"
    shutil.copytree(whole_made_once, folder)
    made = Asker(opened(folder))
    yield made
    made.close()


@pytest.fixture(scope="module")
def found(asker: Asker) -> dict[str, list[FormFound]]:
    """The forms of each page that opens, by its address."""
    found = {}
    for page in PAGES:
        address = page.address(asker.study)
        answer = asker.ask("get", address)
        if answer.status_code == 200 and not answer.streaming and b"<!doctype html>" in answer.content[:40]:
            found[address] = forms_of(answer.content.decode(), address)
    return found


def test_a_part_of_an_address(asker: Asker) -> None:
    for page in PAGES:
        for argument in page.arguments:
            for value in IN_A_PATH:
                asker.ask("get", odd_address(page, argument, value, asker.study))
                asker.ask("post", odd_address(page, argument, value, asker.study))
    assert asker.faults == {}


def odd_address(page: Page, odd: str, value: str, study: MadeStudy) -> str:
    path = page.route
    for argument in page.arguments:
        given = value if argument == odd else str((OF_ROUTE.get(page.route) or SAMPLES[argument])(study))
        place = re.search(rf"<(\w+:)?{argument}>|\(\?P<{argument}>[^)]*\)", path)
        assert place is not None
        path = path[: place.start()] + given + path[place.end() :]
    return "/" + path.replace("\\", "")


def test_a_query(asker: Asker, found: dict[str, list[FormFound]]) -> None:
    for address, forms in found.items():
        asked = [form for form in forms if form.method == "get" and urlsplit(form.action).path == address]
        names = {*LISTED, *(name for form in asked for name, _ in form.fields)}
        for value in ODD if asked else FEW:
            asker.ask("get", address, dict.fromkeys(names, value))
        for name in names - set(LISTED):
            for value in FEW:
                asker.ask("get", address, {name: value})
    assert asker.faults == {}


def test_a_form(asker: Asker, found: dict[str, list[FormFound]]) -> None:
    forms = {form.action + str(sorted(dict(form.fields))): form for held in found.values() for form in held}
    sent = [form for form in forms.values() if form.method == "post"]
    assert len(sent) >= 15
    for form in sent:
        usual = dict(form.fields)
        for value in ODD:
            asker.ask("post", form.action, dict.fromkeys(usual, value))
        for name in usual:
            for value in FEW:
                asker.ask("post", form.action, {**usual, name: value})
    assert asker.faults == {}


@pytest.mark.parametrize("body", ["", "null", '{"token": "\\ud800"}', "[" * 100_000])
def test_a_body_that_is_no_form(body: str, asker: Asker) -> None:
    for page in PAGES:
        if page.audience in (Audience.TEAM, Audience.LEAD):
            asker.client.cookies = copy.deepcopy(asker.session)
            address = page.address(asker.study)
            with transaction.atomic():
                answer = asker.client.post(address, body, content_type="application/json")
                transaction.set_rollback(True)
            assert answer.status_code < 500, address


def test_more_fields_or_bytes_than_a_page_sends_are_told(asker: Asker) -> None:
    many = {f"field-{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    large = {"name": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    for values in (many, large):
        answer = asker.client.post("/account/name", "&".join(f"{k}={v}" for k, v in values.items()),
                                   content_type="application/x-www-form-urlencoded")  # fmt: skip
        assert answer.status_code == 400
        assert "not what a page of Waymark sends" in text_of(answer)
        assert "no-store" in answer.headers["Cache-Control"]
