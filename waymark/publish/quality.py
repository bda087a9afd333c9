"""What a publication says of the quality of its data: coverage, rules applied, and what the checks found.

Coverage comes from the analysis; the rest is counted from the freeze: values.parquet knows every rule that
touched a value, findings.parquet every problem that the last selection listed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from waymark.analysis.results import VariableCoverage
from waymark.instruments.pack import Pack
from waymark.publish.publication import Coverage, FindingCount, Quality, RuleCount
from waymark.register.checking import BUILT_IN
from waymark.register.rules import rules_with
from waymark.study.freezes import Freeze


def quality_of(freeze: Freeze, population: str, covered: Iterable[VariableCoverage]) -> Quality:
    """Coverage as counted among the cases of the population; rules and findings over everything received."""
    return Quality(
        cases=freeze.pack.populations[population].label,
        coverage=tuple(
            Coverage(variable=each.variable, label=each.label, stated=each.stated, base=each.base)
            for each in covered
            if not _made_here(freeze.pack, each.variable)
        ),
        rules=_rules(freeze),
        findings=_findings(freeze),
        notes=(
            "A value that several sources state is counted once, as it stands after every rule.",
            "Variables that apply to some cases only, such as the category of a death, are stated for fewer.",
        ),
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
