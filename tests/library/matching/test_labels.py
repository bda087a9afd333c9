"""How a child is called, on both sides."""

from __future__ import annotations

import pytest

from waymark.library.matching.labels import compare_labels, read_label


@pytest.mark.parametrize(
    ("printed", "tokens"),
    [
        ("Child S", {"letters S"}),
        ("child s", {"letters S"}),
        ("Baby AB", {"letters AB"}),
        ("“Child S”", {"letters S"}),
        ("S", {"letters S"}),
        ("Children A, B and C", {"letters A", "letters B", "letters C"}),
        ("Child T and Child R", {"letters T", "letters R"}),
        ("Siblings A & B", {"letters A", "letters B"}),
        ("K.M.", {"initials KM"}),
        ("K. M.", {"initials KM"}),
        ("KM", {"initials KM"}),
        ("Young Person 2", {"number 2", "reference youngperson2"}),
        ("Daniel", {"name daniel"}),
        ("Baby Rose", {"name rose"}),
        ("Child A (Daniel)", {"letters A", "name daniel"}),
        ("Family W", {"family w"}),
        ("the child", set()),
        ("not known", set()),
        ("", set()),
    ],
)
def test_a_label_is_read(printed: str, tokens: set[str]) -> None:
    found = read_label([printed]).tokens
    assert {f"{token.form} {token.text}" for token in found} == tokens


@pytest.mark.parametrize(
    "printed", [["Children A, B and C"], ["Child A", "Child B"], ["Siblings"], ["the twins"]]
)
def test_several_children_are_known(printed: list[str]) -> None:
    assert read_label(printed).several


@pytest.mark.parametrize("printed", [["Child S"], ["Child S", "Daniel"], ["K.M."], []])
def test_one_child_is_one(printed: list[str]) -> None:
    assert not read_label(printed).several


@pytest.mark.parametrize(
    ("of_report", "of_case", "agreement", "firmness"),
    [
        ("Child S", "Child S", "agrees", "firm"),
        ("Baby S", "Child S", "agrees", "firm"),
        ("Children A, B and C", "Child B", "agrees", "firm"),
        ("Child S", "Child T", "differs", "firm"),
        ("K.M.", "KM", "agrees", "firm"),
        ("K.M.", "J.M.", "differs", "firm"),
        ("Child KM", "K.M.", "agrees", "rough"),
        ("Child S", "K.M.", "absent", "firm"),  # initials and a label cannot be compared
        ("Daniel", "K.M.", "absent", "firm"),  # neither can initials and a pseudonym
        ("Daniel", "Child S", "absent", "firm"),
        ("Daniel", "Daniel", "agrees", "firm"),
        ("Daniel", "Callum", "differs", "rough"),  # another pseudonym may have been chosen
        ("Young Person 2", "YP 2", "agrees", "rough"),  # only numbering
        ("Young Person 2", "YP 3", "differs", "rough"),
        ("Young Person 2", "Young Person 3", "differs", "rough"),
        ("SCR 12/2013", "SCR 9/2012", "absent", "firm"),  # references are no labels
        ("", "Child S", "absent", "firm"),
    ],
)
def test_labels_are_compared_within_their_kind(
    of_report: str, of_case: str, agreement: str, firmness: str
) -> None:
    for one, other in ((of_report, of_case), (of_case, of_report)):
        found = compare_labels(read_label([one]), read_label([other]))
        assert (found.agreement, found.firmness) == (agreement, firmness)
