"""The data as they stand, for looking at while a study is read: a freeze that nothing is published from.

It is made anew after each selection and lies in the workspace's `working/`; only the newest is kept. What is
published is computed from a freeze that a person made and gave a reason for.
"""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

from waymark.instruments.problems import CallProblem
from waymark.register.area_files import areas_table
from waymark.register.frozen import frozen_tables
from waymark.study.freezes import About, Freeze, open_freeze, write_freeze
from waymark.study.models import Event
from waymark.study.workspace import Workspace

_WHY = "the data as they stand, not for publication"
_making = threading.Lock()


def working_freeze(workspace: Workspace) -> Freeze:
    """The values that the last selection settled. Raises `CallProblem` where there was none with this pack."""
    selected = Event.objects.filter(action="select").order_by("-id").first()
    right = "Run “waymark select”, or press “Select now” on the home page."
    if selected is None:
        raise CallProblem("no cases have been selected yet.", right=right)
    if selected.detail.get("pack_digest") != workspace.pack.digest:
        raise CallProblem("the pack has changed since the cases were selected.", right=right)
    folder = workspace.folder / "working"
    note = folder / f"{selected.pk}"
    with _making:
        if note.is_file() and (freeze := folder / note.read_text(encoding="utf-8")).is_dir():
            return open_freeze(freeze)
        return _made(workspace, folder, note)


def _made(workspace: Workspace, folder: Path, note: Path) -> Freeze:
    tables = frozen_tables(workspace.pack)
    areas = areas_table(workspace)
    if areas is not None:
        tables["areas"] = areas
    about = About(
        study=workspace.study.name,
        title=workspace.study.title,
        synthetic=workspace.study.synthetic,
        frozen_by="",
        why=_WHY,
    )
    freeze = write_freeze(folder, tables, workspace.pack_folder, about)
    for old in folder.iterdir():
        if old != freeze.folder:
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    note.write_text(freeze.manifest.freeze, encoding="utf-8")
    return freeze
