"""Checking the figures of a published report; no study is needed."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from waymark.cli.options import Commands, add_command
from waymark.study.workspace import SETTINGS, connect, open_workspace

if TYPE_CHECKING:
    from waymark.assurance.documents.document import Document


def add_commands(commands: Commands) -> None:
    check = add_command(
        commands,
        "check",
        run_check,
        "find the figures of a published report that do not add up",
        "Reads text, HTML, PDF, Word, a workbook, or the folder of a publication. "
        "Ends with 1 where something is wrong.",
    )
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    check.add_argument(
        "--page", type=Path, metavar="FILE.html", help="also write a page with each place marked"
    )
    check.add_argument(
        "--against",
        type=Path,
        metavar="EARLIER",
        help="tell which figures changed since that edition, or differ from a study's latest freeze",
    )


def run_check(args: argparse.Namespace) -> int:
    from waymark.assurance.checking import checked
    from waymark.assurance.documents.reading import read_document
    from waymark.assurance.telling import as_data, as_lines

    document = read_document(args.file)
    if args.against is not None:
        return _compare(document, _earlier(args.against), args.format)
    found = checked(document)
    if args.page is not None:
        from waymark.assurance.page import write_page

        write_page(found, args.page)
    if args.format == "json":
        print(json.dumps(as_data(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(as_lines(found)))
    return 1 if found.wrong else 0


def _earlier(path: Path) -> Document:
    """An earlier edition; of a study, what its latest freeze would be published as."""
    from waymark.assurance.documents.publication import read_publication
    from waymark.assurance.documents.reading import read_document

    if not (path / SETTINGS).is_file():
        return read_document(path)
    from waymark.cli.publishing import counted
    from waymark.cli.studies import chosen_freeze
    from waymark.publish.gate import gated
    from waymark.publish.site import write_site

    workspace = open_workspace(path)
    connect(workspace)
    with tempfile.TemporaryDirectory() as folder:
        write_site(Path(folder), gated(counted(workspace, chosen_freeze(workspace, ""))))
        return read_publication(Path(folder))


def _compare(later: Document, earlier: Document, form: str) -> int:
    """Which figures changed between two editions. A change is no fault: this ends with 0."""
    from waymark.assurance.editions import changes_between
    from waymark.assurance.telling import changes_as_data, changes_as_lines

    changes = changes_between(earlier, later)
    if form == "json":
        print(json.dumps(changes_as_data(changes), ensure_ascii=False, indent=2))
    else:
        print("\n".join(changes_as_lines(changes)))
    return 0
