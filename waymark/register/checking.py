"""Contradictions and gaps of one case, and the pack's corrections of values that do not count.

`correct` applies the corrections to what stands; `check` lists what is wrong with the result: the checks of
the pack, and those that follow from the parts that the pack names (case number, incident date, dates of an
age).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from waymark.instruments.conditions import Value, all_hold, is_stated
from waymark.instruments.deriving import with_derived
from waymark.instruments.pack import Pack
from waymark.instruments.rules import Correction
from waymark.register.cases import Finding
from waymark.register.cleaning.cell import clean_cell
from waymark.register.joining import number_key
from waymark.register.settling import Settled
from waymark.register.values import Stated

BUILT_IN: Mapping[str, str] = {
    "case_number_missing": "The case has no case number.",
    "incident_date_missing": "The case has no incident date.",
    "date_in_future": "A date lies in the future.",
    "born_after_incident": "The date of birth lies after the incident.",
    "notified_before_incident": "The notification is dated before the incident.",
    "age_disagrees": "The age as written differs by more than a month from the one that the dates give.",
    "age_outside_limits": "The dates give an age outside the limits.",
    "sources_disagree": "Sources state different values of one variable.",
    "not_read": "A cell could not be read; no value is taken from it.",
    "read_with_doubt": "A cell was read, and something about it is doubtful.",
    "area_spelling": "Two areas of the study have names so alike that one may be a misspelling.",
    "same_incident": "The case is taken as one of several notifications of one incident.",
    "no_decision_rule": "No decision rule of the pack holds for the case.",
}
"""What the register checks whatever the pack says, by the name that a finding carries."""


# -- corrections ----------------------------------------------------------------------------------


def correct(settled: Settled, pack: Pack) -> Settled:
    """What stands after every correction of the pack that applies, in the pack's order."""
    standing = dict(settled.standing)
    for correction in pack.corrections:
        found = standing.get(correction.variable)
        if found is None:
            continue
        values = {key: entry.value for key, entry in standing.items()}
        becomes = _typed(correction, pack)
        if becomes != found.value and _applies(correction, values, pack):
            standing[correction.variable] = found.then(correction.name, becomes, correction.becomes)
    return Settled(standing, settled.findings)


def _typed(correction: Correction, pack: Pack) -> Value:
    stated = clean_cell(pack.variables[correction.variable], correction.becomes)
    return stated.value if stated else None


def _applies(correction: Correction, values: Mapping[str, Value], pack: Pack) -> bool:
    day, limit = values.get(correction.date), values.get(correction.later_than)
    if not isinstance(day, date) or not isinstance(limit, date) or day <= limit:
        return False
    if not is_stated(values.get(correction.variable), pack.missing_codes(correction.variable)):
        return False
    when = pack.resolved(correction.when)
    return not when or all_hold(when, with_derived(values, pack), pack.missing_codes)


# -- checks ---------------------------------------------------------------------------------------


def check(values: Mapping[str, Value], pack: Pack, today: date) -> tuple[Finding, ...]:
    """Everything that is wrong with the values of one case."""
    return (*_built_in(values, pack, today), *_of_pack(values, pack))


def cells_told(stated: Stated, pack: Pack, place: str) -> Finding | None:
    """A finding for a cell that cleaning told something of."""
    if not stated.problem:
        return None
    check_name = "read_with_doubt" if stated.value is not None else "not_read"
    label = pack.variables[stated.variable].label
    return Finding(check_name, (stated.variable,), f"{label} ({place}): {stated.problem}")


def _built_in(values: Mapping[str, Value], pack: Pack, today: date) -> Iterator[Finding]:
    about = pack.about
    if not number_key(values.get(about.case_number)):
        yield Finding("case_number_missing", (about.case_number,), BUILT_IN["case_number_missing"])
    if about.incident_date and values.get(about.incident_date) is None:
        yield Finding("incident_date_missing", (about.incident_date,), BUILT_IN["incident_date_missing"])
    notified, day = values.get(about.notified_on), values.get(about.incident_date)
    if isinstance(notified, date) and isinstance(day, date) and notified < day:
        says = f"The notification ({notified}) is dated before the incident ({day})."
        yield Finding("notified_before_incident", (about.notified_on, about.incident_date), says)
    for variable in pack.variables.values():
        value = values.get(variable.key)
        if variable.type == "date" and isinstance(value, date) and value > today:
            yield Finding("date_in_future", (variable.key,), f"{variable.label}: {value} lies in the future.")
        if between := variable.age_between:
            yield from _birth(values, pack, between.born, between.at)


def _birth(values: Mapping[str, Value], pack: Pack, born: str, at: str) -> Iterator[Finding]:
    birth, day = values.get(born), values.get(at)
    if isinstance(birth, date) and isinstance(day, date) and birth > day:
        says = f"{pack.variables[born].label} ({birth}) lies after {pack.variables[at].label} ({day})."
        yield Finding("born_after_incident", (born, at), says)


def _of_pack(values: Mapping[str, Value], pack: Pack) -> Iterator[Finding]:
    if not pack.checks:
        return
    complete = with_derived(values, pack)
    for rule in pack.checks:
        when, must = pack.resolved(rule.when), pack.resolved(rule.must)
        if all_hold(when, complete, pack.missing_codes) and not all_hold(must, complete, pack.missing_codes):
            named = tuple(dict.fromkeys(c.variable for c in (*when, *must)))
            yield Finding(rule.name, named, rule.says)
