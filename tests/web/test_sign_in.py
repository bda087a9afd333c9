"""Signing in and out as a person meets it: what opens, what is refused and in which words, when a session ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pyotp
import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone

from tests.web.conftest import PASSWORD, MadeStudy, text_of
from waymark.study.models import Event, Person
from waymark.study.people import accept_invitation, change_role, close_account, link_for
from waymark.study.second_factor import confirm_second_factor, start_second_factor
from waymark.web.people.sessions import safe_return


@pytest.fixture
def reader(study: MadeStudy) -> Person:
    return accept_invitation(link_for(study.lead, study.reader).token, "", "", PASSWORD)


def sign_in(client: Client, handle: str = "m.reader", password: str = PASSWORD, to: str = "/account") -> Any:
    return client.post("/sign-in", {"handle": handle, "password": password, "next": to})


def is_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def test_after_signing_in_one_is_where_one_wanted_to_go(reader: Person) -> None:
    client = Client()
    sent_away = client.get("/account?part=1")
    assert sent_away.headers["Location"] == "/sign-in?next=%2Faccount%3Fpart%3D1"
    assert 'value="/account?part=1"' in client.get(sent_away.headers["Location"]).content.decode()
    back = sign_in(client, to="/account?part=1")
    assert (back.status_code, back.headers["Location"]) == (302, "/account?part=1")
    assert is_in(client)
    assert Event.objects.get(action="sign in").detail == {"address": "127.0.0.1", "how": "password"}


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "///e", ""],
)
def test_signing_in_leads_nowhere_else(elsewhere: str) -> None:
    assert safe_return(elsewhere) == "/"


def test_wrong_password_and_unknown_handle_get_the_same_answer(reader: Person) -> None:
    client = Client()
    pages = [sign_in(client, handle, "wrong") for handle in ("m.reader", "nobody")]
    assert [page.status_code for page in pages] == [422, 422]
    told = [text_of(page).replace("nobody", "m.reader") for page in pages]
    assert told[0] == told[1]
    assert "The handle or the password is not right." in told[0]
    assert 'value="m.reader"' in pages[0].content.decode(), "what was typed is kept"
    assert "wrong" not in pages[0].content.decode(), "but no password"
    assert not is_in(client)


def test_too_many_attempts_are_told_how_long_to_wait(reader: Person) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, password="wrong")
    page = sign_in(client)
    assert page.status_code == 429
    assert 1 <= int(page.headers["Retry-After"]) <= 30
    assert "Try again in" in text_of(page)
    assert not is_in(client)


def test_a_key_planted_before_signing_in_is_worth_nothing(reader: Person) -> None:
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    sign_in(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != session.session_key
    attacker = Client()
    attacker.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    assert not is_in(attacker)


def test_signing_out_ends_the_session_for_whoever_holds_its_key(reader: Person) -> None:
    client = Client()
    sign_in(client)
    copied = Client()
    copied.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_in(copied)
    assert client.post("/sign-out").headers["Location"] == "/signed-out"
    assert not is_in(client)
    assert not is_in(copied)
    assert Event.objects.filter(action="sign out", person=reader).exists()


def test_an_hour_without_a_request_ends_the_session(reader: Person) -> None:
    client = Client()
    sign_in(client)
    begun = timezone.now()
    for minutes in (50, 100, 150):  # each within an hour of the last
        assert _at(begun, minutes, client)
    assert not _at(begun, 215, client)


def test_twelve_hours_end_the_session_whatever_was_done(reader: Person) -> None:
    client = Client()
    sign_in(client)
    begun = timezone.now()
    assert all(_at(begun, minutes, client) for minutes in range(45, 720, 45))
    assert not _at(begun, 721, client)


def _at(begun: datetime, minutes: int, client: Client) -> bool:
    moment = begun + timedelta(minutes=minutes)
    with patch("django.utils.timezone.now", lambda: moment), patch("time.time", lambda: moment.timestamp()):
        return is_in(client)


@pytest.mark.parametrize("act", [close_account, lambda lead, person: change_role(lead, person, "viewer")])
def test_closing_the_account_or_another_role_ends_the_session_at_once(
    study: MadeStudy, reader: Person, act: Callable[[Person, Person], None]
) -> None:
    client = Client()
    sign_in(client)
    act(study.lead, Person.objects.get(pk=reader.pk))
    assert not is_in(client)


def test_a_new_password_ends_every_other_session(reader: Person) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    new = "another lantern over the ford"
    page = here.post("/account/password", {"old": PASSWORD, "password": new, "again": new}, follow=True)
    assert "Your password is changed." in text_of(page)
    assert is_in(here)
    assert not is_in(there)
    assert sign_in(Client(), password=PASSWORD).status_code == 422
    assert sign_in(Client(), password=new).status_code == 302


def test_signing_out_everywhere_else_keeps_this_session(reader: Person) -> None:
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)
    here.post("/account/sessions/end")
    assert (is_in(here), is_in(there)) == (True, False)


def with_factor(study: MadeStudy, person: Person) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    totp = pyotp.TOTP(start_second_factor(person, study.workspace).secret)
    earlier = timezone.now() - timedelta(minutes=5)
    with patch("django.utils.timezone.now", lambda: earlier):
        return totp, confirm_second_factor(person, totp.at(earlier))


def test_the_password_alone_does_not_open_an_account_with_a_second_factor(
    study: MadeStudy, reader: Person
) -> None:
    totp, _ = with_factor(study, reader)
    client = Client()
    half = sign_in(client)
    assert half.headers["Location"] == "/sign-in/second-factor?next=%2Faccount"
    assert not is_in(client)
    wrong = client.post("/sign-in/second-factor", {"code": "000 00x", "next": "/account"})
    assert wrong.status_code == 422
    assert "The code is not right." in text_of(wrong)
    right = client.post("/sign-in/second-factor", {"code": totp.now(), "next": "/account"})
    assert right.headers["Location"] == "/account"
    assert is_in(client)
    assert Event.objects.get(action="sign in").detail["how"] == "password and second factor"


def test_the_second_step_is_open_for_five_minutes_and_to_an_open_account(
    study: MadeStudy, reader: Person
) -> None:
    totp, _ = with_factor(study, reader)
    late, closed = Client(), Client()
    sign_in(late)
    with patch("time.time", lambda: timezone.now().timestamp() + 301):
        assert late.get("/sign-in/second-factor").headers["Location"].startswith("/sign-in?")
    sign_in(closed)
    close_account(study.lead, Person.objects.get(pk=reader.pk))
    answer = closed.post("/sign-in/second-factor", {"code": totp.now()})
    assert answer.headers["Location"].startswith("/sign-in?")
    assert not is_in(closed)


def test_a_required_second_factor_is_set_up_before_anything_else(study: MadeStudy, reader: Person) -> None:
    file = study.workspace.folder / "waymark.toml"
    file.write_text(file.read_text().replace('"optional"', '"required"'))
    client = Client()
    sign_in(client)
    for path in ("/account", "/account/name"):
        assert client.get(path).headers["Location"] == "/account/second-factor", path
    client.post("/account/second-factor/start", {"old": PASSWORD})
    page = client.get("/account/second-factor")
    secret = Person.objects.get(pk=reader.pk).second_factor_offered
    assert secret in text_of(page).replace(" ", "")
    assert "<svg" in page.content.decode()
    codes = client.post("/account/second-factor", {"code": pyotp.TOTP(secret).now()})
    assert "Your second factor is set up" in text_of(codes)
    assert is_in(client)


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(reader: Person) -> None:
    client = Client()
    sign_in(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    with override_settings(SESSION_COOKIE_SECURE=True, SESSION_COOKIE_NAME="__Host-waymark_session"):
        over_tls = Client()
        over_tls.post(
            "/sign-in",
            {"handle": "m.reader", "password": PASSWORD},
            secure=True,
            headers={"host": "testserver"},
        )
        cookie = over_tls.cookies["__Host-waymark_session"]
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


def test_somebody_signed_in_is_not_asked_again(reader: Person) -> None:
    client = Client()
    sign_in(client)
    assert client.get("/sign-in?next=/account").headers["Location"] == "/account"


def test_asking_again_and_again_writes_to_the_session_once_a_minute(reader: Person) -> None:
    client = Client()
    sign_in(client)
    expires = client.session.get_expiry_date()
    assert settings.SESSION_COOKIE_NAME not in client.get("/account").cookies
    moment = time.time() + 61
    with patch("time.time", lambda: moment):
        assert settings.SESSION_COOKIE_NAME in client.get("/account").cookies
    assert client.session.get_expiry_date() >= expires
