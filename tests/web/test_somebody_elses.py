"""A reader with a case of their own asks for what is another's: by its number in the address, in the body of what they
send, and mixed with what is theirs. Nothing of another's is shown or changed (ASVS 4.0.3, 4.2.1, 5.1.2)."""

from __future__ import annotations

import json
import re
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from tests.register.making import docx
from tests.web.conftest import PASSWORD, MadeStudy, opened, text_of
from tests.web.every_page import Page, every_page
from waymark.cli.main import main
from waymark.reading.answering import pin
from waymark.reading.assigning import assign, withdraw
from waymark.reading.models import Evidence, Form
from waymark.register.models import Notification
from waymark.study.models import Event, Person
from waymark.study.people import invite, link_for
from waymark.web.audience import Audience
from waymark.web.models import SavedView

ClientOf = Callable[[Person], Client]
NOTHING_CHANGES = {400, 403, 404, 405, 422}


@dataclass(frozen=True)
class Two:
    """The second reader has the first case and its report, the reader the second case and its."""

    study: MadeStudy
    theirs: Form
    mine: Form
    pinned: Evidence
    client: Client


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory, whole_made_once: Path) -> Path:
    folder = tmp_path_factory.mktemp("two")
    shutil.copytree(whole_made_once, folder / "shop")
    study = opened(folder / "shop")
    (folder / "more").mkdir()
    docx(
        folder / "more" / "second.docx", ["# Overview", "What the second shop found, told in one paragraph."]
    )
    for command in (["import", "reports", str(folder / "more")], ["link", "R0002", "T2"]):
        assert main([*command, "--study", str(study.workspace.folder)]) == 0
    assign(study.lead, study.workspace, "sheet", ["N00002"], study.reader)
    form = Form.objects.get(case__case_id="N00001")
    pin(study.second_reader, study.workspace, form.pk, "rusty", "R0001", 0, 12, uuid.uuid4())
    connections["default"].close()
    return study.workspace.folder


@pytest.fixture
def two(tmp_path: Path, made_once: Path, client_of: ClientOf) -> Two:
    shutil.copytree(made_once, tmp_path / "shop")
    study = opened(tmp_path / "shop")
    theirs, mine = (Form.objects.get(case__case_id=case) for case in ("N00001", "N00002"))
    return Two(study, theirs, mine, Evidence.objects.get(), client_of(study.reader))


def send(client: Client, address: str, **body: object) -> HttpResponse:
    """As the desk's script does."""
    sent = json.dumps({"token": str(uuid.uuid4()), **body})
    return cast(HttpResponse, client.post(address, sent, content_type="application/json"))


def last_write() -> Event:
    """By a reader; that the pack's instrument is noted when it is first asked for is nobody's act."""
    return Event.objects.filter(person__role="reader").exclude(action__startswith="open").latest("id")


def test_every_address_of_another_case_is_refused_to_a_reader_who_has_one(two: Two) -> None:
    before = last_write()
    for page in (page for page in every_page() if page.of_a_case and page.audience is Audience.TEAM):
        address = of_the_other(page, two)
        for method in ("get", "post"):
            answer = getattr(two.client, method)(address)
            assert answer.status_code in NOTHING_CHANGES | {302}, (method, address)
            assert "N00001" not in text_of(answer), (method, address)
    assert last_write() == before


def of_the_other(page: Page, two: Two) -> str:
    """The samples of `every_page` are of the first case; of forms and reports there are two here."""
    named = {"form_id": two.theirs.pk, "evidence_id": two.pinned.pk, "ref": "R0001"}
    path = page.route
    for argument, value in named.items():
        path = re.sub(rf"<\w+:{argument}>", str(value), path)
    left = tuple(argument for argument in page.arguments if argument not in named)
    return replace(page, route=path, arguments=left).address(two.study)


def test_the_row_of_another_case_is_not_shown_as_ones_own(two: Two) -> None:
    row = Notification.objects.get(case_id="N00001").row_id
    answer = two.client.get(f"/cases/N00002/rows/{row}")
    assert answer.status_code == 422
    assert "T1" not in text_of(answer)


