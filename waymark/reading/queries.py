"""Reading what was read: a form as it stands, what of it an instrument's change touches, and whose answers may be seen
by whom. Lists of forms are in `assigned`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Max

from waymark.instruments.conditions import Value
from waymark.instruments.forms import Instrument, Item
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem
from waymark.library.models import Report
from waymark.library.queries import BELONGS
from waymark.reading.given import shown as shown
from waymark.reading.instrument_versions import as_it_was, versions_of
from waymark.reading.models import Answer, Evidence, Form, Kind
from waymark.reading.routing import applying, kind_of_incident, known, missing
from waymark.reading.set_aside import undecided
from waymark.reading.standing import FirstAnswer as FirstAnswer
from waymark.reading.standing import FormAsItStands as FormAsItStands
from waymark.reading.standing import ItemAsItStands as ItemAsItStands
from waymark.reading.standing import SectionAsItStands as SectionAsItStands
from waymark.reading.touched import answered_variables, asked_later, changed_since, still_readable
from waymark.register.models import Notification, SettledValue
from waymark.register.stored import value_from_json
from waymark.study.actions import NotOpen
from waymark.study.models import Person
from waymark.study.workspace import Workspace


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


def standing_answer(form: Form, variable: str) -> Answer | None:
    """The newest version that was not set aside."""
    return form.answers.filter(variable=variable, stands=True).order_by("-version").first()


def standing_answers(forms: Iterable[Form]) -> dict[int, dict[str, Answer]]:
    """What stands of each form, by variable."""
    found: dict[int, dict[str, Answer]] = defaultdict(dict)
    rows = Answer.objects.filter(form__in=[form.pk for form in forms], stands=True)
    newest = rows.order_by().values("form", "variable").annotate(newest=Max("pk")).values("newest")
    for answer in Answer.objects.filter(
        pk__in=newest
    ):  # of an account saved at each pause, the last of dozens
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
    highest, asides = _versions(form, own)
    items = items_of(pack, form)
    values = known(pack, settled_of(pack, form.case), typed(pack, own))
    applies = applying(pack, items, values)
    versions = versions_of(form.instrument)
    since = changed_since(pack, versions, [a for a in own.values() if a.variable in applies])

    def as_it_stands(item: Item) -> ItemAsItStands:
        name = item.variable
        first = None
        given = answers.get(first_form.pk, {}).get(name) if first_form and may_see_first(form, item) else None
        if given and still_readable(pack, given):
            first = FirstAnswer(given, evidence.get((given.form_id, name), ()))
        answer = own.get(name)
        return ItemAsItStands(
            item=item,
            variable=pack.variables[name],
            applies=name in applies,
            answer=answer,
            version=highest.get(name, 0),
            evidence=evidence.get((form.pk, name), ()),
            first=first,
            changed=since.get(answer.pk, "") if answer else "",
            aside=tuple(aside for aside in asides if aside.variable == name),
            was="" if answer is None or still_readable(pack, answer) else as_it_was(versions, answer),
        )

    still_missing = missing(items, applies, answered_variables(pack, own))
    return FormAsItStands(
        form=form,
        instrument=instrument,
        sections=tuple(
            SectionAsItStands(section.title, tuple(as_it_stands(i) for i in section.item if i in items))
            for section in instrument.section
            if any(item in items for item in section.item)
        ),
        missing=still_missing,
        kind=kind_of_incident(pack, instrument, values),
        instrument_version=versions.newest,
        asked_later=asked_later(versions, form, still_missing, own),
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


def _versions(form: Form, standing: Mapping[str, Answer]) -> tuple[dict[str, int], tuple[Answer, ...]]:
    """The highest version given of each variable, and the answers set aside that wait for a decision."""
    highest: dict[str, int] = {}
    set_aside: list[int] = []
    rows = form.answers.order_by("version").values_list("pk", "variable", "version", "stands")
    for pk, name, version, stands in rows:
        highest[name] = version
        if not stands:
            set_aside.append(pk)
    asides = list(Answer.objects.filter(pk__in=set_aside)) if set_aside else []
    return highest, undecided(form, asides, standing) if asides else ()


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
