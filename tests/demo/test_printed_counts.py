"""The synthetic cases, as they are true, give what is printed. Tables are typed here a second time."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.demo.conftest import Cases
from waymark.demo.margins import MarginFile, demonstration_data, met_by, requirements_of
from waymark.demo.rows import Row
from waymark.instruments.conditions import all_hold
from waymark.instruments.pack import Pack


def of(cases: Cases, pack: Pack, population: str) -> Cases:
    conditions = pack.resolved((), population)
    return [case for case in cases if all_hold(conditions, case, pack.missing_codes)]


def test_every_margin_is_met(cases: Cases, shipped: Pack) -> None:
    asked = requirements_of(demonstration_data(shipped, "margins.toml", MarginFile), shipped)
    counted = [(requirement, met_by(requirement, cases, shipped)) for requirement in asked]
    unmet = [(r.seed, n, r.least, r.most) for r, n in counted if not r.least <= n <= r.most]
    assert len(asked) > 400
    assert unmet == []


BY_VARIABLE = [
    ("included", "outcome", {"death": 197, "serious_harm": 96}),
    ("included", "incident_year", {"2011-12": 63, "2012-13": 95, "2013-14": 135}),
    ("included", "age_band", {"under_1": 120, "1_5": 64, "6_10": 28, "11_15": 41, "16_17": 40}),
    ("included", "gender", {"male": 132, "female": 161}),
    ("included", "ethnic_group", {"white": 222, "mixed": 21, "black": 17, "asian": 15, "other": 7, None: 11}),
    ("included", "sibling_band", {"0": 78, "1": 89, "2": 62, "3": 33, "4": 17, "5": 5, "6_over": 8, None: 1}),
    ("included", "context", {"family": 239, "community": 52, "not_clear": 2}),
    ("included", "plan_status", {"never": 221, "current": 36, "past": 36}),
    ("included", "disability", {"yes": 29, "no": 264}),
    ("included", "disability_kind", {"physical": 8, "intellectual": 19, "chronic": 2, None: 264}),
    ("included", "report_available", {"yes": 175, "no": 118}),
    ("report_fatal", "neglect_evidence", {"yes": 64, "no": 59}),
    ("report_non_fatal", "neglect_evidence", {"yes": 32, "no": 20}),
    ("report_fatal", "csc_status", {"open": 57, "closed": 17, "below_threshold": 20, "never": 29}),
    ("report_non_fatal", "csc_status", {"open": 22, "closed": 16, "below_threshold": 5, "never": 9}),
    ("report", "family_problems", {0: 36, 1: 47, 2: 53, 3: 39}),
    ("report", "gender", {"female": 91, "male": 84}),
    ("report", "age_group", {"under_1": 70, "1_5": 45, "6_10": 14, "11_over": 46}),
    ("in_depth", "outcome", {"death": 43, "serious_harm": 23}),
    ("appraised", "report_available", {"yes": 40}),
    (
        "included",
        "living_with",
        {"home": 245, "relatives": 10, "foster": 8, "unit": 10, "semi_independent": 3, "other": 17},
    ),
    (
        "fatal",
        "death_category",
        {
            "fatal_physical_abuse": 48,
            "overt_familial": 22,
            "overt_extra_familial": 6,
            "covert_homicide": 3,
            "extreme_neglect": 4,
            "severe_cruelty": 2,
            "sudi": 31,
            "suicide": 37,
            "related_other": 25,
            "not_clear": 19,
        },
    ),
    (
        "non_fatal",
        "harm_category",
        {
            "physical_assault": 50,
            "neglect": 14,
            "sexual_intra": 13,
            "sexual_extra": 5,
            "sexual_exploitation": 5,
            "risk_taking": 8,
            "other": 1,
        },
    ),
    (
        "fatal",
        "legal_status",
        {
            "section_20": 9,
            "care_order": 7,
            "interim_care_order": 3,
            "supervision_order": 3,
            "residence_order": 2,
            "adopted": 1,
            "other_order": 10,
            "none": 162,
        },
    ),
    (
        "report",
        "harm_source",
        {
            "mother": 41,
            "father": 29,
            "mothers_partner": 18,
            "both_parents": 21,
            "other_relation": 6,
            "known_unrelated": 8,
            "stranger": 3,
            "young_person": 27,
            "not_clear": 22,
        },
    ),
    (
        "known_to_csc",
        "csc_level",
        {
            "looked_after": 15,
            "supervision_order": 4,
            "protection_plan": 35,
            "child_in_need": 21,
            "assessment": 37,
            "referral": 9,
            "enquiry": 13,
            "family_worker": 3,
        },
    ),
]


@pytest.mark.parametrize(("population", "variable", "printed"), BY_VARIABLE)
def test_counts_are_those_printed(
    population: str, variable: str, printed: dict[object, int], cases: Cases, shipped: Pack
) -> None:
    assert Counter(case.get(variable) for case in of(cases, shipped, population)) == printed


def test_region_by_outcome_is_table_2(cases: Cases, shipped: Pack) -> None:
    printed = {
        "east": (14, 14),
        "east_midlands": (23, 9),
        "london": (31, 14),
        "north_east": (9, 9),
        "north_west": (33, 16),
        "south_east": (24, 20),
        "south_west": (15, 6),
        "west_midlands": (25, 1),
        "yorkshire_humber": (23, 7),
    }
    counted = Counter((c["region"], c["outcome"]) for c in of(cases, shipped, "included"))
    assert {r: (counted[r, "death"], counted[r, "serious_harm"]) for r in printed} == printed


def test_social_care_by_age_is_table_17(cases: Cases, shipped: Pack) -> None:
    counted = Counter((c["age_group"], c["csc_status"]) for c in of(cases, shipped, "report"))
    kinds = ("open", "closed", "below_threshold", "never")
    assert [counted["under_1", k] for k in kinds] == [27, 8, 10, 25]
    assert [counted["1_5", k] for k in kinds] == [17, 14, 8, 6]
    assert [counted["6_10", k] for k in kinds] == [6, 4, 3, 1]
    assert [counted["11_over", k] for k in kinds] == [29, 7, 4, 6]


def test_seventy_two_children_have_eighty_plan_categories(cases: Cases, shipped: Pack) -> None:
    plans = [case["plan_category"] for case in of(cases, shipped, "on_plan")]
    named = Counter(code for plan in plans if isinstance(plan, tuple) for code in plan)
    assert len(plans) == 72
    assert named == {"neglect": 45, "physical": 12, "emotional": 13, "sexual": 10}


def test_authorities_hold_one_to_eight_reviews(cases: Cases, shipped: Pack) -> None:
    held = Counter(case["board"] for case in of(cases, shipped, "included"))
    assert (len(held), min(held.values()), max(held.values())) == (118, 1, 8)


def test_grid_rows_stand_in_the_order_of_print(rows: tuple[Row, ...], shipped: Pack) -> None:
    """17 suicides and seven reviews of exploitation; the third, sixth and seventh of these are historic."""
    placed = [row for row in rows if row.place]
    suicides = [row.place[1] for row in placed if row.place and row.truth.get("death_category") == "suicide"]
    exploited = [row for row in placed if row.truth.get("exploitation_feature") == "yes"]
    assert suicides == list(range(1, 18))
    assert [row.truth["standing"] for row in exploited] == [
        "included", "included", "alongside", "included", "included", "alongside", "alongside",
    ]  # fmt: skip
    assert [row.truth["group_review"] for row in exploited] == ["no"] * 5 + ["yes"] * 2
    assert [row.truth["outcome"] for row in exploited].count("death") == 2


def test_ages_and_dates_of_birth_agree(rows: tuple[Row, ...]) -> None:
    for row in rows:
        born, at, months = (row.truth.get(name) for name in ("date_of_birth", "incident_date", "age_months"))
        if born is not None and at is not None:
            assert (at.year - born.year) * 12 + at.month - born.month - (at.day < born.day) == months  # type: ignore[union-attr]
