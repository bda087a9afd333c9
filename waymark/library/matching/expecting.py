"""How rare an agreement has to be before the machine believes it.

In: the reports, how many cases there are, and every candidate compared. Out: bits. A report that fits one case in a
thousand proves little if its own case may not be among the thousand. How often that is so is seen in the reports
that say most: those with board, month and age, which find their case if it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from waymark.library.matching.keys import Comparison
from waymark.library.matching.records import ReportRecord

BITS_BEYOND_CHANCE = 11.0
"""One wrong link in 2,000 of those that are only just believed."""
_FEWEST_BITS_BEYOND_CHANCE = 3.0
_BITS_OF_A_CASE_THAT_IS_HERE = 3.0
"""Beyond what singles out one case; between those of reports with a case and those without lies a wide gap."""
_FEWEST_CASES = 8


def enough_bits(reports: Sequence[ReportRecord], cases: int, compared: Sequence[Comparison]) -> float:
    """The more of the telling reports have no case here, the more is asked of all."""
    singles_out = log2(max(cases, _FEWEST_CASES))
    telling = {report.ref for report in reports if _tells(report)}
    here = (one for one in compared if one.evidence >= singles_out + _BITS_OF_A_CASE_THAT_IS_HERE)
    found = telling & {one.report.ref for one in here}
    odds_of_no_case = (len(telling) - len(found) + 1) / (len(found) + 1)
    beyond = max(BITS_BEYOND_CHANCE + log2(odds_of_no_case), _FEWEST_BITS_BEYOND_CHANCE)
    return singles_out + beyond


def _tells(report: ReportRecord) -> bool:
    by_month = report.incident is not None and report.incident.month is not None
    return by_month and bool(report.boards) and bool(report.ages or report.births)
