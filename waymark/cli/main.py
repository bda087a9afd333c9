"""The command line: reads the call, opens the study, hands over to one stage, and ends with its exit code.

0 done · 1 a check found something · 2 the call is wrong · 3 the input is wrong. A person's mistake is one
paragraph on standard error; a traceback is a defect.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn

from django.db import DatabaseError

from waymark import __version__
from waymark.cli import (
    checking,
    demo,
    importing,
    instruments,
    matching,
    packs,
    people,
    publishing,
    reports,
    results,
    searching,
    serving,
    studies,
    tracing,
)
from waymark.instruments.problems import Problem
from waymark.study.workspace import prepare_store

MANUAL = """\
Waymark takes a team's notifications to published tables. A study is a folder; the commands follow its road:

  1. make      waymark init my-study
               waymark demo demo-study              a whole synthetic study to look around in
  2. bring in  waymark import notifications FILE    a workbook (xlsx, xls, ods) or csv
               waymark import incidents FOLDER      Word documents of incident details
               waymark import answers FILE          what readers found in the reports
               waymark import population FILE       also: deprivation, authorities, lookup
               waymark import reports FOLDER        the published reports, PDF or Word
  3. decide    waymark select                       who is in the study, and why
               waymark problems                     what contradicts or is missing
  4. reports   waymark reports                      all of them; with --read-again by a better reader
               waymark report R0001                 what it says of itself, and where
               waymark correct R0001 board NAME     put it right; stands when it is read again
               waymark search 'a phrase'            passages in all reports
               waymark match                        which report is which case's, by six keys
               waymark link R0001 CASE              a person's word on it; also: waymark unlink
               waymark outstanding                  cases without a report, and whom to ask
     read      waymark serve                        the study in the browser; --single: for you alone
               waymark people list                  who takes part
               waymark people add m.reader          and the link by which they set a password
               waymark people invite                a link for whoever chooses their own handle
               waymark people link m.reader         a link to set a new password
               waymark people close m.reader        their account; what they did stays
               waymark instrument                   how the forms were changed, and what that touches
  5. freeze    waymark freeze                       the data as they stand, never changed again
               waymark freeze --verify              whether a byte of it has changed
  6. count     waymark table 17                     any table, also as json or csv
               waymark figure 14                    the numbers of a figure
               waymark flow                         from notifications to cases, with reasons
               waymark trace 17 open under_1        from a cell back to the rows it came from
  7. publish   waymark publish                      a site, a workbook and data files
     check     waymark check report.pdf             which figures of a report do not add up
     packs     waymark pack check FOLDER            whether a pack is right, and what is wrong

Every command takes --study FOLDER (the folder you stand in, where it is left out). Those that list take
--format text, json or csv. “waymark COMMAND --help” tells more.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"waymark: {message}. See “{self.prog} --help”. Nothing was changed.\n")


def build_parser() -> argparse.ArgumentParser:
    """The whole command line; also read by the test that keeps the manual complete."""
    parser = _Parser(
        prog="waymark",
        description=MANUAL,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="waymark COMMAND [options]",
    )
    parser.add_argument("--version", action="version", version=f"waymark {__version__}")
    commands = parser.add_subparsers(
        metavar="COMMAND", required=True, title="commands", parser_class=_Parser, prog="waymark"
    )
    for stage in (
        studies,
        demo,
        importing,
        reports,
        searching,
        matching,
        packs,
        results,
        tracing,
        publishing,
        checking,
        people,
        serving,
        instruments,
    ):
        stage.add_commands(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without our letters gets marks in their place
            stream.reconfigure(errors="replace")
    args = build_parser().parse_args(arguments)
    prepare_store()
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except Problem as problem:
        print(f"waymark: {problem.paragraph()}", file=sys.stderr)
        return problem.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, DatabaseError) as error:
        print(f"waymark: {error}. What was not finished was not changed.", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("waymark: stopped. What was not finished was not changed.", file=sys.stderr)
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