def test_a_passage_of_another_form_is_not_taken_back_through_ones_own(two: Two) -> None:
    for form in (two.mine, two.theirs):
        answer = two.client.post(f"/reading/{form.pk}/passages/{two.pinned.pk}/take-back")
        assert answer.status_code in NOTHING_CHANGES
    two.pinned.refresh_from_db()
    assert two.pinned.taken_back_at is None


def test_a_report_of_another_case_is_neither_pinned_nor_kept_as_ones_place(two: Two) -> None:
    pinned = send(
        two.client, f"/reading/{two.mine.pk}/passages", variable="rusty", report="R0001", start=0, end=12
    )
    assert pinned.status_code in NOTHING_CHANGES
    placed = send(two.client, f"/reading/{two.mine.pk}/place", report="R0001", offset=5)
    assert placed.status_code in NOTHING_CHANGES | {204}
    assert Evidence.objects.count() == 1
    two.mine.refresh_from_db()
    assert two.mine.place_report is None


def test_a_form_that_is_taken_back_takes_its_case_and_report_with_it(two: Two) -> None:
    addresses = ("/cases/N00002", "/reports/R0002", "/reports/R0002/file", f"/reading/{two.mine.pk}")
    assert [two.client.get(address).status_code for address in addresses] == [200] * 4
    withdraw(two.study.lead, two.mine.pk, "Read by somebody else.")
    assert {two.client.get(address).status_code for address in addresses} <= {403, 404, 422}


def test_a_name_in_the_body_does_not_make_it_anothers_act(two: Two) -> None:
    """Fields that no form has: they are not read."""
    more = {"person": two.study.lead.pk, "reader": two.study.second_reader.pk, "form_id": two.theirs.pk}
    two.client.post("/account/name", {"name": "Own name", "role": "lead", "handle": "root", "pk": 1, **more})
    me = Person.objects.get(pk=two.study.reader.pk)
    assert (me.name, me.role, me.handle) == ("Own name", "reader", "m.reader")
    assert Event.objects.latest("id").person == me


def test_an_invitation_gives_the_role_that_it_was_made_for(two: Two) -> None:
    token = invite(two.study.lead, "viewer").token
    sent = {"handle": "n.viewer", "name": "N", "password": PASSWORD, "again": PASSWORD}
    Client().post(f"/invitation/{token}", {**sent, "role": "lead", "is_superuser": "1", "invited_by": "1"})
    assert Person.objects.get(handle="n.viewer").role == "viewer"


def test_a_link_to_an_account_opens_no_other_account(two: Two) -> None:
    token = link_for(two.study.lead, two.study.viewer).token
    sent = {"handle": "m.reader", "name": "M", "password": PASSWORD, "again": PASSWORD}
    Client().post(f"/invitation/{token}", {**sent, "person": two.study.lead.pk})
    two.study.viewer.refresh_from_db()
    assert two.study.viewer.check_password(PASSWORD)
    assert not Person.objects.get(handle="m.reader").has_usable_password()


def test_anothers_saved_view_is_neither_listed_nor_removed(two: Two, client_of: ClientOf) -> None:
    client_of(two.study.lead).post("/register/views", {"name": "Red ones", "query": "is.colour=red"})
    view = SavedView.objects.get()
    assert "Red ones" not in text_of(two.client.get("/register/"))
    two.client.post(f"/register/views/{view.pk}/remove")
    assert SavedView.objects.filter(pk=view.pk).exists()


def test_a_method_named_in_a_header_or_a_field_is_not_the_method(two: Two) -> None:
    address = f"/people/{two.study.viewer.pk}/close"
    lead = Client()
    lead.force_login(two.study.lead)
    answer = lead.get(address, {"_method": "POST"}, headers={"x-http-method-override": "POST"})
    assert answer.status_code == 405
    assert Person.objects.get(pk=two.study.viewer.pk).is_active
