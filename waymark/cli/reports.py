"""Reports: taking them in, what each says of itself, correcting it, searching them."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waymark.cli.options import Commands, add_command, add_format, add_study, print_list, study_of

if TYPE_CHECKING:
    from waymark.library.intake import ReportsImported
    from waymark.library.queries import ReportAsItStands

_SHOWN_REFUSED = 50


def add_commands(commands: Commands) -> None:
    reports = add_command(commands, "reports", run_reports, "list the reports of the library")
    reports.add_argument(
        "--read-again",
        action="store_true",
        help="first read the originals anew with this version of Waymark; passages are carried over or flagged",
    )
    add_study(reports)
    add_format(reports)
    report = add_command(
        commands, "report", run_report, "show what a report says of itself, with confidence and page"
    )
    report.add_argument("ref", metavar="REF", help="as R0001")
    report.add_argument("--text", action="store_true", help="print the stored text itself")
    add_study(report)
    add_format(report)
    correct = add_command(
        commands,
        "correct",
        run_correct,
        "put a field of a report right",
        "What a person says stands in place of what was read, also when the report is read again. No value: the "
        "report does not state the field.",
    )
    correct.add_argument("ref", metavar="REF")
    correct.add_argument("field", metavar="FIELD")
    correct.add_argument("values", metavar="VALUE", nargs="*")
    correct.add_argument("--why", default="", help="for those who come after")
    add_study(correct)


def add_import(kinds: Commands) -> None:
    reports = add_command(
        kinds,
        "reports",
        run_import_reports,
        "take in published reports, PDF or Word",
        "Every file of the folder is tried, each in a process of its own; what cannot be read is listed with the "
        "reason. The same folder again only does what is left.",
    )
    reports.add_argument("folder", type=Path, metavar="FOLDER")
    add_study(reports)


def run_import_reports(args: argparse.Namespace) -> int:
    from waymark.library.intake import import_reports
    from waymark.study.actions import person_at_machine

    workspace = study_of(args)
    done = import_reports(person_at_machine(), workspace, args.folder, _progress)
    for line in told_of_import(done):
        print(line)
    if not done.refused:
        return 0
    print(f"{len(done.refused):,} files were not taken in:", file=sys.stderr)
    for refused in done.refused[:_SHOWN_REFUSED]:
        print(f"  {refused.name}: {refused.reason}", file=sys.stderr)
    if len(done.refused) > _SHOWN_REFUSED:
        print(f"  … and {len(done.refused) - _SHOWN_REFUSED:,} more.", file=sys.stderr)
    return 3


def told_of_import(done: ReportsImported) -> list[str]:
    lines = [f"{len(done.new):,} reports are in, {done.pages:,} pages."]
    if done.versions:
        lines.append(f"  {len(done.versions):,} files are versions of a report: {', '.join(done.versions)}.")
    if done.already or done.again:
        lines.append(f"  {done.already:,} files were in before, {done.again:,} were in the folder twice.")
    if done.pages_read_by_machine:
        lines.append(f"  {done.pages_read_by_machine:,} pages are pictures and were read by machine.")
    if done.pages_without_text:
        lines.append(
            f"  {done.pages_without_text:,} pages have no text; with Tesseract installed they are read."
        )
    return lines


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {of:,} files", end="\n" if done == of else "", file=sys.stderr, flush=True)


def run_reports(args: argparse.Namespace) -> int:
    from waymark.library.actions import read_again
    from waymark.library.queries import reports_in_brief
    from waymark.study.actions import person_at_machine

    workspace = study_of(args)
    if args.read_again:
        done = read_again(person_at_machine(), workspace)
        print(
            f"{done.read:,} texts are new; {done.carried:,} passages were carried over, {done.to_look_at:,} are to be "
            "looked at.",
            file=sys.stderr,
        )
        for refused in done.refused:
            print(f"  {refused.job.name}: {refused.reason}", file=sys.stderr)
    rows = [asdict(brief) for brief in reports_in_brief()]
    print_list(rows if args.format == "json" else [_on_a_line(row) for row in rows], args.format)
    return 0


def _on_a_line(row: dict[str, Any]) -> dict[str, Any]:
    return {name: "; ".join(value) if isinstance(value, tuple) else value for name, value in row.items()}


def run_report(args: argparse.Namespace) -> int:
    from waymark.library.actions import report_of
    from waymark.library.queries import report_as_it_stands, stored_text

    study_of(args)
    report = report_of(args.ref)
    if args.text:
        print(stored_text(report).text)
        return 0
    found = report_as_it_stands(report)
    if args.format == "json":
        import msgspec

        print(json.dumps(msgspec.to_builtins(found), ensure_ascii=False, indent=2))
    elif args.format == "csv":
        print_list(_rows(found), "csv")
    else:
        _print_report(found)
    return 0


def _rows(found: ReportAsItStands) -> list[dict[str, Any]]:
    fields = [
        {
            "field": field.field,
            "value": field.value,
            "confidence": f"{field.confidence:.2f}",
            "page": field.passage.page if field.passage else "",
            "says": field.by or "machine",
            "passage": field.passage.quote if field.passage else "",
        }
        for field in found.fields
    ]
    sections = [
        {
            "field": "section",
            "value": f"{section.kind} {section.page}-{section.last_page} {section.title}",
            "confidence": f"{section.confidence:.2f}",
            "page": section.page,
            "says": "machine",
            "passage": section.title,
        }
        for section in found.sections
    ]
    return [*fields, *sections]


def _print_report(found: ReportAsItStands) -> None:
    print(f"{found.ref}, {found.pages:,} pages, text by “{found.extractor}”")
    for file in found.files:
        like = f", {file.likeness:.0%} of its paragraphs in common" if file.likeness is not None else ""
        print(f"  version {file.version}{' (current)' if file.current else ''}: {file.name}{like}")
    for case in found.cases:
        print(f"  case {case.case_id} ({case.case_number}): {case.decision}")
    for page in found.pages_read_by_machine:
        print(f"  page {page.page} is a picture, read by machine with confidence {page.confidence:.2f}")
    for note in found.notes:
        print(f"  {note}")
    print()
    rows = [{**row, "passage": _short(row["passage"])} for row in _rows(found)]
    print_list(rows, "text")


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def run_correct(args: argparse.Namespace) -> int:
    from waymark.library.actions import correct
    from waymark.study.actions import person_at_machine

    workspace = study_of(args)
    made = correct(person_at_machine(), workspace, args.ref, args.field, args.values, args.why)
    said = "; ".join(made.values) if made.values else "nothing: the report does not state it"
    print(f"{made.report.ref}: {made.field} is {said}.")
    return 0
