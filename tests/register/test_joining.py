"""Entries are joined to notifications by case number and incident date, both."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.register.second_pack import climbing_pack
from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.register.joining import cases_by_key, join, join_key, number_key

MAY = date(2020, 5, 3)
JUNE = date(2020, 6, 3)


@pytest.fixture(name="pack")
def _pack(tmp_path: Path) -> Pack:
    return climbing_pack(tmp_path)


CASES: dict[str, dict[str, Value]] = {
    "A": {"slip": "S/0012", "fell_on": MAY},
    "B": {"slip": "S 13", "fell_on": MAY},
    "C": {"slip": "0014", "fell_on": MAY},
    "D": {"slip": "14", "fell_on": MAY},
    "E": {"slip": "15", "fell_on": MAY},
    "F": {"slip": "15", "fell_on": JUNE},
    "G": {"slip": "16"},
    "H": {"fell_on": MAY},
}


@pytest.mark.parametrize(
    ("slip", "day", "outcome", "case_id"),
    [
        ("s0012", MAY, "joined", "A"),
        ("S-13", MAY, "joined", "B"),
        ("15", JUNE, "joined", "F"),
        ("S/0012", JUNE, "date_differs", None),
        ("99", MAY, "no_such_case", None),
        ("14", MAY, "several", None),
        ("15", None, "date_missing", None),
        ("16", MAY, "date_missing", None),
        (None, MAY, "no_number", None),
        ("-", MAY, "no_number", None),
    ],
)
def test_both_the_number_and_the_day_have_to_fit(
    pack: Pack, slip: str | None, day: date | None, outcome: str, case_id: str | None
) -> None:
    joined = join({"slip": slip, "fell_on": day}, cases_by_key(CASES, pack), pack)
    assert (joined.outcome, joined.case_id) == (outcome, case_id)
    assert bool(joined.says) is (outcome != "joined")


def test_what_fits_by_number_only_is_told_with_both_days(pack: Pack) -> None:
    joined = join({"slip": "S 13", "fell_on": JUNE}, cases_by_key(CASES, pack), pack)
    assert joined.candidates == ("B",)
    assert "2020-05-03" in joined.says
    assert "2020-06-03" in joined.says


def test_an_entry_finds_the_one_that_stands_when_double_notifications_are_left_out(pack: Pack) -> None:
    joined = join({"slip": "14", "fell_on": MAY}, cases_by_key(CASES, pack, leave_out={"D"}), pack)
    assert (joined.outcome, joined.case_id) == ("joined", "C")


def test_a_number_is_compared_without_marks_and_leading_zeros() -> None:
    assert number_key("0012.0") == number_key(" 12 ") == "12"
    assert number_key("CPD/12") == number_key("cpd 12") != number_key("CPD/13")
    assert number_key("0") == "0"
    assert number_key(None) == number_key("--") == ""


def test_a_case_without_a_number_has_no_key(pack: Pack) -> None:
    assert join_key({"fell_on": MAY}, pack) is None
