"""Which report is which case's: the rule's pairs, a person's word on them, and cases that have no report."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import Any

from waymark.cli.options import Commands, add_command, add_format, add_study, print_list, study_of
from waymark.instruments.problems import CallProblem
from waymark.study.workspace import Workspace


def add_commands(commands: Commands) -> None:
    match = add_command(
        commands,
        "match",
        run_match,
        "compare every report with every case by six keys",
        "A report is a case's when enough keys agree and nothing speaks against it; the rest waits for a person.",
    )
    match.add_argument("--to-confirm", action="store_true", help="show only the pairs that wait for a person")
    add_study(match)
    add_format(match)
    for name, run, summary in (
        ("link", run_link, "say that a report is a case's"),
        ("unlink", run_unlink, "say that a report is not a case's"),
    ):
        parser = add_command(commands, name, run, summary)
        parser.add_argument("ref", metavar="REF", help="as R0001")
        parser.add_argument("case", metavar="CASE", help="a case number, or as N00001")
        parser.add_argument("--why", default="", help="for those who come after")
        add_study(parser)
    outstanding = add_command(
        commands,
        "outstanding",
        run_outstanding,
        "list the cases without a report, or note what a board says of one",
    )
    outstanding.add_argument("--letters", action="store_true", help="by the boards that are to be asked")
    outstanding.add_argument("--case", default="", metavar="CASE", help="the case to note a state of")
    outstanding.add_argument(
        "--state", default="", metavar="KEY", help="why it has no report, as not_completed"
    )
    outstanding.add_argument(
        "--asked", default="", metavar="DATE", help="when its board was asked, as 2015-11-02"
    )
    outstanding.add_argument("--note", default="", help="what the board said")
    add_study(outstanding)
    add_format(outstanding)


def run_match(args: argparse.Namespace) -> int:
    from waymark.library.actions import match_reports
    from waymark.study.actions import person_at_machine

    workspace = study_of(args)
    pairs = match_reports(person_at_machine(), workspace)
    shown = [pair for pair in pairs if pair.decision == "to confirm"] if args.to_confirm else pairs
    if args.format == "json":
        import msgspec

        print(json.dumps(msgspec.to_builtins(shown), ensure_ascii=False, indent=2))
        return 0
    rows: list[dict[str, Any]] = [
        {
            "report": pair.report,
            "case": pair.case_id,
            "decision": pair.decision,
            **{name: compared.agreement for name, compared in pair.keys.items()},
            "why": pair.why,
        }
        for pair in shown
    ]
    if rows or args.format == "csv":
        print_list(rows, args.format)
    linked = sum(pair.decision in ("linked", "confirmed") for pair in pairs)
    waiting = sum(pair.decision == "to confirm" for pair in pairs)
    print(f"{linked:,} pairs are linked, {waiting:,} wait for a person.", file=sys.stderr)
    return 0


def run_link(args: argparse.Namespace) -> int:
    return _decide(args, "confirmed", "is the report of")


def run_unlink(args: argparse.Namespace) -> int:
    return _decide(args, "refused", "is not the report of")


def _decide(args: argparse.Namespace, decision: str, says: str) -> int:
    from waymark.library.actions import decide
    from waymark.library.models import Link
    from waymark.study.actions import person_at_machine

    study_of(args)
    link = decide(person_at_machine(), args.ref, args.case, Link.Decision(decision), args.why)
    print(f"{link.report.ref} {says} {link.notification.case_id} ({link.notification.case_number}).")
    return 0


def run_outstanding(args: argparse.Namespace) -> int:
    from waymark.library.outstanding import cases_outstanding, counted, letters, outstanding

    workspace = study_of(args)
    if args.case or args.state:
        return _note(args, workspace)
    if args.asked or args.note:
        raise CallProblem("--asked and --note go with a case.", right="Name it with --case, and its --state.")
    cases = outstanding(workspace)
    if args.letters:
        rows = [
            {
                "board": letter.board,
                "last asked": letter.last_asked or "",
                "cases": ", ".join(case.case_number for case in letter.cases),
            }
            for letter in letters(cases, workspace.pack)
        ]
    else:
        rows = [
            {
                "case": case.case_id,
                "case number": case.case_number,
                "board": case.board,
                "incident": case.incident_date,
                "state": case.state,
                "asked on": case.asked_on or "",
                "may be": ", ".join(case.may_be),
                "note": case.note,
            }
            for case in cases
        ]
    if rows or args.format != "text":
        print_list(rows, args.format)
    if args.format == "text":
        labels = {state.key: state.label for state in workspace.pack.report_states} | {"": "Nothing heard"}
        told = ", ".join(
            f"{labels[key]} {count:,}"
            for key, count in counted(workspace.pack, cases_outstanding(workspace.pack)).items()
            if count
        )
        print(f"{len(cases):,} cases have no report{': ' if told else ''}{told}.", file=sys.stderr)
    return 0


def _note(args: argparse.Namespace, workspace: Workspace) -> int:
    from waymark.library.actions import note_state
    from waymark.study.actions import person_at_machine

    if not (args.case and args.state):
        raise CallProblem("a case and its state are noted together.", right="Give --case and --state.")
    try:
        asked = date.fromisoformat(args.asked) if args.asked else None
    except ValueError:
        raise CallProblem(f"“{args.asked}” is no date.", right="Write it as 2015-11-02.") from None
    made = note_state(person_at_machine(), workspace, args.case, args.state, asked, args.note)
    print(f"{made.notification.case_id}: {made.state}{f', asked on {asked}' if asked else ''}.")
    return 0
