"""What the demonstration publishes, as pages and as a workbook, adds up: the figures are those of the printed report,
recounted, with every form of table that the pack has."""

from __future__ import annotations

from pathlib import Path

import pytest

from waymark.assurance.checking import checked
from waymark.assurance.documents.reading import read_document


@pytest.mark.parametrize("what", ["", "downloads/tables.xlsx"])
def test_nothing_is_found_in_what_the_demonstration_publishes(demonstration: Path, what: str) -> None:
    (publication,) = (folder for folder in (demonstration / "publications").iterdir() if folder.is_dir())
    found = checked(read_document(publication / what))
    assert len(found.shapes) > 25
    assert [one for one in found.findings if one.serious.value != "rounding"] == []
