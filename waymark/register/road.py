"""The whole way of the register: the statements of every case become checked cases with a standing.

Pure: the same statements, pack and day give the same cases. Each case is settled, its areas are spelt one way
across the study, corrections apply, children of one incident are told apart, the decision rules decide, and
everything doubtful is a finding. What the register itself states has the source ``register``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.register.cases import Finding, Statement
from waymark.register.checking import BUILT_IN, cells_told, check, correct
from waymark.register.cleaning.areas import canonical_areas, near_areas
from waymark.register.incidents import PlaceInIncident, same_incidents
from waymark.register.selecting import NO_RULE_HOLDS, Decision, decide
from waymark.register.settling import REGISTER, Place, Settled, Standing, settle, source_name
from waymark.register.values import Stated


@dataclass(frozen=True)
class SettledCase:
    """A case at the end of the road. `statements` are those given, then those that the register made;
    `standing` is what counts, by variable, with every step."""

    case_id: str
    statements: tuple[Statement, ...]
    standing: dict[str, Standing]
    findings: tuple[Finding, ...]
    decision: Decision

    @property
    def values(self) -> dict[str, Value]:
        """What counts, by variable: the strongest source's value after every correction."""
        return {variable: entry.value for variable, entry in self.standing.items()}


def settle_cases(
    statements_by_case: Mapping[str, Sequence[Statement]], pack: Pack, today: date, place: Place = source_name
) -> tuple[SettledCase, ...]:
    """Every case, in the order given, which is the order of receipt."""
    settled = {case_id: settle(said, pack, place) for case_id, said in statements_by_case.items()}
    settled = _areas_spelt_one_way(settled, pack)
    settled = {case_id: correct(case, pack) for case_id, case in settled.items()}
    incidents = same_incidents([(case_id, case.values) for case_id, case in settled.items()], pack)
    return tuple(
        _case(case_id, said, settled[case_id], incidents, pack, today, place)
        for case_id, said in statements_by_case.items()
    )


def _case(
    case_id: str,
    said: Sequence[Statement],
    settled: Settled,
    incidents: Mapping[str, PlaceInIncident],
    pack: Pack,
    today: date,
    place: Place,
) -> SettledCase:
    row = said[0].row if said else 0
    standing = dict(settled.standing)
    findings = [told for s in said if (told := cells_told(s.stated, pack, place(s)))]
    findings += settled.findings
    if found := incidents.get(case_id):
        findings += _told_of_incident(case_id, found, pack)
        if name := pack.about.same_incident:
            standing[name] = _made(name, found.part, f"same-incident-{found.part}", found.index, row)
    values = {key: entry.value for key, entry in standing.items()}
    decision = decide(values, pack)
    findings += check(values, pack, today)
    if decision.rule == NO_RULE_HOLDS:
        findings.append(Finding("no_decision_rule", (), BUILT_IN["no_decision_rule"]))
    if name := pack.about.standing:
        standing[name] = _made(name, decision.standing, decision.rule, "", row)
    made = tuple(entry.statement for entry in standing.values() if entry.original is None)
    return SettledCase(
        case_id=case_id,
        statements=(*said, *made),
        findings=tuple(dict.fromkeys(findings)),
        standing=standing,
        decision=decision,
    )


def _made(variable: str, value: Value, rule: str, raw: str, row: int) -> Standing:
    return Standing(Statement(REGISTER, row, Stated(variable, None, raw).then(rule, value, str(value))), None)


def _told_of_incident(case_id: str, found: PlaceInIncident, pack: Pack) -> list[Finding]:
    if not found.others:
        return []
    others = ", ".join(found.others)
    part = {
        "index": f"index child of an incident that {others} also tells of",
        "sibling": f"another child of the incident of {found.index}",
        "duplicate": f"notified again, on the incident of {found.index}",
    }[found.part]
    names = tuple(name for name in (pack.about.area, pack.about.incident_date) if name)
    return [
        Finding("same_incident", names, f"{case_id} is taken as {part}: area or case number, and day, agree.")
    ]


def _areas_spelt_one_way(settled: Mapping[str, Settled], pack: Pack) -> dict[str, Settled]:
    """Areas with one spelling across the study; names that are only alike become findings."""
    spelt = dict(settled)
    for variable in pack.variables.values():
        if variable.type != "area":
            continue
        written = {
            case_id: str(case.standing[variable.key].value)
            for case_id, case in spelt.items()
            if variable.key in case.standing
        }
        chosen = canonical_areas(written.values())
        rare: dict[str, list[str]] = {}
        for rarer, commoner in near_areas(Counter(chosen[name] for name in written.values()).elements()):
            rare.setdefault(rarer, []).append(commoner)
        for case_id, name in written.items():
            spelt[case_id] = _spelt(
                spelt[case_id], variable.key, name, chosen[name], rare.get(chosen[name], [])
            )
    return spelt


def _spelt(case: Settled, variable: str, name: str, chosen: str, near: Sequence[str]) -> Settled:
    findings = list(case.findings)
    for other in near:
        says = f"“{chosen}” is nearly “{other}”: if they are one area, one spelling has to be mended."
        findings.append(Finding("area_spelling", (variable,), says))
    standing = dict(case.standing)
    if name != chosen:
        standing[variable] = standing[variable].then("area-spelling-unified", chosen, chosen)
    return replace(case, standing=standing, findings=tuple(findings))
