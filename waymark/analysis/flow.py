"""The flow of cases: what each decision rule of the pack made of the notifications, in the rules' order.

The first rule whose conditions all hold decides a case, as in the register; here it is counted over the
freeze.
"""

from __future__ import annotations

import ibis

from waymark.analysis.engine import Engine
from waymark.analysis.results import FlowStep

UNDECIDED = "undecided_by_rules"


def flow(engine: Engine) -> tuple[FlowStep, ...]:
    """One step a rule. Cases that no rule decides are a last step of their own, where there are any."""
    rules = engine.pack.selection
    deciding = [(engine.holds_all(engine.pack.resolved(rule.where)), i) for i, rule in enumerate(rules)]
    decided = ibis.cases(*deciding, else_=len(rules)) if deciding else ibis.literal(0)
    found = engine.cases.group_by(place=decided).aggregate(cases=ibis._.count()).to_pyarrow().to_pylist()
    counts = {row["place"]: row["cases"] for row in found}
    left = sum(counts.values())
    steps = []
    for place, rule in enumerate(rules):
        count = counts.get(place, 0)
        left -= count
        steps.append(FlowStep(rule=rule.name, label=rule.label, outcome=rule.outcome, count=count, left=left))
    if left:
        steps.append(
            FlowStep(rule=UNDECIDED, label="No rule decides", outcome="excluded", count=left, left=0)
        )
    return tuple(steps)
