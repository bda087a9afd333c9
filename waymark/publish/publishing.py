"""From a publication to its folder: through the gate, written beside its place, then put there whole.

The folder is named for the freeze. It appears complete or not at all: whoever kills the process leaves the
publication that stood there before, or none.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from pathlib import Path

import msgspec

from waymark.instruments.problems import CallProblem
from waymark.publish import csv_files
from waymark.publish.gate import gated
from waymark.publish.own_figures import refuse_contradictions
from waymark.publish.publication import Publication
from waymark.publish.site import DOWNLOADS, write_site
from waymark.publish.symbols import DEMONSTRATION, SYMBOLS, SYNTHETIC
from waymark.publish.workbook import FILE_NAME, write_workbook

RECORD = "publication.json"
MAKING = ".publishing-"
REPLACED = ".replaced-"
ABANDONED_SECONDS = 3600


def publish(publications: Path, publication: Publication) -> Path:
    """Write the site, check its figures, write the workbook and the data files; returns the page to open.

    A publication of the same freeze is replaced; a folder that holds anything else is left alone, and the
    call ends with a `CallProblem`.
    """
    publications.mkdir(parents=True, exist_ok=True)
    target = publications / publication.short_name
    _recover(target)
    _refuse_another(target, publication)
    out = gated(publication)
    making = Path(tempfile.mkdtemp(prefix=MAKING, dir=publications))
    try:
        making.chmod(0o755)
        page = write_site(making, out).name
        refuse_contradictions(making)
        _write_downloads(making / DOWNLOADS, out)
        _write_record(making / RECORD, out)
        _put_in_place(making, target)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return target / page


def _write_downloads(folder: Path, publication: Publication) -> None:
    folder.mkdir()
    write_workbook(folder / FILE_NAME, publication)
    for table in publication.tables:
        csv_files.write_table(folder, table)
    for figure in publication.figures:
        if figure.rows:
            csv_files.write_figure(folder, figure)
    (folder / "README.txt").write_text(_about_files(publication), encoding="utf-8")


def _about_files(publication: Publication) -> str:
    manifest = publication.manifest
    lines = [
        publication.title,
        "",
        *([f"{DEMONSTRATION}. {SYNTHETIC}", ""] if publication.synthetic else []),
        f"{FILE_NAME} holds every table, one a sheet. table-….csv and figure-….csv hold one each.",
        f"All are counted from the freeze {manifest.freeze}.",
        "Files are in UTF-8; percentages are unrounded; text that a spreadsheet could run is led by '.",
        "",
        *(f"[{symbol}] {meaning}" for symbol, meaning in SYMBOLS),
        "",
        *publication.rule.sentences(),
    ]
    return "\n".join(lines) + "\n"


def _write_record(path: Path, publication: Publication) -> None:
    """What the folder is, for machines and for `_refuse_another`."""
    facts = {
        "publication": publication.title,
        "made_on": publication.made_on.isoformat(),
        "rule": msgspec.to_builtins(publication.rule),
        "tables": [table.number for table in publication.tables],
        "figures": [figure.number for figure in publication.figures],
        **{
            name: value
            for name, value in msgspec.to_builtins(publication.manifest).items()
            if name not in ("files", "format", "suppress_below")
        },
    }
    path.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _refuse_another(target: Path, publication: Publication) -> None:
    if not target.exists():
        return
    try:
        freeze = json.loads((target / RECORD).read_text(encoding="utf-8"))["freeze"]
    except (OSError, ValueError, KeyError, TypeError):
        freeze = None
    if freeze != publication.manifest.freeze:
        raise CallProblem(
            f"the folder “{target.name}” in publications holds something else.",
            right="Move it away, then publish again.",
        )


def _put_in_place(making: Path, target: Path) -> None:
    """Rename the finished folder into its place; a publication of the same freeze steps aside first."""
    for path in making.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    aside = target.with_name(REPLACED + target.name)
    if target.exists():
        shutil.rmtree(aside, ignore_errors=True)
        target.rename(aside)
    making.rename(target)
    shutil.rmtree(aside, ignore_errors=True)


def _recover(target: Path) -> None:
    """Undo what a killed run left: a publication that had stepped aside comes back, half-made ones go."""
    aside = target.with_name(REPLACED + target.name)
    if aside.exists() and not target.exists():
        aside.rename(target)
    for half_made in target.parent.glob(f"{MAKING}*"):
        if time.time() - half_made.stat().st_mtime > ABANDONED_SECONDS:
            shutil.rmtree(half_made, ignore_errors=True)
