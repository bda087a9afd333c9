"""Methods told from a pack that no code knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from waymark.analysis.results import Published, TestResult
from waymark.instruments.conditions import Condition
from waymark.instruments.loading import load_pack
from waymark.instruments.pack import Pack
from waymark.publish.conditions_in_words import in_words
from waymark.publish.disclosure import Rule
from waymark.publish.methods import Method, methods_of
from waymark.publish.statistics_in_words import in_one_line, p_value, told


@pytest.fixture
def pack(tiny_pack_folder: Path) -> Pack:
    return load_pack(tiny_pack_folder)


def section(pack: Pack, key: str) -> Method:
    return next(method for method in methods_of(pack) if method.key == key)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Condition(variable="colour", is_="red"), "“Colour” is “Red”"),
        (Condition(variable="colour", in_=("red", "blue")), "“Colour” is “Red” or “Blue”"),
        (Condition(variable="colour", not_in=("red",)), "“Colour” is not “Red”"),
        (Condition(variable="colour", stated=False), "“Colour” is not stated"),
        (Condition(variable="gears", from_=3, below=7), "“Gears” is 3 or more and under 7"),
        (Condition(variable="brought_in", to=date(2020, 3, 31)), "is up to 31 March 2020"),
        (Condition(variable="brought_in", from_=date(2020, 4, 1)), "is 1 April 2020 or later"),
    ],
)
def test_a_condition_reads_as_a_person_would_say_it(pack: Pack, condition: Condition, words: str) -> None:
    assert words in in_words(condition, pack)


def test_a_banded_variable_is_told_with_its_limits(pack: Pack) -> None:
    entry = next(entry for entry in section(pack, "derived").entries if entry.term == "Gears, banded")
    assert entry.detail == "Bands of “Gears”. Up to 5: under 6; 6 and more: from 6."


def test_every_rule_and_group_of_the_pack_is_told(pack: Pack) -> None:
    assert [entry.term for entry in section(pack, "selection").entries] == [
        rule.label for rule in pack.selection
    ]
    assert len(section(pack, "populations").entries) == len(pack.populations)


def test_no_word_of_the_shipped_study_is_in_the_methods_of_another_pack(pack: Pack) -> None:
    text = " ".join(str(method) for method in methods_of(pack)).casefold()
    assert "serious case" not in text
    assert "child" not in text


def test_the_rule_on_small_numbers_is_told_as_it_stands() -> None:
    told = " ".join(Rule(suppress_below=5, round_to=5, show_zeros=False).sentences())
    assert "Counts from 1 to 4 are withheld" in told
    assert "Zeros are withheld" in told
    assert "nearest 5" in told
    assert "asks for neither" in Rule().sentences()[0]


def test_a_small_p_is_not_told_as_zero() -> None:
    assert p_value(0.00001).replace("\u00a0", " ") == "p < .001"
    assert p_value(0.0469).replace("\u00a0", " ") == "p = .047"
    assert p_value(1.0).replace("\u00a0", " ") == "p = 1.000"


def test_an_exact_test_without_a_statistic_tells_size_and_p() -> None:
    test = TestResult(
        name="Harm",
        statistic_name="Fisher’s exact test",
        statistic=None,
        df=None,
        p=0.031,
        effect_name="odds ratio",
        effect=2.5,
        effect_low=1.1,
        effect_high=5.9,
        published=Published(p="<0.05"),
    )
    said = in_one_line(test).replace("\u00a0", " ")
    assert said == (
        "Harm: odds ratio 2.50 (95% interval 1.10 to 5.90); Fisher’s exact test, p = .031. Printed: p < 0.05."
    )


def test_two_ways_of_one_test_are_told_once_with_both_statistics() -> None:
    plain = TestResult(
        name="Gender",
        statistic_name="χ²",
        statistic=6.27,
        df=1,
        p=0.0123,
        effect_name="odds ratio",
        effect=0.7,
        assumed="All expected counts are 5 or more.",
    )
    corrected = msgspec.structs.replace(
        plain, statistic_name="χ² with continuity correction", statistic=5.93, p=0.0149
    )
    (one,) = told([plain, corrected])
    assert one.says.replace("\u00a0", " ") == (
        "odds ratio 0.70; χ² = 6.27, 1 df, p = .012; χ² with continuity correction = 5.93, 1 df, p = .015."
    )
    assert one.aside == "All expected counts are 5 or more."


def test_words_printed_in_place_of_a_p_stand_as_they_are() -> None:
    test = TestResult(
        name="Age",
        statistic_name="χ²",
        statistic=2.17,
        df=1,
        p=0.141,
        effect_name="",
        effect=None,
        published=Published(p="not significant"),
    )
    assert in_one_line(test).endswith("Printed: not significant.")
