"""Rates by authority from the real public files: what comes out for the example, and how long it takes.

    python benchmarks/rates_by_authority.py [FOLDER]

FOLDER holds the files as downloaded (default: ../shared/data beside the checkout), anywhere below it; they
are known by their columns. Without them there is nothing to measure, and it says so. The medians of several
runs are printed; figures differ a little from the 2016 report, whose populations were re-based since.
"""

from __future__ import annotations

import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

HERE = Path(__file__).parent.parent
sys.path.insert(0, str(HERE))

from waymark.analysis.areas import tabulate_areas  # noqa: E402
from waymark.analysis.engine import Engine, open_engine  # noqa: E402
from waymark.analysis.results import TableResult  # noqa: E402
from waymark.instruments.loading import load_pack  # noqa: E402
from waymark.instruments.problems import Problem  # noqa: E402
from waymark.instruments.tables import AreaTable  # noqa: E402
from waymark.register.places.areas import Area  # noqa: E402
from waymark.register.places.deprivation import read_deprivation  # noqa: E402
from waymark.register.places.files import areas_from_files  # noqa: E402
from waymark.register.places.frozen import to_arrow  # noqa: E402
from waymark.register.places.matching import Gazetteer  # noqa: E402
from waymark.register.places.sheets import Layout, PlaceFile, recognise  # noqa: E402
from waymark.study.freezes import About, write_freeze  # noqa: E402

EXAMPLE = HERE / "examples" / "published-reviews-2011-14"
RUNS = 5
YEAR = 2012

T = TypeVar("T")


def timed(what: str, step: Callable[[], T]) -> T:
    """The last result of several runs; the median of their times is printed."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        result = step()
        seconds.append(time.perf_counter() - start)
    print(f"  {statistics.median(seconds) * 1000:8.1f} ms  {what}")
    return result


def known_files(folder: Path) -> dict[str, tuple[Path, Layout]]:
    """The files that are known, by what they are called; the first of each."""
    found: dict[str, tuple[Path, Layout]] = {}
    for path in sorted(folder.rglob("*.csv")):
        try:
            layout = recognise(path)
        except Problem:
            continue
        found.setdefault(layout.called, (path, layout))
    return found


def chosen(found: dict[str, tuple[Path, Layout]]) -> dict[PlaceFile, Path]:
    """One file of each kind: of two on deprivation, that of neighbourhoods, which comes first by name."""
    files: dict[PlaceFile, Path] = {}
    for path, layout in sorted(found.values(), key=lambda each: each[1].called):
        if layout.kind == "deprivation" and read_deprivation(path)[0].neighbourhoods is None:
            continue
        files.setdefault(layout.kind, path)
    return files


def reviews() -> list[dict[str, str]]:
    with (EXAMPLE / "reviews.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def engine_on(areas: tuple[Area, ...], folder: Path) -> Engine:
    """The reviews of the example with their areas, frozen."""
    pack = load_pack(EXAMPLE / "pack")
    codes = {c.label: c.code for c in pack.variables["authority"].categories}
    rows = reviews()
    cases = pa.table(
        {
            "case_id": [row["Number"] for row in rows],
            "authority": pa.array([codes.get(row["Authority"]) for row in rows], pa.string()),
            "board": [row["Board"] for row in rows],
            "outcome": ["fatal" if row["Outcome"] == "Fatal" else "non_fatal" for row in rows],
            "standing": ["included" if row["Listed under"] == "Appendix G" else "alongside" for row in rows],
        }
    )
    about = About(study="example", title="Example", synthetic=False, frozen_by="benchmark", why="to measure")
    tables = {"cases": cases, "areas": to_arrow(areas)}
    return open_engine(write_freeze(folder / "freezes", tables, EXAMPLE / "pack", about))


def show_areas(areas: tuple[Area, ...]) -> None:
    known = [area for area in areas if YEAR in area.children]
    print(
        f"\n{len(areas)} areas, {len(known)} with children of {YEAR}; "
        f"{sum(area.deprived_share is not None for area in areas)} with deprivation"
    )
    regions: dict[str, int] = {}
    for area in areas:
        regions[area.region] = regions.get(area.region, 0) + area.children.get(YEAR, 0)
    for region, children in sorted(regions.items()):
        print(f"  {children:>12,}  {region}")
    print(f"  {sum(regions.values()):>12,}  together")
    later = [f"{area.name} ({min(area.children)} on)" for area in areas if YEAR not in area.children]
    print(f"  not among them, because {YEAR} is not given: {', '.join(later) or 'none'}")
    for area in areas:
        for note in area.notes:
            print(f"  {area.name}: {note}")
    gazetteer = Gazetteer(areas)
    names = sorted({row["Board"] for row in reviews()})
    matches = [gazetteer.match(name) for name in names]
    placed = sum(match.area is not None for match in matches)
    print(f"\n{placed} of {len(names)} boards as printed are matched:")
    for match in matches:
        if match.area is None or match.how == "likeness":
            print(f"  {match.says}")


def show_table(table: TableResult) -> None:
    print(f"\nTable {table.number}: {table.title}, {table.caption}")
    print("  " + " | ".join(column.key for column in table.columns))
    for row in table.rows:
        print(f"  {row.label}: " + " | ".join(cell.shown for cell in row.cells))
    for test in table.tests:
        interval = "" if test.effect_low is None else f" ({test.effect_low:.3f} to {test.effect_high:.3f})"
        effect = "" if test.effect is None else f", {test.effect_name} {test.effect:.3f}{interval}"
        print(f"  {test.name}: {test.statistic_name} {test.statistic:.3f}, p {test.p:.4f}{effect}")
        print(f"    {test.note}" if test.note else "")


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else HERE.parent / "shared" / "data"
    files = chosen(known_files(folder)) if folder.is_dir() else {}
    if "population" not in files or "authorities" not in files:
        print(f"There are no files of authorities and populations in {folder}; give their folder.")
        return 0
    pack = load_pack(EXAMPLE / "pack")
    window_end = pack.about.to
    assert window_end is not None
    for kind, path in files.items():
        print(f"  {kind}: {path.name}")
    areas = timed("files read, areas built", lambda: areas_from_files(files, window_end))
    with tempfile.TemporaryDirectory() as scratch:
        engine = timed("cases and areas frozen and opened", lambda: engine_on(areas, Path(scratch)))
        tables = [table for table in pack.tables if isinstance(table, AreaTable)]
        made = [timed(f"table {table.number}", partial(tabulate_areas, engine, table)) for table in tables]
        show_areas(areas)
        for table in made:
            if len(table.rows) < 20:
                show_table(table)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
