"""The study's rule for what may be published, and the words in which a publication states it."""

from __future__ import annotations

from dataclasses import dataclass

from waymark.instruments.problems import CallProblem

SYMBOL = "[c]"


@dataclass(frozen=True)
class Rule:
    """Counts from 1 to `suppress_below` - 1 are withheld; 0 withholds nothing.

    `secondary` withholds further cells from which a withheld one could be worked out. Without `show_zeros`
    zeros are withheld like small counts, so that nobody learns that there was none. Counts that remain are
    rounded to a multiple of `round_to`, where that is given.
    """

    suppress_below: int = 0
    round_to: int = 0
    show_zeros: bool = True
    secondary: bool = True

    def __post_init__(self) -> None:
        if self.suppress_below < 0 or self.round_to < 0:
            raise CallProblem("a disclosure rule takes numbers from 0 upwards.")

    @property
    def withholds(self) -> bool:
        return self.suppress_below > 1 or not self.show_zeros

    def is_small(self, count: int) -> bool:
        """Whether the count may not be published for its own sake."""
        return 0 < count < self.suppress_below or (count == 0 and not self.show_zeros)

    def rounded(self, count: int) -> int:
        """The count to the nearest multiple of the base, halves upwards."""
        if self.round_to < 2:
            return count
        return (2 * count + self.round_to) // (2 * self.round_to) * self.round_to

    def about_withholding(self) -> tuple[str, ...]:
        """What is withheld, and why; nothing where nothing is."""
        says: list[str] = []
        if self.suppress_below > 1:
            says.append(f"Counts from 1 to {self.suppress_below - 1} are withheld and shown as {SYMBOL}.")
        if not self.show_zeros:
            says.append(f"Zeros are withheld and shown as {SYMBOL}.")
        if self.withholds and self.secondary:
            says.append("Further counts are withheld where a withheld one could be worked out from them.")
        if self.withholds:
            says.append("So are shares that leave out as few, and lowest and highest values of single cases.")
        return tuple(says)

    def about_rounding(self) -> tuple[str, ...]:
        if self.round_to < 2:
            return ()
        return (f"Counts are rounded to the nearest {self.round_to}; percentages are of rounded counts.",)

    def sentences(self) -> tuple[str, ...]:
        """The rule as a publication tells it."""
        says = (*self.about_withholding(), *self.about_rounding())
        if not says:
            return ("No count is withheld or rounded: the study’s rule asks for neither.",)
        return (*says, "Figures of earlier periods stand as they were printed.")
