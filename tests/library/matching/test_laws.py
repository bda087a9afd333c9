"""What holds for any reports and cases, whatever they say."""

from __future__ import annotations

import random
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.matching.making import a_case, a_report
from tests.library.matching.population import make_population
from waymark.library.matching.boards import board_reader
from waymark.library.matching.deciding import Decided, Pair, Rule, decide
from waymark.library.matching.keys import Comparer, agreeing, strongly_against
from waymark.library.matching.matching import match
from waymark.library.matching.records import CaseRecord, ReportRecord

BOARDS = ("Barnmere", "Blackmouth", "Barnmere and Blackmouth", "")
LABELS = ("Child S", "Child T", "K.M.", "Daniel", "Children S and T", "")
AUTHORS = ("Alison Bellamoor", "A. Bellamoor", "Hugh Quarrie", "")
DAYS = (date(2013, 5, 14), date(2013, 5, 16), date(2011, 1, 2))

case_values = st.fixed_dictionaries(
    {
        "board": st.sampled_from(BOARDS),
        "child_label": st.sampled_from(LABELS),
        "incident_date": st.sampled_from(DAYS),
        "age_months": st.sampled_from((0, 27, 28, 170)),
        "lead_reviewer": st.sampled_from(AUTHORS),
        "outcome": st.sampled_from(("death", "serious_harm")),
        "gender": st.sampled_from(("female", "male", "not_stated")),
    }
)
report_fields = st.fixed_dictionaries(
    {
        "board": st.sampled_from(BOARDS),
        "child": st.sampled_from(LABELS),
        "incident_date": st.sampled_from(("2013-05-14", "2013-05", "2013", "2011-01", "")),
        "age": st.sampled_from(("27", "24-35", "0-11", "168-179", "")),
        "author": st.sampled_from(AUTHORS),
        "outcome": st.sampled_from(("death", "serious_harm")),
        "gender": st.sampled_from(("female", "male")),
    }
)
said = st.sampled_from(("confirmed", "refused", None, None, None))


def decided_on(
    reports: list[ReportRecord], cases: list[CaseRecord], rule: Rule, decided: Decided
) -> tuple[Pair, ...]:
    """Every pair compared, as though all had been proposed."""
    boards = board_reader(BOARDS)
    comparer = Comparer(cases, boards)
    compared = [comparer.compare(report, case) for report, case in product(reports, cases)]
    return decide(compared, rule, decided, boards)


@given(
    st.lists(report_fields, min_size=1, max_size=4),
    st.lists(case_values, min_size=1, max_size=4),
    st.lists(said, min_size=16, max_size=16),
    st.integers(2, 5),
    st.randoms(use_true_random=False),
)
@settings(max_examples=150, deadline=None)
def test_the_rule_persons_and_order(
    of_reports: list[dict[str, str]],
    of_cases: list[dict[str, object]],
    by_persons: list[str | None],
    least: int,
    chance: random.Random,
) -> None:
    reports = [a_report(f"R{i}", **fields) for i, fields in enumerate(of_reports)]
    cases = [a_case(f"{i}", **values) for i, values in enumerate(of_cases)]  # type: ignore[arg-type]
    each = product((r.ref for r in reports), (c.case_id for c in cases))
    decided = {pair: word for pair, word in zip(each, by_persons, strict=False) if word}
    pairs = decided_on(reports, cases, Rule(least, 8.0), decided)  # type: ignore[arg-type]

    by_pair = {(pair.report, pair.case_id): pair for pair in pairs}
    assert {pair: by_pair[pair].decision for pair in decided} == decided
    for pair in pairs:
        if pair.decision == "linked":
            agree = agreeing(pair.keys)
            assert len(agree) >= least and set(strongly_against(pair.keys)) <= {"label"}
            if strongly_against(pair.keys):
                assert {"board", "incident_date", "age"} < set(agree)
        if (pair.report, pair.case_id) not in decided:
            assert pair.decision in ("linked", "to confirm")
        assert pair.why

    chance.shuffle(reports)
    chance.shuffle(cases)
    again = decided_on(reports, cases, Rule(least, 8.0), decided)  # type: ignore[arg-type]
    assert {(pair.report, pair.case_id): pair for pair in again} == by_pair


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_what_is_given_changes_nothing(seed: int) -> None:
    population = make_population(seed, cases=120, reported=80, without_case=10)
    once = match(population.reports, population.cases, 3, {}, population.gazetteer)
    chance = random.Random(seed)
    chance.shuffle(population.reports)
    chance.shuffle(population.cases)
    again = match(population.reports, population.cases, 3, {}, population.gazetteer)
    assert once == again


def test_a_person_confirms_and_refuses_once_for_all() -> None:
    population = make_population(5, cases=120, reported=80)
    first = match(population.reports, population.cases, 3, {}, population.gazetteer)
    linked = [(pair.report, pair.case_id) for pair in first if pair.decision == "linked"]
    decided: Decided = {linked[0]: "refused", linked[1]: "confirmed"}
    again = match(population.reports, population.cases, 3, decided, population.gazetteer)
    decisions = {(pair.report, pair.case_id): pair.decision for pair in again}
    assert (decisions[linked[0]], decisions[linked[1]]) == ("refused", "confirmed")
