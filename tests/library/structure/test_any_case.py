"""Patterns that are blind to case tell where in the text as it is written they stand."""

from __future__ import annotations

import pytest

from waymark.library.structure.any_case import AnyCase

DIED = AnyCase(r"\b(?P<death>died|death)\b")


@pytest.mark.parametrize(
    "text",
    [
        "Child S DIED in May.",
        "The Death of “Zoë” was told.",
        "In İstanbul he Died.",  # the small form of the second letter is two
    ],
)
def test_found_in_any_case_where_it_stands(text: str) -> None:
    found = DIED.search(text)
    assert found is not None
    assert text[found.start() : found.end()].lower() == found["death"]
    assert [match.span() for match in DIED.finditer(text)] == [found.span()]


def test_only_between_the_given_places() -> None:
    assert DIED.search("He died.", 0, 5) is None
    assert DIED.search("He died.", 4) is None
