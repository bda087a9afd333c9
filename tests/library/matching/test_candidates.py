"""What Splink proposes: the pairs that the rule could hold for, with weights that order them."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

import pytest

from tests.library.matching.making import a_case, a_report
from tests.library.matching.population import make_population
from waymark.library.matching.boards import board_reader
from waymark.library.matching.candidates import propose
from waymark.library.matching.keys import Comparer, agreeing, strongly_against

CASES = [
    a_case("1", board="Barnmere", child_label="Child S", incident_date=date(2013, 5, 14), age_months=27),
    a_case("2", board="Barnmere", child_label="Child T", incident_date=date(2011, 5, 14), age_months=140),
    a_case("3", board="Blackmouth", child_label="Child S", incident_date=date(2013, 5, 20), age_months=3),
    a_case("4", board="Blackmouth", child_label="Child V", incident_date=date(2010, 1, 2), age_months=3),
]
REPORT = a_report("R1", board="Barnmere LSCB", child="Child S", incident_date="2013-05", age="24-35")


def test_the_likeliest_comes_first_and_the_hopeless_not_at_all() -> None:
    found = propose([REPORT], CASES, board_reader(("Barnmere", "Blackmouth")))
    assert [candidate.case_id for candidate in found] == ["1", "3", "2"]
    assert found[0].weight > 0 > found[-1].weight


def test_a_pair_that_a_person_decided_is_always_proposed() -> None:
    found = propose([REPORT], CASES, board_reader(("Barnmere", "Blackmouth")), [("R1", "4")])
    assert "4" in {candidate.case_id for candidate in found}


@pytest.mark.parametrize(
    "shared",
    [
        {"child": "Child S", "incident_date": "2013-05"},
        {"child": "Child S", "author": "Alison Bellamoor"},
        {"incident_date": "2013-05", "author": "Alison Bellamoor"},
        {"incident_date": "2013-05-14"},
    ],
)
def test_a_board_that_is_not_known_does_not_hide_a_case(shared: dict[str, str]) -> None:
    case = a_case(
        "1",
        board="Barnmere",
        child_label="Child S",
        incident_date=date(2013, 5, 14),
        lead_reviewer="A. Bellamoor",
    )
    report = a_report("R1", board="Old Barnshire", **shared)
    assert [found.case_id for found in propose([report], [case], board_reader(("Barnmere",)))] == ["1"]


def test_a_report_without_a_board_is_looked_for_by_its_label_or_its_month() -> None:
    report = a_report("R1", child="Child S", age="24-35")
    found = propose([report], CASES, board_reader(("Barnmere", "Blackmouth")))
    assert [candidate.case_id for candidate in found] == ["1", "3"]


def test_no_pair_is_kept_back_that_the_rule_could_link() -> None:
    population = make_population(11, cases=150, reported=100)
    boards = board_reader((name for case in population.cases for name in case.boards), population.gazetteer)
    comparer = Comparer(population.cases, boards)
    proposed = {(c.report, c.case_id) for c in propose(population.reports, population.cases, boards)}
    for report, case in product(population.reports, population.cases):
        keys = comparer.compare(report, case).keys
        if len(agreeing(keys)) >= 3 and not strongly_against(keys):
            assert (report.ref, case.case_id) in proposed


def test_proposing_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    propose([REPORT], CASES, board_reader(("Barnmere",)))
    assert list(tmp_path.iterdir()) == []
