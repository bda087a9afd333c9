"""From a freeze to what is published: every table, figure and comparison of the pack, through the gate."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from waymark.cli.options import Commands, add_command, add_study, study_of
from waymark.cli.studies import chosen_freeze
from waymark.study.freezes import Freeze
from waymark.study.workspace import Workspace

if TYPE_CHECKING:
    from waymark.publish.publication import Publication
    from waymark.study.models import Person


def add_commands(commands: Commands) -> None:
    publish = add_command(
        commands,
        "publish",
        run_publish,
        "make the site, the workbook and the data files from a freeze",
        "Small numbers are withheld by the study's rule in waymark.toml.",
    )
    publish.add_argument("--freeze", default="", metavar="NAME", help="default: the latest")
    add_study(publish)


def run_publish(args: argparse.Namespace) -> int:
    from waymark.study.actions import person_at_machine

    workspace = study_of(args)
    home = publish_freeze(person_at_machine(), workspace, chosen_freeze(workspace, args.freeze))
    print(f"Published: {home}")
    return 0


def publish_freeze(actor: Person, workspace: Workspace, freeze: Freeze) -> Path:
    """Write the publication of a freeze and record the act; returns the page to open."""
    from waymark.publish.publishing import publish
    from waymark.study.actions import note_publication, require_lead

    require_lead(actor, "Publishing")
    home = publish(workspace.publications, counted(workspace, freeze))
    note_publication(actor, freeze, home.parent)
    return home


def counted(workspace: Workspace, freeze: Freeze) -> Publication:
    """Everything that the pack asks for, counted from the freeze, before the gate."""
    from waymark.analysis.comparisons import compare
    from waymark.analysis.coverage import coverage
    from waymark.analysis.engine import open_engine
    from waymark.analysis.figures import figure
    from waymark.analysis.flow import flow
    from waymark.analysis.tables import tabulate
    from waymark.publish.disclosure import Rule
    from waymark.publish.publication import SampleComparison, publication_of
    from waymark.publish.quality import quality_of

    engine, pack = open_engine(freeze), freeze.pack
    base = pack.tables[0].population if pack.tables else next(iter(pack.populations))
    disclosure = workspace.disclosure
    return publication_of(
        freeze,
        rule=Rule(suppress_below=disclosure.suppress_below, round_to=disclosure.round_to),
        tables=[tabulate(engine, spec) for spec in pack.tables],
        figures=[figure(engine, spec) for spec in pack.figures],
        flow=flow(engine),
        comparisons=[SampleComparison(c.title, *compare(engine, c), c.note) for c in pack.comparisons],
        quality=quality_of(freeze, base, coverage(engine, base)),
        headings=pack.chapters,
    )
