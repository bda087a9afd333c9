"""The queue of pairs that wait for a person's word: one pair a page, one key a decision, one to undo it.

In: pairs of the cases that are open to whoever asks. Decisions go through the library's actions; where someone else
has decided meanwhile, that is told and theirs stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypedDict, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from waymark.instruments.conditions import Value
from waymark.instruments.dates import in_full
from waymark.instruments.variables import Variable
from waymark.library.actions import decide
from waymark.library.case_facts import facts_of
from waymark.library.models import Link
from waymark.library.queries import report_as_it_stands
from waymark.library.taking_back import take_back
from waymark.library.waiting import keys_shown, next_pair, pairs_waiting, reports_without_case
from waymark.reading.queries import shown as in_words
from waymark.study.actions import record
from waymark.study.models import Person
from waymark.web.access import cases_open_to, may_open_report
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import say
from waymark.web.library.opening import whole_number
from waymark.web.library.reports import fields_shown
from waymark.web.middleware import refused
from waymark.web.register.opening import kept_from

DECISIONS: Mapping[str, tuple[Link.Decision, str]] = {
    "belongs": (Link.Decision.CONFIRMED, "belongs to"),
    "does-not": (Link.Decision.REFUSED, "does not belong to"),
}
_LONG_TEXT = 60
_NOT_COMPARED = (
    "contents_page", "pages", "pages_without_appendices", "pages_of_appendices", "redactions", "review_model",
)  # fmt: skip


class LastDecision(TypedDict):
    """What the session keeps, so that one key takes it back."""

    link: int
    told: str
    found_because: str


@open_to(Audience.TEAM)
@require_safe
def queue(request: StudyRequest) -> HttpResponse:
    cases = cases_open_to(request.person)
    pairs = pairs_waiting(cases)
    pair = next_pair(pairs, whole_number(request.GET.get("after")))
    shown: dict[str, object] = {
        "left": pairs.count(),
        "last": _last(request),
        "without_case": reports_without_case().count() if request.person.role == Person.Role.LEAD else None,
    }
    if pair is not None:
        record(request.person, "look at pair", pair.report.ref, case=pair.notification.case_id)
        shown |= _side_by_side(request, pair)
    return render(request, "library/matching.html", shown)


def _side_by_side(request: StudyRequest, pair: Link) -> dict[str, object]:
    pack = request.workspace.pack
    fields = fields_shown(report_as_it_stands(pair.report), pack)
    kept_back = kept_from(request.person, pack).get(pair.notification_id, frozenset())
    facts = facts_of(pack, pair.notification, kept_back)
    return {
        "pair": pair,
        "fields": [field for field in fields if field.values and field.name not in _NOT_COMPARED],
        "facts": [
            (fact.variable.label, told(fact.variable, fact.value))
            for fact in facts
            if not _is_long(fact.variable, fact.value)
        ],
        "narratives": [
            (fact.variable.label, str(fact.value)) for fact in facts if _is_long(fact.variable, fact.value)
        ],
        "keys": keys_shown(pair),
        "may_open": may_open_report(request.person, pair.report),
    }


def told(variable: Variable, value: Value) -> str:
    """In words; a day as it is said, since it is compared by eye with what the report prints."""
    return in_full(value) if isinstance(value, date) else in_words(variable, "value", value)


def _is_long(variable: Variable, value: Value) -> bool:
    """A narrative is kept folded: it may be distressing."""
    return variable.type == "text" and len(str(value)) > _LONG_TEXT


@open_to(Audience.TEAM)
@require_POST
def decision(request: StudyRequest, link_id: int) -> HttpResponseBase:
    pair = Link.objects.select_related("report", "notification", "by").filter(pk=link_id).first()
    cases = cases_open_to(request.person)
    if pair is None or (cases is not None and pair.notification_id not in cases):
        return refused(request)
    chosen = DECISIONS.get(request.POST.get("decision", ""))
    onward = HttpResponseRedirect(f"/matching/?after={pair.pk}")
    if chosen is None:
        return HttpResponseRedirect("/matching/")
    if pair.decision != Link.Decision.TO_CONFIRM:
        who = pair.by.called if pair.by else "the rule"
        say(
            request,
            f"{pair.report.ref} was decided meanwhile: {pair.get_decision_display()} ({who}). That stands.",
        )
        return onward
    belongs, verb = chosen
    why = request.POST.get("why", "").strip()
    decide(request.person, pair.report.ref, pair.notification.case_id, belongs, why)
    words = f"{pair.report.ref} {verb} case {pair.notification.case_number}."
    last: LastDecision = {"link": pair.pk, "told": words, "found_because": pair.why}
    request.session["library-last-decision"] = last
    return onward


@open_to(Audience.TEAM)
@require_POST
def undo(request: StudyRequest) -> HttpResponseBase:
    """The last decision of this session is taken back, and its pair is shown again."""
    last = _last(request)
    if last is None:
        return HttpResponseRedirect("/matching/")
    del request.session["library-last-decision"]
    link = take_back(request.person, last["link"], last["found_because"])
    say(request, f"Taken back: “{last['told']}” It waits to be decided again.")
    before = pairs_waiting(cases_open_to(request.person)).filter(pk=link.pk).first()
    return HttpResponseRedirect(f"/matching/pairs/{link.pk}" if before else "/matching/")


@open_to(Audience.TEAM)
@require_safe
def one_pair(request: StudyRequest, link_id: int) -> HttpResponseBase:
    """One pair of the queue by its number, as after an undo."""
    pairs = pairs_waiting(cases_open_to(request.person))
    pair = pairs.filter(pk=link_id).first()
    if pair is None:
        return HttpResponseRedirect("/matching/")
    record(request.person, "look at pair", pair.report.ref, case=pair.notification.case_id)
    shown = {"left": pairs.count(), "last": _last(request), "without_case": None}
    return render(request, "library/matching.html", shown | _side_by_side(request, pair))


def _last(request: HttpRequest) -> LastDecision | None:
    return cast("LastDecision | None", request.session.get("library-last-decision"))
