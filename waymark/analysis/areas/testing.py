"""The tests below a table of areas, or beside a figure of them, where the pack asks for them.

A trend is tested twice: over all areas, and over those with any case only, as sources that leave the others
out have done; and the ratio of the table's two sides over the bands besides. Spearman's rank correlation is
over all areas whose children and deprivation are known, those without a case among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import msgspec

from waymark.analysis.against_print import as_published, told_beside
from waymark.analysis.areas.bands import ALL, OF, OVER, Band, attribute
from waymark.analysis.areas.cases import AreaCases
from waymark.analysis.areas.trends import rate_trend
from waymark.analysis.rates import annual_rate
from waymark.analysis.results import TestResult
from waymark.instruments.problems import InputProblem, Place
from waymark.instruments.tables import AreaTable, TestSpec

FEWEST_AREAS = 4
_SELECTED = (
    "Areas were chosen for having a case, which by itself raises the rates of small areas; the test over all "
    "areas is the valid one."
)


@dataclass(frozen=True)
class TestsBelow:
    """The results, and sentences for the notes where print and counts differ or no test could be made."""

    __test__ = False

    results: tuple[TestResult, ...] = ()
    notes: tuple[str, ...] = ()


def tests_of_table(spec: AreaTable, areas: Sequence[AreaCases], bands: Sequence[Band]) -> TestsBelow:
    """Every test of the table, in the pack's order."""
    results: list[TestResult] = []
    notes: list[str] = []
    for test in spec.test:
        if test.kind == "trend":
            made = _trends(spec, test, bands)
        elif test.kind == "spearman":
            made = [correlation(test, areas, [attribute(spec, each) for each in areas], spec.period_years)]
        else:
            raise InputProblem(
                f"a table of areas has no test of the kind “{test.kind}”.",
                place=Place(file="tables.toml", part=f"table {spec.number}, test “{test.name}”"),
                right="Known: trend, spearman.",
            )
        found = [result for result in made if result is not None]
        results += [told_beside(result) for result in found]
        notes += [f"{test.name}: no test, because there are too few areas with cases."] if not found else []
    return TestsBelow(tuple(results), tuple(notes))


def correlation(
    test: TestSpec, areas: Sequence[AreaCases], by: Sequence[float | None], years: int, which: int = ALL
) -> TestResult | None:
    """Spearman's ρ of the areas' rates with what they go by; None where they are too few or all alike."""
    pairs = [
        (value, float(annual_rate(each.cases[which], Fraction(years), each.children).per_100_000))
        for each, value in zip(areas, by, strict=True)
        if value is not None and each.children
    ]
    alike = any(len(set(side)) < 2 for side in zip(*pairs, strict=True))
    if len(pairs) < FEWEST_AREAS or alike:
        return None
    from waymark.analysis.ranks import spearman  # SciPy's statistics take most of a second to import

    none = sum(1 for _, rate in pairs if not rate)
    note = f"{len(pairs)} areas, {none} of them without a case."
    told = " ".join(part for part in (test.note, note) if part)
    values, rates = [value for value, _ in pairs], [rate for _, rate in pairs]
    return spearman(test.name, values, rates, as_published(test.published), told)


def _trends(spec: AreaTable, test: TestSpec, bands: Sequence[Band]) -> list[TestResult | None]:
    counts = [band.count(ALL) for band in bands]
    with_cases = [sum(each.children or 0 for each in band.with_cases) for band in bands]
    everywhere = rate_trend(
        f"{test.name}, all areas", counts, [band.children for band in bands], None, test.note
    )
    as_printed = rate_trend(
        f"{test.name}, areas with any case", counts, with_cases, as_published(test.published), _SELECTED
    )
    return [everywhere, as_printed, *(_ratio_trend(spec, bands) if spec.of and spec.over else [])]


def _ratio_trend(spec: AreaTable, bands: Sequence[Band]) -> list[TestResult]:
    import numpy as np

    from waymark.analysis.contingency import without_empty
    from waymark.analysis.significance import tested

    counts = np.array([[band.count(OF), band.count(OVER)] for band in bands], dtype=np.int64)
    if min(without_empty(counts).shape, default=0) < 2:
        return []
    name = f"Trend of the {(spec.ratio_label or 'ratio')[:1].lower()}{(spec.ratio_label or 'ratio')[1:]}"
    return [msgspec.structs.replace(result, name=name) for result in tested(name, counts, "trend")]
