"""What a person is told when something cannot be done.

A problem is one paragraph: what is wrong, where it stands, what would be right, and that nothing was
changed. Two kinds exist because the command line ends differently for them: the call was wrong (exit
code 2) or the input was wrong (exit code 3). Anything else that escapes is a defect.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Place:
    """Where a problem stands. Every part is optional; only those known are spoken."""

    file: str = ""
    part: str = ""  # sheet, section or key
    row: int | None = None  # as a person counts: the first line of the sheet is 1
    column: str = ""

    def __str__(self) -> str:
        parts = [self.file, self.part]
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column “{self.column}”")
        return ", ".join(part for part in parts if part)


class Problem(Exception):
    """A mistake that a person can mend."""

    exit_code = 3

    def __init__(self, what: str, *, place: Place | None = None, right: str = "") -> None:
        self.what = what
        self.place = place or Place()
        self.right = right
        super().__init__(self.paragraph())

    def paragraph(self) -> str:
        where = str(self.place)
        opening = f"{where}: {self.what}" if where else self.what
        return " ".join(part for part in (opening, self.right, "Nothing was changed.") if part)


class InputProblem(Problem):
    """The input is wrong: a file, a pack, a value."""


class CallProblem(Problem):
    """The call is wrong: a command, an option, a name that does not exist, a step out of order."""

    exit_code = 2


class Problems(InputProblem):
    """Every problem of one file at once, so that it is mended in one go."""

    def __init__(self, what: str, found: Iterable[Problem], *, place: Place | None = None) -> None:
        self.found = tuple(found)
        listed = "; ".join(_without_ending(problem) for problem in self.found[:20])
        more = f"; and {len(self.found) - 20} more" if len(self.found) > 20 else ""
        super().__init__(f"{what} {listed}{more}.", place=place)


def _without_ending(problem: Problem) -> str:
    where = str(problem.place)
    text = f"{where}: {problem.what}" if where else problem.what
    return f"{text} {problem.right}".strip().rstrip(".")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known word, or the list where nothing is near."""
    choices = list(known)
    near = get_close_matches(word, choices, n=1, cutoff=0.6)
    if near:
        return f"Did you mean “{near[0]}”?"
    listed = ", ".join(choices[:12]) + (", …" if len(choices) > 12 else "")
    return f"Known: {listed}." if choices else ""
