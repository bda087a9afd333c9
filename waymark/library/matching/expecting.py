"""How rare an agreement has to be before the machine believes it.

In: the reports, how many cases there are, and every candidate compared. Out: bits. A report that fits one case in a
thousand proves little if its own case may not be among the thousand. How often that is so is seen in the reports
that say most: those with board, month and age, which find their case if it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from waymark.library.matching.keys import FIRM_DIFFERENCE_BITS, Comparison, excused
from waymark.library.matching.records import ReportRecord

BITS_OF_A_LINK = 10.0
"""One wrong link in 1,000 of those that are only just believed."""
BITS_OF_A_STUDY = log2(10)
"""At the very most one wrong link in ten studies: that two that do not belong together agree so well is never likelier
than their evidence says, and mostly much less likely."""
_BITS_OF_A_CASE_THAT_IS_HERE = 3.0
"""Beyond what singles out one case; between those of reports with a case and those without lies a wide gap."""
_NOT_FOUND_THOUGH_HERE = 1 / 100
"""Of telling reports: their case says too little, or something else."""
_FEWEST_CASES = 8


def enough_bits(reports: Sequence[ReportRecord], cases: int, compared: Sequence[Comparison]) -> float:
    """The more of the telling reports have no case here, the more is asked of all."""
    singles_out = log2(max(cases, _FEWEST_CASES))
    telling = {report.ref for report in reports if _tells(report)}
    here = (one for one in compared if _but_for_the_label(one) >= singles_out + _BITS_OF_A_CASE_THAT_IS_HERE)
    found = telling & {one.report.ref for one in here}
    without_case = len(telling) - len(found)
    of_one_link = BITS_OF_A_LINK + log2((without_case + 1) / (len(found) + 1))
    share = without_case / max(len(telling), 1) - _NOT_FOUND_THOUGH_HERE
    of_the_study = BITS_OF_A_STUDY + log2(max(1.0, len(reports) * share))
    return singles_out + max(of_one_link, of_the_study)


def _but_for_the_label(one: Comparison) -> float:
    return one.evidence + (FIRM_DIFFERENCE_BITS if excused(one) else 0.0)


def _tells(report: ReportRecord) -> bool:
    by_month = report.incident is not None and report.incident.month is not None
    return by_month and bool(report.boards) and bool(report.ages or report.births)
