"""How the child of each row is called and who leads its review, added to a study that is otherwise made.

In: finished rows and `identities.toml`. Out: the same rows with a label of the child (most rows) and a lead
reviewer (about half of the rows that went on to a review). Each row has a source of chance of its own, so
nothing else of the study changes.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec

from waymark.demo.margins import Where, demonstration_data
from waymark.demo.rows import Row
from waymark.instruments.conditions import Value, all_hold
from waymark.instruments.pack import Pack
from waymark.instruments.reports import MatchKeyName


class Noun(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What stands before the letter of a label: “Baby”, “Child”."""

    says: str


class People(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Made-up names. Nobody among the chairs writes a report."""

    reviewers: tuple[str, ...]
    chairs: tuple[str, ...]


class Identities(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Shares from 0 to 1. `unused`: initials that would be read as something else."""

    labelled: float
    by_initials: float
    reviewer_known: float
    given_letters: str
    family_letters: str
    unused: tuple[str, ...]
    reviewed: Where
    noun: tuple[Noun, ...]
    people: People


def identities_of(pack: Pack) -> Identities:
    return demonstration_data(pack, "identities.toml", Identities)


def variable_of(key: MatchKeyName, pack: Pack) -> str:
    """The first variable that a report is compared with by this key; blank where the pack has none."""
    return next((match.variables[0] for match in pack.match_keys if match.key == key), "")


def incident_of(row: Row, pack: Pack) -> tuple[Value, Value]:
    """What rows of one incident share. A row without a day shares it with none."""
    about = pack.about
    day = row.truth.get(about.incident_date)
    return row.truth[about.area], day or row.truth[about.case_number]


def with_identities(rows: Sequence[Row], pack: Pack) -> tuple[Row, ...]:
    """The rows with what each says of the child's label and of the reviewer."""
    label, reviewer = variable_of("label", pack), variable_of("author", pack)
    if not label or not reviewer:
        return tuple(rows)
    identities = identities_of(pack)
    given: dict[tuple[Value, Value], list[Row]] = {}
    finished = []
    for row in rows:
        of_incident = given.setdefault(incident_of(row, pack), [])
        values = _identity(row, of_incident, label, reviewer, identities, pack)
        finished.append(row.with_truth({name: value for name, value in values.items() if value}))
        of_incident.append(finished[-1])
    return tuple(finished)


def _identity(
    row: Row,
    earlier: Sequence[Row],
    label: str,
    reviewer: str,
    identities: Identities,
    pack: Pack,
) -> dict[str, str]:
    """A further notification of a child repeats what the first said; a sibling has the family's letter."""
    number = row.truth[pack.about.case_number]
    chance = random.Random(f"identities {number} {row.truth.get(pack.about.same_incident)}")
    first = earlier[0] if earlier else None
    led = str(first.truth.get(reviewer, "")) if first else _reviewer(row, identities, pack, chance)
    if first and row.truth.get(pack.about.same_incident) == "duplicate":
        return {label: str(first.truth.get(label, "")), reviewer: led}
    taken = {str(other.truth.get(label, "")) for other in earlier}
    if first and not str(first.truth.get(label, "")):
        return {label: "", reviewer: led}
    while (made := _label(row, first, label, identities, pack, chance)) in taken and made:
        pass
    return {label: made, reviewer: led}


def _label(
    row: Row, first: Row | None, label: str, identities: Identities, pack: Pack, chance: random.Random
) -> str:
    pattern = str(first.truth.get(label, "")) if first else ""
    if not first and chance.random() >= identities.labelled:
        return ""
    letter = chance.choice(identities.given_letters)
    initials = pattern.isupper() if first else chance.random() < identities.by_initials
    if not initials:
        complete = row.complete(pack)
        noun = next(n for n in identities.noun if all_hold(n.conditions, complete, pack.missing_codes))
        return f"{noun.says} {letter}"
    while (made := letter + (pattern[-1:] or chance.choice(identities.family_letters))) in identities.unused:
        letter, pattern = chance.choice(identities.given_letters), ""
    return made


def _reviewer(row: Row, identities: Identities, pack: Pack, chance: random.Random) -> str:
    led = all_hold(identities.reviewed.conditions, row.truth, pack.missing_codes)
    known = chance.random() < identities.reviewer_known
    return chance.choice(identities.people.reviewers) if led and known else ""
