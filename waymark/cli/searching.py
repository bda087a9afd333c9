"""Searching the text of all reports."""

from __future__ import annotations

import argparse
import json
import re
import sys

from waymark.cli.options import Commands, add_command, add_format, add_study, print_list, study_of
from waymark.instruments.problems import CallProblem

_AGES = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")


def add_commands(commands: Commands) -> None:
    search = add_command(
        commands,
        "search",
        run_search,
        "find passages in all reports",
        "Words that all stand in a passage; “a phrase” in quotation marks; AND, OR, NOT and brackets; "
        "one NEAR/5 other; neglect* for every word that begins so. Spelling and endings of words do not matter.",
    )
    search.add_argument("words", metavar="WORDS", nargs="+")
    search.add_argument(
        "--board", action="append", default=[], metavar="NAME", help="only reports of this board"
    )
    search.add_argument(
        "--year", action="append", default=[], type=int, metavar="YEAR", help="only of incidents in this year"
    )
    search.add_argument(
        "--age", default="", metavar="YEARS", help="only of children of this age, as 4 or 11-15"
    )
    search.add_argument(
        "--outcome", action="append", default=[], metavar="KEY", help="as death or serious_harm"
    )
    search.add_argument(
        "--section",
        action="append",
        default=[],
        metavar="KEY",
        help="only in such sections, as recommendations",
    )
    search.add_argument(
        "--first", type=int, default=1, metavar="N", help="the first passage to show (default: 1)"
    )
    search.add_argument("--count", type=int, default=20, metavar="N", help="how many to show (default: 20)")
    add_study(search)
    add_format(search)


def run_search(args: argparse.Namespace) -> int:
    from waymark.library.searching import search
    from waymark.library.within import Restriction

    workspace = study_of(args)
    if args.first < 1 or not 1 <= args.count <= 1000:
        raise CallProblem("--first counts from 1, and --count takes 1 to 1,000.")
    wanted = Restriction(
        tuple(args.board), tuple(args.year), _ages(args.age), tuple(args.outcome), tuple(args.section)
    )
    found = search(workspace, " ".join(args.words), wanted, args.first - 1, args.count)
    if args.format == "json":
        import msgspec

        print(json.dumps(msgspec.to_builtins(found), ensure_ascii=False, indent=2))
        return 0
    rows = [
        {
            "report": hit.ref,
            "page": hit.page,
            "section": hit.section,
            "passage": _excerpt(hit.text, hit.marks) if args.format == "text" else hit.text,
        }
        for hit in found.hits
    ]
    if args.format == "text":
        last = args.first + len(rows) - 1
        told = f", {args.first:,} to {last:,} shown" if len(rows) < found.total and rows else ""
        print(f"{found.total:,} passages{told}.", file=sys.stderr)
    if rows or args.format == "csv":
        print_list(rows, args.format)
    return 0


def _ages(given: str) -> tuple[int, int] | None:
    if not given:
        return None
    match = _AGES.fullmatch(given)
    if match is None or int(match[2] or match[1]) < int(match[1]):
        raise CallProblem(f"“{given}” is no age in years.", right="Write 4, or 11-15.")
    return int(match[1]), int(match[2] or match[1])


def _excerpt(text: str, marks: tuple[tuple[int, int], ...], around: int = 70) -> str:
    """One line about the first match, which stands in square brackets."""
    if not marks:
        return text[: 2 * around]
    start, end = marks[0]
    before, after = max(0, start - around), min(len(text), end + around)
    opening, closing = "…" if before else "", "…" if after < len(text) else ""
    line = f"{opening}{text[before:start]}[{text[start:end]}]{text[end:after]}{closing}"
    return " ".join(line.split())
