"""Who may come into a study and in which role: accounts, invitations, the last lead, and what the trail keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests.study.made_people import PASSWORD, QUICK_HASHES, later, study_with_lead
from waymark.instruments.problems import CallProblem, InputProblem
from waymark.study.models import Event, Invitation, Person
from waymark.study.people import (
    accept_invitation,
    add_person,
    change_name,
    change_password,
    change_role,
    close_account,
    invite,
    link_for,
    open_invitation,
    reopen_account,
    withdraw_invitation,
)


@pytest.fixture(autouse=True)
def quick_hashes(request: pytest.FixtureRequest) -> Iterator[None]:
    if "argon2" in request.node.name:
        yield
        return
    with override_settings(**QUICK_HASHES):
        yield


@pytest.fixture
def lead(tmp_path: Path, shop_made_once: Path) -> Person:
    return study_with_lead(tmp_path, shop_made_once)[1]


def told() -> list[tuple[str, str, str]]:
    """The trail: who did what to whom."""
    return [
        (str(event.person), event.action, event.subject)
        for event in Event.objects.exclude(action="create study")
    ]


def test_an_invited_person_makes_an_account_in_the_role_of_the_invitation(lead: Person) -> None:
    invited = invite(lead, "reader", "M. Reader")
    person = accept_invitation(invited.token, "m.reader", "Mira Reader", PASSWORD)
    assert (person.handle, person.called, person.role) == ("m.reader", "Mira Reader", "reader")
    assert person.check_password(PASSWORD)
    assert told() == [
        (lead.handle, "invite", "M. Reader"),
        ("m.reader", "accept invitation", "m.reader"),
    ]


def test_the_store_keeps_neither_the_token_nor_the_password(lead: Person) -> None:
    invited = invite(lead, "viewer")
    accept_invitation(invited.token, "v.viewer", "", PASSWORD)
    kept = str(list(Invitation.objects.values())) + str(list(Person.objects.values()))
    assert invited.token not in kept
    assert PASSWORD not in kept


def test_passwords_are_hashed_with_argon2(lead: Person) -> None:
    person = accept_invitation(invite(lead, "reader").token, "m.reader", "", PASSWORD)
    assert person.password.startswith("argon2$argon2id$")


def test_an_invitation_opens_once(lead: Person) -> None:
    invited = invite(lead, "reader")
    accept_invitation(invited.token, "m.reader", "", PASSWORD)
    with pytest.raises(CallProblem, match="has been used already"):
        accept_invitation(invited.token, "p.reader", "", PASSWORD)
    assert not Person.objects.filter(handle="p.reader").exists()


def test_an_invitation_runs_out_after_a_week(lead: Person) -> None:
    invited = invite(lead, "reader")
    with later(days=6, hours=23):
        assert open_invitation(invited.token).role == "reader"
    with later(days=7, minutes=1), pytest.raises(CallProblem, match="has run out"):
        accept_invitation(invited.token, "m.reader", "", PASSWORD)


def test_a_withdrawn_invitation_opens_nothing(lead: Person) -> None:
    invited = invite(lead, "reader")
    withdraw_invitation(lead, invited.invitation)
    with pytest.raises(CallProblem, match="has been withdrawn"):
        accept_invitation(invited.token, "m.reader", "", PASSWORD)
    with pytest.raises(CallProblem, match="used or withdrawn already"):
        withdraw_invitation(lead, invited.invitation)


def test_a_made_up_token_opens_nothing(lead: Person) -> None:
    with pytest.raises(CallProblem, match="not one of this study"):
        accept_invitation("A" * 43, "m.reader", "", PASSWORD)


def test_a_link_to_an_account_sets_its_password_and_takes_back_links_before(lead: Person) -> None:
    person = add_person(lead, "m.reader", "reader")
    assert not person.has_usable_password()
    first, second = link_for(lead, person), link_for(lead, person)
    with pytest.raises(CallProblem, match="withdrawn"):
        open_invitation(first.token)
    changed = accept_invitation(second.token, "somebody.else", "Another", PASSWORD)
    assert (changed.pk, changed.handle, changed.name) == (person.pk, "m.reader", "")
    assert changed.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("short one", "at least 12 characters"),
        ("password1234", "too common"),
        ("mira.reader.1", "too similar to the handle"),
        ("x" * 129, "at most 128"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(lead: Person, password: str, says: str) -> None:
    token = invite(lead, "reader").token
    with pytest.raises(InputProblem, match=says):
        accept_invitation(token, "mira.reader", "", password)
    assert open_invitation(token).used_at is None


@pytest.mark.parametrize("handle", ["", "a", "m reader", "<b>", "é" * 5, "-m", "x" * 41])
def test_a_handle_that_cannot_be_one_is_refused(lead: Person, handle: str) -> None:
    with pytest.raises(InputProblem, match="cannot be a handle"):
        add_person(lead, handle, "reader")


def test_a_handle_is_taken_in_any_case_of_its_letters(lead: Person) -> None:
    add_person(lead, "m.reader", "reader")
    with pytest.raises(InputProblem, match="is taken"):
        accept_invitation(invite(lead, "reader").token, "M.Reader", "", PASSWORD)


def test_only_a_lead_changes_who_takes_part(lead: Person) -> None:
    reader = add_person(lead, "m.reader", "reader")
    other = add_person(lead, "p.reader", "reader")
    for act in (
        lambda: invite(reader, "lead"),
        lambda: add_person(reader, "x.reader", "lead"),
        lambda: change_role(reader, reader, "lead"),
        lambda: close_account(reader, other),
        lambda: reopen_account(reader, other),
        lambda: link_for(reader, lead),
    ):
        with pytest.raises(CallProblem, match="is for the lead analyst"):
            act()
    assert Person.objects.filter(role="lead").count() == 1


def test_the_last_lead_keeps_the_role_and_the_account(lead: Person) -> None:
    with pytest.raises(CallProblem, match="only lead"):
        change_role(lead, lead, "reader")
    with pytest.raises(CallProblem, match="only lead"):
        close_account(lead, lead)
    second = add_person(lead, "l.lead", "lead")
    change_role(lead, lead, "reader")
    lead.refresh_from_db()
    assert lead.role == "reader"
    with pytest.raises(CallProblem, match="only lead"):
        close_account(second, second)


def test_a_closed_lead_does_not_count_as_the_one_who_is_left(lead: Person) -> None:
    second = add_person(lead, "l.lead", "lead")
    close_account(lead, second)
    with pytest.raises(CallProblem, match="only lead"):
        change_role(lead, lead, "viewer")


def test_a_change_of_role_is_told_with_before_and_after(lead: Person) -> None:
    person = add_person(lead, "m.reader", "reader")
    change_role(lead, person, "viewer")
    event = Event.objects.get(action="change role")
    assert event.subject == "m.reader"
    assert event.detail == {"before": "reader", "after": "viewer"}
    change_name(person, "  Mira \n Reader ")
    assert Event.objects.get(action="change name").detail == {"before": "", "after": "Mira Reader"}


@pytest.mark.parametrize("change", ["password", "role", "closing", "second factor", "everywhere"])
def test_what_ends_the_sessions_of_a_person(lead: Person, change: str) -> None:
    """A session holds the hash that the person had when it began."""
    from waymark.study.people import end_sessions

    person = accept_invitation(invite(lead, "reader").token, "m.reader", "", PASSWORD)
    before = person.get_session_auth_hash()
    if change == "password":
        change_password(person, PASSWORD, "another lantern over the ford")
    elif change == "role":
        change_role(lead, person, "viewer")
    elif change == "closing":
        close_account(lead, person)
    elif change == "second factor":
        Person.objects.filter(pk=person.pk).update(second_factor="A" * 32)
    else:
        end_sessions(person)
    person.refresh_from_db()
    assert person.get_session_auth_hash() != before


def test_a_change_of_name_ends_no_session(lead: Person) -> None:
    before = lead.get_session_auth_hash()
    change_name(lead, "A. Lead")
    assert lead.get_session_auth_hash() == before


def test_a_password_is_changed_only_by_whoever_knows_it(lead: Person) -> None:
    person = accept_invitation(invite(lead, "reader").token, "m.reader", "", PASSWORD)
    with pytest.raises(InputProblem, match="not the one you typed"):
        change_password(person, "copper lantern", "another lantern over the ford")
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_a_closed_account_can_be_opened_again_and_keeps_its_trail(lead: Person) -> None:
    person = accept_invitation(invite(lead, "reader").token, "m.reader", "", PASSWORD)
    close_account(lead, person)
    with pytest.raises(CallProblem, match="is closed"):
        link_for(lead, person)
    reopen_account(lead, person)
    person.refresh_from_db()
    assert person.is_active
    assert person.events.count() == 1
