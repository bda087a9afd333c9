"""The board or boards whose review it is, and not those that are only mentioned."""

from __future__ import annotations

import pytest

from tests.library.structure.reports import described

TITLE = "# Serious Case Review: Child S\n"


@pytest.mark.parametrize(
    ("line", "boards"),
    [
        ("Ambersett Safeguarding Children Board", ("Ambersett Safeguarding Children Board",)),
        ("the Ambersett Safeguarding Children Board", ("Ambersett Safeguarding Children Board",)),
        ("Commissioned by Ambersett LSCB", ("Ambersett LSCB",)),
        ("Published by the North East Yarshire SCB in March 2014", ("North East Yarshire SCB",)),
        ("AMBERSETT SAFEGUARDING CHILDREN BOARD", ("AMBERSETT SAFEGUARDING CHILDREN BOARD",)),
        ("Seaham and Marlow Safeguarding Children Board", ("Seaham and Marlow Safeguarding Children Board",)),
        (
            "Ambersett and Barnwick Safeguarding Children Boards",
            ("Ambersett Safeguarding Children Board", "Barnwick Safeguarding Children Board"),
        ),
        ("Ambersett SCB and Barnwick SCB", ("Ambersett SCB", "Barnwick SCB")),
        (
            "Ambersett Local Safeguarding Children Partnership",
            ("Ambersett Local Safeguarding Children Partnership",),
        ),
        (
            "On behalf of Stoke-under-Marl Safeguarding Children Board",
            ("Stoke-under-Marl Safeguarding Children Board",),
        ),
        ("Isle of Carrow Safeguarding Children Board", ("Isle of Carrow Safeguarding Children Board",)),
        ("Safeguarding Children Board for Ambersett", ("Safeguarding Children Board for Ambersett",)),
        (
            "Ambersett Safeguarding Children Board (ASCB)",
            ("Ambersett Safeguarding Children Board (ASCB)",),
        ),
    ],
)
def test_board_on_the_cover(line: str, boards: tuple[str, ...]) -> None:
    assert described(TITLE + line).values("board") == boards


@pytest.mark.parametrize(
    ("sentence", "board"),
    [
        (
            "This review was commissioned by the Ambersett Safeguarding Children Board in June 2013.",
            "Ambersett",
        ),
        ("Ambersett LSCB agreed that the criteria for a serious case review were met.", "Ambersett"),
        (
            "The Independent Chair of Ambersett LSCB decided on 3 May 2013 to hold a serious case review.",
            "Ambersett",
        ),
        ("In June 2013 Ambersett Safeguarding Children Board initiated a learning review.", "Ambersett"),
    ],
)
def test_board_that_the_text_tells_to_have_commissioned_the_review(sentence: str, board: str) -> None:
    text = f"{sentence}\nThe family had moved from Marlow and Marlow LSCB was informed of the review."
    (found,) = described(TITLE + "## Introduction\n" + text).values("board")
    assert found.startswith(board)


def test_boards_that_are_only_mentioned_do_not_count() -> None:
    page = (
        TITLE
        + "Ambersett Safeguarding Children Board\n## Introduction\n"
        + "The mother had lived in the area of the Barnwick LSCB, which sent a summary.\n"
        + "Seaham LSCB was consulted before the serious case review was commissioned.\n"
        + "An earlier serious case review by Marlow Safeguarding Children Board was read.\n"
    )
    assert described(page).values("board") == ("Ambersett Safeguarding Children Board",)


def test_one_board_by_two_names_is_one() -> None:
    page = TITLE + "Ambersett LSCB\nAmbersett Safeguarding Children Board\nAmbersett SCB"
    assert described(page).values("board") == ("Ambersett Safeguarding Children Board",)


def test_board_in_the_running_head_where_nothing_else_names_it() -> None:
    page = "^ Ambersett LSCB – Serious Case Review\nThe family lived in a small town and was known to many services."
    assert described(page, page).values("board") == ("Ambersett LSCB",)
