"""The first rule whose conditions hold decides, and the flow counts the decisions."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.register.second_pack import climbing_pack
from waymark.instruments.conditions import Value
from waymark.instruments.loading import SHIPPED, load_pack
from waymark.instruments.pack import Pack
from waymark.instruments.rules import Outcome
from waymark.register.selecting import Decision, decide, flow

SHIPPED_PACK = load_pack(SHIPPED / "scr_2011_14")
IN_STUDY: dict[str, Value] = {
    "incident_date": date(2012, 5, 3),
    "decision": "review",
    "same_incident": "index",
}


@pytest.fixture(name="pack")
def _pack(tmp_path: Path) -> Pack:
    return climbing_pack(tmp_path)


@pytest.mark.parametrize(
    ("values", "standing", "rule"),
    [
        ({"ground": "rock"}, "included", "rock_fall"),
        ({"ground": "rock", "rope": "sibling"}, "excluded", "same_rope"),
        ({"ground": "steep_ice", "rope": "sibling"}, "alongside", "winter"),
        ({"ground": "ice", "rope": "duplicate"}, "excluded", "again"),
        ({"ground": "nobody_knows"}, "excluded", "no-rule-holds"),
        ({}, "excluded", "no-rule-holds"),
    ],
)
def test_the_first_rule_that_holds_decides(
    pack: Pack, values: dict[str, Value], standing: Outcome, rule: str
) -> None:
    assert decide(values, pack) == Decision(standing, rule)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({}, "in_study"),
        ({"incident_date": date(2011, 4, 1)}, "in_study"),
        ({"incident_date": date(2011, 3, 31)}, "before_window"),
        ({"incident_date": date(2014, 3, 31)}, "in_study"),
        ({"incident_date": date(2014, 4, 1)}, "after_window"),
        ({"incident_date": None}, "date_unknown"),
        ({"decision": "no_review"}, "no_review"),
        ({"decision": "undecided"}, "undecided"),
        ({"decision": None}, "undecided"),
        ({"same_incident": "sibling"}, "sibling"),
        ({"same_incident": "duplicate", "decision": None}, "duplicate"),
        ({"incident_date": date(2008, 1, 1), "exploitation_historic": "yes"}, "historic_exploitation"),
    ],
)
def test_the_shipped_rules_decide_as_the_study_did(changed: dict[str, Value], rule: str) -> None:
    assert decide(IN_STUDY | changed, SHIPPED_PACK).rule == rule


def test_a_rule_may_rest_on_a_derived_variable(tmp_path: Path) -> None:
    pack = climbing_pack(
        tmp_path,
        selection="""
        [[selection]]
        name = "young"
        label = "Young"
        outcome = "included"
        where = [{ variable = "age_half", is = "young" }]
        """,
    )
    assert decide({"climber_age": 200}, pack) == Decision("included", "young")
    assert decide({"climber_age": 400}, pack).standing == "excluded"


def test_a_pack_without_rules_includes_every_case(tmp_path: Path) -> None:
    pack = climbing_pack(tmp_path, selection="")
    decisions = [decide({}, pack), decide({"ground": "ice"}, pack)]
    assert {decision.standing for decision in decisions} == {"included"}
    (step,) = flow(decisions, pack)
    assert (step.outcome, step.count, step.remaining) == ("included", 2, 0)


def test_the_flow_counts_each_rule_in_order_and_adds_up(pack: Pack) -> None:
    grounds: list[Value] = [*["rock"] * 5, *["ice"] * 2, None]
    steps = flow([decide({"ground": ground}, pack) for ground in grounds], pack)
    assert [(step.rule, step.count, step.remaining) for step in steps] == [
        ("again", 0, 8),
        ("winter", 2, 6),
        ("same_rope", 0, 6),
        ("rock_fall", 5, 1),
        ("no-rule-holds", 1, 0),
    ]
    assert Counter(step.outcome for step in steps)["included"] == 1
    assert steps[1].label == "Ice is another study"
