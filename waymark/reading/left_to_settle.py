"""How many questions wait for a decision, counted without bringing them together.

In: the forms of cases that several people finished, as they stand this moment. Out: a number, the same as the length
of what `waymark.reading.double_reading.waiting` gives. The store finds the pairs of answers that differ and those
decisions that nothing has overtaken; only what came after a decision is looked at as the pages look at it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from waymark.instruments.pack import Pack
from waymark.reading.asked_and_seen import FormOfCase, asked_of, of_forms
from waymark.reading.double_reading import brought_together, finished, finished_twice
from waymark.reading.models import Answer, Decision, Kind
from waymark.reading.queries import instrument_of
from waymark.study.workspace import Workspace

_BESIDE = "form__case__forms__answers__"
"""From an answer to those of the other readers of its case."""


Question = tuple[int, str]
"""The key of a case, and a variable."""


def questions_left(workspace: Workspace, instrument: str) -> int:
    pack = workspace.pack
    asked = instrument_of(pack, instrument)
    names = frozenset(asked.variables)
    standing, overtaken = _decided_by_hand(instrument)
    decided = standing | overtaken
    pairs: dict[Question, list[tuple[int, int]]] = defaultdict(list)
    for case, name, one, other in _differing(pack, instrument):
        if name in names and (case, name) not in decided:
            pairs[case, name].append((one, other))
    overtaken = {(case, name) for case, name in overtaken if name in names}
    return _asked_of_both(pack, instrument, pairs) + _waiting_again(pack, instrument, overtaken)


def _differing(pack: Pack, instrument: str) -> Iterator[tuple[int, str, int, int]]:
    """Case and variable, and the two forms whose standing answers differ. Running text in different words does not."""
    texts = [variable.key for variable in pack.variables.values() if variable.type == "text"]
    forms = finished(instrument).values("pk")
    rows = (
        Answer.objects.filter(form__in=forms, stands=True)
        .filter(
            form__case__forms__in=forms,
            form__case__forms__pk__lt=F("form_id"),
            form__case__forms__answers__variable=F("variable"),
            form__case__forms__answers__stands=True,
        )
        .annotate(
            said=Cast("value", TextField()),
            other=Cast(f"{_BESIDE}value", TextField()),
            other_form=F(f"{_BESIDE}form_id"),
            other_kind=F(f"{_BESIDE}kind"),
            other_version=F(f"{_BESIDE}version"),
            same=F(f"{_BESIDE}variable"),
        )
        .filter(
            Q(kind__lt=F("other_kind"))
            | Q(kind__gt=F("other_kind"))
            | Q(said__lt=F("other"))
            | Q(said__gt=F("other"))
        )
        .filter(~Q(kind=Kind.TAKEN_BACK), ~Q(other_kind=Kind.TAKEN_BACK))
        .filter(~Q(variable__in=texts) | ~Q(kind=Kind.VALUE) | ~Q(other_kind=Kind.VALUE))
        .filter(~Exists(_newer("form", "version", "same")), ~Exists(_newer("other_form", "other_version")))
    )
    found = rows.order_by().values_list("form__case_id", "variable", "form_id", "other_form", "said", "other")
    for case, name, one, other, said, beside in found:
        if not (said and beside) or _in_order(said) != _in_order(beside):
            yield int(case), name, one, int(other)


def _newer(form: str, version: str, variable: str = "variable") -> QuerySet[Answer]:
    """Versions that stand in place of the one that the query around this one looks at."""
    newer = Answer.objects.filter(form=OuterRef(form), variable=OuterRef(variable), stands=True)
    return newer.filter(version__gt=OuterRef(version))


def _in_order(said: str) -> Any:
    """Several categories are the same whatever their order."""
    return sorted(json.loads(said)) if said.startswith("[") else said


def _asked_of_both(pack: Pack, instrument: str, pairs: Mapping[Question, Collection[tuple[int, int]]]) -> int:
    """Of the questions on which answers differ, those that two were asked who differ."""
    asked = instrument_of(pack, instrument)
    routed = {item.variable for item in asked.items if item.applies}
    cases: dict[str, set[int]] = defaultdict(set)
    forms: set[FormOfCase] = set()
    for (case, name), those in pairs.items():
        cases[name].add(case)
        if name in routed:
            forms.update(FormOfCase(form, case) for pair in those for form in pair)
    is_asked = asked_of(pack, asked, forms, list(cases), cases)
    return sum(
        any(
            is_asked(FormOfCase(one, case), name) and is_asked(FormOfCase(other, case), name)
            for one, other in those
        )
        for (case, name), those in pairs.items()
    )


def _decided_by_hand(instrument: str) -> tuple[set[Question], set[Question]]:
    """The questions that a person decided last: those where nobody said anything since, and the others."""
    newer = Decision.objects.filter(
        case=OuterRef("case"), instrument=instrument, variable=OuterRef("variable"), stands=True
    ).filter(version__gt=OuterRef("version"))
    rows = Decision.objects.filter(instrument=instrument, stands=True).exclude(how=Decision.How.AGREED)
    looked_at = {
        (case, name): set(answers)
        for case, name, answers in rows.filter(~Exists(newer))
        .order_by()
        .values_list("case_id", "variable", "answers")
    }
    if not looked_at:
        return set(), set()
    answers = set[int]().union(*looked_at.values())
    form_of = dict(
        Answer.objects.filter(pk__in=answers, stands=True)
        .filter(~Exists(_newer("form", "version")))
        .values_list("pk", "form_id")
    )
    readers: dict[int, set[int]] = defaultdict(set)
    cases = {case for case, _ in looked_at}
    for case, form in finished(instrument).filter(case__in=cases).values_list("case_id", "pk"):
        readers[case].add(form)
    standing = {
        (case, name)
        for (case, name), those in looked_at.items()
        if those <= form_of.keys() and readers[case] <= {form_of[pk] for pk in those}
    }
    return standing, looked_at.keys() - standing


def _waiting_again(pack: Pack, instrument: str, questions: Collection[Question]) -> int:
    """Of the questions decided before somebody said something else, those that wait."""
    if not questions:
        return 0
    asked = instrument_of(pack, instrument)
    cases: dict[str, set[int]] = defaultdict(set)
    for case, name in questions:
        cases[name].add(case)
    forms = finished_twice(instrument).filter(case__in={case for case, _ in questions})
    found = brought_together(pack, asked, forms, list(cases), [of_forms(forms, list(cases))], cases)
    return sum(one.waits for one in found)
