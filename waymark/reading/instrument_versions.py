"""The versions of an instrument that were asked: each kept when it is first seen, and what a later one changed of an
answer given under an earlier one.

In: the pack as it stands, and the versions in the store. Out: new versions where a definition differs from the last;
for an answer, the version it was given under and the changes since that touch it. What was changed and changed back
touches nothing, because definitions are compared and not the steps between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec
from django.db import IntegrityError, transaction

from waymark.instruments.changes import Change, changes_between
from waymark.instruments.definitions import (
    Definition,
    definition_from_json,
    definition_of,
    definition_to_json,
    digest_of,
)
from waymark.instruments.problems import CallProblem
from waymark.reading.models import Answer, InstrumentVersion, Kind
from waymark.study.actions import person_at_machine, record
from waymark.study.models import Person
from waymark.study.workspace import Workspace

ONLY_NAMES = "Only headings, names or the order of answers were changed."


# -- keeping versions -------------------------------------------------------------------------------------


def note_instruments(workspace: Workspace, actor: Person | None = None) -> tuple[InstrumentVersion, ...]:
    """Keep each instrument of the pack that differs from the version kept last; returns the versions that are new.

    `actor` where a person's act needs them; else the lead, in whose folder the pack lies.
    """
    last = {versions.instrument: versions for versions in versions_of_all().values()}
    made: list[InstrumentVersion] = []
    for instrument in workspace.pack.instruments:
        definition = definition_of(workspace.pack, instrument)
        digest = digest_of(definition)
        before = last.get(instrument.key)
        if before is None or before.kept[-1].digest != digest:
            version = _keep(definition, digest, before, actor or _lead())
            made += [version] if version else []
    return tuple(made)


def _keep(
    definition: Definition, digest: str, before: Versions | None, actor: Person
) -> InstrumentVersion | None:
    """None where another process kept it in the same moment."""
    changes = changes_between(_definition(before.kept[-1].digest), definition) if before else ()
    number = before.newest + 1 if before else 1
    try:
        with transaction.atomic():
            made = InstrumentVersion.objects.create(
                instrument=definition.key,
                number=number,
                digest=digest,
                definition=definition_to_json(definition),
                changes=msgspec.to_builtins(changes),
                by=actor,
            )
            record(
                actor,
                "change instrument" if before else "note instrument",
                f"{definition.key} version {number}",
                questions=len(definition.questions),
                changes=[f"{change.label}: {change.in_words}" for change in changes],
            )
    except IntegrityError:
        return None
    return made


def _lead() -> Person:
    try:
        return person_at_machine()
    except CallProblem:
        lead = Person.objects.filter(role=Person.Role.LEAD).order_by("pk").first()
        if lead is None:
            raise
        return lead


def changes_of(version: InstrumentVersion) -> tuple[Change, ...]:
    """What a version changed of the one before it."""
    return msgspec.convert(version.changes, tuple[Change, ...])


# -- what was changed since an answer was given -----------------------------------------------------------


@dataclass(frozen=True)
class VersionKept:
    number: int
    digest: str
    at: datetime


@dataclass(frozen=True)
class Versions:
    """The versions of one instrument, oldest first."""

    instrument: str
    kept: tuple[VersionKept, ...] = ()

    @property
    def newest(self) -> int:
        return self.kept[-1].number if self.kept else 0

    def given_under(self, answer: Answer) -> int:
        """The number of the version that the answer's reader saw; what was answered before any version was kept was
        answered to the first."""
        if answer.under is not None:
            return answer.under
        return self.at(answer.at)

    def at(self, moment: datetime) -> int:
        """The number of the version that was asked then."""
        earlier = [version.number for version in self.kept if version.at <= moment]
        return max(earlier, default=self.kept[0].number if self.kept else 0)

    def asked_since(self, number: int) -> frozenset[str]:
        """The questions that came after a version, or whose conditions did."""
        digest = self._digest(number)
        changes = _changes(digest, self.kept[-1].digest) if digest else ()
        return frozenset(c.variable for c in changes if c.kind in ("added", "routing changed"))

    def changes_since(self, number: int) -> Mapping[str, tuple[Change, ...]]:
        """What touches answers given under a version, by variable; nothing under the newest."""
        digest = self._digest(number)
        if not digest or number >= self.newest:
            return {}
        return _touching(digest, self.kept[-1].digest)

    def definition(self, number: int) -> Definition | None:
        digest = self._digest(number)
        return _definition(digest) if digest else None

    def _digest(self, number: int) -> str:
        return next((version.digest for version in self.kept if version.number == number), "")


def versions_of(instrument: str) -> Versions:
    return versions_of_all([instrument]).get(instrument, Versions(instrument))


def versions_of_all(instruments: Iterable[str] | None = None) -> dict[str, Versions]:
    """By the instrument's key; one query, and no definition is read."""
    rows = InstrumentVersion.objects.order_by("instrument", "number")
    if instruments is not None:
        rows = rows.filter(instrument__in=set(instruments))
    found: dict[str, list[VersionKept]] = defaultdict(list)
    for key, number, digest, at in rows.values_list("instrument", "number", "digest", "at"):
        found[key].append(VersionKept(number, digest, at))
    return {key: Versions(key, tuple(kept)) for key, kept in found.items()}


def changes_touching(versions: Versions, answer: Answer, held_under: int = 0) -> tuple[Change, ...]:
    """What was changed since the answer was given that touches it. `held_under`: the last version under which its
    reader said that it still holds."""
    if answer.kind == Kind.TAKEN_BACK:
        return ()
    under = max(versions.given_under(answer), held_under)
    codes = chosen_codes(answer)
    since = versions.changes_since(under).get(answer.variable, ())
    return tuple(change for change in since if change.touches_answer(codes))


def chosen_codes(answer: Answer) -> frozenset[str]:
    return codes_in(answer.value if answer.kind == Kind.VALUE else None)


def codes_in(stored: Any) -> frozenset[str]:
    """The codes that a stored value may name."""
    return frozenset(map(str, stored if isinstance(stored, list) else [] if stored is None else [stored]))


def as_it_was(versions: Versions, answer: Answer) -> str:
    """An answer in the words of the version it was given under, where the question has no such answer any more."""
    definition = versions.definition(versions.given_under(answer))
    asked = (
        next((q for q in definition.questions if q.variable == answer.variable), None) if definition else None
    )
    said = answer.value if isinstance(answer.value, list) else [answer.value]
    return "; ".join(asked.label_of(str(code)) if asked else str(code) for code in said)


@lru_cache(maxsize=64)
def _touching(before: str, after: str) -> Mapping[str, tuple[Change, ...]]:
    """The changes between two definitions that can touch answers, by variable."""
    found: dict[str, tuple[Change, ...]] = defaultdict(tuple)
    for change in _changes(before, after):
        if change.touches:
            found[change.variable] += (change,)
    return dict(found)


@lru_cache(maxsize=64)
def _changes(before: str, after: str) -> tuple[Change, ...]:
    """Kept in memory: a digest always means the same definition."""
    return changes_between(_definition(before), _definition(after))


@lru_cache(maxsize=64)
def _definition(digest: str) -> Definition:
    row = InstrumentVersion.objects.filter(digest=digest).values_list("definition", flat=True)
    return definition_from_json(row[0])
