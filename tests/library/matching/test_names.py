"""Authors, however they are written. All names are invented."""

from __future__ import annotations

import pytest

from waymark.library.matching.names import compare_people, read_people


@pytest.mark.parametrize(
    ("one", "other", "agreement", "firmness"),
    [
        ("Alison Bellamoor", "Alison Bellamoor", "agrees", "firm"),
        ("Dr Alison Bellamoor OBE", "alison bellamoor", "agrees", "firm"),
        ("A. Bellamoor", "Ms Alison Bellamoor", "agrees", "firm"),
        ("Bellamoor, Alison", "Alison Bellamoor", "agrees", "firm"),
        ("Bellamoor A", "Alison Bellamoor", "agrees", "firm"),
        ("Bellamoor Alison", "Alison Bellamoor", "agrees", "firm"),
        ("A. J. Bellamoor", "Alison Bellamoor", "agrees", "firm"),
        ("Alison Bellamoor-Finch", "Alison Bellamoor Finch", "agrees", "rough"),
        ("Alison Bellamoor-Finch", "Alison Finch", "agrees", "rough"),
        ("Chris Bellamoor", "Christine Bellamoor", "agrees", "rough"),
        ("Bellamoor", "Alison Bellamoor", "agrees", "rough"),
        ("Alison Bellamor", "Alison Bellamoor", "agrees", "rough"),
        ("Alíson Bellamoor", "Alison Bellamoor", "agrees", "firm"),
        ("Alison Bellamoor", "Brian Bellamoor", "differs", "rough"),
        ("A. Bellamoor", "B. Bellamoor", "differs", "rough"),
        ("Alison Bellamoor", "Alison Dunmarrow", "differs", "rough"),
        ("Alison Bellamoor and Hugh Quarrie", "Quarrie, Hugh", "agrees", "firm"),
        ("Alison Bellamoor", "", "absent", "firm"),
        ("Independent Author", "Alison Bellamoor", "absent", "firm"),
        ("not known", "Alison Bellamoor", "absent", "firm"),
    ],
)
def test_one_person_written_in_two_ways(one: str, other: str, agreement: str, firmness: str) -> None:
    for first, second in ((one, other), (other, one)):
        found = compare_people(read_people(first), read_people(second))
        assert (found.agreement, found.firmness) == (agreement, firmness)
