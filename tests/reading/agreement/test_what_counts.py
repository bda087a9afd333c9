"""How answers without a value count, what is told where a figure cannot be given, and who differs where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.reading.agreement.published import KRIPPENDORFF_C, by_reader
from waymark.instruments.problems import CallProblem
from waymark.instruments.variables import Category, Variable, VariableType
from waymark.reading.agreement import (
    Agreement,
    Counted,
    Difference,
    Metric,
    Unanswered,
    agreement,
    agreements,
    differing,
    metric_of,
    of_two,
    pairs_of_readers,
    ratings_of,
)

NOT_STATED, UNCLEAR, NOT_APPLICABLE = Unanswered


def told(found: Agreement) -> tuple[Counted, int, str]:
    assert found.percent is not None
    return found.counted, found.units, f"{found.percent.value:.0%}"


def test_for_categories_not_stated_is_an_answer_with_the_stated_answers_beside_it() -> None:
    ratings = by_reader(["red", "blue", "red", NOT_STATED], ["red", "blue", NOT_STATED, NOT_STATED])
    quoted, beside = agreements(ratings, Metric.NOMINAL)
    assert told(quoted) == (Counted.EVERY, 4, "75%")
    assert told(beside) == (Counted.STATED, 2, "100%")


def test_for_numbers_only_values_count_and_whether_there_is_one_is_told_beside_it() -> None:
    ratings = by_reader([3, 14, 7, NOT_STATED], [3, 15, UNCLEAR, NOT_STATED])
    quoted, beside = agreements(ratings, Metric.INTERVAL)
    assert told(quoted) == (Counted.STATED, 2, "50%")
    assert told(beside) == (Counted.WHETHER, 4, "75%")
    assert beside.metric is Metric.NOMINAL


def test_where_every_answer_is_a_value_there_is_one_figure() -> None:
    assert len(agreements(by_reader(["red", "blue"], ["red", "red"]), Metric.NOMINAL)) == 1
    assert len(agreements(by_reader([1, 2], [1, 3]), Metric.INTERVAL)) == 1


def test_a_category_with_the_same_word_is_not_the_answer_kind() -> None:
    ratings = by_reader(["unclear", "red"], [UNCLEAR, "red"])
    assert told(agreement(ratings, Metric.NOMINAL)) == (Counted.EVERY, 2, "50%")


def test_naming_one_category_more_is_nearer_than_naming_another() -> None:
    more = by_reader(
        [frozenset("a"), frozenset("b"), frozenset("c")], [frozenset("ad"), frozenset("b"), frozenset("c")]
    )
    another = by_reader(
        [frozenset("a"), frozenset("b"), frozenset("c")], [frozenset("d"), frozenset("b"), frozenset("c")]
    )
    near, far = agreement(more, Metric.SET).alpha, agreement(another, Metric.SET).alpha
    assert near is not None and far is not None
    assert near.value > far.value


def test_nothing_ticked_by_both_is_agreement_and_not_stated_is_something_else() -> None:
    both = by_reader([frozenset(), frozenset("a")], [frozenset(), frozenset("a")])
    apart = by_reader([frozenset(), frozenset("a")], [NOT_STATED, frozenset("a")])
    assert agreement(both, Metric.SET).same == 2
    assert agreement(apart, Metric.SET).same == 1


def test_one_answer_throughout_gives_percent_and_the_reason_for_no_more() -> None:
    found = agreement(by_reader(["no"] * 9, ["no"] * 9), Metric.NOMINAL)
    assert found.percent is not None
    assert (found.percent.value, found.kappa, found.alpha) == (1.0, None, None)
    assert f"{found.percent.low:.2f}" == "0.70"
    assert found.notes == (
        "Cohen's kappa is not defined: both readers gave one and the same answer throughout.",
        "Alpha is not defined: there is only one answer, so nothing could have differed.",
    )


def test_readers_who_never_differ_have_figures_without_an_interval() -> None:
    found = agreement(by_reader("yynn", "yynn"), Metric.NOMINAL)
    assert found.kappa is not None and found.alpha is not None
    assert (found.kappa.value, found.kappa.low) == (1, None)
    assert (found.alpha.value, found.alpha.low) == (1, None)
    assert (
        "the readers differed nowhere" in found.notes[0] and "the readers differed nowhere" in found.notes[1]
    )


def test_kappa_of_a_reader_with_one_answer_is_nought_without_an_interval() -> None:
    found = agreement(by_reader("yyyyy", "yyyyn"), Metric.NOMINAL)
    assert found.kappa is not None
    assert (found.kappa.value, found.kappa.low) == (0, None)
    assert found.notes == ("Cohen's kappa has no interval: answers so one-sided leave no error to reckon.",)


def test_three_readers_have_alpha_but_no_kappa() -> None:
    found = agreement(by_reader("yyn", "ynn", "ynn"), Metric.NOMINAL)
    assert found.kappa is None and found.alpha is not None
    assert found.notes[0].startswith("Cohen's kappa is for two readers, and 3 answered")


def test_a_reader_who_shares_no_unit_does_not_stand_in_the_way_of_kappa() -> None:
    ratings = by_reader("yyn", "ynn", [None, None, None, "y"])
    assert agreement(ratings, Metric.NOMINAL) == agreement(by_reader("yyn", "ynn"), Metric.NOMINAL)


def test_without_a_unit_in_common_there_is_nothing_to_compare() -> None:
    found = agreement(by_reader(["y", None], [None, "n"]), Metric.NOMINAL)
    assert (found.units, found.percent, found.alpha) == (0, None, None)
    assert found.notes == ("No unit was answered by two readers: there is nothing to compare.",)


def test_the_same_answers_give_the_same_interval_every_time() -> None:
    assert agreement(KRIPPENDORFF_C, Metric.ORDINAL) == agreement(KRIPPENDORFF_C, Metric.ORDINAL)


def test_ordered_categories_are_told_their_order() -> None:
    ratings = by_reader(["low", "mid", "high", "low"], ["low", "mid", "mid", "high"])
    numbered = by_reader([1, 2, 3, 1], [1, 2, 2, 3])
    by_word = agreement(ratings, Metric.ORDINAL, ("low", "mid", "high"))
    assert by_word == agreement(numbered, Metric.ORDINAL)
    with pytest.raises(CallProblem, match="The order of “high” is not given"):
        agreement(ratings, Metric.ORDINAL, ("low", "mid"))


@pytest.mark.parametrize(
    ("lines", "metric", "words"),
    [
        ((["red"], ["blue"]), Metric.INTERVAL, "“red” is neither a number nor a date"),
        ((["red"], ["red"]), Metric.SET, "“red” is not a set of categories"),
        (([-1], [2]), Metric.RATIO, "from nought upwards"),
    ],
)
def test_a_metric_that_does_not_fit_says_which_would(
    lines: list[list[str]], metric: Metric, words: str
) -> None:
    with pytest.raises(CallProblem, match=words):
        agreement(by_reader(*lines), metric)


def test_the_units_that_differ_are_told_with_who_said_what() -> None:
    ratings = ratings_of(
        [
            ("case 1", "A", "red"),
            ("case 1", "B", "red"),
            ("case 2", "A", "red"),
            ("case 2", "B", NOT_STATED),
            ("case 3", "A", "red"),
            ("case 4", "B", "blue"),
            ("case 4", "C", "red"),
        ]
    )
    assert differing(ratings) == (
        Difference("case 2", (("A", "red"), ("B", NOT_STATED))),
        Difference("case 4", (("B", "blue"), ("C", "red"))),
    )


def test_two_readers_can_be_taken_out_of_many() -> None:
    assert pairs_of_readers(by_reader(["y", None], ["y", "n"], [None, "n"])) == (
        ("reader 0", "reader 1"),
        ("reader 1", "reader 2"),
    )
    two = of_two(KRIPPENDORFF_C, "reader 0", "reader 2")
    assert (two.readers, len(two.units)) == (("reader 0", "reader 2"), 8)
    with pytest.raises(CallProblem, match="No answer is by “reader 9”"):
        of_two(KRIPPENDORFF_C, "reader 0", "reader 9")


def test_a_reader_answers_a_unit_once() -> None:
    with pytest.raises(CallProblem, match="“A” has two answers for case 1"):
        ratings_of([("case 1", "A", "red"), ("case 1", "A", "blue")])


def test_ratings_are_a_full_table() -> None:
    with pytest.raises(ValueError, match="one row a unit"):
        replace(KRIPPENDORFF_C, units=("1",))


@pytest.mark.parametrize(
    ("kind", "metric"),
    [
        ("category", Metric.NOMINAL),
        ("categories", Metric.SET),
        ("number", Metric.INTERVAL),
        ("age", Metric.INTERVAL),
        ("date", Metric.INTERVAL),
        ("area", Metric.NOMINAL),
        ("text", None),
    ],
)
def test_the_type_of_a_variable_gives_its_metric(kind: VariableType, metric: Metric | None) -> None:
    categories = (Category(code="a", label="A"),) if kind in ("category", "categories") else ()
    variable = Variable(
        key="v", label="V", type=kind, definition="", seed="", sources=("sheet",), categories=categories
    )
    assert metric_of(variable) is metric


def test_dates_a_day_apart_agree_more_than_dates_a_year_apart() -> None:
    first = [date(2012, 1, 1), date(2013, 6, 1), date(2014, 3, 1)]
    near = agreement(by_reader(first, [*first[:2], date(2014, 3, 2)]), Metric.INTERVAL).alpha
    far = agreement(by_reader(first, [*first[:2], date(2013, 3, 1)]), Metric.INTERVAL).alpha
    assert near is not None and far is not None
    assert near.value > 0.99 > far.value
