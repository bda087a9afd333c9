"""The figures of a report checked, held against a list of claims that people checked by hand (target: precision 0.95
and recall 0.9 on prose, both 1.0 on tables).

    python benchmarks/check_a_report.py REPORT [CLAIMS]

A row of the list names a line of the report, what is printed there, and what is right to find: nothing, or a class. A
finding is right where a row has its line, a number of its print and its class; every other finding is a false alarm,
also one that the list does not know. Prints how long reading and checking took, what was missed and what was blamed.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from waymark.assurance.checking import checked
from waymark.assurance.documents.plain_text import read_plain_text
from waymark.assurance.findings import Class, Finding
from waymark.assurance.prose.spelled import COUNT, number_of

LISTED = Path(__file__).parent.parent / "tests" / "assurance" / "claims.csv"
_NUMBERS = re.compile(COUNT, re.IGNORECASE)


@dataclass(frozen=True)
class Expected:
    """`verdict` is None where nothing is to be found."""

    line: int
    place: str
    numbers: frozenset[object]
    verdict: Class | None
    text: str

    def is_of(self, finding: Finding) -> bool:
        return self.line == finding.place.line and bool(self.numbers & numbers_of(finding.printed))


@dataclass(frozen=True)
class Compared:
    """What was to be found and was, what was not, and what was found and should not have been."""

    right: list[Finding]
    missed: list[Expected]
    false: list[tuple[Finding, str]]

    @property
    def precision(self) -> float:
        found = len(self.right) + len(self.false)
        return len(self.right) / found if found else 1.0

    @property
    def recall(self) -> float:
        wanted = len(self.right) + len(self.missed)
        return len(self.right) / wanted if wanted else 1.0


def numbers_of(text: str) -> frozenset[object]:
    return frozenset(number.value for one in _NUMBERS.finditer(text) if (number := number_of(one[0])))


def listed(path: Path) -> list[Expected]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Expected(
                int(row["line"]),
                row["place"],
                numbers_of(f"{row['print']} ; {row['count']}"),
                None if row["verdict"] == "right" else Class(row["verdict"]),
                f"line {row['line']}: {row['kind']} {row['count']} {row['print']} ({row['why']})",
            )
            for row in csv.DictReader(file)
        ]


def compared(findings: Sequence[Finding], expected: Sequence[Expected]) -> Compared:
    left = [one for one in expected if one.verdict is not None]
    right, false = list[Finding](), list[tuple[Finding, str]]()
    for finding in findings:
        fitting = [one for one in left if one.is_of(finding) and one.verdict is finding.serious]
        if fitting:
            left.remove(fitting[0])
            right.append(finding)
            continue
        known = next((one for one in expected if one.is_of(finding)), None)
        false.append((finding, known.text if known else "not on the list"))
    return Compared(right, left, false)


def place_of(finding: Finding) -> str:
    """A test that stands under a table is prose, a cell has a row."""
    return "table" if finding.place.row else "prose"


def main(report: Path, claims: Path) -> None:
    started = time.process_time()
    document = read_plain_text(report.name, report.read_text(encoding="utf-8"))
    read = time.process_time()
    result = checked(document)
    done = time.process_time()
    expected = listed(claims)
    alarms = sum(one.verdict is None for one in expected)
    print(f"{len(expected)} claims on the list, {alarms} of them with nothing to find")
    print(f"{len(result.shapes)} tables, {result.claims} claims, {result.tests} tests read by the checks")
    print(f"{read - started:.2f} s of processor to read, {done - read:.2f} s to check")
    for place in ("prose", "table"):
        found = [one for one in result.findings if place_of(one) == place]
        outcome = compared(found, [one for one in expected if one.place == place])
        print(
            f"\n{place}: precision {outcome.precision:.3f}, recall {outcome.recall:.3f}, {len(found)} findings"
        )
        for missed in outcome.missed:
            print(f"  missed  {missed.text}")
        for finding, why in outcome.false:
            print(f"  false   line {finding.place.line}: {finding.serious.value} {finding.printed} ({why})")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else LISTED)
