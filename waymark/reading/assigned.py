"""Lists of forms: what is assigned to a person, how far each is, where to go on.

In: forms of any number. Out: `FormInBrief`, made in a handful of queries however many they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db.models import OuterRef, Subquery

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.library.models import IndexedPassage, Link, ReportText
from waymark.library.queries import BELONGS
from waymark.reading.instrument_versions import Versions, versions_of_all
from waymark.reading.models import Answer, Form
from waymark.reading.queries import items_of, standing_answers, typed
from waymark.reading.routing import applying, known, missing
from waymark.reading.touched import answered_variables, changed_since
from waymark.register.models import SettledValue
from waymark.register.stored import value_from_json
from waymark.study.models import Person
from waymark.study.workspace import Workspace

State = Literal["not begun", "begun", "finished"]


@dataclass(frozen=True)
class FormInBrief:
    """One line of a list of forms. `place`: the page where the reader stopped, 0 before they began; `to_look_at`: how
    many of its answers a change of the instrument touches that nobody has looked at again."""

    form_id: int
    case_id: str
    case_number: str
    board: str
    instrument: str
    title: str
    layer: int
    part: str
    reader: str
    state: State
    answered: int
    asked: int
    report: str
    pages: int
    place: int
    to_look_at: int = 0


def forms_of(workspace: Workspace, person: Person) -> list[FormInBrief]:
    """What is assigned to the person: begun first, then not begun, then finished; in the order of assignment."""
    rank = {"begun": 0, "not begun": 1, "finished": 2}
    forms = Form.objects.filter(reader=person, withdrawn_at=None)
    return sorted(in_brief(workspace, forms), key=lambda form: (rank[form.state], form.form_id))


def next_form(workspace: Workspace, person: Person) -> FormInBrief | None:
    """Where the person goes on."""
    return next((form for form in forms_of(workspace, person) if form.state != "finished"), None)


def in_brief(workspace: Workspace, forms: Iterable[Form]) -> list[FormInBrief]:
    """Any number of forms in a handful of queries."""
    pack = workspace.pack
    rows = list(
        Form.objects.filter(pk__in=[form.pk for form in forms])
        .select_related("case", "reader", "place_report")
        .order_by("pk")
    )
    cases = [form.case_id for form in rows]
    answers = standing_answers(rows)
    settled = _settled_of_cases(pack, cases)
    reports = _reports_of_cases(cases)
    changed, places = _changed(pack, rows, answers), _pages_of_places(rows)
    return [
        _brief(
            pack,
            form,
            answers.get(form.pk, {}),
            settled[form.case_id],
            reports.get(form.case_id),
            places.get(form.pk, 0),
            changed,
        )
        for form in rows
        if any(instrument.key == form.instrument for instrument in pack.instruments)
    ]


def _brief(
    pack: Pack,
    form: Form,
    own: dict[str, Answer],
    settled: dict[str, Value],
    report: tuple[str, int] | None,
    place: int,
    changed: Collection[int],
) -> FormInBrief:
    instrument = pack.instrument(form.instrument)
    items = items_of(pack, form)
    applies = applying(pack, items, known(pack, settled, typed(pack, own)))
    answered = answered_variables(pack, own)
    return FormInBrief(
        form_id=form.pk,
        case_id=form.case.case_id,
        case_number=form.case.case_number,
        board=str(settled.get(pack.about.area) or ""),
        instrument=form.instrument,
        title=instrument.title,
        layer=instrument.layer,
        part=form.part,
        reader=form.reader_name,
        state=state_of(form, bool(own)),
        answered=len(applies) - len(missing(items, applies, answered)),
        asked=len(applies),
        report=report[0] if report else "",
        pages=report[1] if report else 0,
        place=place,
        to_look_at=sum(name in applies and answer.pk in changed for name, answer in own.items()),
    )


def _changed(
    pack: Pack, forms: Iterable[Form], answers: Mapping[int, Mapping[str, Answer]]
) -> frozenset[int]:
    """The keys of the answers that a change of their instrument touches."""
    by_instrument: dict[str, list[Answer]] = defaultdict(list)
    for form in forms:
        by_instrument[form.instrument] += answers.get(form.pk, {}).values()
    every = versions_of_all(by_instrument)
    return frozenset(
        answer
        for key, those in by_instrument.items()
        for answer in changed_since(pack, every.get(key, Versions(key)), those)
    )


def applying_of(pack: Pack, forms: Iterable[Form]) -> dict[int, frozenset[str]]:
    """By the form's key, the variables that are asked of its case as the form stands."""
    rows = {form.pk: form for form in forms}
    answers = standing_answers(rows.values())
    settled = _settled_of_cases(pack, [form.case_id for form in rows.values()])
    return {
        pk: applying(
            pack, items_of(pack, form), known(pack, settled[form.case_id], typed(pack, answers.get(pk, {})))
        )
        for pk, form in rows.items()
    }


def state_of(form: Form, answered: bool) -> State:
    if form.finished_at is not None:
        return "finished"
    return "begun" if answered or form.started_at is not None else "not begun"


def _pages_of_places(forms: Iterable[Form]) -> dict[int, int]:
    """By the form’s key, the page on which its reader stopped: of the last passage that begins before the place."""
    begins_before = IndexedPassage.objects.filter(
        report=OuterRef("place_report"), start__lte=OuterRef("place_offset")
    ).order_by("-start")
    placed = Form.objects.filter(pk__in=[form.pk for form in forms], place_report__isnull=False)
    pages = placed.annotate(page=Subquery(begins_before.values("page")[:1])).values_list("pk", "page")
    return {pk: page or 1 for pk, page in pages}


def _settled_of_cases(pack: Pack, cases: Sequence[int]) -> defaultdict[int, dict[str, Value]]:
    found: defaultdict[int, dict[str, Value]] = defaultdict(dict)
    rows = SettledValue.objects.filter(notification__in=cases).values_list(
        "notification", "variable", "value"
    )
    for case, name, value in rows:
        if name in pack.variables:
            found[case][name] = value_from_json(pack.variables[name], value)
    return found


def _reports_of_cases(cases: Sequence[int]) -> dict[int, tuple[str, int]]:
    """The first report of each case and how many pages it has."""
    pages = dict(
        ReportText.objects.filter(file__current=True).order_by("pk").values_list("file__report_id", "pages")
    )
    links = Link.objects.filter(notification__in=cases, decision__in=BELONGS).order_by("-report__position")
    return {
        case: (ref, pages.get(report, 0))
        for case, ref, report in links.values_list("notification", "report__ref", "report")
    }
