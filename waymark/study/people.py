"""People of a study and their accounts: the one door for changes to who may come in and in which role.

Nobody chooses a password for another: an account begins with a link that is used once. Only the SHA-256 of the
link's token is kept. An account is closed, never removed, since the trail speaks of it; the study never loses
its last lead. OWASP ASVS 4.0.3, V2 and V4; see docs/security.md.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from waymark.instruments.problems import CallProblem, InputProblem, Place
from waymark.study.actions import record, require_lead
from waymark.study.models import Invitation, Person

INVITATION_DAYS = 7
LONGEST_PASSWORD = 128
HANDLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,39}")


@dataclass(frozen=True)
class Invited:
    """The token is told here and never again."""

    invitation: Invitation
    token: str

    @property
    def path(self) -> str:
        """Where the link leads, after the address of the site."""
        return f"/invitation/{self.token}"


@transaction.atomic
def add_person(actor: Person, handle: str, role: str, name: str = "") -> Person:
    """An account without a password yet; `link_for` lets its person choose one."""
    require_lead(actor, "Adding a person")
    person = Person.objects.create(handle=_free_handle(handle), role=known_role(role), name=_name(name))
    record(actor, "add person", person.handle, role=role)
    return person


@transaction.atomic
def invite(actor: Person, role: str, name: str = "") -> Invited:
    """A link for somebody who will choose their own handle and password."""
    require_lead(actor, "Inviting a person")
    return _invite(actor, known_role(role), _name(name), None)


@transaction.atomic
def link_for(actor: Person, person: Person) -> Invited:
    """A link by which a person sets a new password; links made for them before no longer work."""
    require_lead(actor, "Making a link to an account")
    _require_open(person)
    unused = Invitation.objects.filter(person=person, used_at=None, withdrawn_at=None)
    unused.update(withdrawn_at=timezone.now())
    return _invite(actor, person.role, person.name, person)


@transaction.atomic
def withdraw_invitation(actor: Person, invitation: Invitation) -> None:
    require_lead(actor, "Withdrawing an invitation")
    taken_back = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if not taken_back.update(withdrawn_at=timezone.now()):
        raise CallProblem("the invitation has been used or withdrawn already.")
    record(actor, "withdraw invitation", _about(invitation), role=invitation.role)


def open_invitation(token: str) -> Invitation:
    """The invitation to which the token belongs. Raises `CallProblem` where it cannot be used (any more)."""
    found = Invitation.objects.filter(sha256=_digest(token)).select_related("person").first()
    right = "Ask the lead of the study for a new link."
    if found is None:
        raise CallProblem("the link is not one of this study’s.", right=right)
    if found.used_at is not None:
        raise CallProblem("the link has been used already.", right=right)
    if found.withdrawn_at is not None:
        raise CallProblem("the link has been withdrawn.", right=right)
    if found.expires_at <= timezone.now():
        raise CallProblem(f"the link has run out; it was good for {INVITATION_DAYS} days.", right=right)
    if found.person is not None and not found.person.is_active:
        raise CallProblem("the account is closed.", right="Ask the lead of the study to open it again.")
    return found


@transaction.atomic
def accept_invitation(token: str, handle: str, name: str, password: str) -> Person:
    """Make the account, or set the password of the one that the link is for; ends sessions it had.

    The handle and the name of an account that is there already stay as they are.
    """
    invitation = open_invitation(token)
    if invitation.person is None:
        person = Person(handle=_free_handle(handle), role=invitation.role, name=_name(name))
    else:
        person = invitation.person
    check_new_password(password, person)
    person.set_password(password)
    person.save()
    used = Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if not used.update(used_at=timezone.now(), used_by=person):
        raise CallProblem("the link has been used already.", right="Ask the lead of the study for a new one.")
    act = "set password by link" if invitation.person is not None else "accept invitation"
    record(person, act, person.handle, role=person.role, invited_by=invitation.invited_by.handle)
    return person


@transaction.atomic
def change_role(actor: Person, person: Person, role: str) -> None:
    """Their sessions end with the old role."""
    require_lead(actor, "Changing a role")
    before = person.role
    if known_role(role) == before:
        return
    _keep_a_lead(person)
    person.role = role
    person.save(update_fields=["role"])
    record(actor, "change role", person.handle, before=before, after=role)


@transaction.atomic
def change_name(actor: Person, name: str) -> None:
    before, actor.name = actor.name, _name(name)
    actor.save(update_fields=["name"])
    if before != actor.name:
        record(actor, "change name", actor.handle, before=before, after=actor.name)


@transaction.atomic
def close_account(actor: Person, person: Person) -> None:
    """They can no longer sign in, and their sessions end; what they did stays."""
    require_lead(actor, "Closing an account")
    _require_open(person)
    _keep_a_lead(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    record(actor, "close account", person.handle)


@transaction.atomic
def reopen_account(actor: Person, person: Person) -> None:
    require_lead(actor, "Opening an account again")
    if person.is_active:
        raise CallProblem(f"the account of “{person}” is open.")
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(actor, "reopen account", person.handle)


@transaction.atomic
def change_password(actor: Person, old: str, new: str) -> None:
    """Their own; every session of theirs ends but the one that is told to go on."""
    if actor.has_usable_password() and not actor.check_password(old):
        raise InputProblem("The password you have now is not the one you typed.", place=Place(part="old"))
    check_new_password(new, actor)
    actor.set_password(new)
    actor.save(update_fields=["password"])
    record(actor, "change password", actor.handle)


@transaction.atomic
def end_sessions(actor: Person) -> None:
    """Sign out everywhere."""
    Person.objects.filter(pk=actor.pk).update(sessions_ended=F("sessions_ended") + 1)
    actor.refresh_from_db(fields=["sessions_ended"])
    record(actor, "sign out everywhere", actor.handle)


def check_new_password(password: str, person: Person) -> None:
    """Raises `InputProblem` with everything that speaks against the password."""
    place = Place(part="password")
    if len(password) > LONGEST_PASSWORD:
        raise InputProblem(f"The password must have at most {LONGEST_PASSWORD} characters.", place=place)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise InputProblem(" ".join(error.messages), place=place) from None


def known_role(role: str) -> str:
    if role not in Person.Role.values:
        raise InputProblem(
            f"“{role}” is not a role.",
            right="The roles are lead, reader and viewer.",
            place=Place(part="role"),
        )
    return role


def _invite(actor: Person, role: str, name: str, person: Person | None) -> Invited:
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        sha256=_digest(token),
        role=role,
        name=name,
        person=person,
        invited_by=actor,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )
    record(actor, "invite", _about(invitation), role=role)
    return Invited(invitation, token)


def _about(invitation: Invitation) -> str:
    """How the trail calls an invitation: whom it is for, where that is known."""
    return invitation.person.handle if invitation.person else invitation.name or f"a {invitation.role}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _free_handle(handle: str) -> str:
    handle, place = handle.strip(), Place(part="handle")
    if not HANDLE.fullmatch(handle):
        right = "Use 2 to 40 letters of the English alphabet, digits, dots, hyphens or underscores."
        raise InputProblem("That cannot be a handle.", right=right, place=place)
    if Person.objects.filter(handle__iexact=handle).exists():
        raise InputProblem(f"“{handle}” is taken.", right="Choose another handle.", place=place)
    return handle


def _name(name: str) -> str:
    name = " ".join(name.split())
    longest = 120
    if len(name) > longest or not name.isprintable():
        right = f"Use at most {longest} letters and signs."
        raise InputProblem("That cannot be a name.", right=right, place=Place(part="name"))
    return name


def _require_open(person: Person) -> None:
    if not person.is_active:
        raise CallProblem(f"the account of “{person}” is closed.", right="Open it again first.")


def _keep_a_lead(person: Person) -> None:
    """Refuses to take the role from the last lead whose account is open."""
    leads = Person.objects.select_for_update().filter(role=Person.Role.LEAD, is_active=True)
    if {lead.pk for lead in leads} == {person.pk}:
        raise CallProblem(
            f"“{person}” is the only lead of the study.", right="Make somebody else a lead first."
        )
