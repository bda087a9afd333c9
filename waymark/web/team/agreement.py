"""How far readers agree, question by question, with the cases in which they differ; as a page and as a file."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.reading.adjudicating import compared
from waymark.reading.agreement import Estimate
from waymark.reading.comparing import QuestionCompared, questions_compared
from waymark.reading.queries import instrument_of
from waymark.study.actions import record
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.exporting import Row, csv_response, xlsx_response
from waymark.web.team.pages import shown

HEADER = (
    "Variable", "Question", "Judgement", "Figure of", "Metric", "Readers", "Units", "Pairs", "Same",
    "Percent agreement", "Percent low", "Percent high", "Cohen's kappa", "Kappa low", "Kappa high",
    "Krippendorff's alpha", "Alpha low", "Alpha high", "Answered with the first in sight", "Cases that differ", "Notes",
)  # fmt: skip


@open_to(Audience.LEAD)
@require_safe
def figures(request: StudyRequest, instrument: str) -> HttpResponse:
    asked = instrument_of(request.workspace.pack, instrument)
    questions = questions_compared(request.workspace, instrument)
    context = {
        "instrument": asked,
        "questions": questions,
        "notes": _notes(questions),
        "some_seen": any(question.seen for question in questions),
    }
    return shown(request, "team/agreement.html", context)


@open_to(Audience.LEAD)
@require_safe
def differing(request: StudyRequest, instrument: str, variable: str) -> HttpResponse:
    """The cases in which readers answered one question differently."""
    asked = instrument_of(request.workspace.pack, instrument)
    if variable not in asked.variables:
        back = f"/team/agreement/{instrument}"
        return render(request, "web/problem.html", {"missing": True, "back": back}, status=404)
    found = [
        one
        for one in compared(request.workspace, instrument)
        if one.variable.key == variable and not one.agree
    ]
    context = {"instrument": asked, "item": asked.item(variable), "found": found}
    return shown(request, "team/differing.html", context)


@open_to(Audience.LEAD)
@require_safe
def as_file(request: StudyRequest, instrument: str, ending: str) -> HttpResponse:
    asked = instrument_of(request.workspace.pack, instrument)
    rows = [row for question in questions_compared(request.workspace, instrument) for row in _rows(question)]
    record(request.person, "export agreement", f"{asked.key}.{ending}", rows=len(rows))
    respond = csv_response if ending == "csv" else xlsx_response
    return respond(f"agreement {asked.key}", HEADER, rows)


def _rows(question: QuestionCompared) -> Iterator[Row]:
    about = (question.variable.key, question.item.question, "yes" if question.item.judgement else "no")
    last = (question.seen, ", ".join(question.differing))
    if not question.measured:
        blank = (None,) * 9
        yield *about, "", "", "", question.units, None, None, *blank, *last, "Free text is not measured."
    for figure in question.measured:
        yield (
            *about, str(figure.counted), str(figure.metric), ", ".join(figure.readers), figure.units, figure.pairs,
            figure.same, *_three(figure.percent), *_three(figure.kappa), *_three(figure.alpha), *last,
            " ".join(figure.notes),
        )  # fmt: skip


def _three(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    return (estimate.value, estimate.low, estimate.high) if estimate else (None, None, None)


def _notes(questions: tuple[QuestionCompared, ...]) -> dict[str, list[str]]:
    """Each note once, with the questions that it is about."""
    found: dict[str, list[str]] = {}
    for question in questions:
        for note in question.quoted.notes if question.quoted else ("Free text is compared by eye.",):
            found.setdefault(note, []).append(question.variable.label)
    return found
