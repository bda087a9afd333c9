"""The whole road on a synthetic study, with its steps told and timed."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from waymark.cli.importing import matched
from waymark.cli.options import Commands, add_command
from waymark.study.workspace import Workspace

if TYPE_CHECKING:
    from waymark.demo.make import DemonstrationFiles
    from waymark.study.models import Person


def add_commands(commands: Commands) -> None:
    demo = add_command(
        commands,
        "demo",
        run_demo,
        "make a synthetic study and run the whole road on it",
        "Every case in it is made up; its authorities are fictitious; every page says so.",
    )
    demo.add_argument("folder", type=Path, nargs="?", default=Path("demo-study"))
    demo.add_argument("--files", type=Path, metavar="FOLDER", help="keep the files as received here too")


def run_demo(args: argparse.Namespace) -> int:
    from waymark.instruments.loading import load_pack, pack_folder
    from waymark.study.workspace import Disclosure, StudySettings, make_workspace

    source = pack_folder("scr_2011_14")
    title = "Serious case reviews 2011 to 2014: demonstration"
    settings = StudySettings(name=args.folder.resolve().name, title=title, synthetic=True)
    with tempfile.TemporaryDirectory() as scratch:
        files = args.files or Path(scratch)
        with told("Making a synthetic workbook, incident documents and answers"):
            from waymark.demo.make import write_demonstration
            from waymark.demo.study import make_study

            pack = load_pack(source)
            rows = make_study(pack)
            made = write_demonstration(rows, files, pack)
        with told("Making the reports of 175 cases, as PDF"):
            from waymark.demo.reports.making import make_reports

            reports = make_reports(rows, files, pack)
        with told("Making the study"):
            from waymark.study.actions import open_new_study

            workspace = make_workspace(args.folder, settings, Disclosure(), source)
            from waymark.cli.half_read.people import add_people

            actor = open_new_study(workspace)
            people = add_people(actor)
        with told("Taking in 808 notifications, incident details and answers"):
            _take_in(actor, workspace, made)
        with told("Settling values and selecting cases"):
            from waymark.reading.settling import settle_study

            selection = settle_study(actor, workspace)
        with told("Reading the reports and indexing their text"):
            from waymark.library.intake import import_reports

            library = import_reports(actor, workspace, reports)
        with told("Matching reports to cases"):
            from waymark.library.actions import match_reports

            pairs = match_reports(actor, workspace)
        with told("Pinning passages of the reports to the answers"):
            from waymark.cli.half_read.first_readings import pin_first_readings

            pin_first_readings(workspace)
            settle_study(actor, workspace)
        with told("Freezing"):
            from waymark.reading.freezing import freeze_study

            freeze = freeze_study(actor, workspace, "Demonstration")
        with told("Counting and publishing"):
            from waymark.cli.publishing import publish_freeze

            home = publish_freeze(actor, workspace, freeze)
        with told("Reading half of it: second readings, decisions, a sample, summaries"):
            from waymark.cli.half_read.reading import read_half

            read_half(workspace)
    included = sum(step.count for step in selection.flow if step.outcome == "included")
    received = sum(step.count for step in selection.flow)
    print(f"\n{received} notifications became {included} cases. All of them are synthetic.")
    linked = sum(pair.decision == "linked" for pair in pairs)
    waiting = sum(pair.decision == "to confirm" for pair in pairs)
    print(
        f"{len(library.new)} reports of {library.pages:,} pages: {linked} links to cases, {waiting} to confirm."
    )
    print(f"The publication:   {home}")
    called = _as_called()
    print(f"Look further:      {called} table 17 --study {args.folder}")
    print(f"                   {called} trace 17 open under_1 --study {args.folder}")
    print(f"                   {called} report R0001 --study {args.folder}")
    print(f"                   {called} search 'missed appointments' --study {args.folder}")
    print(f"The workbench:     {called} serve --study {args.folder}")
    for person in people:
        print(f"                   sign in as {person.handle} ({person.name}), password {person.password}")
    print(f"Your own files:    {called} init my-study")
    print(f"                   {called} import notifications FILE --study my-study")
    return 0


def _as_called() -> str:
    """The command as a person types it: the way to it where it is not on the path."""
    name = "waymark"
    return sys.argv[0] if Path(sys.argv[0]).name == name and shutil.which(name) is None else name


def _take_in(actor: Person, workspace: Workspace, made: DemonstrationFiles) -> None:
    from waymark.reading.actions import import_answers, names_beside_answers
    from waymark.register.actions import import_notifications
    from waymark.register.incidents_received import import_incidents
    from waymark.register.receiving.workbooks import read_sheets

    pack = workspace.pack
    sheets = read_sheets(made.workbook)
    mapping = matched(sheets, pack, "notification").accepted()
    import_notifications(actor, workspace, made.workbook, sheets, mapping)
    import_incidents(actor, workspace, made.documents, "refuse")
    instrument = pack.instruments[0].key
    sheets = read_sheets(made.answers)
    mapping = matched(sheets, pack, instrument, names_beside_answers(pack, instrument)).accepted()
    import_answers(actor, workspace, made.answers, sheets, mapping, instrument)


@contextmanager
def told(step: str) -> Iterator[None]:
    """Say what is being done, and when it is done how long it took."""
    began = time.monotonic()
    print(f"{step} …", end=" ", flush=True)
    yield
    print(f"{time.monotonic() - began:.1f} s")
