"""The door by which a sample that was drawn is kept: as the person saw it, once, under a name of its own.

In: what the lead asks for and the fingerprint of the draw that they looked at. Out: a `ChosenSample` with its frame
and seed, and an event that names its members.
"""

from __future__ import annotations

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, InputProblem, Place
from waymark.reading.models import ChosenSample
from waymark.reading.populations import rests_on
from waymark.reading.queries import instrument_of
from waymark.reading.samples import Drawn, Kept, SampleWanted, kept_of, preview
from waymark.study.actions import record, require_lead
from waymark.study.models import Person
from waymark.study.workspace import Workspace

LONGEST_NAME = 120
MARKED = "mark cases of sample"
"""The event after which another case may be in a layer, so that what counts has to be settled anew."""


@transaction.atomic
def accept(
    actor: Person, workspace: Workspace, wanted: SampleWanted, name: str, looked_at: str = ""
) -> ChosenSample:
    """Keep the sample that this wish draws, under a name; sent twice, it is kept once.

    `looked_at`: the fingerprint of the draw that the person saw. Where the data have moved on since, what they saw
    is not what would be kept, and nothing is.
    """
    require_lead(actor, "Choosing a sample")
    name = _name(name)
    refuse_own_members(workspace.pack, wanted)
    drawn = preview(workspace, wanted)
    known = ChosenSample.objects.filter(name=name).first()
    if known is not None:
        if known.accepted_by == actor and _says_the_same(known, wanted, drawn):
            return known
        right = "Give this one another name."
        raise InputProblem(f"there is a sample “{name}” already.", place=Place(part="name"), right=right)
    if looked_at and looked_at != drawn.fingerprint:
        right = "Look at the draw as it is now, then accept it."
        raise InputProblem("the data have changed since the draw was shown.", right=right)
    for other in _drawn_alike(wanted):
        if _says_the_same(other, wanted, drawn):
            what = f"these cases are kept as “{other.name}” already, accepted by {other.accepted_by.called}."
            raise CallProblem(what, right="Use that sample, or draw with another seed.")
    return _keep(actor, workspace, wanted, drawn, name)


def _keep(actor: Person, workspace: Workspace, wanted: SampleWanted, drawn: Drawn, name: str) -> ChosenSample:
    sample, found = drawn.sample, drawn.sample.found
    kept = Kept(sample.members, found.starts, found.start, found.exchanges, wanted.marks)
    try:
        with transaction.atomic():
            chosen = ChosenSample.objects.create(
                name=name,
                population=wanted.population,
                instrument=wanted.instrument,
                size=wanted.size,
                seed=wanted.seed,
                variables=list(wanted.variables),
                must_have=list(sample.must_have),
                left_out=list(sample.plan.left_out),
                frame=msgspec.to_builtins(drawn.frame),
                drawn=msgspec.to_builtins(kept),
                standing=list(sample.members),
                accepted_by=actor,
            )
    except IntegrityError:  # another lead was a moment earlier
        what, right = f"there is a sample “{name}” already.", "Give this one another name."
        raise InputProblem(what, place=Place(part="name"), right=right) from None
    record(
        actor, "accept sample", name, population=wanted.population, size=wanted.size, seed=wanted.seed,
        variables=list(wanted.variables), must_have=list(sample.must_have), members=list(sample.members),
        pack_digest=workspace.pack.digest,
    )  # fmt: skip
    if wanted.marks:
        record(actor, MARKED, name, variable=wanted.marks, members=list(sample.members), seed=wanted.seed)
    return chosen


def refuse_own_members(pack: Pack, wanted: SampleWanted) -> None:
    """A sample sets the variable that its instrument names, and is not drawn from the cases that it is to choose."""
    if not wanted.marks:
        return
    asked = instrument_of(pack, wanted.instrument)
    if wanted.marks != asked.sampled_into:
        raise CallProblem(
            f"a sample for “{asked.title}” does not set “{wanted.marks}”.",
            right="Name the variable under “sampled_into” of the instrument in pack/instruments.toml.",
        )
    if wanted.marks in rests_on(pack, wanted.population):
        raise InputProblem(
            f"“{pack.populations[wanted.population].label}” are the cases that the sample is to choose.",
            place=Place(part="population"),
            right="Draw from all those that could be chosen.",
        )


def _name(name: str) -> str:
    name = " ".join(name.split())
    here = Place(part="name")
    if not name:
        raise InputProblem("the sample has no name.", place=here, right="Give it one.")
    if len(name) > LONGEST_NAME:
        right = f"Keep it under {LONGEST_NAME + 1} characters."
        raise InputProblem("the name is too long.", place=here, right=right)
    return name


def _drawn_alike(wanted: SampleWanted) -> QuerySet[ChosenSample]:
    alike = ChosenSample.objects.filter(instrument=wanted.instrument, population=wanted.population)
    return alike.defer("frame").select_related("accepted_by")


def _says_the_same(chosen: ChosenSample, wanted: SampleWanted, drawn: Drawn) -> bool:
    """Whether the sample was drawn from the same cases for the same purpose, with the same outcome."""
    kept = kept_of(chosen)
    return (chosen.population, chosen.instrument, kept.marks, kept.members, set(chosen.must_have)) == (
        wanted.population,
        wanted.instrument,
        wanted.marks,
        drawn.sample.members,
        set(wanted.must_have),
    )
