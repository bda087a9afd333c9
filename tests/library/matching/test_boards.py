"""Boards renamed, joint and shortened. All names are invented."""

from __future__ import annotations

import pytest

from waymark.library.matching.boards import board_reader, compare_boards, same_board
from waymark.register.places.areas import Area
from waymark.register.places.matching import Gazetteer

OF_CASES = ("Barnmere", "Blackmouth", "Carlcliffe", "Seaminster upon Arken", "Wrenfleet and Stonegarth")
AREAS = Gazetteer(
    tuple(
        Area(code=code, name=name, region="", children={}, also_known_as=others)
        for code, name, others in (
            ("X1", "Barnmere", ("Old Barnshire",)),
            ("X2", "Blackmouth", ()),
            ("X3", "Carlcliffe", ()),
        )
    )
)


@pytest.mark.parametrize(
    ("printed", "of_case", "agreement"),
    [
        ("Barnmere Safeguarding Children Board", "Barnmere", "agrees"),
        ("BARNMERE LSCB", "Barnmere", "agrees"),
        ("Barnmere Local Safeguarding Children Board", "Barnmere City Council", "agrees"),
        ("Barnmere and Blackmouth Safeguarding Children Board", "Blackmouth", "agrees"),
        ("Barnmere/Blackmouth", "Carlcliffe", "differs"),
        ("Blackmouth", "Barnmere", "differs"),
        ("Seaminster", "Seaminster upon Arken", "agrees"),
        ("Stonegarth LSCB", "Stonegarth", "agrees"),
        ("", "Barnmere", "absent"),
        ("not known", "Barnmere", "absent"),
    ],
)
def test_without_files_of_areas_the_boards_of_the_cases_serve(
    printed: str, of_case: str, agreement: str
) -> None:
    reader = board_reader(OF_CASES)
    assert compare_boards(reader.areas([printed]), reader.areas([of_case])).agreement == agreement


def test_a_renamed_board_is_known_by_the_files_of_areas() -> None:
    with_files, without = board_reader(OF_CASES, AREAS), board_reader(OF_CASES)
    old, new = ["Old Barnshire LSCB"], ["Barnmere"]
    assert compare_boards(with_files.areas(old), with_files.areas(new)).agreement == "agrees"
    unknown = compare_boards(without.areas(old), without.areas(new))
    assert (unknown.agreement, unknown.firmness) == ("differs", "rough")


def test_a_code_of_an_area_is_a_board() -> None:
    reader = board_reader((), AREAS)
    assert compare_boards(reader.areas(["Carlcliffe LSCB"]), reader.areas(["X3"])).agreement == "agrees"
    assert reader.areas(["Carlcliffe LSCB"]) == {"X3"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Barnmere LSCB", "Barnmere", True),
        ("Barnmere and Blackmouth", "Blackmouth LSCB", True),
        ("Seaminster", "Seaminster upon Arken", True),
        ("Barnmere", "Blackmouth", False),
        ("", "Blackmouth", False),
    ],
)
def test_two_names_may_be_of_one_board(one: str, other: str, same: bool) -> None:
    assert same_board(one, other) is same and same_board(other, one) is same
