"""Reports matched to the cases of a study, by the six keys: the way through this folder.

In: records of reports and cases, how many keys have to agree, and what persons have confirmed or refused. Out:
every pair worth showing, each key with what both sides say, the decision and its reason. Source: Appendix A of
the 2016 report, where three of the six keys had to agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from waymark.library.matching.boards import board_reader
from waymark.library.matching.candidates import propose
from waymark.library.matching.deciding import Decided, Pair, Rule, decide
from waymark.library.matching.expecting import enough_bits
from waymark.library.matching.keys import Comparer
from waymark.library.matching.records import CaseRecord, ReportRecord
from waymark.register.places.matching import Gazetteer


def match(
    reports: Sequence[ReportRecord],
    cases: Sequence[CaseRecord],
    least: int,
    already: Decided | None = None,
    gazetteer: Gazetteer | None = None,
) -> tuple[Pair, ...]:
    """By report, the likeliest case first. The order of what is given changes nothing. Without a gazetteer a
    board that was renamed is not known as the same."""
    decided = already or {}
    boards = board_reader((name for case in cases for name in case.boards), gazetteer)
    by_ref = {report.ref: report for report in reports}
    by_id = {case.case_id: case for case in cases}
    comparer = Comparer(tuple(by_id.values()), boards)
    compared = [
        comparer.compare(by_ref[found.report], by_id[found.case_id], found.weight)
        for found in propose(tuple(by_ref.values()), tuple(by_id.values()), boards, decided)
    ]
    rule = Rule(least, enough_bits(tuple(by_ref.values()), len(by_id), compared))
    return decide(compared, rule, decided, boards)
