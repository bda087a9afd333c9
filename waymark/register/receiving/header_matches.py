"""What became of the headers of a received table: a match for each, and where two named one variable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

How = Literal["given", "exact", "synonym", "likeness", "none"]


@dataclass(frozen=True)
class HeaderMatch:
    """`variable` is a variable's key or the name of something else asked for; None: not used.

    `likeness` is from 0 to 1; 1 where nothing had to be guessed, 0 where nothing was found.
    """

    header: str
    variable: str | None
    how: How
    likeness: float


@dataclass(frozen=True)
class Clash:
    """Two headers name one variable: `kept` has it, `left` is not used. `alike`: by names of one rank."""

    variable: str
    kept: str
    left: str
    alike: bool

    @property
    def says(self) -> str:
        return f"“{self.kept}” and “{self.left}” both name {self.variable}; “{self.left}” is not used."


@dataclass(frozen=True)
class HeaderMatches:
    """A match for every header, in their order. `absent`: headers of the given mapping that no column has."""

    matches: tuple[HeaderMatch, ...]
    clashes: tuple[Clash, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def needs_confirmation(self) -> bool:
        guessed = any(match.how == "likeness" for match in self.matches)
        return guessed or any(clash.alike for clash in self.clashes)

    def accepted(self) -> dict[str, str]:
        """Header → variable with the likenesses, for use once they are confirmed."""
        return {match.header: match.variable for match in self.matches if match.variable}

    def certain(self) -> dict[str, str]:
        """Header → variable without the likenesses."""
        return {m.header: m.variable for m in self.matches if m.variable and m.how != "likeness"}
