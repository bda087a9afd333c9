"""The lead's page of people, invitations as both sides see them, one's own account."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyotp
import pytest
from django.test import Client

from tests.web.conftest import PASSWORD, MadeStudy, text_of
from waymark.study.models import Invitation, Person
from waymark.study.people import accept_invitation, link_for
from waymark.study.second_factor import confirm_second_factor, start_second_factor

ClientOf = Callable[[Person], Client]


def link_in(page: str) -> str:
    found = re.search(r'value="http://testserver(/invitation/[\w-]+)"', page)
    assert found, "the page shows a link"
    return found.group(1)


def test_a_lead_invites_and_the_invited_person_comes_in(study: MadeStudy, client_of: ClientOf) -> None:
    lead, guest = client_of(study.lead), Client()
    page = lead.post("/people/invite", {"name": "N. Newcomer", "role": "reader"})
    link = link_in(page.content.decode())
    assert link not in lead.get("/people/").content.decode(), "the link is shown once"
    assert "N. Newcomer" in text_of(lead.get("/people/"))
    assert "invites you to “Bicycle repairs” as a reader" in text_of(guest.get(link))
    form = {"name": "N. Newcomer", "handle": "n.newcomer", "password": PASSWORD, "again": PASSWORD}
    assert guest.post(link, form).headers["Location"] == "/"
    assert "N. Newcomer" in text_of(guest.get("/account"))
    assert Person.objects.get(handle="n.newcomer").role == "reader"
    again = Client().get(link)
    assert again.status_code == 422
    assert "has been used already" in text_of(again)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"handle": "m.reader"}, "“m.reader” is taken."),
        ({"handle": "a b"}, "Use 2 to 40 letters"),
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"again": "another"}, "The two passwords differ."),
    ],
)
def test_what_is_wrong_with_a_new_account_stands_at_its_field_and_what_was_typed_stays(
    study: MadeStudy, client_of: ClientOf, changed: dict[str, str], says: str
) -> None:
    page = client_of(study.lead).post("/people/invite", {"name": "", "role": "viewer"})
    link = link_in(page.content.decode())
    form = {"name": "N. Newcomer", "handle": "n.newcomer", "password": PASSWORD, "again": PASSWORD, **changed}
    answer = Client().post(link, form)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert 'value="N. Newcomer"' in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    assert Invitation.objects.get().used_at is None


def test_a_role_has_to_be_chosen_from_the_three(study: MadeStudy, client_of: ClientOf) -> None:
    answer = client_of(study.lead).post("/people/invite", {"name": "", "role": "owner"})
    assert answer.status_code == 422
    assert "The roles are lead, reader and viewer." in text_of(answer)


def test_a_withdrawn_invitation_leaves_the_list(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)
    lead.post("/people/invite", {"name": "N. Newcomer", "role": "reader"})
    answer = lead.post(f"/people/invitations/{Invitation.objects.get().pk}/withdraw", follow=True)
    assert "The invitation is withdrawn." in text_of(answer)
    assert "N. Newcomer" not in text_of(answer)


def test_a_lead_changes_a_role_and_closes_and_opens_an_account(study: MadeStudy, client_of: ClientOf) -> None:
    lead, pk = client_of(study.lead), study.reader.pk
    answer = lead.post(f"/people/{pk}/role", {"role": "viewer"}, follow=True)
    assert "M. Reader is now a viewer." in text_of(answer)
    assert "The account of M. Reader is closed." in text_of(lead.post(f"/people/{pk}/close", follow=True))
    assert "is open again" in text_of(lead.post(f"/people/{pk}/reopen", follow=True))


def test_the_only_lead_is_told_why_the_role_stays(study: MadeStudy, client_of: ClientOf) -> None:
    answer = client_of(study.lead).post(f"/people/{study.lead.pk}/role", {"role": "viewer"})
    assert answer.status_code == 422
    assert "is the only lead of the study. Make somebody else a lead first." in text_of(answer)


def test_a_link_sets_the_password_of_an_account_that_is_there(study: MadeStudy, client_of: ClientOf) -> None:
    page = client_of(study.lead).post(f"/people/{study.reader.pk}/link")
    link, guest = link_in(page.content.decode()), Client()
    assert "who signs in to this study as m.reader" in text_of(guest.get(link))
    guest.post(link, {"password": PASSWORD, "again": PASSWORD})
    assert "M. Reader" in text_of(guest.get("/account"))


def test_a_link_does_not_get_round_the_second_factor(study: MadeStudy) -> None:
    totp = pyotp.TOTP(start_second_factor(study.reader, study.workspace).secret)
    confirm_second_factor(study.reader, totp.now())
    link, guest = link_for(study.lead, study.reader), Client()
    assert guest.post(link.path, {"password": PASSWORD, "again": PASSWORD}).headers["Location"] == "/sign-in"
    assert guest.get("/account").status_code == 302


def test_the_second_factor_begins_with_the_password_and_can_be_removed_with_it(study: MadeStudy) -> None:
    person = accept_invitation(link_for(study.lead, study.reader).token, "", "", PASSWORD)
    client = Client()
    client.force_login(person)
    assert client.post("/account/second-factor/start", {"old": "wrong"}).status_code == 422
    assert client.post("/account/second-factor/start", {"old": PASSWORD}).status_code == 302
    secret = Person.objects.get(pk=person.pk).second_factor_offered
    codes = client.post("/account/second-factor", {"code": pyotp.TOTP(secret).now()})
    assert len(re.findall(r"(?:[A-Z2-7]{4}-){5}[A-Z2-7]{4}", codes.content.decode())) == 10
    assert "10 recovery codes left" in text_of(client.get("/account"))
    assert client.post("/account/second-factor/remove", {"old": "wrong"}).status_code == 422
    removed = client.post("/account/second-factor/remove", {"old": PASSWORD}, follow=True)
    assert "Your second factor is removed." in text_of(removed)


def test_guessing_the_password_on_a_screen_left_open_has_to_wait(study: MadeStudy) -> None:
    person = accept_invitation(link_for(study.lead, study.reader).token, "", "", PASSWORD)
    client = Client()
    client.force_login(person)
    new = "another lantern over the ford"
    for _ in range(5):
        client.post("/account/password", {"old": "wrong", "password": new, "again": new})
    answer = client.post("/account/password", {"old": PASSWORD, "password": new, "again": new})
    assert "Try again in" in text_of(answer)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_name_is_shown_as_text_whatever_it_holds(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.lead)
    client.post("/account/name", {"name": "<script>alert(1)</script>"})
    page = client.get("/people/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
