"""Which other pairs come near one: another case for its report, or another report for its case.

In: every comparison that still stands. Out: rivals. What the report itself states together is no rival, nor
another version of the same report, nor a pair of which one side clearly belongs elsewhere. What a person has
confirmed outweighs all that a machine can count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from math import inf

from waymark.library.matching.boards import BoardReader
from waymark.library.matching.keys import Comparison
from waymark.library.matching.relations import of_other_children, same_review, stated_together

NEAR_BITS = 7.0


class Rivals:
    """`confirmed`: pairs (report, case) that a person has confirmed."""

    def __init__(
        self, standing: Iterable[Comparison], confirmed: Collection[tuple[str, str]], boards: BoardReader
    ) -> None:
        self._confirmed = confirmed
        self._boards = boards
        self._of_report: dict[str, list[Comparison]] = defaultdict(list)
        self._of_case: dict[str, list[Comparison]] = defaultdict(list)
        for one in standing:
            self._of_report[one.report.ref].append(one)
            self._of_case[one.case.case_id].append(one)

    def evidence(self, one: Comparison) -> float:
        return inf if one.pair in self._confirmed else one.evidence

    def near(self, one: Comparison, within_bits: float) -> tuple[Comparison, ...]:
        """Other cases for its report, then other reports for its case."""
        least = one.evidence - within_bits
        cases = (
            other
            for other in self._other_cases(one)
            if self.evidence(other) >= least and not self._case_is_another_reports(other)
        )
        reports = (
            other
            for other in self._other_reports(one)
            if self.evidence(other) >= least and not self._report_is_another_cases(other)
        )
        return (*cases, *reports)

    def beaten_by(self, one: Comparison, held: Collection[tuple[str, str]]) -> Comparison | None:
        """Of the pairs held already, the strongest that clearly outdoes this one."""
        others = (*self._other_cases(one), *self._other_reports(one))
        ahead = [other for other in others if other.pair in held and self._ahead(other, one)]
        return max(ahead, key=lambda other: (self.evidence(other), other.pair), default=None)

    def _ahead(self, other: Comparison, one: Comparison) -> bool:
        return self.evidence(other) >= self.evidence(one) + NEAR_BITS

    def _other_cases(self, one: Comparison) -> Iterator[Comparison]:
        for other in self._of_report[one.report.ref]:
            if other.case is not one.case and not stated_together(one, other, self._boards):
                yield other

    def _other_reports(self, one: Comparison) -> Iterator[Comparison]:
        for other in self._of_case[one.case.case_id]:
            if other.report is not one.report and not same_review(one.report, other.report, self._boards):
                yield other

    def _case_is_another_reports(self, other: Comparison) -> bool:
        return other.pair not in self._confirmed and any(
            self._ahead(better, other) and of_other_children(better.report, other.report)
            for better in self._other_reports(other)
        )

    def _report_is_another_cases(self, other: Comparison) -> bool:
        return other.pair not in self._confirmed and any(
            self._ahead(better, other) for better in self._other_cases(other)
        )
