"""Reading what was read: a form as it stands, what a person has to do, and whose answers may be seen by whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from waymark.instruments.conditions import Value
from waymark.instruments.forms import Instrument, Item, KindOfIncident
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem
from waymark.instruments.variables import Variable
from waymark.library.models import IndexedPassage, Link, Report, ReportText
from waymark.library.queries import BELONGS
from waymark.reading.given import shown as shown
from waymark.reading.models import Answer, Evidence, Form, Kind
from waymark.reading.routing import applying, kind_of_incident, known, missing
from waymark.register.models import Notification, SettledValue
from waymark.register.stored import value_from_json
from waymark.study.actions import NotOpen
from waymark.study.models import Person
from waymark.study.workspace import Workspace

State = Literal["not begun", "begun", "finished"]


@dataclass(frozen=True)
class FirstAnswer:
    """What the first reader answered, where the second may see it."""

    answer: Answer
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class ItemAsItStands:
    """`version`: the highest given so far, 0 for none. `first` where this reader may see the first one's answer.

    `changed`: what was changed of the question since it was answered, in words; `aside`: answers that came in
    without knowing of a newer one and about which the reader has not yet said which counts.
    """

    item: Item
    variable: Variable
    applies: bool
    answer: Answer | None
    version: int
    evidence: tuple[Evidence, ...]
    first: FirstAnswer | None = None
    changed: str = ""
    aside: tuple[Answer, ...] = ()

    @property
    def answered(self) -> bool:
        return self.answer is not None and self.answer.kind != Kind.TAKEN_BACK

    @property
    def value(self) -> Value:
        if self.answer is None or self.answer.kind != Kind.VALUE:
            return None
        return value_from_json(self.variable, self.answer.value)

    @property
    def in_words(self) -> str:
        return shown(self.variable, self.answer.kind, self.value) if self.answer else ""


@dataclass(frozen=True)
class SectionAsItStands:
    title: str
    items: tuple[ItemAsItStands, ...]


@dataclass(frozen=True)
class FormAsItStands:
    """`missing`: the variables that are asked and have no answer yet."""

    form: Form
    instrument: Instrument
    sections: tuple[SectionAsItStands, ...]
    missing: tuple[str, ...]
    kind: KindOfIncident | None

    @cached_property
    def items(self) -> tuple[ItemAsItStands, ...]:
        return tuple(item for section in self.sections for item in section.items)

    @property
    def asked(self) -> int:
        return sum(item.applies for item in self.items)

    @property
    def answered(self) -> int:
        return self.asked - len(self.missing)

    def item(self, variable: str) -> ItemAsItStands:
        return next(item for item in self.items if item.item.variable == variable)


@dataclass(frozen=True)
class FormInBrief:
    """One line of a list of forms. `place`: the page where the reader stopped, 0 before they began."""

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


def form_of(person: Person, form_id: int) -> Form:
    """A form that the person may look at: their own, or any for the lead. Raises `CallProblem`."""
    form = Form.objects.select_related("case", "reader", "place_report").filter(pk=form_id).first()
    if form is None or (person.role != Person.Role.LEAD and form.reader_id != person.pk):
        raise NotOpen("there is no such form among yours.")
    if form.withdrawn_at is not None and person.role != Person.Role.LEAD:
        raise CallProblem("this form was withdrawn from you.", right="What you answered is kept.")
    return form


def instrument_of(pack: Pack, key: str) -> Instrument:
    """Raises `CallProblem` where the pack no longer has it."""
    found = next((instrument for instrument in pack.instruments if instrument.key == key), None)
    if found is None:
        raise CallProblem(f"the pack has no instrument “{key}”.", right="Put it back into instruments.toml.")
    return found


def items_of(pack: Pack, form: Form) -> tuple[Item, ...]:
    """The questions of the form: all of its instrument, or those it was assigned for."""
    items = instrument_of(pack, form.instrument).items
    return tuple(item for item in items if item.variable in form.items) if form.items else items


def standing_answer(answers: Iterable[Answer]) -> Answer | None:
    """The newest version that was not set aside."""
    return max((a for a in answers if a.stands), key=lambda answer: answer.version, default=None)


def standing_answers(forms: Iterable[Form]) -> dict[int, dict[str, Answer]]:
    """What stands of each form, by variable."""
    found: dict[int, dict[str, Answer]] = defaultdict(dict)
    rows = Answer.objects.filter(form__in=[form.pk for form in forms], stands=True)
    for answer in rows.order_by("form_id", "variable", "version"):
        found[answer.form_id][answer.variable] = answer
    return found


def standing_evidence(forms: Iterable[Form]) -> dict[tuple[int, str], tuple[Evidence, ...]]:
    """The passages that are pinned, by form and variable, in the order of pinning."""
    found: dict[tuple[int, str], list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.filter(form__in=[form.pk for form in forms], taken_back_at=None)
    for pinned in rows.select_related("report").order_by("pk"):
        found[pinned.form_id, pinned.variable].append(pinned)
    return {key: tuple(pinned) for key, pinned in found.items()}


def form_as_it_stands(workspace: Workspace, form: Form) -> FormAsItStands:
    pack = workspace.pack
    instrument = instrument_of(pack, form.instrument)
    first_form = _first_of(form)
    forms = [form, *([first_form] if first_form else [])]
    answers, evidence = standing_answers(forms), standing_evidence(forms)
    own = answers.get(form.pk, {})
    versions = _versions(form)
    items = items_of(pack, form)
    values = known(pack, settled_of(pack, form.case), typed(pack, own))
    applies = applying(pack, items, values)

    def as_it_stands(item: Item) -> ItemAsItStands:
        name = item.variable
        first = None
        if first_form and may_see_first(form, item) and (given := answers.get(first_form.pk, {}).get(name)):
            first = FirstAnswer(given, evidence.get((first_form.pk, name), ()))
        return ItemAsItStands(
            item=item,
            variable=pack.variables[name],
            applies=name in applies,
            answer=own.get(name),
            version=versions.get(name, 0),
            evidence=evidence.get((form.pk, name), ()),
            first=first,
        )

    answered = [name for name, answer in own.items() if answer.kind != Kind.TAKEN_BACK]
    return FormAsItStands(
        form=form,
        instrument=instrument,
        sections=tuple(
            SectionAsItStands(section.title, tuple(as_it_stands(i) for i in section.item if i in items))
            for section in instrument.section
            if any(item in items for item in section.item)
        ),
        missing=missing(items, applies, answered),
        kind=kind_of_incident(pack, instrument, values),
    )


def may_see_first(form: Form, item: Item) -> bool:
    """A second reader sees the first one's answer where the reading is a verification; the pack says of which
    questions it is a judgement, to be read blind."""
    if form.part != Form.Part.SECOND or form.manner == Form.Manner.BLIND:
        return False
    return form.manner == Form.Manner.VERIFICATION or not item.judgement


def _first_of(form: Form) -> Form | None:
    if form.part == Form.Part.FIRST:
        return None
    return Form.objects.filter(
        case=form.case, instrument=form.instrument, part=Form.Part.FIRST, withdrawn_at=None
    ).first()


def _versions(form: Form) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, version in form.answers.order_by("version").values_list("variable", "version"):
        found[name] = version
    return found


def settled_of(pack: Pack, case: Notification) -> dict[str, Value]:
    """What the register settled of the case, of variables that the pack still has."""
    rows = SettledValue.objects.filter(notification=case).values_list("variable", "value")
    return {
        name: value_from_json(pack.variables[name], value) for name, value in rows if name in pack.variables
    }


def typed(pack: Pack, answers: dict[str, Answer]) -> dict[str, Value]:
    """The values of answers; None where there is an answer and no value."""
    return {
        name: value_from_json(pack.variables[name], answer.value) if answer.kind == Kind.VALUE else None
        for name, answer in answers.items()
        if name in pack.variables
    }


def reports_of_case(case: Notification) -> list[Report]:
    """Those that belong to the case, in the order of receipt."""
    return list(
        Report.objects.filter(links__notification=case, links__decision__in=BELONGS).order_by("position")
    )


# -- lists of forms ---------------------------------------------------------------------------------------


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
    return [
        _brief(pack, form, answers.get(form.pk, {}), settled[form.case_id], reports.get(form.case_id))
        for form in rows
        if any(instrument.key == form.instrument for instrument in pack.instruments)
    ]


def _brief(
    pack: Pack,
    form: Form,
    own: dict[str, Answer],
    settled: dict[str, Value],
    report: tuple[str, int] | None,
) -> FormInBrief:
    instrument = pack.instrument(form.instrument)
    items = items_of(pack, form)
    applies = applying(pack, items, known(pack, settled, typed(pack, own)))
    answered = [name for name, answer in own.items() if answer.kind != Kind.TAKEN_BACK]
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
        place=_page_of_place(form),
    )


def state_of(form: Form, answered: bool) -> State:
    if form.finished_at is not None:
        return "finished"
    return "begun" if answered or form.started_at is not None else "not begun"


def _page_of_place(form: Form) -> int:
    if form.place_report is None:
        return 0
    before = IndexedPassage.objects.filter(report=form.place_report, start__lte=form.place_offset)
    return before.order_by("-start").values_list("page", flat=True).first() or 1


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
