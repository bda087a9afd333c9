"""The checklist of docs/security.md names tests; each is there, so that a point cannot lose its proof unseen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+\.py(?:::\w+)?)`", TEXT)))


@pytest.mark.parametrize("named", NAMED)
def test_a_test_that_the_checklist_names_is_there(named: str) -> None:
    file, _, test = named.partition("::")
    path = ROOT / file
    assert path.is_file()
    assert not test or f"def {test}(" in path.read_text(encoding="utf-8")


def test_every_point_has_its_test_or_its_reason() -> None:
    points = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in TEXT.splitlines()
        if line.startswith("| ") and not line.startswith(("| point |", "| points |"))
    ]
    proven = [point for point in points if len(point) == 3]
    assert len(proven) > 60
    for point, how, shown in proven:
        assert "`tests/" in shown or (shown == "reason" and len(how) > 5), point
