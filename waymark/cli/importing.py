"""Bringing files in: notifications, incident details, answers, and the files about areas."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from waymark.cli import reports
from waymark.cli.options import Commands, add_command, add_group, add_study, study_of
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, did_you_mean

if TYPE_CHECKING:
    from waymark.register.actions import Imported, Unreadable
    from waymark.register.receiving.header_matches import HeaderMatches
    from waymark.register.receiving.workbooks import Sheet

AREA_FILES = {
    "population": "children aged 0 to 17 by authority and year",
    "deprivation": "the indices of deprivation, by neighbourhood or by district",
    "authorities": "the register of authorities, with former codes and mergers",
    "lookup": "which district lies in which upper-tier authority",
}


def add_commands(commands: Commands) -> None:
    kinds = add_group(commands, "import", "bring a file in, whole or not at all", "WHAT")
    notifications = add_command(
        kinds,
        "notifications",
        run_notifications,
        "take in a workbook of notifications",
        "Headers are matched to the pack's variables; those matched by likeness have to be confirmed.",
    )
    notifications.add_argument(
        "--again",
        action="store_true",
        help="take case numbers that are in the study in as further notifications",
    )
    answers = add_command(kinds, "answers", run_answers, "take in what readers found in the reports")
    answers.add_argument("--instrument", default="", metavar="KEY", help="default: the pack's first")
    for sheet in (notifications, answers):
        sheet.add_argument("--mapping", type=Path, metavar="FILE", help="header = variable, as TOML")
        sheet.add_argument("--yes", action="store_true", help="accept the headers matched by likeness")
    incidents = add_command(kinds, "incidents", run_incidents, "take in Word documents of incident details")
    for parser in (notifications, answers, incidents):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--set-aside",
            action="store_true",
            help="keep what cannot be read as received, without a value, instead of refusing the file",
        )
        add_study(parser)
    for kind, holds in AREA_FILES.items():
        area = add_command(kinds, kind, run_area_file, f"take in {holds}")
        area.add_argument("file", type=Path, metavar="FILE")
        area.set_defaults(kind=kind)
        add_study(area)
    reports.add_import(kinds)


def run_notifications(args: argparse.Namespace) -> int:
    from waymark.register.actions import already, import_notifications, received_before
    from waymark.register.receiving.workbooks import read_sheets
    from waymark.study.actions import person_at_machine

    workspace = study_of(args)
    require_file(args.file)
    if received_before(args.file, "notifications"):
        return report(already(args.file))
    sheets = read_sheets(args.file)
    given = _given_mapping(args, workspace.pack, "notification", {})
    mapping = confirm(matched(sheets, workspace.pack, "notification", given=given), args, workspace.mappings)
    return report(
        import_notifications(
            person_at_machine(),
            workspace,
            args.file,
            sheets,
            mapping,
            _unreadable(args),
            "take again" if args.again else "refuse",
        )
    )


def run_answers(args: argparse.Namespace) -> int:
    from waymark.reading.actions import import_answers, names_beside_answers
    from waymark.register.actions import already, received_before
    from waymark.register.receiving.workbooks import read_sheets
    from waymark.study.actions import person_at_machine

    workspace = study_of(args)
    require_file(args.file)
    instruments = [instrument.key for instrument in workspace.pack.instruments]
    key = args.instrument or next(iter(instruments), "")
    if key not in instruments:
        raise CallProblem(f"there is no instrument “{key}”.", right=did_you_mean(key, instruments))
    if received_before(args.file, f"answers {key}"):
        return report(already(args.file))
    sheets = read_sheets(args.file)
    also = names_beside_answers(workspace.pack, key)
    given = _given_mapping(args, workspace.pack, key, also)
    mapping = confirm(matched(sheets, workspace.pack, key, also, given), args, workspace.mappings)
    return report(
        import_answers(person_at_machine(), workspace, args.file, sheets, mapping, key, _unreadable(args))
    )


def matched(
    sheets: Sequence[Sheet],
    pack: Pack,
    source: str,
    also: Mapping[str, Sequence[str]] | None = None,
    given: Mapping[str, str] | None = None,
) -> HeaderMatches:
    """The headers of each sheet matched to what the source can state; two sheets may name it differently."""
    from waymark.register.receiving.header_matches import HeaderMatches
    from waymark.register.receiving.headers import match_headers

    found = [match_headers(sheet.header, pack, source, also=also, mapping=given) for sheet in sheets]
    absent = set.intersection(*(set(matches.absent) for matches in found))
    return HeaderMatches(
        tuple({match.header: match for matches in found for match in matches.matches}.values()),
        tuple(clash for matches in found for clash in matches.clashes),
        tuple(header for header in found[0].absent if header in absent),
    )


def run_incidents(args: argparse.Namespace) -> int:
    from waymark.register.incidents_received import import_incidents
    from waymark.study.actions import person_at_machine

    workspace = study_of(args)
    if not args.file.exists():
        raise CallProblem(f"there is no file or folder “{args.file}”.")
    for done in import_incidents(person_at_machine(), workspace, args.file, _unreadable(args)):
        report(done)
    return 0


def run_area_file(args: argparse.Namespace) -> int:
    from waymark.register.area_files import import_area_file
    from waymark.study.actions import person_at_machine

    workspace = study_of(args)
    require_file(args.file)
    return report(import_area_file(person_at_machine(), workspace, args.file, args.kind))


def require_file(path: Path) -> None:
    if not path.exists():
        raise CallProblem(f"there is no file “{path}”.")
    if path.is_dir():
        raise CallProblem(f"“{path}” is a folder, not a file.")


def _given_mapping(
    args: argparse.Namespace, pack: Pack, source: str, also: Mapping[str, Sequence[str]]
) -> dict[str, str] | None:
    from waymark.register.receiving.mapping_files import read_mapping

    return None if args.mapping is None else read_mapping(args.mapping, pack, source, also=also)


def _unreadable(args: argparse.Namespace) -> Unreadable:
    return "set aside" if args.set_aside else "refuse"


def confirm(matches: HeaderMatches, args: argparse.Namespace, folder: Path) -> dict[str, str]:
    """Show how headers were matched and have likenesses confirmed; the outcome is kept as a mapping file.

    Raises `CallProblem` where a likeness is not confirmed: the proposal lies in the file it names.
    """
    from waymark.register.receiving.mapping_files import write_mapping

    for match in matches.matches:
        if match.variable is None:
            print(f"  “{match.header}” is not used.")
        elif match.how not in ("exact", "given"):
            print(f"  “{match.header}” is read as {match.variable} ({match.how}).")
    for clash in matches.clashes:
        print(f"  {clash.says}")
    for header in matches.absent:
        print(f"  “{header}” of the mapping is no column here.")
    folder.mkdir(exist_ok=True)
    proposal = folder / f"{args.file.stem}.toml"
    if matches.needs_confirmation and not args.yes:
        answer = input("Are the headers read rightly? [y/N] ") if sys.stdin.isatty() else ""
        if answer.strip().lower() not in ("y", "yes"):
            write_mapping(proposal, matches)
            raise CallProblem(
                "headers that were matched by likeness, or that clash, were not confirmed.",
                right=f"Correct {proposal} and give it with --mapping, or accept them with --yes.",
            )
    write_mapping(proposal, matches)
    return matches.accepted()


def report(done: Imported) -> int:
    if done.already:
        print(f"{done.file} is in the study already; nothing was changed.")
        return 0
    print(
        f"{done.file}: {done.rows:,} rows, {done.values:,} values, {done.changed_by_rules:,} cleaned by a rule."
    )
    for note in done.notes:
        print(f"  {note}")
    if done.set_aside:
        print(f"  {len(done.set_aside):,} values were set aside without a value:")
        for line in done.set_aside[:20]:
            print(f"    {line}")
    return 0
