"""A thousand made-up cases, six hundred of them with reports, a tenth spoilt: what is linked, and what is not.

The seeds are fixed so that the test is the same each time; any other gives the same picture.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.library.matching.population import Population, make_population
from waymark.library.matching.deciding import Pair
from waymark.library.matching.matching import match

SEEDS = (3, 17, 2014)
STRANGERS = 60


def matched(population: Population) -> tuple[Pair, ...]:
    return match(population.reports, population.cases, 3, {}, population.gazetteer)


def linked(pairs: tuple[Pair, ...]) -> set[tuple[str, str]]:
    return {(pair.report, pair.case_id) for pair in pairs if pair.decision == "linked"}


@pytest.fixture(scope="module", params=SEEDS)
def population(request: pytest.FixtureRequest) -> Population:
    return make_population(request.param)


@pytest.fixture(scope="module")
def pairs(population: Population) -> tuple[Pair, ...]:
    return matched(population)


def test_no_report_is_linked_to_a_case_that_is_not_its_own(
    population: Population, pairs: tuple[Pair, ...]
) -> None:
    assert linked(pairs) - population.truth == set()


def test_nearly_all_are_linked_or_wait_because_two_cannot_be_told_apart(
    population: Population, pairs: tuple[Pair, ...]
) -> None:
    undecidable = {
        (pair.report, pair.case_id)
        for pair in pairs
        if pair.decision == "to confirm" and "may fit as well" in pair.why
    }
    found = linked(pairs) | undecidable
    assert len(linked(pairs) & population.truth) >= 0.97 * len(population.truth)
    assert len(found & population.truth) >= 0.98 * len(population.truth)


def test_a_person_is_not_asked_in_vain(population: Population, pairs: tuple[Pair, ...]) -> None:
    waiting = {(pair.report, pair.case_id) for pair in pairs if pair.decision == "to confirm"}
    assert len(waiting - population.truth) <= 0.02 * len(population.truth)


def test_every_linked_pair_keeps_the_rule(pairs: tuple[Pair, ...]) -> None:
    for pair in pairs:
        if pair.decision == "linked":
            agreements = Counter(compared.agreement for compared in pair.keys.values())
            assert agreements["agrees"] >= 3


def test_spoilt_rows_are_there_and_most_are_found(population: Population, pairs: tuple[Pair, ...]) -> None:
    spoilt = {pair for pair in population.truth if pair[1] in population.spoilt}
    assert len(spoilt) >= 0.06 * len(population.truth)
    assert len(linked(pairs) & spoilt) >= 0.85 * len(spoilt)


def test_a_report_whose_case_is_not_here_is_linked_to_none() -> None:
    population = make_population(SEEDS[0], without_case=STRANGERS)
    pairs = linked(matched(population))
    strangers = {report.ref for report in population.reports} - {ref for ref, _ in population.truth}
    assert len(strangers) >= 0.9 * STRANGERS
    assert {ref for ref, _ in pairs} & strangers == set()
    assert pairs - population.truth == set()
