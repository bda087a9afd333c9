"""A person's word on a value of the register, and on a problem that they looked at.

A correction is one more statement of the case, of the source `correction`: what it corrects stays as it was
received, and the reason stands in the trail. It counts from the next selection on, as strong as the pack's
precedence says.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from django.db import transaction

from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, InputProblem, Place, did_you_mean
from waymark.instruments.variables import Variable
from waymark.register.cleaning.cell import clean_cell
from waymark.register.models import Notification, Problem, ProblemLookedAt, SettledValue, StatedValue
from waymark.register.settling import REGISTER
from waymark.register.stored import steps_to_json, value_to_json
from waymark.register.values import Stated
from waymark.study.actions import record, require_team
from waymark.study.models import Event, Person
from waymark.study.workspace import Workspace

CORRECTION = "correction"
CORRECTED = "correct value"
VALUE = "value"
KINDS = (VALUE, "not stated", "unclear", "not applicable")
LONGEST_REASON = 2_000
LONGEST_VALUE = 20_000

_WOULD_BE_RIGHT = {
    "date": "Write it as 27 March 2013 or 27/3/2013.",
    "age": "Write it as 14 months or 3 years.",
    "number": "Write a whole number.",
}


@transaction.atomic
def correct_value(
    actor: Person,
    workspace: Workspace,
    case_id: str,
    variable: str,
    kind: str,
    raw: str | list[str],
    why: str,
) -> StatedValue:
    """State what the value should be. `kind` is one of `KINDS`; `raw` is read for a value and left aside for others.

    Raises `CallProblem` where the value cannot be corrected, `InputProblem` where `raw` or the reason will not do.
    """
    require_team(actor, "Correcting a value")
    pack = workspace.pack
    case = case_with(case_id)
    found = _correctable(pack, case, variable)
    why = reason(why)
    stated = _as_stated(pack, found, kind, raw)
    before = SettledValue.objects.filter(notification=case, variable=variable).first()
    made = StatedValue.objects.create(
        notification=case,
        variable=variable,
        source=CORRECTION,
        reader=actor.handle,
        value=value_to_json(stated.value),
        raw=stated.raw,
        rules=steps_to_json(stated.steps),
        problem=stated.problem,
    )
    record(
        actor,
        CORRECTED,
        f"{case.case_id} {variable}",
        case=case.case_id,
        variable=variable,
        before=before.value if before else None,
        after=made.value,
        raw=made.raw,
        why=why,
    )
    return made


@transaction.atomic
def look_at(
    actor: Person, problem: Problem, why: str, correction: StatedValue | None = None
) -> ProblemLookedAt:
    """Note that the problem needs no more looking at: nothing is wrong, or `correction` puts it right."""
    require_team(actor, "Looking at a problem")
    case = problem.notification
    made = ProblemLookedAt.objects.create(
        notification=case,
        check_name=problem.check_name,
        variables=problem.variables,
        says=problem.says,
        correction=correction,
        by=actor,
        why=reason(why),
    )
    if correction is None:
        record(
            actor,
            "leave problem",
            problem.check_name.replace("_", " "),
            case=case.case_id,
            check=problem.check_name,
            variables=problem.variables,
            says=problem.says,
            why=made.why,
        )
    return made


def case_with(case_id: str) -> Notification:
    case = Notification.objects.filter(case_id=case_id).select_related("row__file").first()
    if case is None:
        raise CallProblem(f"there is no case “{case_id}”.")
    return case


def reason(why: str) -> str:
    why = why.strip()
    if not why:
        raise InputProblem(
            "the reason is missing.", place=Place(column="why"), right="Say why, in a few words."
        )
    if len(why) > LONGEST_REASON:
        right = f"Keep it under {LONGEST_REASON:,} characters."
        raise InputProblem("the reason is too long.", place=Place(column="why"), right=right)
    return why


def why_not_correctable(pack: Pack, variable: Variable) -> str:
    """Why no person can state the variable; empty where they can."""
    if CORRECTION not in pack.about.precedence:
        return "The pack has no place for corrections among its sources."
    if variable.derive:
        return "It follows from other variables; correct those."
    if variable.key in (pack.about.standing, pack.about.same_incident):
        return "The register makes it anew at each selection, from the other values."
    return ""


def follows_from_dates(pack: Pack, case: Notification, variable: Variable) -> str:
    """Why a computed age of the case is not corrected itself; empty where it is not computed."""
    between = variable.age_between
    computed = SettledValue.objects.filter(notification=case, variable=variable.key, source=REGISTER)
    if between is None or not computed.exists():
        return ""
    born, at = (pack.variables[name].label for name in (between.born, between.at))
    return f"It follows from two dates of the case; correct “{born}” or “{at}”."


def waiting_corrections(case: Notification) -> frozenset[str]:
    """The variables of which a correction was stated after the last selection, which has not seen it."""
    selected = Event.objects.filter(action="select").order_by("-id").values_list("pk", flat=True).first()
    since = Event.objects.filter(case=case.case_id, action=CORRECTED, pk__gt=selected or 0)
    return frozenset(str(event.detail.get("variable")) for event in since)


def selection_is_behind() -> bool:
    """Whether values were corrected since the last selection."""
    selected = Event.objects.filter(action="select").order_by("-id").values_list("pk", flat=True).first()
    return Event.objects.filter(action=CORRECTED, pk__gt=selected or 0).exists()


def _correctable(pack: Pack, case: Notification, key: str) -> Variable:
    variable = pack.variables.get(key)
    if variable is None:
        right = did_you_mean(key, list(pack.variables))
        raise CallProblem(f"the pack has no variable “{key}”.", right=right)
    if CORRECTION not in pack.about.precedence:
        raise CallProblem(
            "the pack does not say how strong a person’s correction is.",
            right=f"Put “{CORRECTION}” into “precedence” in pack/pack.toml.",
        )
    if told := why_not_correctable(pack, variable):
        raise CallProblem(f"“{variable.label}” cannot be corrected. {told}")
    if told := follows_from_dates(pack, case, variable):
        raise CallProblem(f"“{variable.label}” cannot be corrected. {told}")
    return variable


def _as_stated(pack: Pack, variable: Variable, kind: str, raw: str | list[str]) -> Stated:
    if kind == VALUE:
        text = "; ".join(raw) if isinstance(raw, list) else raw
        return _read(variable, text)
    if kind not in KINDS:
        raise CallProblem(f"“{kind}” is no kind of answer.", right=did_you_mean(kind, list(KINDS)))
    code = pack.about.answer_codes.get(kind)
    if code is not None and any(category.code == code for category in variable.categories):
        return Stated(variable.key, (code,) if variable.type == "categories" else code, kind)
    if variable.categories:
        raise InputProblem(
            f"“{variable.label}” has no category for “{kind}”.",
            place=Place(column="value"),
            right="Choose one of its categories.",
        )
    return Stated(variable.key, None, kind)


def _read(variable: Variable, text: str) -> Stated:
    """What was typed, read like a cell. A doubt that the cleaner tells is the person's to settle."""
    here = Place(column="value")
    if len(text) > LONGEST_VALUE:
        raise InputProblem(
            "the value is too long.", place=here, right=f"Keep it under {LONGEST_VALUE:,} characters."
        )
    chosen = _codes(variable, text)
    stated = chosen or clean_cell(variable, text)
    if stated is None:
        raise InputProblem("the value is missing.", place=here, right=_would_be_right(variable))
    if stated.value is None:
        what = stated.problem or f"“{text}” cannot be read."
        raise InputProblem(what, place=here, right=_would_be_right(variable))
    if isinstance(stated.value, date) and stated.value > datetime.now(UTC).date():
        raise InputProblem(
            f"{stated.value} lies in the future.", place=here, right="Write a day that has been."
        )
    return replace(stated, problem="")


def _codes(variable: Variable, text: str) -> Stated | None:
    """Codes chosen from a list need no cleaning."""
    codes = tuple(part.strip() for part in text.split(";") if part.strip())
    known = [category.code for category in variable.categories]
    if not codes or any(code not in known for code in codes):
        return None
    if variable.type == "categories":
        return Stated(variable.key, tuple(code for code in known if code in codes), text)
    return Stated(variable.key, codes[0], text) if len(codes) == 1 else None


def _would_be_right(variable: Variable) -> str:
    if variable.categories:
        return f"Choose one of: {', '.join(category.label for category in variable.categories)}."
    return _WOULD_BE_RIGHT.get(variable.type, "Type the value.")
