"""How far readers agree, question by question, with the cases in which they differ; as a page and as a file.

Only readings made without sight of each other are quoted. Readings that saw the first answer are told apart, as
confirmed or corrected.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.reading.agreement import Estimate
from waymark.reading.comparing import (
    FEW_CASES,
    Comparison,
    QuestionCompared,
    comparison,
    question_compared,
)
from waymark.reading.double_reading import compared, second_readings_open
from waymark.reading.queries import instrument_of
from waymark.study.actions import record
from waymark.study.models import Person
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.exporting import Row, csv_response, xlsx_response
from waymark.web.team.pages import shown

HEADER = (
    "Variable", "Question", "Judgement", "Figure of", "Metric", "Readers", "Cases read blind", "Pairs", "Same",
    "Percent agreement", "Percent low", "Percent high", "Cohen's kappa", "Kappa low", "Kappa high",
    "Krippendorff's alpha", "Alpha low", "Alpha high", "Cases that differ", "Verified", "Confirmed", "Corrected",
    "Cases corrected", "Notes",
)  # fmt: skip
BLIND, VERIFIED, BY_EYE = "blind", "verified", "words"
WHICH = {
    BLIND: "Read blind and answered differently",
    VERIFIED: "Corrected by a reader who saw the first answer",
    BY_EYE: "Told by each reader in their own words",
}


@open_to(Audience.LEAD)
@require_safe
def figures(request: StudyRequest, instrument: str) -> HttpResponse:
    asked = instrument_of(request.workspace.pack, instrument)
    pair = _pair(request)
    found = comparison(request.workspace, instrument, pair)
    blind = [one for one in found.questions if one.blind]
    called = {person.handle: person.called for person in Person.objects.all()}
    context = {
        "instrument": asked,
        "blind": blind,
        "verified": [one for one in found.questions if one.verified.cases],
        "few": sum(one.few for one in blind),
        "few_cases": FEW_CASES,
        "notes": _notes(blind),
        "not_finished": second_readings_open(instrument),
        "pair": " ".join(pair),
        "pairs": [("", "Every reader"), *_pairs(found, called)] if len(found.pairs) > 1 else [],
    }
    return shown(request, "team/agreement.html", context)


@open_to(Audience.LEAD)
@require_safe
def differing(request: StudyRequest, instrument: str, variable: str) -> HttpResponse:
    """The cases behind a number of the page of figures: `which` of them, or all in which answers are not the same."""
    asked = instrument_of(request.workspace.pack, instrument)
    if variable not in asked.variables:
        back = f"/team/agreement/{instrument}"
        return render(request, "web/problem.html", {"missing": True, "back": back}, status=404)
    those = compared(request.workspace, instrument, variable)
    question = question_compared(
        asked.item(variable), request.workspace.pack.variables[variable], those, _pair(request)
    )
    among = {BLIND: question.differing, VERIFIED: question.verified.corrected, BY_EYE: question.by_eye}
    which = request.GET.get("which", "")
    context = {
        "instrument": asked,
        "item": asked.item(variable),
        "which": WHICH.get(which, ""),
        "found": [one for one in those if (one.case_id in among[which] if which in among else not one.agree)],
    }
    return shown(request, "team/differing.html", context)


@open_to(Audience.LEAD)
@require_safe
def as_file(request: StudyRequest, instrument: str, ending: str) -> HttpResponse:
    asked = instrument_of(request.workspace.pack, instrument)
    found = comparison(request.workspace, instrument, _pair(request))
    rows = [row for question in found.questions for row in _rows(question)]
    record(request.person, "export agreement", f"{asked.key}.{ending}", rows=len(rows))
    respond = csv_response if ending == "csv" else xlsx_response
    return respond(f"agreement {asked.key}", HEADER, rows)


def _pair(request: StudyRequest) -> tuple[str, ...]:
    """Two readers by their handles, or nobody in particular."""
    handles = request.GET.get("readers", "").split(" ")
    return tuple(handles) if len(handles) == 2 and all(handles) else ()


def _pairs(found: Comparison, called: dict[str, str]) -> Iterator[tuple[str, str]]:
    for one, other in found.pairs:
        yield f"{one} {other}", f"{called.get(one, one)} and {called.get(other, other)}"


def _rows(question: QuestionCompared) -> Iterator[Row]:
    about = (question.variable.key, question.item.question, "yes" if question.item.judgement else "no")
    verified = question.verified
    last = (
        ", ".join(question.differing), verified.cases, verified.confirmed, len(verified.corrected),
        ", ".join(verified.corrected),
    )  # fmt: skip
    if not question.measured:
        blank = (None,) * 9
        why = "Free text is not measured." if question.blind else "Nobody read it blind a second time."
        yield *about, "", "", "", question.blind, None, None, *blank, *last, why
    for figure in question.measured:
        yield (
            *about, str(figure.counted), str(figure.metric), ", ".join(figure.readers), figure.units, figure.pairs,
            figure.same, *_three(figure.percent), *_three(figure.kappa), *_three(figure.alpha), *last,
            " ".join(figure.notes),
        )  # fmt: skip


def _three(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    return (estimate.value, estimate.low, estimate.high) if estimate else (None, None, None)


def _notes(questions: list[QuestionCompared]) -> dict[str, list[str]]:
    """Each note once, with the questions that it is about."""
    found: dict[str, list[str]] = {}
    for question in questions:
        for note in question.quoted.notes if question.quoted else ("Free text is compared by eye.",):
            found.setdefault(note, []).append(question.variable.label)
    return found
