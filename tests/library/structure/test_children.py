"""By what label the report knows its child."""

from __future__ import annotations

import pytest

from tests.library.structure.reports import described


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        ("Serious Case Review: Child S", ("Child S",)),
        ("SCR re Baby K and Child L", ("Baby K", "Child L")),
        ("Overview report concerning Young Person 2", ("Young Person 2",)),
        (
            "Serious Case Review into services for Children A, B, C and D",
            ("Child A", "Child B", "Child C", "Child D"),
        ),
        ("Serious Case Review: Children A to C", ("Child A", "Child B", "Child C")),
        ("Learning review: Child F & G", ("Child F", "Child G")),
        ("The death of ‘Tom’ – learning review", ("Tom",)),
        ("Serious Case Review – Daniel", ("Daniel",)),
        ("Maisie: a serious case review", ("Maisie",)),
        ("Serious Case Review in respect of Leah and Ruth", ("Leah", "Ruth")),
        ("Serious Case Review DD12", ("DD12",)),
        ("Serious Case Review: Siblings W1, W2 and W3", ("Sibling W1", "Sibling W2", "Sibling W3")),
        ("The death of Baby Peter: a serious case review", ("Baby Peter",)),
        ("Serious Case Review in respect of AB", ("AB",)),
        ("SERIOUS CASE REVIEW: BABY AB", ("BABY AB",)),
        ("Serious Case Review: Family T", ("Family T",)),
        ("SCR Baby OD overview report", ("Baby OD",)),
    ],
)
def test_label_in_the_title(title: str, labels: tuple[str, ...]) -> None:
    assert described(f"# {title}\nAmbersett LSCB").values("child") == labels


@pytest.mark.parametrize(
    "title",
    [
        "Serious Case Review",
        "Serious Case Review: Overview Report",
        "Serious Case Review – Final Report",
        "CHILD IN NEED: A LEARNING REVIEW",
        "Ambersett LSCB Serious Case Review",
    ],
)
def test_title_without_a_label(title: str) -> None:
    assert described(f"# {title}\nMarch 2014").values("child") == ()


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("This review concerns a boy of three, known in this report as Daniel.", "Daniel"),
        ("The child, who will be referred to throughout this report as ‘Tom’, died in 2013.", "Tom"),
        ("Daisy (not her real name) lived with her father.", "Daisy"),
        ("The subject of this review is referred to as Baby AB.", "Baby AB"),
        ("The young person has been given the pseudonym Rowan.", "Rowan"),
        ("The child is called River in this report; his sibling will be known as Sarah.", "River"),
        ("The mother is referred to as Ms B. This is the story of Child S. Child S died in May.", "Child S"),
    ],
)
def test_label_told_by_the_text(sentence: str, label: str) -> None:
    assert described(f"# Serious Case Review\n## Introduction\n{sentence}").values("child") == (label,)


def test_labels_of_other_people_are_not_the_childs() -> None:
    page = "# Serious Case Review\n## Introduction\nSibling 1, Adult A and MGM lived in the home. Adult A moved out."
    assert described(page).values("child") == ()


def test_label_on_a_line_of_the_cover() -> None:
    assert described("# Serious Case Review\nRe: Child W\nMarch 2014").values("child") == ("Child W",)


def test_the_label_that_the_text_uses_most_for_its_child() -> None:
    text = (
        "The death of Child S led to this review. "
        + "Child S was seen. " * 3
        + "A school friend, Child T, was told."
    )
    assert described(f"# Serious Case Review\n## Introduction\n{text}").values("child") == ("Child S",)
