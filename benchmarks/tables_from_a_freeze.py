"""All tables of the shipped pack from a freeze, and the largest beside a query written by hand.

    python benchmarks/tables_from_a_freeze.py [CASES …]

CASES are numbers of cases (default: 1100 1000000). The cases are random: every variable of the pack
has one of its categories, or a number between its limits, by chance. They stand for no child. Each time is
the median of several runs, and opening the freeze is part of it; importing Python's packages is not.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parent.parent))

from waymark.analysis.engine import open_engine
from waymark.analysis.results import TableResult
from waymark.analysis.tables import tabulate
from waymark.instruments.loading import load_pack, pack_folder
from waymark.instruments.tables import CountTable
from waymark.instruments.variables import Variable
from waymark.study.freezes import About, Freeze, write_freeze

PACK = pack_folder("scr_2011_14")
ABOUT = About(
    study="benchmark", title="Random cases", synthetic=True, frozen_by="benchmark", why="to measure"
)
TARGET_SECONDS = {1_100: 1.0, 1_000_000: 10.0}
IN_STUDY = 0.9
FIRST_DAY = np.datetime64("2010-06-01")
DAYS = 1_750

LARGEST_BY_HAND = """
    with wholes(part, whole) as (values {wholes}),
    deaths as (
        select
            whole as category,
            age_months,
            gender,
            ethnicity is not null and ethnicity <> 'not_stated' as ethnicity_stated,
            ethnicity not in
                ('not_stated', 'white_british', 'white_irish', 'white_europe', 'white_world') as other,
            plan_status in ('current', 'past') as plan,
            report_available = 'yes' as report,
            csc_status in ('open', 'closed', 'below_threshold') as known
        from read_parquet(?) join wholes on death_category = part
        where standing = 'included' and outcome = 'death'
    )
    select
        category, count(*), median(age_months), min(age_months), max(age_months),
        count(*) filter (age_months < 12), count(*) filter (gender = 'male'),
        count(*) filter (other), count(*) filter (ethnicity_stated),
        count(*) filter (plan), count(*) filter (report and known), count(*) filter (report)
    from deaths group by category
"""


def random_column(variable: Variable, cases: int, chance: np.random.Generator) -> pa.Array:
    """So many random values of a stated variable, as a freeze holds them."""
    codes = [category.code for category in variable.categories]
    if variable.type == "categories":
        chosen = chance.random((cases, len(codes))) < 1 / 3
        ends = np.concatenate([[0], chosen.sum(axis=1).cumsum()]).astype(np.int32)
        return pa.ListArray.from_arrays(pa.array(ends), pa.array(np.array(codes)[np.nonzero(chosen)[1]]))
    if variable.type in ("number", "age"):
        low, high = variable.low or 0, variable.high or 100
        return pa.array(chance.integers(low, high + 1, cases).astype(np.int32))
    if variable.type == "date":
        return pa.array(FIRST_DAY + chance.integers(0, DAYS, cases), pa.date32())
    words = codes or [f"text {number}" for number in range(100)]
    return pa.array(np.array(words)[chance.integers(0, len(words), cases)], pa.string())


def random_freeze(folder: Path, cases: int) -> Freeze:
    chance = np.random.default_rng(2016)
    pack = load_pack(PACK)
    columns = {"case_id": pa.array([f"C{number}" for number in range(cases)])}
    columns |= {v.key: random_column(v, cases, chance) for v in pack.variables.values() if v.sources}
    inside = chance.random(cases) < IN_STUDY
    columns[pack.about.standing] = pa.array(np.where(inside, "included", "excluded"), pa.string())
    return write_freeze(folder, {"cases": pa.table(columns)}, PACK, ABOUT)


def median_seconds(step: Callable[[], object], runs: int) -> float:
    step()  # the first run imports, and reads the disk
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def all_tables(freeze: Freeze) -> list[TableResult]:
    engine = open_engine(freeze)
    return [tabulate(engine, table) for table in engine.pack.tables]


def one_table(freeze: Freeze, table: CountTable) -> TableResult:
    return tabulate(open_engine(freeze), table)


def largest_table(freeze: Freeze) -> CountTable:
    """The table of counts with the most computed cells."""
    engine = open_engine(freeze)
    sizes = {}
    for table in engine.pack.tables:
        if isinstance(table, CountTable):
            result = tabulate(engine, table)
            sizes[table.number] = len(result.rows) * sum(not column.published for column in result.columns)
    number = max(sizes, key=lambda number: sizes[number])
    found = freeze.pack.table(number)
    assert isinstance(found, CountTable)
    return found


def by_hand(freeze: Freeze) -> list[tuple[object, ...]]:
    """The largest table as someone who knows this pack would write it in SQL: parts, wholes and the total."""
    categories = freeze.pack.variables["death_category"].categories
    wholes = [(c.code, whole) for c in categories for whole in (c.code, c.part_of, "total") if whole]
    values = ", ".join(f"('{part}', '{whole}')" for part, whole in wholes)
    connection = duckdb.connect()
    return connection.execute(LARGEST_BY_HAND.format(wholes=values), [str(freeze.path("cases"))]).fetchall()


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or list(TARGET_SECONDS)
    print("| cases | what | median | target |")
    print("|---:|---|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for cases in sizes:
            freeze = random_freeze(Path(folder), cases)
            runs = 7 if cases < 100_000 else 3
            every = median_seconds(partial(all_tables, freeze), runs)
            target = f"{TARGET_SECONDS[cases]:g} s" if cases in TARGET_SECONDS else ""
            print(f"| {cases:,} | all {len(freeze.pack.tables)} tables | {every:.2f} s | {target} |")
            largest = largest_table(freeze)
            engine = median_seconds(partial(one_table, freeze, largest), runs)
            hand = median_seconds(partial(by_hand, freeze), runs)
            what = f"the largest, table {largest.number}"
            twice = "twice the query by hand" if cases == max(TARGET_SECONDS) else ""
            print(f"| {cases:,} | {what} | {engine:.3f} s | {twice} |")
            print(f"| {cases:,} | {what}, by hand in SQL | {hand:.3f} s | ({engine / hand:.2f} times) |")


if __name__ == "__main__":
    main()
