"""Corrections, contradictions and gaps of one case."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.register.saying import says
from tests.register.second_pack import climbing_pack
from waymark.instruments.conditions import Value
from waymark.instruments.loading import SHIPPED, load_pack
from waymark.instruments.pack import Pack
from waymark.register.checking import check, correct
from waymark.register.settling import settle

TODAY = date(2024, 1, 1)
SOUND: dict[str, Value] = {"slip": "S1", "fell_on": date(2020, 5, 3), "ground": "rock", "companions": 1}


@pytest.fixture(name="pack")
def _pack(tmp_path: Path) -> Pack:
    return climbing_pack(tmp_path)


def found(pack: Pack, **values: Value) -> list[str]:
    return [finding.check for finding in check({**SOUND, **values}, pack, TODAY)]


def test_nothing_is_found_in_a_sound_case(pack: Pack) -> None:
    assert found(pack) == []


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"slip": None}, "case_number_missing"),
        ({"slip": "-"}, "case_number_missing"),
        ({"fell_on": None}, "incident_date_missing"),
        ({"helmet_given": date(2024, 1, 2)}, "date_in_future"),
        ({"birthday": date(2020, 5, 4)}, "born_after_incident"),
        ({"hurt": ("arm", "head"), "helmet": "worn"}, "head_with_helmet"),
        ({"hurt": ("head",)}, "head_with_helmet"),
        ({"climber_age": 240, "companions": 0}, "young_alone"),
    ],
)
def test_each_gap_and_contradiction_is_found_by_its_name(
    pack: Pack, values: dict[str, Value], name: str
) -> None:
    assert found(pack, **values) == [name]


@pytest.mark.parametrize(
    "values",
    [
        {"helmet_given": TODAY},
        {"birthday": date(2020, 5, 3)},
        {"hurt": ("arm",), "helmet": "worn"},
        {"hurt": ("head",), "helmet": "none"},
        {"climber_age": 480, "companions": 0},
    ],
)
def test_what_just_keeps_within_a_check_is_not_found(pack: Pack, values: dict[str, Value]) -> None:
    assert found(pack, **values) == []


def test_a_check_of_the_pack_says_what_the_pack_says(pack: Pack) -> None:
    (finding,) = check({**SOUND, "hurt": ("head",), "helmet": "worn"}, pack, TODAY)
    assert finding.says == "The head was hurt although a helmet was worn."
    assert finding.variables == ("hurt", "helmet")


def test_a_correction_replaces_the_value_and_keeps_what_was_stated(pack: Pack) -> None:
    cells = {"fell_on": "3/5/2020", "helmet": "Yes", "helmet_given": "4/5/2020"}
    statements = says(pack, "hut_book", **cells)
    helmet = correct(settle(statements, pack), pack).standing["helmet"]
    assert helmet.value == "none"
    assert [(s.rule, s.before, s.after) for s in helmet.statement.stated.steps] == [
        ("category-by-synonym", "Yes", "worn"),
        ("helmet_too_late", "worn", "none"),
    ]
    assert [step.rule for step in helmet.added] == ["helmet_too_late"]
    assert helmet.original in statements
    assert helmet.original is not None
    assert helmet.original.stated.value == "worn"


@pytest.mark.parametrize(
    "cells",
    [
        {"fell_on": "3/5/2020", "helmet": "yes", "helmet_given": "3/5/2020"},
        {"fell_on": "3/5/2020", "helmet": "yes"},
        {"helmet": "yes", "helmet_given": "4/5/2020"},
        {"fell_on": "3/5/2020", "helmet": "no", "helmet_given": "4/5/2020"},
        {"fell_on": "3/5/2020", "helmet_given": "4/5/2020"},
    ],
)
def test_a_correction_waits_for_both_dates_the_value_and_its_conditions(
    pack: Pack, cells: dict[str, str]
) -> None:
    settled = settle(says(pack, "hut_book", **cells), pack)
    assert correct(settled, pack).standing == settled.standing


def test_a_correction_leaves_a_value_that_its_conditions_do_not_speak_of() -> None:
    shipped = load_pack(SHIPPED / "scr_2011_14")
    for plan, expected in (("past", "past"), ("current", "never")):
        cells = {"incident_date": "3/5/2012", "plan_status": plan, "plan_started": "4/5/2012"}
        settled = correct(settle(says(shipped, "notification", **cells), shipped), shipped)
        assert settled.values["plan_status"] == expected


def test_a_notification_before_its_incident_is_told() -> None:
    pack = load_pack(SHIPPED / "scr_2011_14")
    case: dict[str, Value] = {"case_number": "1", "incident_date": date(2012, 5, 3)}
    early = check({**case, "notified_on": date(2012, 5, 2)}, pack, TODAY)
    says = "The notification (2012-05-02) is dated before the incident (2012-05-03)."
    assert says in [finding.says for finding in early]
    on_time = check({**case, "notified_on": date(2012, 5, 3)}, pack, TODAY)
    assert "notified_before_incident" not in [finding.check for finding in on_time]
