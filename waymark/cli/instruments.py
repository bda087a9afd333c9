"""The forms that readers fill: which versions of them there were, and what each changed."""

from __future__ import annotations

import argparse

from waymark.cli.options import Commands, add_command, add_format, add_study, print_list, study_of
from waymark.instruments.problems import CallProblem, did_you_mean


def add_commands(commands: Commands) -> None:
    versions = add_command(
        commands,
        "instrument",
        run_versions,
        "tell how the forms that readers fill were changed, and how many answers wait for a second look",
    )
    versions.add_argument(
        "instrument", nargs="?", default="", help="a form by its key (default: every form of the pack)"
    )
    add_study(versions)
    add_format(versions)


def run_versions(args: argparse.Namespace) -> int:
    from waymark.reading.instrument_versions import ONLY_NAMES, note_instruments
    from waymark.reading.reach import versions_in_reach

    workspace = study_of(args)
    keys = [instrument.key for instrument in workspace.pack.instruments]
    if args.instrument and args.instrument not in keys:
        raise CallProblem(
            f"the pack has no instrument “{args.instrument}”.", right=did_you_mean(args.instrument, keys)
        )
    note_instruments(workspace)
    rows = []
    for key in [args.instrument] if args.instrument else keys:
        for one in reversed(versions_in_reach(workspace, key)):
            about = {
                "instrument": key,
                "version": one.version.number,
                "since": f"{one.version.at:%Y-%m-%d %H:%M}",
            }
            first = "First version." if one.version.number == 1 else ONLY_NAMES
            told = [(r.change.variable, r.change.in_words, r.answers, r.waiting) for r in one.reaches] or [
                ("", first, 0, 0)
            ]
            rows += [
                {
                    **about,
                    "variable": name,
                    "answers_touched": answers,
                    "to_look_at": waiting,
                    "changed": words,
                }
                for name, words, answers, waiting in told
            ]
    if rows or args.format != "text":
        print_list(rows, args.format)
    else:
        print("The pack has no instruments.")
    return 0
