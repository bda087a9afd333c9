"""Notifications of one incident: which is the index child, which are siblings, which is the same child again.

In: the values of every case in order of receipt; out: the place of each case whose incident date is known.
The pack names what identifies a case (number, incident date, area) and the date of birth (that of its age).
Two cases without a full incident date are never taken together. What is taken for one incident only because
area and day agree is for a person to confirm; `Alike` says what it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from waymark.instruments.conditions import Value, is_stated
from waymark.instruments.pack import Pack
from waymark.register.cleaning.areas import area_key
from waymark.register.joining import number_key
from waymark.register.selecting import decide

Part = Literal["index", "sibling", "duplicate"]
Cases = Sequence[tuple[str, Mapping[str, Value]]]


@dataclass(frozen=True)
class PlaceInIncident:
    """`index` is the id of the incident's index case (its own id for the index). `others` are all the
    cases of the incident but this one, in order of receipt."""

    part: Part
    index: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Marks:
    number: str
    area: str
    day: date
    born: date | None


def same_incidents(cases: Cases, pack: Pack) -> dict[str, PlaceInIncident]:
    """The place of each case, by id. Cases without a full incident date are left out."""
    values = dict(cases)
    marks = {case_id: found for case_id, case in cases if (found := _marks(case, pack))}
    place: dict[str, PlaceInIncident] = {}
    for together in _incidents(marks):
        if len(together) == 1:
            place[together[0]] = PlaceInIncident("index", together[0])
        else:
            place |= _places(together, marks, values, pack)
    return place


def _marks(case: Mapping[str, Value], pack: Pack) -> _Marks | None:
    about = pack.about
    day = case.get(about.incident_date) if about.incident_date else None
    if not isinstance(day, date):
        return None
    area = case.get(about.area) if about.area else None
    births = (case.get(v.age_between.born) for v in pack.variables.values() if v.age_between)
    born = next((birth for birth in births if isinstance(birth, date)), None)
    return _Marks(number_key(case.get(about.case_number)), area_key(str(area)) if area else "", day, born)


def _incidents(marks: Mapping[str, _Marks]) -> list[list[str]]:
    """Cases that share a day and an area, or a day and a number; each group in order of receipt."""
    group_of: dict[str, list[str]] = {case_id: [case_id] for case_id in marks}
    first_with: dict[tuple[str, str, date], str] = {}
    for case_id, mark in marks.items():
        for kind, name in (("area", mark.area), ("number", mark.number)):
            other = first_with.setdefault((kind, name, mark.day), case_id) if name else case_id
            if group_of[other] is not group_of[case_id]:
                group_of[other] += group_of[case_id]
                for moved in group_of[case_id]:
                    group_of[moved] = group_of[other]
    receipt = {case_id: position for position, case_id in enumerate(marks)}
    groups = {id(group): sorted(group, key=receipt.__getitem__) for group in group_of.values()}
    return list(groups.values())


def _places(
    together: Sequence[str],
    marks: Mapping[str, _Marks],
    values: Mapping[str, Mapping[str, Value]],
    pack: Pack,
) -> dict[str, PlaceInIncident]:
    """Children first, each with its double notifications; then the index among the children."""
    children: list[list[str]] = []
    for case_id in together:
        same = next(
            (c for c in children if any(_one_child(case_id, o, marks, values, pack) for o in c)), None
        )
        if same is None:
            children.append([case_id])
        else:
            same.append(case_id)
    would_be_in = {case_id: _would_be_in(values[case_id], pack) for case_id in together}
    stands = [_first(child, would_be_in.__getitem__) for child in children]
    index = _first(stands, would_be_in.__getitem__)
    place = {}
    for case_id in together:
        part: Part = "index" if case_id == index else "sibling" if case_id in stands else "duplicate"
        place[case_id] = PlaceInIncident(part, index, tuple(other for other in together if other != case_id))
    return place


def _first(case_ids: Iterable[str], preferred: Callable[[str], bool]) -> str:
    """The first received of the preferred ones, else the first received."""
    ordered = list(case_ids)
    return next(filter(preferred, ordered), ordered[0])


def _would_be_in(case: Mapping[str, Value], pack: Pack) -> bool:
    """Whether the decision rules include the case when nothing is known of others on the incident."""
    alone = {key: value for key, value in case.items() if key != pack.about.same_incident}
    return decide(alone, pack).standing == "included"


def _one_child(
    one: str, other: str, marks: Mapping[str, _Marks], values: Mapping[str, Mapping[str, Value]], pack: Pack
) -> bool:
    """The same number is the same notification, unless both the date of birth and another answer are
    against it. The same area, day and date of birth is one child only where nothing is against it: twins
    share all three."""
    a, b = marks[one], marks[other]
    against = _contradict(values[one], values[other], pack)
    births_differ = a.born is not None and b.born is not None and a.born != b.born
    if a.number and a.number == b.number:
        return not (births_differ and against)
    return bool(a.area) and a.area == b.area and a.born is not None and a.born == b.born and not against


def _contradict(one: Mapping[str, Value], other: Mapping[str, Value], pack: Pack) -> bool:
    """Whether any category as stated differs. An answer that only says more exactly what the other says
    does not; what the house itself sets, such as whether a report was read, says nothing of the child."""
    ours = (pack.about.report, pack.about.standing, pack.about.same_incident)
    for variable in pack.variables.values():
        if variable.type != "category" or variable.derive is not None or variable.key in ours:
            continue
        a, b = one.get(variable.key), other.get(variable.key)
        if a == b or not is_stated(a, variable.missing_codes) or not is_stated(b, variable.missing_codes):
            continue
        if str(b) not in variable.codes_within(str(a)) and str(a) not in variable.codes_within(str(b)):
            return True
    return False
