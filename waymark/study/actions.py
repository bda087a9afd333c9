"""The one door for writes to a study: each takes the actor, checks, writes and records, in one transaction."""

from __future__ import annotations

import getpass
from pathlib import Path

from django.db import transaction

from waymark.instruments.problems import CallProblem
from waymark.study.freezes import Freeze
from waymark.study.models import Event, FrozenState, Person, SourceFile
from waymark.study.workspace import Workspace, make_store


class NotOpen(CallProblem):
    """What is asked for is not open to the person; the site refuses with this word instead of a form’s error."""


def open_new_study(workspace: Workspace) -> Person:
    """Make the store of a new study and its first lead, who is the person at this machine."""
    make_store(workspace)
    with transaction.atomic():
        lead = Person.objects.create(handle=_machine_user(), role=Person.Role.LEAD)
        record(lead, "create study", workspace.study.name, pack=workspace.pack.about.name)
    return lead


def person_at_machine() -> Person:
    """The person whom the machine's own sign-in names."""
    found = Person.objects.filter(handle=_machine_user()).first()
    if found is None:
        raise CallProblem(
            f"“{_machine_user()}” has no part in this study.", right="Its lead can add a person."
        )
    return found


def require_lead(actor: Person, act: str) -> None:
    if actor.role != Person.Role.LEAD:
        raise NotOpen(
            f"{act} is for the lead analyst; “{actor}” is a {Person.Role(actor.role).label.lower()}."
        )


def require_team(actor: Person, act: str) -> None:
    """Leads and readers; a viewer looks at what is published."""
    if actor.role not in (Person.Role.LEAD, Person.Role.READER):
        raise NotOpen(f"{act} is for those who work on the study; “{actor}” is a viewer.")


def record(actor: Person, action: str, subject: str, *, case: str = "", **detail: object) -> Event:
    """Add an event to the trail. Called inside the transaction of what it tells of.

    `case` is our number of the case it speaks of; what stood before and after belongs in `detail`.
    """
    return Event.objects.create(person=actor, action=action, subject=subject, case=case, detail=detail)


def receive_file(
    actor: Person, workspace: Workspace, path: Path, kind: str, mapping: dict[str, str], name: str = ""
) -> SourceFile:
    """Keep an original and note that it was received. Called inside the transaction of its import.

    `name` where the file's own cannot be printed. Raises `CallProblem` where another process has taken the same
    file in meanwhile.
    """
    name = name or path.name
    digest = workspace.keep(path)
    if SourceFile.objects.filter(sha256=digest, kind=kind).exists():
        raise CallProblem(f"“{name}” is in the study already.")
    return SourceFile.objects.create(
        sha256=digest,
        name=name,
        kind=kind,
        size=path.stat().st_size,
        received_by=actor,
        mapping=mapping,
    )


@transaction.atomic
def note_freeze(actor: Person, freeze: Freeze, why: str) -> FrozenState:
    require_lead(actor, "Freezing the data")
    state = FrozenState.objects.create(freeze=freeze.manifest.freeze, by=actor, why=why)
    record(actor, "freeze", freeze.manifest.freeze, why=why)
    return state


@transaction.atomic
def note_publication(actor: Person, freeze: Freeze, folder: Path) -> Event:
    require_lead(actor, "Publishing")
    return record(actor, "publish", freeze.manifest.freeze, folder=folder.name)


def _machine_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "lead"
