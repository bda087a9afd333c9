"""Tables, figures and the flow of cases from a freeze, on the terminal or as data."""

from __future__ import annotations

import argparse

from waymark.cli.options import Commands, add_command, add_format, add_study, print_list, study_of
from waymark.cli.studies import chosen_freeze
from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.instruments.tables import TableSpec
from waymark.study.freezes import Freeze


def add_commands(commands: Commands) -> None:
    table = add_command(commands, "table", run_table, "print a table of the pack from a freeze")
    table.add_argument("number", help="as printed, for instance 17")
    figure = add_command(commands, "figure", run_figure, "print the numbers of a figure from a freeze")
    figure.add_argument("number", help="as printed, for instance 14 or A.1")
    flow = add_command(commands, "flow", run_flow, "from notifications to cases, with the deciding rules")
    for parser in (table, figure, flow):
        parser.add_argument("--freeze", default="", metavar="NAME", help="default: the latest")
        add_study(parser)
        add_format(parser)


def run_table(args: argparse.Namespace) -> int:
    from waymark.analysis.engine import open_engine
    from waymark.analysis.printing import to_csv, to_json, to_text
    from waymark.analysis.tables import tabulate

    freeze = chosen_freeze(study_of(args), args.freeze)
    spec = chosen_table(freeze, args.number)
    result = tabulate(open_engine(freeze), spec)
    print({"json": to_json, "csv": to_csv, "text": to_text}[args.format](result))
    return 0


def chosen_table(freeze: Freeze, number: str) -> TableSpec:
    known = [table.number for table in freeze.pack.tables]
    if number not in known:
        raise CallProblem(f"there is no table {number}.", right=did_you_mean(number, known))
    return freeze.pack.table(number)


def run_figure(args: argparse.Namespace) -> int:
    from waymark.analysis.engine import open_engine
    from waymark.analysis.figures import figure
    from waymark.analysis.printing import to_json

    freeze = chosen_freeze(study_of(args), args.freeze)
    known = [spec.number for spec in freeze.pack.figures]
    if args.number not in known:
        raise CallProblem(f"there is no figure {args.number}.", right=did_you_mean(args.number, known))
    result = figure(open_engine(freeze), freeze.pack.figure(args.number))
    if args.format == "json":
        print(to_json(result))
        return 0
    if args.format == "text":
        print(f"Figure {result.number}: {result.title}\n\n{result.sentence}\n")
    print_list([dict(zip(result.columns, row, strict=True)) for row in result.rows], args.format)
    return 0


def run_flow(args: argparse.Namespace) -> int:
    from waymark.analysis.engine import open_engine
    from waymark.analysis.flow import flow

    freeze = chosen_freeze(study_of(args), args.freeze)
    steps = flow(open_engine(freeze))
    print_list(
        [{"rule": s.rule, "reason": s.label, "outcome": s.outcome, "cases": s.count} for s in steps],
        args.format,
    )
    return 0
