"""A workbook of 10,000 notifications imported and cleaned (target: within 10 s), against only reading its cells.

    python benchmarks/import_a_workbook.py [rows] [runs]

Makes an untidy workbook of the shipped pack's notification variables, imports it into a fresh study, and
compares with python-calamine reading the same sheet and keeping nothing. Then selects the cases.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from waymark.instruments.loading import load_pack, pack_folder
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable
from waymark.study.workspace import Disclosure, StudySettings, make_workspace, prepare_store

prepare_store()

from waymark.register.actions import import_notifications  # noqa: E402 - the store has to be ready
from waymark.register.receiving.headers import match_headers  # noqa: E402
from waymark.register.receiving.workbooks import read_sheets  # noqa: E402
from waymark.register.selection import select  # noqa: E402
from waymark.study.actions import open_new_study  # noqa: E402


def untidy(variable: Variable, chance: random.Random, row: int) -> str | int:
    """A cell as a person might have written it."""
    if variable.type in ("category", "categories"):
        category = chance.choice(variable.categories)
        return chance.choice((category.label, category.label.upper(), *category.synonyms))
    if variable.type == "date":
        day = date(2009, 1, 1) + timedelta(days=chance.randrange(2300))
        return chance.choice(
            (day.strftime("%d/%m/%Y"), day.strftime("%d %B %Y"), (day - date(1899, 12, 30)).days)
        )
    if variable.type == "age":
        return chance.choice(
            (f"{chance.randrange(1, 17)} years", f"{chance.randrange(1, 23)} months", chance.randrange(1, 17))
        )
    if variable.type == "number":
        return chance.randrange(0, 6)
    if variable.type == "area":
        return f"Area {chance.randrange(150)} LSCB"
    return f"{variable.key} {row}"


def make_workbook(path: Path, pack: Pack, rows: int) -> None:
    chance = random.Random(7)
    variables = pack.stated_by("notification")
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Notifications")
    sheet.write_row(
        0, 0, [variable.headers[0] if variable.headers else variable.label for variable in variables]
    )
    for row in range(1, rows + 1):
        sheet.write_row(row, 0, [untidy(variable, chance, row) for variable in variables])
    book.close()


def once(workbook: Path, folder: Path, source: Path) -> tuple[float, float, float, int]:
    began = time.perf_counter()
    CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
    bare = time.perf_counter() - began
    workspace = make_workspace(
        folder, StudySettings(name="benchmark", title="Benchmark"), Disclosure(), source
    )
    actor = open_new_study(workspace)
    began = time.perf_counter()
    sheets = read_sheets(workbook)
    mapping = match_headers(sheets[0].header, workspace.pack, "notification").accepted()
    done = import_notifications(actor, workspace, workbook, sheets, mapping, "set aside")
    imported = time.perf_counter() - began
    began = time.perf_counter()
    select(actor, workspace)
    return bare, imported, time.perf_counter() - began, done.values


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    source = pack_folder("scr_2011_14")
    with tempfile.TemporaryDirectory() as scratch:
        workbook = Path(scratch) / "notifications.xlsx"
        make_workbook(workbook, load_pack(source), rows)
        taken = [once(workbook, Path(scratch) / f"study-{run}", source) for run in range(runs)]
    print(f"{rows:,} rows, {taken[0][3]:,} values, median of {runs} runs\n")
    print("| step | seconds |\n|---|---|")
    for name, place in (("bare read of the cells", 0), ("import and clean", 1), ("settle and select", 2)):
        print(f"| {name} | {statistics.median(run[place] for run in taken):.2f} |")


if __name__ == "__main__":
    main()
