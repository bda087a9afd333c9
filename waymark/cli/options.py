"""What every command shares: naming the study, opening it, and printing lists in three forms."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from waymark.analysis.harmless import harmless
from waymark.study.workspace import Workspace, connect, open_workspace

Commands = Any  # argparse's own type for subparsers is private


def add_group(commands: Commands, name: str, summary: str, metavar: str) -> Commands:
    """A command that only holds others; returns where they are added."""
    parser = commands.add_parser(name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}.")
    return parser.add_subparsers(metavar=metavar, required=True)


def add_command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], summary: str, more: str = ""
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[:1].upper()}{summary[1:]}. {more}".strip(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def add_study(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--study",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="the study (default: the folder you stand in)",
    )


def add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("text", "json", "csv"), default="text", help="default: text")


def study_of(args: argparse.Namespace) -> Workspace:
    """The study that the call names, its store connected."""
    workspace = open_workspace(args.study)
    connect(workspace)
    return workspace


def print_list(rows: Sequence[Mapping[str, Any]], form: str) -> None:
    """A list of like rows as aligned text, JSON or CSV."""
    if form == "json":
        print(json.dumps(list(rows), ensure_ascii=False, indent=2, default=str))
        return
    names = list(rows[0]) if rows else []
    if form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([harmless(row[name]) for name in names] for row in rows)
        return
    widths = [max(len(name), *(len(str(row[name])) for row in rows)) for name in names]
    for line in (names, *([str(row[name]) for name in names] for row in rows)):
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())
