"""A sample beside its full set: the printed tests come out, and what cannot be tested is told."""

from __future__ import annotations

import math

import pytest

from tests.reading.sampling.populations import bicycles, of_margins
from waymark.instruments.problems import CallProblem
from waymark.reading.sampling import SamplingFrame, compare

# The margins of the 175 reports and of the 293 cases, from Appendix A and Tables 1, 4, 6 and 17 of the source.
REPORTS = {
    "outcome": {"death": 123, "serious harm": 52},
    "gender": {"female": 91, "male": 84},
    "age": {"under 1": 70, "1-5": 45, "6-10": 14, "11 and over": 46},
}
CASES = {
    "outcome": {"death": 197, "serious harm": 96},
    "gender": {"female": 161, "male": 132},
    "age": {"under 1": 120, "1-5": 64, "6-10": 28, "11 and over": 81},
}


@pytest.fixture(scope="module")
def printed() -> SamplingFrame:
    return of_margins(REPORTS, CASES)


@pytest.mark.parametrize(
    ("variable", "statistic", "df", "p"),
    [("outcome", "0.4714", 1, "0.4923"), ("gender", "0.383", 1, "0.536"), ("age", "1.100", 3, "0.777")],
)
def test_the_test_of_appendix_a_comes_out_as_printed(
    printed: SamplingFrame, variable: str, statistic: str, df: int, p: str
) -> None:
    """Age is printed as 1.09, which is 1.0999 cut; four bands, as its p of .777 tells."""
    found = compare(printed, printed.cases[:175]).of(variable).against_full
    assert found is not None
    assert f"{found.statistic:.{len(statistic) - 2}f}" == statistic
    assert (found.df, f"{found.p:.{len(p) - 2}f}") == (df, p)


def test_against_the_cases_outside_the_difference_is_plainer(printed: SamplingFrame) -> None:
    found = compare(printed, printed.cases[:175]).of("outcome")
    assert found.against_rest is not None and found.against_full is not None
    a, b, c, d = 123, 52, 74, 44
    by_hand = 293 * (a * d - b * c) ** 2 / ((a + b) * (c + d) * (a + c) * (b + d))
    assert found.against_rest.statistic == pytest.approx(by_hand)
    assert found.against_rest.cramers_v == pytest.approx(math.sqrt(by_hand / 293))
    assert found.against_rest.p < found.against_full.p


def test_counts_percentages_and_the_largest_deviation_in_cases(printed: SamplingFrame) -> None:
    comparison = compare(printed, printed.cases[:175])
    death, harm = comparison.of("outcome").categories
    assert (death.code, death.full, death.sample) == ("death", 197, 123)
    assert f"{comparison.percent_full(death):.0f} {comparison.percent_sample(death):.0f}" == "67 70"
    assert death.deviation == pytest.approx(123 - 175 * 197 / 293)
    assert comparison.of("outcome").largest_deviation == pytest.approx(death.deviation)
    assert harm.deviation == pytest.approx(-death.deviation)


def test_cases_without_a_value_are_a_category_of_their_own_and_come_last() -> None:
    frame = SamplingFrame(
        ("1", "2", "3"), {"colour": (None, "red", "blue")}, {"colour": ("red", "blue", "black")}
    )
    categories = compare(frame, ["1"]).of("colour").categories
    assert [(c.code, c.full, c.sample) for c in categories] == [("red", 1, 0), ("blue", 1, 0), (None, 1, 1)]


def test_small_expected_counts_are_warned_of() -> None:
    frame = bicycles(60)
    assert "below 5" in compare(frame, frame.cases[:12]).of("shop").against_rest.warning  # type: ignore[union-attr]
    large = bicycles(3000)
    assert compare(large, large.cases[:1000]).of("size").against_rest.warning == ""  # type: ignore[union-attr]


def test_what_cannot_be_tested_has_no_test() -> None:
    frame = SamplingFrame(("1", "2"), {"colour": ("red", "red"), "size": ("small", "large")})
    assert compare(frame, ["1"]).of("colour").against_rest is None
    everyone = compare(frame, frame.cases).of("size")
    assert everyone.against_rest is None
    assert everyone.against_full is not None and everyone.against_full.statistic == 0


def test_a_stranger_among_the_members_is_told() -> None:
    with pytest.raises(CallProblem, match="B9 is not a case of this population"):
        compare(bicycles(3), ["B9"])
