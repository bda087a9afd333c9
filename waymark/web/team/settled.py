"""What is settled: agreements in one act, and the list of what people decided, each to be decided again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from waymark.reading.adjudicating import compared, settle_agreements
from waymark.reading.given import shown as in_words
from waymark.reading.models import Decision, Kind
from waymark.reading.queries import instrument_of
from waymark.register.stored import value_from_json
from waymark.study.workspace import Workspace
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import done
from waymark.web.team.pages import shown

ON_A_PAGE = 50


@dataclass(frozen=True)
class SettledShown:
    decision: Decision
    label: str
    words: str


@open_to(Audience.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def settle_in_bulk(request: StudyRequest, instrument: str) -> HttpResponse:
    """The agreements, counted by question, and the one button that settles them."""
    asked = instrument_of(request.workspace.pack, instrument)
    if request.method == "POST":
        count = settle_agreements(request.person, request.workspace, instrument)
        words = "1 agreement is settled." if count == 1 else f"{count:,} agreements are settled."
        words = words if count else "No agreement was left to settle."
        return done(request, f"/team/adjudicate/{instrument}", words)
    agreed = [one for one in compared(request.workspace, instrument) if one.to_settle]
    counts = Counter(one.variable.key for one in agreed)
    context = {
        "instrument": asked,
        "agreed": len(agreed),
        "cases": len({one.case_id for one in agreed}),
        "questions": [
            (item.question, counts[item.variable]) for item in asked.items if counts[item.variable]
        ],
    }
    return shown(request, "team/agreements.html", context)


@open_to(Audience.LEAD)
@require_safe
def settled(request: StudyRequest, instrument: str) -> HttpResponse:
    """What people decided, the latest first, with the reason and a way to decide again."""
    asked = instrument_of(request.workspace.pack, instrument)
    newer = Decision.objects.filter(
        case=OuterRef("case"), instrument=instrument, variable=OuterRef("variable"), stands=True,
        version__gt=OuterRef("version"),
    )  # fmt: skip
    standing = Decision.objects.filter(instrument=instrument, stands=True).exclude(how=Decision.How.AGREED)
    rows = standing.filter(~Exists(newer)).select_related("case", "by").order_by("-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    variables = request.workspace.pack.variables
    found = [
        SettledShown(one, variables[one.variable].label, decided_words(request.workspace, one))
        for one in page
        if one.variable in variables
    ]
    return shown(request, "team/settled.html", {"instrument": asked, "page": page, "found": found})


def decided_words(workspace: Workspace, decision: Decision) -> str:
    variable = workspace.pack.variables[decision.variable]
    value = value_from_json(variable, decision.value) if decision.kind == Kind.VALUE else None
    return in_words(variable, decision.kind, value)
