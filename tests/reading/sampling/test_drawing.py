"""A drawn sample: it matches, it keeps to the plan, it can be repeated, and what it claims of itself is true."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.reading.sampling.populations import bicycles
from waymark.instruments.problems import CallProblem
from waymark.reading.sampling import Sample, SamplePlan, SamplingFrame, draw

EVERY = ("colour", "size", "state", "shop")


def naive_distance(frame: SamplingFrame, plan: SamplePlan, members: tuple[str, ...]) -> float:
    """Squared deviations in cases, added up one by one."""
    total = 0.0
    for variable in plan.variables:
        full = Counter(frame.variables[variable])
        code = dict(zip(frame.cases, frame.variables[variable], strict=True))
        sample = Counter(code[case] for case in members)
        total += sum((sample[c] - len(members) * full[c] / len(frame.cases)) ** 2 for c in full)
    return total


@pytest.mark.parametrize(("population", "size"), [(293, 175), (293, 66), (175, 40), (2000, 500)])
def test_every_margin_is_met_to_within_a_case(population: int, size: int) -> None:
    sample = draw(bicycles(population), SamplePlan(size, EVERY, seed=20160705))
    assert len(sample.members) == size
    assert sample.proved_nearest
    assert all(compared.largest_deviation < 1 for compared in sample.comparison.variables)


def test_margins_are_those_of_the_largest_remainders() -> None:
    """Shares of 4.4, 3.3, 2.2 and 0.1 of ten make 4, 3, 2 and none; the tenth goes to the largest remainder."""
    frame = SamplingFrame(
        tuple(str(number) for number in range(100)),
        {"colour": ("red",) * 44 + ("blue",) * 33 + ("green",) * 22 + ("black",)},
    )
    sample = draw(frame, SamplePlan(10, ("colour",), seed=1))
    assert {c.code: c.sample for c in sample.comparison.of("colour").categories} == {
        "red": 5,
        "blue": 3,
        "green": 2,
        "black": 0,
    }


def test_the_same_seed_gives_the_same_sample_whatever_the_order_of_the_cases() -> None:
    frame = bicycles(200)
    turned = SamplingFrame(frame.cases[::-1], {name: codes[::-1] for name, codes in frame.variables.items()})
    plan = SamplePlan(40, EVERY, seed=11)
    assert draw(frame, plan) == draw(frame, plan)
    assert draw(frame, plan).members == draw(turned, plan).members[::-1]
    assert draw(frame, plan).members != draw(frame, SamplePlan(40, EVERY, seed=12)).members


def test_a_recorded_seed_gives_the_sample_that_was_recorded() -> None:
    """A change of this list is a change of every recorded sample."""
    sample = draw(bicycles(60), SamplePlan(8, ("colour", "size"), seed=293))
    assert " ".join(sample.members) == "B00007 B00015 B00018 B00019 B00023 B00031 B00049 B00051"


def test_what_is_left_out_counts_in_the_full_set_and_is_not_drawn() -> None:
    """Sixty of a hundred are red, but most red ones have no report; the sample is six tenths red all the same."""
    frame = SamplingFrame(
        tuple(f"{number:03}" for number in range(100)), {"colour": ("red",) * 60 + ("blue",) * 40}
    )
    without_report = frame.cases[:50]
    sample = draw(frame, SamplePlan(10, ("colour",), seed=5, left_out=without_report))
    assert not set(sample.members) & set(without_report)
    assert [c.sample for c in sample.comparison.of("colour").categories] == [4, 6]


def test_where_too_few_can_be_drawn_the_nearest_is_still_proved() -> None:
    frame = SamplingFrame(
        tuple(f"{number:03}" for number in range(100)), {"colour": ("red",) * 60 + ("blue",) * 40}
    )
    sample = draw(frame, SamplePlan(10, ("colour",), seed=5, left_out=frame.cases[:58]))
    assert sample.comparison.of("colour").largest_deviation == pytest.approx(4)
    assert sample.proved_nearest


def test_must_haves_are_in_and_named_in_the_order_of_the_cases() -> None:
    frame = bicycles(120)
    wanted = (frame.cases[90], frame.cases[3])
    sample = draw(frame, SamplePlan(20, EVERY, seed=3, must_have=wanted))
    assert sample.must_have == (frame.cases[3], frame.cases[90])
    assert set(wanted) <= set(sample.members)
    assert list(sample.members) == [case for case in frame.cases if case in sample.members]


def test_without_variables_it_is_a_plain_random_sample() -> None:
    frame = bicycles(300)
    sample = draw(frame, SamplePlan(30, (), seed=3))
    assert len(sample.members) == 30
    assert sample.found.exchanges == 0
    assert len(sample.comparison.variables) == 4


def test_whom_the_seed_takes_is_even_among_cases_that_are_alike() -> None:
    frame = SamplingFrame(tuple("abcdefghij"), {"colour": ("red",) * 5 + ("blue",) * 5})
    taken = Counter(
        case for seed in range(400) for case in draw(frame, SamplePlan(4, ("colour",), seed=seed)).members
    )
    assert all(120 < taken[case] < 200 for case in frame.cases)


@st.composite
def small_plans(draw_: st.DrawFn) -> tuple[SamplingFrame, SamplePlan]:
    count = draw_(st.integers(2, 8))
    codes = st.lists(st.sampled_from(("x", "y", "z", None)), min_size=count, max_size=count).map(tuple)
    cases = tuple("abcdefgh"[:count])
    frame = SamplingFrame(cases, {"one": draw_(codes), "two": draw_(codes)})
    assume(all(any(values) for values in frame.variables.values()))
    fate = draw_(st.lists(st.sampled_from("mmo..."), min_size=count, max_size=count))
    must_have = tuple(case for case, kind in zip(cases, fate, strict=True) if kind == "m")
    left_out = tuple(case for case, kind in zip(cases, fate, strict=True) if kind == "o")
    size = draw_(st.integers(max(1, len(must_have)), max(1, count - len(left_out))))
    assume(len(must_have) <= size <= count - len(left_out))
    return frame, SamplePlan(size, ("one", "two"), draw_(st.integers(0, 99)), must_have, left_out)


@settings(max_examples=150)
@given(small_plans())
def test_what_a_sample_claims_is_true_by_trying_all(given_: tuple[SamplingFrame, SamplePlan]) -> None:
    frame, plan = given_
    sample = draw(frame, plan)
    free = [case for case in frame.cases if case not in plan.must_have + plan.left_out]
    every = [
        naive_distance(frame, plan, plan.must_have + others)
        for others in combinations(free, plan.size - len(plan.must_have))
    ]
    assert len(sample.members) == plan.size
    assert set(plan.must_have) <= set(sample.members)
    assert not set(plan.left_out) & set(sample.members)
    assert sample.distance == pytest.approx(naive_distance(frame, plan, sample.members))
    assert sample.least <= min(every) + 1e-9
    if sample.proved_nearest:
        assert sample.distance == pytest.approx(min(every))
    for out in set(sample.members) - set(plan.must_have):
        for into in set(free) - set(sample.members):
            swapped = (*(case for case in sample.members if case != out), into)
            assert naive_distance(frame, plan, swapped) >= sample.distance - 1e-9


def test_a_sample_is_stored_and_read_back_as_it_was() -> None:
    frame = bicycles(50)
    sample = draw(frame, SamplePlan(10, EVERY, seed=3, must_have=("B00004",)))
    assert msgspec.json.decode(msgspec.json.encode(sample), type=Sample) == sample
    assert msgspec.json.decode(msgspec.json.encode(frame), type=SamplingFrame) == frame


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (
            SamplePlan(31, EVERY, 1),
            "31 was asked for, and the population has 30 cases. The size is at most 30",
        ),
        (SamplePlan(29, EVERY, 1, left_out=("B00001", "B00002")), "28 of the 30 cases can be drawn"),
        (SamplePlan(0, EVERY, 1), "A sample of no cases was asked for"),
        (SamplePlan(1, EVERY, 1, must_have=("B00001", "B00002")), "2 cases must be in a sample of 1"),
        (SamplePlan(5, EVERY, 1, must_have=("B99999",)), "B99999 is not a case of this population"),
        (SamplePlan(5, EVERY, 1, ("B00001",), ("B00001",)), "B00001 must be in the sample and is left out"),
        (SamplePlan(5, ("colours",), 1), "no variable “colours” to match on. Did you mean “colour”"),
        (SamplePlan(5, ("empty",), 1), "No case has a value of “empty”"),
    ],
)
def test_a_plan_that_cannot_be_carried_out_says_why(plan: SamplePlan, words: str) -> None:
    frame = bicycles(30)
    frame = SamplingFrame(frame.cases, {**frame.variables, "empty": (None,) * 30})
    with pytest.raises(CallProblem, match=words):
        draw(frame, plan)
