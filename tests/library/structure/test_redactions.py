"""How often words are blacked or struck out."""

from __future__ import annotations

import pytest

from tests.library.structure.reports import described


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Nothing is hidden here.", "0"),
        ("██████ lived with ███ and his sister.", "2"),
        ("██████ ████ lived at home.", "1"),
        ("The child was seen at [redacted] and at [name removed].", "2"),
        ("He was seen by Dr XXXX on XX/XX/XXXX.", "2"),
        ("She went to (name of school removed) in the morning.", "1"),
        ("Child XX was seen. A file was removed from the shelf (and was removed twice).", "0"),
        ("■ First point", "0"),
        ("█ was seen at home.", "1"),
        ("The ■■■■■ was told.", "1"),
        ("Born on 14/XX/2013 in the hospital.", "1"),
    ],
)
def test_number_of_redactions(text: str, number: str) -> None:
    assert described(f"# Serious Case Review\n{text}").value("redactions") == number


def test_the_first_redaction_is_shown() -> None:
    found = described("# Serious Case Review\nSeen by ████ and [redacted].")
    (stated,) = [stated for stated in found.stated if stated.field == "redactions"]
    assert stated.passage is not None
    assert stated.passage.quote == "████"
