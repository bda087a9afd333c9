"""Drawing a sub-sample: a draw to look at with its comparison, and accepting it with its layer and its readers."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from waymark.instruments.forms import Instrument
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place, Problem
from waymark.reading.accepting import refuse_own_members
from waymark.reading.layers import accept_and_assign, other_layers, readers_of_members
from waymark.reading.models import ChosenSample
from waymark.reading.samples import Drawn, SampleWanted, marked_for_next, preview, variables_to_match
from waymark.register.models import SettledValue
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import done
from waymark.web.team.compared import compared_in_words
from waymark.web.team.pages import (
    LARGEST_SEED,
    as_options,
    chosen_readers,
    people_who_read,
    shown,
    whole_number,
)

LARGEST_SAMPLE = 100_000


@open_to(Audience.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def draw_sample(request: StudyRequest) -> HttpResponse:
    """The wish is in the address, so that a draw can be looked at again; accepting it is the one write."""
    pack = request.workspace.pack
    asked: QueryDict = request.POST if request.method == "POST" else request.GET
    drawn: Drawn | None = None
    problem: Problem | None = None
    wanted: SampleWanted | None = None
    if "size" in asked:
        try:
            wanted = _wanted(pack, asked)
            drawn = preview(request.workspace, wanted)
            if request.method == "POST":
                made = _accepted(request, wanted)
                return done(request, f"/samples/{made.pk}", _words(made))
        except Problem as found:
            problem = found
    context = {
        **_choices(pack, asked),
        "drawn": drawn,
        "wanted": wanted,
        "compared": compared_in_words(pack, drawn.sample.comparison) if drawn else (),
        "layer": _layer(pack, wanted) if wanted else None,
        "others": other_layers(pack, wanted.instrument) if wanted else (),
        "people": as_options(people_who_read()),
        "accepting": request.method == "POST",
    }
    return shown(request, "team/draw.html", context, problem, asked)


def _choices(pack: Pack, asked: QueryDict) -> dict[str, Any]:
    """What the form offers, before and after a draw."""
    named = next((one for one in pack.instruments if one.key == asked.get("instrument")), None)
    chosen = named or max(pack.instruments, key=lambda one: one.layer, default=None)
    return {
        "populations": [(key, population.label) for key, population in pack.populations.items()],
        "instruments": [("", "None yet"), *((one.key, one.title) for one in pack.instruments)],
        "variables": [(variable.key, variable.label) for variable in variables_to_match(pack)],
        "usual": _with_values(chosen.stratified_by) if chosen else (),
        "usual_population": _usual_population(pack, chosen),
        "usual_instrument": chosen.key if chosen and (named or chosen.sampled_into) else "",
        "marked": marked_for_next(pack, named.key if named else ""),
        "asked": asked,
        "seed": asked.get("seed") or secrets.randbelow(LARGEST_SEED),
        "fresh_seed": secrets.randbelow(LARGEST_SEED),
        "typed": asked if "size" in asked else None,
    }


def _with_values(variables: Sequence[str]) -> tuple[str, ...]:
    """Those of which some case has a value: nothing can be matched on the others."""
    some = set(
        SettledValue.objects.filter(variable__in=variables).values_list("variable", flat=True).distinct()
    )
    return tuple(variable for variable in variables if variable in some)


def _usual_population(pack: Pack, chosen: Instrument | None) -> str:
    """What the cases of the layer lie within."""
    population = pack.populations.get(chosen.population) if chosen and chosen.sampled_into else None
    return population.within if population else ""


def _layer(pack: Pack, wanted: SampleWanted) -> str:
    """The label of the variable that the sample can set; empty where it cannot."""
    asked = next((one for one in pack.instruments if one.key == wanted.instrument), None)
    if asked is None or not asked.sampled_into:
        return ""
    try:
        refuse_own_members(pack, _marking(pack, wanted))
    except Problem:
        return ""
    return pack.variables[asked.sampled_into].label


def _accepted(request: StudyRequest, wanted: SampleWanted) -> ChosenSample:
    data, pack = request.POST, request.workspace.pack
    if data.get("marks") == "yes":
        wanted = _marking(pack, wanted)
    readers = chosen_readers(data) if data.getlist("reader") else []
    return accept_and_assign(
        request.person, request.workspace, wanted, data.get("name", ""), readers, data.get("looked_at", "")
    )


def _marking(pack: Pack, wanted: SampleWanted) -> SampleWanted:
    asked = next(one for one in pack.instruments if one.key == wanted.instrument)
    return SampleWanted(
        population=wanted.population,
        size=wanted.size,
        seed=wanted.seed,
        variables=wanted.variables,
        must_have=wanted.must_have,
        instrument=wanted.instrument,
        with_report=wanted.with_report,
        marks=asked.sampled_into,
    )


def _words(made: ChosenSample) -> str:
    given = len(readers_of_members(made))
    if not given:
        return f"“{made.name}” is kept."
    return f"“{made.name}” is kept. {given:,} of its {len(made.standing):,} cases have a reader."


def _wanted(pack: Pack, asked: QueryDict) -> SampleWanted:
    population, instrument = asked.get("population", ""), asked.get("instrument", "")
    if population not in pack.populations:
        right = "Choose what to draw from."
        raise InputProblem("no population is chosen.", place=Place(part="population"), right=right)
    if instrument and instrument not in {one.key for one in pack.instruments}:
        raise InputProblem(f"the pack has no instrument “{instrument}”.", place=Place(part="instrument"))
    typed = asked.get("must_have", "").replace(",", " ").replace(";", " ").upper().split()
    return SampleWanted(
        population=population,
        size=whole_number(asked, "size", "The size", 1, LARGEST_SAMPLE),
        seed=whole_number(asked, "seed", "The seed", 0, LARGEST_SEED),
        variables=tuple(dict.fromkeys(asked.getlist("variables"))),
        must_have=tuple(dict.fromkeys([*typed, *asked.getlist("marked")])),
        instrument=instrument,
        with_report=asked.get("anyway", "") != "yes",
    )
