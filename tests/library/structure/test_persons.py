"""Whether the child is a girl or a boy, and when it was born."""

from __future__ import annotations

import pytest

from tests.library.structure.reports import described

TITLE = "# Serious Case Review: Child S\n## Introduction\n"


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("This review concerns Child S, a three-year-old boy.", "male"),
        ("Child S was a baby girl who died in 2013.", "female"),
        (
            "Child S died in 2013. Child S was seen by her health visitor. Child S told her teacher little.",
            "female",
        ),
        ("Gender: male", "male"),
        ("This review is about a 15-year-old schoolgirl, Child S.", "female"),
        ("Child S lived with his mother. Child S said he was well. A girl in his class was told.", "male"),
    ],
)
def test_gender(text: str, gender: str) -> None:
    assert described(TITLE + text).values("gender") == (gender,)


@pytest.mark.parametrize(
    "text",
    [
        "Child S died in 2013. Their mother and her son had moved away.",
        "The gender of Child S is not given in this report. Child S told her teacher. Child S saw her friends.",
        "Child S died. Mother's older daughter lived elsewhere.",
    ],
)
def test_gender_that_is_not_stated(text: str) -> None:
    assert described(TITLE + text).values("gender") == ()


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("Child S was born on 3 October 2012 at home.", ("2012-10-03",)),
        ("Date of birth: 03/10/12", ("2012-10-03",)),
        ("| DOB | October 2012 |", ("2012-10",)),
        ("Child S's mother was born on 3 October 1990.", ()),
        ("Child S had a sister, who was born in October 2010.", ()),
        ("Child S was seen at home on 3 October 2012.", ()),
    ],
)
def test_birth(text: str, born: tuple[str, ...]) -> None:
    assert described(TITLE + text).values("birth_date") == born
