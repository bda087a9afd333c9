"""A sub-sample against the set that it came from: as it is often printed, and as it can be tested.

The full set holds the sample, so testing one against the other counts the sample's cases twice and makes any
difference look smaller than it is; that test is given because reports print it. The valid one compares the
sample with the cases that are not in it.
"""

from __future__ import annotations

import msgspec
import numpy as np

from waymark.analysis.against_print import agrees, as_published, difference
from waymark.analysis.contingency import Matrix, without_empty
from waymark.analysis.cube import Counts
from waymark.analysis.engine import Engine
from waymark.analysis.results import TestResult
from waymark.analysis.rows import categories_shown, in_category
from waymark.analysis.significance import tested
from waymark.instruments.problems import InputProblem, Place
from waymark.instruments.tables import Comparison

TWICE = (
    "The sample is compared with the full set as if they were separate; its cases are counted on both sides."
)
APART = (
    "The sample is compared with the cases not in it; each case is counted once, and cases are independent."
)


def compare(engine: Engine, comparison: Comparison) -> tuple[TestResult, TestResult]:
    """The sample against the full set, with what was printed; and against the rest of it."""
    pack = engine.pack
    variable = pack.variables[comparison.variable]
    sample, full = pack.resolved((), comparison.sample), pack.resolved((), comparison.full)
    categories = [in_category(variable, c.code) for c in categories_shown(variable, ()) if not c.part_of]
    counts = Counts(engine, full, [(*sample, category) for category in categories])
    inside = np.array([counts.count(*sample, category) for category in categories], dtype=np.int64)
    everyone = np.array([counts.count(category) for category in categories], dtype=np.int64)
    if min(without_empty(np.array([inside, everyone - inside])).shape) < 2:
        place = Place(file="tables.toml", part=f"comparison “{comparison.key}”")
        raise InputProblem(
            "there is nothing to compare.",
            place=place,
            right="Cases have to be in the sample and outside it, and in two categories at least.",
        )
    rest = tested(comparison.title, np.array([inside, everyone - inside]), "chi_square", assumed=APART)
    return _as_printed(comparison, np.array([inside, everyone])), rest[0]


def _as_printed(comparison: Comparison, counts: Matrix) -> TestResult:
    """The test of sample against full set that reproduces the print, or Pearson's where none does."""
    results = tested(comparison.title, counts, "chi_square", assumed=TWICE)
    published = as_published(comparison.published)
    told = [msgspec.structs.replace(result, published=published, note=comparison.note) for result in results]
    if published is None:
        return told[0]
    found = next((result for result in told if agrees(result)), None)
    if found is None:
        return msgspec.structs.replace(told[0], note=f"{comparison.note} {difference(told[0])}".strip())
    plain = (
        " without continuity correction" if counts.shape == (2, 2) and found.statistic_name == "χ²" else ""
    )
    rows, columns = counts.shape
    reproduced = f"The print is {found.statistic_name}{plain} of the {rows} by {columns} table."
    return msgspec.structs.replace(found, assumed=f"{found.assumed} {reproduced}")
