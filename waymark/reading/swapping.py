"""One case out of an accepted sample and another in: what the swap would do, to look at, and the swap itself.

A case that had to be in the sample goes only where that is said. Every swap is kept with its reason, the match is
compared anew, and where the sample says who is in a layer, the register hears of it at the next selection.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from waymark.instruments.problems import CallProblem, InputProblem, Place
from waymark.reading.accepting import MARKED
from waymark.reading.models import ChosenSample, SampleSwap
from waymark.reading.populations import cases_of
from waymark.reading.samples import Drawn, as_it_stands, kept_of, sample_of
from waymark.reading.sampling import swap, swap_must_have
from waymark.study.actions import record, require_lead
from waymark.study.models import Person
from waymark.study.workspace import Workspace


@dataclass(frozen=True)
class SwapWanted:
    """`no_longer_required`: the case that goes out had to be in the sample, and need no longer be."""

    out: str
    into: str
    why: str
    no_longer_required: bool = False


@dataclass(frozen=True)
class SwapSeen:
    """The sample before and after a swap. `of_must_have`: the case that goes out had to be in the sample."""

    before: Drawn
    after: Drawn
    of_must_have: bool

    @property
    def worsens(self) -> bool:
        return self.after.sample.distance > self.before.sample.distance

    @property
    def to_be_looked_at(self) -> bool:
        return self.worsens or self.of_must_have


def look_at_swap(workspace: Workspace, sample_id: int, wanted: SwapWanted) -> SwapSeen:
    """What the swap would do; nothing is kept. Raises where it cannot be done."""
    return _seen(workspace, sample_of(sample_id), wanted)


@transaction.atomic
def swap_case(
    actor: Person, workspace: Workspace, sample_id: int, wanted: SwapWanted, looked_at: str = ""
) -> SampleSwap:
    """Swap, and note why; sent twice, it is done once. `looked_at`: the fingerprint of the sample after the swap, as
    the person saw it; where others have swapped meanwhile, nothing is done."""
    require_lead(actor, "Swapping a case of a sample")
    chosen = ChosenSample.objects.select_for_update().filter(pk=sample_id).first() or sample_of(sample_id)
    last = chosen.swaps.order_by("-pk").first()
    if last is not None and last.by == actor and _of(last) == (wanted.out, wanted.into, wanted.why.strip()):
        return last
    seen = _seen(workspace, chosen, wanted)
    if seen.of_must_have and not wanted.no_longer_required:
        right = "Say that it need no longer be, or swap another case."
        raise CallProblem(f"{wanted.out} must be in the sample.", right=right)
    if looked_at and looked_at != seen.after.fingerprint:
        right = "Look at the sample as it is now."
        raise CallProblem("the sample has changed since the swap was shown.", right=right)
    why = wanted.why.strip()
    made = SampleSwap.objects.create(sample=chosen, out=wanted.out, into=wanted.into, why=why, by=actor)
    chosen.standing = list(seen.after.sample.members)
    chosen.save(update_fields=["standing"])
    record(
        actor, "swap case of sample", chosen.name, case=wanted.into, out=wanted.out, into=wanted.into, why=why,
        had_to_be_in=seen.of_must_have, distance_before=seen.before.sample.distance,
        distance_after=seen.after.sample.distance,
    )  # fmt: skip
    if marks := kept_of(chosen).marks:
        record(actor, MARKED, chosen.name, case=wanted.out, variable=marks, before="yes", after="no", why=why)
        record(
            actor, MARKED, chosen.name, case=wanted.into, variable=marks, before="no", after="yes", why=why
        )
    return made


def _seen(workspace: Workspace, chosen: ChosenSample, wanted: SwapWanted) -> SwapSeen:
    if not wanted.why.strip():
        raise InputProblem("the swap has no reason.", place=Place(part="why"), right="Say why.")
    before = as_it_stands(chosen)
    required = wanted.out in before.sample.must_have
    act = swap_must_have if required else swap
    after = Drawn(before.frame, act(before.frame, before.sample, wanted.out, wanted.into, wanted.why.strip()))
    _require_still_there(workspace, chosen, wanted.into)
    return SwapSeen(before, after, required)


def _require_still_there(workspace: Workspace, chosen: ChosenSample, into: str) -> None:
    """The full set is kept as it was; a case that has left the population since cannot come in."""
    population = workspace.pack.populations.get(chosen.population)
    if population and into not in cases_of(workspace, chosen.population):
        raise CallProblem(
            f"{into} is no longer among “{population.label}”, from which the sample was drawn.",
            right="Name another case to take in.",
        )


def _of(made: SampleSwap) -> tuple[str, str, str]:
    return made.out, made.into, made.why
