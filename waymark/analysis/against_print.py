"""A recomputed test beside the printed one: whether they agree as far as the print goes, and the words
where not.

Print rounds, or cuts digits off; both count as agreement. A printed p may be a number (.005), a bound (<
0.01) or words (not significant).
"""

from __future__ import annotations

import re
from fractions import Fraction

import msgspec

from waymark.analysis.results import Published, TestResult
from waymark.analysis.rounding import half_up
from waymark.instruments.tables import PublishedStatistic

SIGNIFICANT_BELOW = 0.05


def as_published(statistic: PublishedStatistic | None) -> Published | None:
    return Published(statistic=statistic.statistic, df=statistic.df, p=statistic.p) if statistic else None


def statistic_agrees(printed: str, computed: float | None) -> bool:
    """Whether the number is the printed one, rounded or cut to its digits."""
    if not printed or computed is None:
        return True
    number, decimals = Fraction(printed.replace(",", "")), len(printed.partition(".")[2])
    unit = Fraction(1, 10**decimals)
    exact = Fraction(computed)
    cut = (exact // unit) * unit if exact >= 0 else -((-exact) // unit) * unit
    rounded = Fraction(half_up(exact, decimals).replace(",", ""))
    return number in (cut, rounded)


def p_agrees(printed: str, computed: float) -> bool:
    """Whether the printed number, bound or word is true of p."""
    found = re.fullmatch(r"([<>≤≥]?)\s*(0?\.\d+)", printed.strip())
    if found:
        bound = float(found[2])
        if found[1] in ("<", "≤"):
            return computed < bound or computed == bound
        if found[1] in (">", "≥"):
            return computed > bound or computed == bound
        return statistic_agrees(found[2] if found[2].startswith("0") else f"0{found[2]}", computed)
    if "not significant" in printed.casefold():
        return computed >= SIGNIFICANT_BELOW
    return True


def agrees(result: TestResult) -> bool:
    """Whether everything that was printed of the test is true of the result."""
    printed = result.published
    if printed is None:
        return True
    same_df = not printed.df or result.df is None or printed.df == str(result.df)
    return same_df and statistic_agrees(printed.statistic, result.statistic) and p_agrees(printed.p, result.p)


NOT_REPRODUCED = "The counts do not give what was printed."


def told_beside(result: TestResult) -> TestResult:
    """The result with a word in its own note where print and counts differ, so that the two go together."""
    if agrees(result):
        return result
    return msgspec.structs.replace(result, note=f"{result.note} {NOT_REPRODUCED}".strip())


def difference(result: TestResult) -> str:
    """A sentence that tells both, where they differ; else nothing."""
    if result.published is None or agrees(result):
        return ""
    return f"{result.name}: printed {_printed(result.published)}; the counts give {said(result)}."


def said(result: TestResult) -> str:
    """The test in one line: χ² = 23.77, df = 9, p = .0047."""
    parts = []
    if result.statistic is not None:
        parts.append(f"{result.statistic_name} = {half_up(Fraction(result.statistic), 2)}")
    else:
        parts.append(result.statistic_name)
    if result.df is not None:
        parts.append(f"df = {result.df}")
    return ", ".join([*parts, printed_p(result.p)])


def printed_p(p: float) -> str:
    """p to four decimals, without the leading nought: p = .0047."""
    return "p < .0001" if p < 0.0001 else "p = " + half_up(Fraction(p), 4).removeprefix("0")


def _printed(published: Published) -> str:
    parts = [f"χ² = {published.statistic}"] if published.statistic else []
    parts += [f"df = {published.df}"] if published.df else []
    if published.p:
        parts.append(f"p {published.p}" if published.p[0] in "<>≤≥" else _as_number(published.p))
    return ", ".join(parts)


def _as_number(p: str) -> str:
    return f"p = {p}" if re.fullmatch(r"0?\.\d+", p) else p
