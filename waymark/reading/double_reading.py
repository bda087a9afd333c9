"""What several readers answered to the same question of the same case, side by side.

In: the finished forms of cases that several people read. Out: one `Compared` a question, with what was decided on it
and whether it waits for a decision. Only what a reader was asked counts: an answer left over from before another
answer took its question away is no reading. A reading is *blind* where its reader could not see the first one's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from waymark.instruments.forms import Instrument
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem
from waymark.instruments.variables import Variable
from waymark.reading.asked_and_seen import answers_of, asked_of, blind_in, grounds_of, of_forms
from waymark.reading.models import Answer, Decision, Form
from waymark.reading.queries import instrument_of
from waymark.reading.side_by_side import Compared as Compared
from waymark.reading.side_by_side import Decided as Decided
from waymark.reading.side_by_side import Reading as Reading
from waymark.reading.side_by_side import StandingAnswer as StandingAnswer
from waymark.study.workspace import Workspace

MANY = 20_000
"""Answers that a store can be asked for by their keys; where more differ, it gives all there are."""


def compared(workspace: Workspace, instrument: str, variable: str = "") -> list[Compared]:
    """Every question that two finished forms or more answer, in the order of receipt and of the form; or only one."""
    asked = instrument_of(workspace.pack, instrument)
    names = [name for name in asked.variables if variable in ("", name)]
    looked_at = [of_forms(finished_twice(instrument), names if variable else ())]
    return list(brought_together(workspace.pack, asked, finished_twice(instrument), names, looked_at))


def waiting(workspace: Workspace, instrument: str) -> list[Compared]:
    """What waits for a decision. The store finds where answers differ at all, so few of them are looked at."""
    asked = instrument_of(workspace.pack, instrument)
    cases, looked_at = _may_wait(instrument)
    names = [name for name in asked.variables if name in cases]
    forms = finished_twice(instrument).filter(case__in=set[int]().union(*cases.values()))
    found = brought_together(workspace.pack, asked, forms, names, looked_at, cases)
    return [one for one in found if one.waits]


def question_of(workspace: Workspace, case_id: str, instrument: str, variable: str) -> Compared:
    """One question of one case. Raises `CallProblem` where no two readers answered it."""
    asked = instrument_of(workspace.pack, instrument)
    forms = finished_twice(instrument).filter(case__case_id=case_id)
    names = [name for name in asked.variables if name == variable]
    for one in brought_together(workspace.pack, asked, forms, names, [of_forms(forms, names)]):
        return one
    raise CallProblem(f"no two finished readings of {case_id} answer “{variable}”.")


# -- from the store ---------------------------------------------------------------------------------------


def finished(instrument: str) -> QuerySet[Form]:
    return Form.objects.filter(instrument=instrument, withdrawn_at=None, finished_at__isnull=False)


def finished_twice(instrument: str) -> QuerySet[Form]:
    """The finished forms of cases that several readers finished."""
    twice = finished(instrument).values("case").annotate(n=Count("pk")).filter(n__gt=1).values("case")
    return finished(instrument).filter(case__in=twice)


def _may_wait(instrument: str) -> tuple[dict[str, set[int]], tuple[QuerySet[Answer], ...]]:
    """By question the cases where versions of answers differ, or on which a person decided, of which some turn out to
    agree; and the answers that tell. Each answer is looked up beside the other readings of its case, which the store
    does without sorting."""
    beside = (
        Answer.objects.filter(form__in=finished(instrument).values("pk"), stands=True)
        .filter(
            form__case__forms__in=finished(instrument).values("pk"),
            form__case__forms__pk__lt=F("form_id"),
            form__case__forms__answers__variable=F("variable"),
            form__case__forms__answers__stands=True,
        )
        .annotate(said=_said(""), other=_said("form__case__forms__answers__"))
        .filter(Q(said__lt=F("other")) | Q(said__gt=F("other")))
    )
    cases: dict[str, set[int]] = defaultdict(set)
    answers: set[int] = set()
    for of, name, one, other in beside.order_by().values_list(
        "form__case_id", "variable", "pk", "form__case__forms__answers__pk"
    ):
        cases[name].add(int(of))
        answers.update((one, int(other)))
    by_hand = Decision.objects.filter(instrument=instrument, stands=True).exclude(how=Decision.How.AGREED)
    for case, name, looked_at in by_hand.order_by().values_list("case_id", "variable", "answers"):
        cases[name].add(case)
        answers.update(looked_at)
    every = Answer.objects.filter(form__in=finished(instrument).values("pk"))
    few = Answer.objects.filter(pk__in=answers), every.filter(version__gt=1)
    return cases, few if len(answers) < MANY else (every,)


def _said(of: str) -> Concat:
    nothing = Value("", output_field=TextField())
    value = Coalesce(Cast(f"{of}value", TextField()), nothing)
    return Concat(F(f"{of}kind"), value, output_field=TextField())


def brought_together(
    pack: Pack,
    asked: Instrument,
    wanted: QuerySet[Form],
    names: Sequence[str],
    looked_at: Sequence[QuerySet[Answer]],
    cases: Mapping[str, Collection[int]] | None = None,
) -> Iterator[Compared]:
    """The questions named, of all the cases or for each question of those in `cases`; `looked_at`: their answers."""
    forms = list(wanted.select_related("case", "reader").order_by("case__position", "part", "pk"))
    given, every = answers_of(forms, looked_at)
    decisions = _standing_decisions(asked.key, forms)
    is_asked = asked_of(pack, asked, forms, names, cases)
    blind = blind_in(asked)
    by_case: dict[int, list[tuple[int, Form, frozenset[str]]]] = defaultdict(list)
    for form in forms:
        by_case[form.case_id].append((form.pk, form, blind(form)))
    for case, those in by_case.items():
        for name in names:
            if cases is not None and case not in cases[name]:
                continue
            variable = pack.variables[name]
            readings = tuple(
                Reading(form, answer, variable, name in blindly and answer.first is None)
                for pk, form, blindly in those
                if (answer := given.get((pk, name))) is not None and is_asked(form, name)
            )
            if len(readings) > 1:
                last = decisions.get((case, name))
                decided = last if last is not None and _on_these(last, readings, every) else None
                yield Compared(those[0][1].case.case_id, case, variable, readings, last, decided)


def _standing_decisions(instrument: str, forms: Iterable[Form]) -> dict[tuple[int, str], Decided]:
    cases = {form.case_id for form in forms}
    rows = Decision.objects.filter(instrument=instrument, stands=True, case__in=cases)
    called = Coalesce(F("by__name"), Value(""), output_field=CharField())
    found: dict[tuple[int, str], Decided] = {}
    for *row, name, handle in rows.order_by("version").values_list(
        "pk",
        "case_id",
        "variable",
        "version",
        "how",
        "kind",
        "value",
        "answers",
        "why",
        "at",
        called,
        "by__handle",
    ):
        decided = Decided._make((*row, name or handle))
        found[decided.case, decided.variable] = decided
    return found


def _on_these(decision: Decided, readings: Iterable[Reading], every: dict[int, StandingAnswer]) -> bool:
    """Whether each reader who is compared says what they said then, and a reader who came later what one of them
    said; a memo alone opens nothing again."""
    then = {every[pk].form: every[pk].said for pk in decision.answers if pk in every}
    said_then = set(then.values())
    return all(
        then[form] == reading.answer.said
        if (form := reading.form.pk) in then
        else reading.answer.said in said_then
        for reading in readings
    )


@dataclass(frozen=True)
class HangingOn:
    """A question that is asked or not by the answer to another, and what each reader answered; None: not asked."""

    variable: Variable
    said: tuple[str | None, ...]


def hanging_on(workspace: Workspace, instrument: str, one: Compared) -> tuple[HangingOn, ...]:
    """What comes or goes with the answer that is decided on, in the order of the readings."""
    pack = workspace.pack
    asked = instrument_of(pack, instrument)
    names = [
        item.variable
        for item in asked.items
        if item.applies
        and one.variable.key in grounds_of(pack, {c.variable for c in pack.resolved(item.applies)})
    ]
    if not names:
        return ()
    forms = [reading.form for reading in one.readings]
    given, is_asked = answers_of(forms, [of_forms(forms, names)])[0], asked_of(pack, asked, forms, names)

    def said(form: Form, name: str) -> str | None:
        answer = given.get((form.pk, name))
        if answer is None or not is_asked(form, name):
            return None
        return Reading(form, answer, pack.variables[name], blind=True).in_words

    found = (
        HangingOn(pack.variables[name], tuple(said(reading.form, name) for reading in one.readings))
        for name in names
    )
    return tuple(line for line in found if len(set(line.said)) > 1)


def second_readings_open(instrument: str) -> int:
    """How many second readings are not finished, whose cases are therefore not compared yet."""
    second = Form.objects.filter(part=Form.Part.SECOND, finished_at=None, withdrawn_at=None)
    return second.filter(instrument=instrument).count()
