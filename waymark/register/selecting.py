"""Who is in the study: the first decision rule of the pack whose conditions all hold decides.

In: the settled values of a case; out: its standing and the rule. `flow` counts the decisions rule by rule,
the way a flow chart of cases shows them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from waymark.instruments.conditions import Value, all_hold
from waymark.instruments.deriving import with_derived
from waymark.instruments.pack import Pack
from waymark.instruments.rules import Outcome

NO_RULES = "no-rules"
NO_RULE_HOLDS = "no-rule-holds"


@dataclass(frozen=True)
class Decision:
    standing: Outcome
    rule: str


@dataclass(frozen=True)
class FlowStep:
    """One rule of the flow: how many cases it decided, and how many were left for the rules after it."""

    rule: str
    label: str
    outcome: Outcome
    count: int
    remaining: int


def decide(values: Mapping[str, Value], pack: Pack) -> Decision:
    """A pack without rules includes every case; a case that no rule speaks of is not in the study."""
    if not pack.selection:
        return Decision("included", NO_RULES)
    complete = with_derived(values, pack)
    for rule in pack.selection:
        if all_hold(pack.resolved(rule.where), complete, pack.missing_codes):
            return Decision(rule.outcome, rule.name)
    return Decision("excluded", NO_RULE_HOLDS)


def flow(decisions: Iterable[Decision], pack: Pack) -> tuple[FlowStep, ...]:
    """The rules in the pack's order, those that decided nothing among them. The counts add up to the
    cases."""
    counts = Counter(decision.rule for decision in decisions)
    rules = [(rule.name, rule.label, rule.outcome) for rule in pack.selection]
    if counts[NO_RULES]:
        rules.append((NO_RULES, "Every case received", "included"))
    if counts[NO_RULE_HOLDS]:
        rules.append((NO_RULE_HOLDS, "No decision rule holds", "excluded"))
    left = counts.total()
    steps = []
    for name, label, outcome in rules:
        left -= counts[name]
        steps.append(FlowStep(name, label, outcome, counts[name], left))
    return tuple(steps)
