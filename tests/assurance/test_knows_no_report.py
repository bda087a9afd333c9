"""The checks know nothing of any one report: no word of this field, and no base of its tables, stands in their code."""

from __future__ import annotations

import csv
import re
import tokenize
from pathlib import Path

import pytest

import waymark.assurance

MODULES = sorted(Path(waymark.assurance.__file__).parent.rglob("*.py"))
FIELD = re.compile(
    r"\b(?:child(?:ren)?|infan\w+|fatal\w*|neglect\w*|abus\w+|safeguard\w*|siblings?|maltreat\w*|reviews?)\b",
    re.IGNORECASE,
)


def words_in(path: Path) -> str:
    """What stands in strings and comments; names are of Python and its libraries."""
    with tokenize.open(path) as file:
        tokens = tokenize.generate_tokens(file.readline)
        return "\n".join(t.string for t in tokens if t.type in (tokenize.STRING, tokenize.COMMENT))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_word_of_the_field_stands_in_a_check(path: Path) -> None:
    assert FIELD.findall(words_in(path)) == []


def test_no_base_of_the_report_stands_in_a_check() -> None:
    with (Path(__file__).parent / "claims.csv").open(encoding="utf-8", newline="") as file:
        printed = [row["base"] for row in csv.DictReader(file)]
    bases = {int(base) for base in printed if base.isdecimal() and int(base) > 60 and int(base) % 10}
    assert len(bases) > 10
    found = {
        path.name: {int(n) for n in re.findall(r"\b\d{2,3}\b", words_in(path))} & bases for path in MODULES
    }
    assert {name: numbers for name, numbers in found.items() if numbers} == {}
