"""How long 1,000 reports take to be matched with 1,000 cases, against Splink's predict alone on the same records.

    python benchmarks/match_reports.py

The population is that of the tests (tests/library/matching/population.py), made before the clock starts. The
first match of the process is timed with all that it imports and sets up, Splink and DuckDB among it; then the medians
of several further ones, and of Splink's predict (registering the tables, blocking, weights, reading the result).
Memory is the peak of the whole process.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

HERE = Path(__file__).parent.parent
sys.path.insert(0, str(HERE))

from tests.library.matching.population import Population, make_population  # noqa: E402
from waymark.library.matching.boards import BoardReader, board_reader  # noqa: E402
from waymark.library.matching.candidates import propose  # noqa: E402
from waymark.library.matching.deciding import Pair  # noqa: E402
from waymark.library.matching.matching import match  # noqa: E402

CASES = 1_000
REPORTS = 1_000
RUNS = 7
TARGET_SECONDS = 3.0
SEED = 2014

T = TypeVar("T")


def timed(step: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    result = step()
    return result, time.perf_counter() - start


def median_of(step: Callable[[], object]) -> float:
    return statistics.median(timed(step)[1] for _ in range(RUNS))


def population() -> Population:
    """As many reports as cases: those of other children fill them up."""
    made = make_population(SEED, cases=CASES, reported=CASES, without_case=100)
    made.reports = made.reports[:REPORTS]
    return made


def main() -> int:
    made = population()

    def matched() -> tuple[Pair, ...]:
        return match(made.reports, made.cases, 3, {}, made.gazetteer)

    def areas_known() -> BoardReader:
        return board_reader((), made.gazetteer)

    assert "splink" not in sys.modules
    pairs, first = timed(matched)
    again = median_of(matched)
    raw = median_of(lambda: propose(made.reports, made.cases, areas_known()))
    candidates = len(propose(made.reports, made.cases, areas_known()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    linked = {(pair.report, pair.case_id) for pair in pairs if pair.decision == "linked"}
    known = {report.ref for report in made.reports}
    truth = {pair for pair in made.truth if pair[0] in known}

    print(f"{len(made.reports):,} reports, {len(made.cases):,} cases, {candidates:,} candidates\n")
    print("| measured | figure |")
    print("|---|---|")
    print(f"| first match of the process, imports included | {first:.2f} s (target {TARGET_SECONDS:.0f} s) |")
    print(f"| further match, median of {RUNS} | {again:.2f} s |")
    print(
        f"| Splink’s predict alone, median of {RUNS} | {raw:.2f} s; matching takes {again / raw:.1f} times that |"
    )
    print(f"| peak memory of the process | {peak:,.0f} MiB |")
    print(f"| linked of {len(truth):,} true pairs | {len(linked & truth):,}; false {len(linked - truth)} |")
    return 0 if first <= TARGET_SECONDS else 1


if __name__ == "__main__":
    raise SystemExit(main())
