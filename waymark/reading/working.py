"""The data as they stand, for looking at while a study is read: a freeze that nothing is published from.

It is made anew after each selection and lies in the workspace's `working/`; only the newest is kept, and the one
before it. What is published is computed from a freeze that a person made and gave a reason for.
"""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from waymark.instruments.problems import CallProblem
from waymark.reading.freezing import about_study, tables_of
from waymark.study.freezes import Freeze, open_freeze, write_freeze
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
        return _made(workspace, folder, note, selected.at)


def _made(workspace: Workspace, folder: Path, note: Path, selected_at: datetime) -> Freeze:
    about = about_study(workspace, "", _WHY)
    tables = tables_of(workspace)
    tables["answers"] = _given_by(tables["answers"], selected_at)
    before = _newest(folder)
    freeze = write_freeze(folder, tables, workspace.pack_folder, about)
    for old in folder.iterdir():
        if old not in (freeze.folder, before):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    note.write_text(freeze.manifest.freeze, encoding="utf-8")
    return freeze


def _given_by(answers: pa.Table, selected_at: datetime) -> pa.Table:
    """Without answers that the selection has not seen: they are not behind the values that it settled."""
    moment = selected_at.astimezone(UTC).isoformat(timespec="seconds")
    return answers.filter(pc.less_equal(answers["at"], moment))


def _newest(folder: Path) -> Path | None:
    """Somebody may be reading the one before, so it is kept until the next."""
    made = [path for path in folder.iterdir() if path.is_dir()] if folder.is_dir() else []
    return max(made, key=lambda path: path.stat().st_mtime, default=None)
