"""Disagreements one after another: both readers' answers with their passages, a decision with its reason.

Where another lead decided meanwhile, both decisions are kept and this lead is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from waymark.instruments.problems import CallProblem, InputProblem, Place, Problem
from waymark.reading.adjudicating import (
    Compared,
    Reading,
    choose,
    decide_otherwise,
    decisions_on,
    differences,
    passages_of,
)
from waymark.reading.double_reading import hanging_on, question_of
from waymark.reading.given import Given, read_given
from waymark.reading.models import Decision, Evidence, Kind
from waymark.reading.queries import instrument_of
from waymark.study.workspace import Workspace
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import done
from waymark.web.team.pages import number_of, shown
from waymark.web.team.settled import decided_words

LETTERS = "abcdefgh"
OTHER = "other"
WITHOUT_VALUE = (
    (Kind.NOT_STATED, "s", "It is not stated"),
    (Kind.UNCLEAR, "u", "It is unclear"),
    (Kind.NOT_APPLICABLE, "x", "It is not applicable"),
)
"""What may be right beside what a reader said, each with its key."""


@dataclass(frozen=True)
class Side:
    letter: str
    reading: Reading
    evidence: tuple[Evidence, ...]


@open_to(Audience.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def adjudicate(request: StudyRequest, instrument: str) -> HttpResponse:
    asked = instrument_of(request.workspace.pack, instrument)
    problem: Problem | None = None
    if request.method == "POST":
        try:
            made = _decide(request, instrument)
            words = _kept_beside(request, made) if not made.stands else "The decision is kept."
            return done(request, _back(request, instrument), words)
        except Problem as found:
            problem = found
    waiting = differences(request.workspace, instrument)
    one = _asked_for(request, instrument) or _at(waiting, request)
    context = {
        "instrument": asked,
        "left": len(waiting),
        "place": _place_of(one, waiting),
        "one": one,
        **(_about(request, instrument, one) if one else {}),
    }
    return shown(request, "team/adjudicate.html", context, problem)


def _about(request: StudyRequest, instrument: str, one: Compared) -> dict[str, object]:
    """What the page shows of one question, and the version of the decision that it shows."""
    before = decisions_on(one.case_key, instrument, one.variable.key)
    pinned = passages_of(one)
    letters = dict(zip([reading.form.pk for reading in one.readings], LETTERS, strict=False))
    said = {reading.answer.kind for reading in one.readings}
    variable = one.variable
    return {
        "token": uuid4(),
        "item": instrument_of(request.workspace.pack, instrument).item(variable.key),
        "sides": [
            Side(letters[reading.form.pk], reading, pinned[reading.form.pk])
            for reading in one.readings
            if reading.form.pk in letters
        ],
        "base_version": before[0].version if before else 0,
        "last": next((row for row in before if row.stands), None),
        "changed": one.last is not None and one.decided is None,
        "before": [(row, decided_words(request.workspace, row)) for row in before],
        "without_value": [(k.value, key, words) for k, key, words in WITHOUT_VALUE if k.value not in said],
        "categories": [
            (c.code, c.label) for c in variable.categories if c.code not in variable.missing_codes
        ],
        "hanging": hanging_on(request.workspace, instrument, one),
        "back": request.GET.get("back") or request.POST.get("back") or "",
    }


def _decide(request: StudyRequest, instrument: str) -> Decision:
    data, workspace = request.POST, request.workspace
    case_id, variable = data.get("case", ""), data.get("variable", "")
    right, why = data.get("right", ""), data.get("why", "")
    asked = instrument_of(workspace.pack, instrument)
    if variable not in asked.variables:
        raise InputProblem(f"the form has no question “{variable}”.")
    if not right:
        what = "Say which reader is right, or what is right instead."
        raise InputProblem("nothing is decided.", place=Place(part="right"), right=what)
    if not number_of(right) and right not in (OTHER, *(kind for kind, _, _ in WITHOUT_VALUE)):
        raise InputProblem(
            f"“{right}” is no decision.", place=Place(part="right"), right="Choose one of these."
        )
    given = None if number_of(right) else _given(workspace, variable, right, data)
    if not why.strip():
        raise InputProblem(
            "a decision has a reason.", place=Place(part="why"), right="Say why, in a few words."
        )
    base, token = number_of(data.get("base_version")), _token(data.get("token", ""))
    if given is None:
        answer = number_of(right)
        return choose(request.person, workspace, case_id, instrument, variable, answer, why, base, token)
    return decide_otherwise(request.person, workspace, case_id, instrument, variable, given, why, base, token)


def _given(workspace: Workspace, variable: str, right: str, data: QueryDict) -> Given:
    """What is right where neither reader is."""
    known = workspace.pack.variables[variable]
    if right != OTHER:
        return read_given(workspace.pack, known, right, [])
    raw = [text for text in data.getlist("value") if text.strip()]
    if not raw:
        what = "Give the one that is right."
        raise InputProblem("there is no answer.", place=Place(part="value"), right=what)
    try:
        return read_given(workspace.pack, known, Kind.VALUE, raw)
    except InputProblem as found:
        raise InputProblem(found.what, place=Place(part="value"), right=found.right) from None


def _kept_beside(request: StudyRequest, made: Decision) -> str:
    """What the lead is told whose decision came second."""
    rows = decisions_on(made.case_id, made.instrument, made.variable)
    standing = next((row for row in rows if row.stands), None)
    if standing is None:
        return "Your decision is kept."
    label = request.workspace.pack.variables[made.variable].label
    who = "You" if standing.by_id == request.person.pk else standing.by.called
    return (
        f"{who} decided on “{label}” of case {made.case.case_id} meanwhile: "
        f"{decided_words(request.workspace, standing)}. That decision stands. Yours "
        f"({decided_words(request.workspace, made)}) is kept beside it."
    )


def _asked_for(request: StudyRequest, instrument: str) -> Compared | None:
    """The question that the address or the form names, decided or not."""
    asked = request.POST if request.method == "POST" else request.GET
    case, variable = asked.get("case", ""), asked.get("variable", "")
    if not case or not variable:
        return None
    try:
        return question_of(request.workspace, case, instrument, variable)
    except CallProblem:
        if request.method == "POST":
            return None  # a reading was withdrawn or opened again meanwhile, which the problem tells
        raise


def _at(waiting: Sequence[Compared], request: StudyRequest) -> Compared | None:
    """The one at the place in the list; none after a mistake about a question that is no longer compared, so that
    nothing typed for it stands under another."""
    if not waiting or request.method == "POST":
        return None
    return waiting[min(max(1, number_of(request.GET.get("at"))), len(waiting)) - 1]


def _place_of(one: Compared | None, waiting: Sequence[Compared]) -> int:
    """Where it stands in the list, from 1; 0 where it does not wait."""
    return next(
        (
            number
            for number, other in enumerate(waiting, 1)
            if one is not None and (other.case_key, other.variable.key) == (one.case_key, one.variable.key)
        ),
        0,
    )


def _back(request: StudyRequest, instrument: str) -> str:
    """On to the next that waits, or back to the list from which it was opened."""
    if request.POST.get("back") == "settled":
        return f"/team/adjudicate/{instrument}/settled"
    if request.POST.get("back") == "differing":
        return f"/team/agreement/{instrument}/{request.POST.get('variable', '')}"
    at = max(1, number_of(request.POST.get("at")))
    return f"/team/adjudicate/{instrument}?{urlencode({'at': at})}"


def _token(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InputProblem("the page is incomplete.", right="Load it again.") from None
