"""From a cell back to the rows it came from."""

from __future__ import annotations

import argparse

from waymark.cli.options import Commands, add_command, add_format, add_study, print_list, study_of
from waymark.cli.results import chosen_table
from waymark.cli.studies import chosen_freeze


def add_commands(commands: Commands) -> None:
    trace = add_command(
        commands,
        "trace",
        run_trace,
        "lead from a cell back to its cases, sources and rules",
        "Row and column are keys or labels of the table. For the team; never publish it.",
    )
    trace.add_argument("table", help="the table's number")
    trace.add_argument("row")
    trace.add_argument("column")
    trace.add_argument("--freeze", default="", metavar="NAME", help="default: the latest")
    add_study(trace)
    add_format(trace)


def run_trace(args: argparse.Namespace) -> int:
    from waymark.analysis.engine import open_engine
    from waymark.analysis.tables import tabulate
    from waymark.analysis.trace import key_of, trace

    freeze = chosen_freeze(study_of(args), args.freeze)
    spec = chosen_table(freeze, args.table)
    engine = open_engine(freeze)
    table = tabulate(engine, spec)
    row, column = key_of("row", args.row, table), key_of("column", args.column, table)
    cases = trace(engine, spec, row, column)
    rows = [
        {
            "case": case.case_id,
            "variable": value.variable,
            "value": value.value,
            "counts": "yes" if value.stands else "no",
            "source": value.source,
            "file": value.file,
            "place": value.place,
            "row": value.row or "",
            "raw": value.raw,
            "reader": value.reader,
            "rules": "; ".join(f"{step.rule}: {step.before} → {step.after}" for step in value.steps),
        }
        for case in cases
        for value in case.values
    ]
    if args.format == "text":
        print(f"Table {table.number}, {row}, {column}: {len(cases)} cases of freeze {freeze.short_name}.\n")
    if rows:
        print_list(rows, args.format)
    return 0
