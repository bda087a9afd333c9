"""What a publication says of the quality of its data: coverage, rules applied, and what the checks found.

Counted from the freeze alone: values.parquet knows every rule that touched a value, findings.parquet every
problem that the last selection listed.
"""

from __future__ import annotations

import json
from collections import Counter

from waymark.instruments.conditions import all_hold, is_stated
from waymark.instruments.deriving import with_derived
from waymark.instruments.pack import Pack
from waymark.publish.publication import Coverage, FindingCount, Quality, RuleCount
from waymark.register.checking import BUILT_IN
from waymark.register.rules import rules_with
from waymark.study.freezes import Freeze


def quality_of(freeze: Freeze, population: str) -> Quality:
    """Coverage among the cases of the population; rules and findings over everything received."""
    return Quality(
        cases=freeze.pack.populations[population].label,
        coverage=_coverage(freeze, population),
        rules=_rules(freeze),
        findings=_findings(freeze),
        notes=(
            "A value that several sources state is counted once, as it stands after every rule.",
            "Variables that apply to some cases only, such as the category of a death, are stated for fewer.",
        ),
    )


def _coverage(freeze: Freeze, population: str) -> tuple[Coverage, ...]:
    pack = freeze.pack
    within = pack.resolved((), population)
    rows = [
        {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
        for row in freeze.read("cases").to_pylist()
    ]
    cases = [row for row in rows if all_hold(within, with_derived(row, pack), pack.missing_codes)]
    return tuple(
        Coverage(
            variable=variable.key,
            label=variable.label,
            stated=sum(is_stated(case.get(variable.key), variable.missing_codes) for case in cases),
            base=len(cases),
        )
        for variable in pack.variables.values()
        if variable.derive is None and not _made_here(pack, variable.key)
    )


def _made_here(pack: Pack, variable: str) -> bool:
    return variable in (pack.about.standing, pack.about.same_incident, pack.about.report)


def _rules(freeze: Freeze) -> tuple[RuleCount, ...]:
    says = rules_with(freeze.pack)
    applied = Counter(
        step[0] for steps in freeze.read("values")["steps"].to_pylist() for step in json.loads(steps)
    )
    decided = {rule.name for rule in freeze.pack.selection}
    return tuple(
        RuleCount(rule=rule, says=says.get(rule, ""), count=count)
        for rule, count in sorted(applied.items(), key=lambda found: (-found[1], found[0]))
        if rule not in decided
    )


def _findings(freeze: Freeze) -> tuple[FindingCount, ...]:
    says = {**BUILT_IN, **{check.name: check.says for check in freeze.pack.checks}}
    found = Counter(freeze.read("findings")["check"].to_pylist())
    return tuple(
        FindingCount(check=check, says=says.get(check, ""), count=count)
        for check, count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    )
