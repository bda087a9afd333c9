"""The versions of an instrument: what each changed in words, which answers it touches, who has still to look at them,
and the finished forms that were never asked a newer question, which the lead can open again.
"""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from waymark.instruments.problems import CallProblem
from waymark.reading.answering import reopen
from waymark.reading.assigned import in_brief
from waymark.reading.instrument_versions import ONLY_NAMES
from waymark.reading.queries import instrument_of
from waymark.reading.reach import (
    added_since_first,
    finished_unasked,
    versions_in_reach,
    waiting_answers,
)
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import done
from waymark.web.team.pages import shown

ON_A_PAGE = 50


@open_to(Audience.LEAD)
@require_safe
def versions(request: StudyRequest, instrument: str) -> HttpResponse:
    asked = instrument_of(request.workspace.pack, instrument)
    only = request.GET.get("question", "")
    waiting = waiting_answers(request.workspace, instrument)
    shown_of = [one for one in waiting if only in ("", one.answer.variable)]
    page = Paginator(shown_of, ON_A_PAGE).get_page(request.GET.get("page"))
    unasked = finished_unasked(instrument, added_since_first(request.workspace, instrument))
    some = unasked[:ON_A_PAGE]
    context = {
        "instrument": asked,
        "versions": versions_in_reach(request.workspace, instrument),
        "page": page,
        "only": next((one.question for one in shown_of if only), ""),
        "unasked": [one for one in in_brief(request.workspace, some) if one.answered < one.asked],
        "unasked_more": max(0, unasked.count() - ON_A_PAGE),
        "by_file": {form.pk for form in some if form.reader_id is None},
        "only_names": ONLY_NAMES,
    }
    return shown(request, "team/instrument.html", context)


@open_to(Audience.LEAD)
@require_POST
def open_again(request: StudyRequest, instrument: str) -> HttpResponse:
    """The ticked forms go back to their readers."""
    asked = instrument_of(request.workspace.pack, instrument)
    ticked = [
        int(pk) for pk in request.POST.getlist("form") if pk.isascii() and pk.isdigit() and len(pk) < 12
    ]
    if not ticked:
        raise CallProblem("no form is ticked.", right="Go back and tick those that are to be opened again.")
    for form_id in ticked:
        reopen(request.person, form_id)
    words = "1 form is open again." if len(ticked) == 1 else f"{len(ticked):,} forms are open again."
    return done(request, f"/team/instruments/{asked.key}/", words)
