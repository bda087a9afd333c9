"""Which of the 808 synthetic notifications are in the study, and what stands in the way of the others."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from waymark.demo.rows import Row
from waymark.instruments.conditions import all_hold
from waymark.instruments.pack import Pack


def test_the_rules_leave_293_of_808(rows: tuple[Row, ...], shipped: Pack) -> None:
    first = [
        next(
            rule.name for rule in shipped.selection if all_hold(rule.where, row.truth, shipped.missing_codes)
        )
        for row in rows
    ]
    assert Counter(first) == {
        "in_study": 293,
        "historic_exploitation": 3,
        "duplicate": 7,
        "date_unknown": 2,
        "before_window": 118,
        "after_window": 149,
        "no_review": 171,
        "undecided": 56,
        "sibling": 9,
    }


def test_incidents_and_notifications_lie_where_the_source_says(rows: tuple[Row, ...]) -> None:
    """January 2010 to May 2015, two notified in 2009, and the historic ones."""
    notified = [row.truth["notified_on"] for row in rows]
    early = [day for day in notified if isinstance(day, date) and day < date(2010, 1, 1)]
    assert len(early) == 2
    assert all(isinstance(day, date) and day <= date(2015, 5, 31) for day in notified)
    for row in rows:
        day = row.truth.get("incident_date")
        if isinstance(day, date):
            assert day <= row.truth["notified_on"]  # type: ignore[operator]


def test_unrelated_rows_never_share_authority_and_day(rows: tuple[Row, ...]) -> None:
    together: dict[tuple[object, object], list[object]] = defaultdict(list)
    for row in rows:
        if row.truth.get("incident_date"):
            together[row.truth["board"], row.truth["incident_date"]].append(row.truth["same_incident"])
    shared = [parts for parts in together.values() if len(parts) > 1]
    assert all(parts[0] == "index" and "index" not in parts[1:] for parts in shared)
    assert Counter(part for parts in shared for part in parts) == {"index": 15, "sibling": 9, "duplicate": 7}


def test_four_deaths_and_one_arson_stand_for_more_than_one_child(rows: tuple[Row, ...]) -> None:
    index = {
        (r.truth["board"], r.truth["incident_date"]): r
        for r in rows
        if r.truth.get("same_incident") == "index"
    }
    siblings = [row for row in rows if row.truth.get("same_incident") == "sibling"]
    outcomes = Counter(
        (index[s.truth["board"], s.truth["incident_date"]].truth["outcome"], s.truth["outcome"])
        for s in siblings
    )
    killed_together = {
        (s.truth["board"], s.truth["incident_date"])
        for s in siblings
        if index[s.truth["board"], s.truth["incident_date"]].truth["outcome"] == "death"
    }
    assert outcomes == {
        ("death", "death"): 5,
        ("serious_harm", "death"): 1,
        ("serious_harm", "serious_harm"): 3,
    }
    assert len(killed_together) == 4


def test_four_plans_and_eight_orders_came_after_the_incident(rows: tuple[Row, ...]) -> None:
    late = [row for row in rows if row.shown]
    assert Counter(code for row in late for code in row.shown.values()) == {
        "current": 4,
        "section_20": 3,
        "interim_care_order": 3,
        "care_order": 2,
    }
    for row in late:
        stated = row.truth["plan_started"] if "plan_status" in row.shown else row.truth["order_made"]
        assert stated > row.truth["incident_date"]  # type: ignore[operator]
        assert row.truth["standing"] == "included"


def test_contradictions_stand_only_in_rows_left_out(rows: tuple[Row, ...]) -> None:
    both = [r for r in rows if r.truth.get("death_category") and r.truth.get("harm_category")]
    assert len(both) == 6
    assert {row.truth["standing"] for row in both} == {"excluded"}
