"""Disagreements one after another: both readers' answers with their passages, a decision with its reason.

Agreements are settled in one act. Where another lead decided meanwhile, both decisions are kept and this lead is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from waymark.instruments.problems import InputProblem, Place, Problem
from waymark.reading.adjudicating import (
    Compared,
    Reading,
    choose,
    compared,
    decide_otherwise,
    settle_agreements,
)
from waymark.reading.given import read_given
from waymark.reading.given import shown as in_words
from waymark.reading.models import Decision, Kind
from waymark.reading.queries import instrument_of
from waymark.register.stored import value_from_json
from waymark.study.workspace import Workspace
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.people.forms import done
from waymark.web.team.pages import shown

LETTERS = "abcdefgh"
OTHER = "other"
KINDS = (
    (Kind.VALUE.value, "An answer"),
    (Kind.NOT_STATED.value, Kind.NOT_STATED.label),
    (Kind.UNCLEAR.value, Kind.UNCLEAR.label),
    (Kind.NOT_APPLICABLE.value, Kind.NOT_APPLICABLE.label),
)


@dataclass(frozen=True)
class Side:
    letter: str
    reading: Reading


@open_to(Audience.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def adjudicate(request: StudyRequest, instrument: str) -> HttpResponse:
    asked = instrument_of(request.workspace.pack, instrument)
    place = _place(request)
    problem: Problem | None = None
    if request.method == "POST":
        try:
            made = _decide(request, instrument)
            words = _kept_beside(request.workspace, made) if not made.stands else "The decision is kept."
            return done(request, f"/team/adjudicate/{instrument}?at={place}", words)
        except Problem as found:
            problem = found
    every = compared(request.workspace, instrument)
    waiting = [one for one in every if not one.agree and one.decided is None]
    one = _still(waiting, request) or (waiting[min(place, len(waiting)) - 1] if waiting else None)
    context = {
        "instrument": asked,
        "left": len(waiting),
        "agreed": sum(one.agree and one.decided is None for one in every),
        "decided": sum(not one.agree and one.decided is not None for one in every),
        "place": waiting.index(one) + 1 if one else 0,
        "one": one,
        "token": uuid4(),
        **(_about(request, instrument, one) if one else {}),
    }
    return shown(request, "team/adjudicate.html", context, problem)


@open_to(Audience.LEAD)
@require_POST
def settle_in_bulk(request: StudyRequest, instrument: str) -> HttpResponse:
    count = settle_agreements(request.person, request.workspace, instrument)
    words = "1 agreement is settled." if count == 1 else f"{count:,} agreements are settled."
    return done(request, f"/team/adjudicate/{instrument}", words)


def _about(request: StudyRequest, instrument: str, one: Compared) -> dict[str, object]:
    """What the page shows of one disagreement, and the version of the decision that it shows."""
    before = Decision.objects.filter(
        case__case_id=one.case_id, instrument=instrument, variable=one.variable.key
    )
    last = before.order_by("-version").select_related("by").first()
    return {
        "item": instrument_of(request.workspace.pack, instrument).item(one.variable.key),
        "sides": [Side(LETTERS[n], reading) for n, reading in enumerate(one.readings[: len(LETTERS)])],
        "base_version": last.version if last else 0,
        "before": last,
        "before_words": _decided_words(request.workspace, last) if last else "",
        "categories": [("", "Choose"), *((c.code, c.label) for c in one.variable.categories)],
        "several": [(c.code, c.label) for c in one.variable.categories],
        "kinds": KINDS,
    }


def _decide(request: StudyRequest, instrument: str) -> Decision:
    data, workspace = request.POST, request.workspace
    case_id, variable = data.get("case", ""), data.get("variable", "")
    right = data.get("right", "")
    if not right:
        raise InputProblem(
            "nothing is decided.", place=Place(part="right"), right="Say which reader is right, or neither."
        )
    if not data.get("why", "").strip():
        raise InputProblem(
            "a decision has a reason.", place=Place(part="why"), right="Say why, in a few words."
        )
    base, token = _number(data.get("base_version", "")), _token(data.get("token", ""))
    why = data["why"]
    if right != OTHER:
        return choose(
            request.person, workspace, case_id, instrument, variable, _number(right), why, base, token
        )
    if variable not in instrument_of(workspace.pack, instrument).variables:
        raise InputProblem(f"the form has no question “{variable}”.")
    known = workspace.pack.variables[variable]
    raw = [text for text in data.getlist("value") if text]
    kind = data.get("kind", Kind.VALUE)
    if kind == Kind.VALUE and not raw:
        raise InputProblem(
            "there is no answer.", place=Place(part="value"), right="Give the one that is right."
        )
    given = read_given(workspace.pack, known, kind, raw)
    return decide_otherwise(request.person, workspace, case_id, instrument, variable, given, why, base, token)


def _kept_beside(workspace: Workspace, made: Decision) -> str:
    """What the lead is told whose decision came second."""
    standing = (
        Decision.objects.filter(
            case=made.case, instrument=made.instrument, variable=made.variable, stands=True
        )
        .select_related("by")
        .order_by("-version")
        .first()
    )
    if standing is None:
        return "Your decision is kept."
    label = workspace.pack.variables[made.variable].label
    return (
        f"{standing.by.called} decided on “{label}” of case {made.case.case_id} meanwhile: "
        f"{_decided_words(workspace, standing)}. That decision stands. Yours "
        f"({_decided_words(workspace, made)}) is kept beside it."
    )


def _decided_words(workspace: Workspace, decision: Decision) -> str:
    variable = workspace.pack.variables[decision.variable]
    value = value_from_json(variable, decision.value) if decision.kind == Kind.VALUE else None
    return in_words(variable, decision.kind, value)


def _still(waiting: list[Compared], request: StudyRequest) -> Compared | None:
    """After a mistake, the same disagreement again."""
    where = request.POST.get("case"), request.POST.get("variable")
    return next((one for one in waiting if (one.case_id, one.variable.key) == where), None)


def _place(request: StudyRequest) -> int:
    return max(1, _number(request.POST.get("at") or request.GET.get("at", "")))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _token(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InputProblem("the page is incomplete.", right="Load it again.") from None
