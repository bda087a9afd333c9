"""The study that this process serves, and its pack as it stands on the disk.

The pack is read again when one of its files has changed, so that a change of instrument reaches every page
without a restart; what it changed is then kept as a new version of the instrument.
"""

from __future__ import annotations

import threading
from pathlib import Path

from django.db import DatabaseError, connections

from waymark.instruments.problems import Problem
from waymark.reading.instrument_versions import note_instruments
from waymark.study.workspace import Workspace, open_workspace

State = tuple[tuple[str, int, int], ...]

_lock = threading.Lock()
_served: dict[Path, tuple[State, Workspace]] = {}
_noted: dict[Path, State] = {}


def served_workspace() -> Workspace:
    """The workspace that Django's store is pointed at."""
    folder = Path(connections.settings["default"]["NAME"]).parent
    state = _state_of(folder)
    with _lock:
        known = _served.get(folder)
        if known is None or known[0] != state:
            _served.clear()
            _served[folder] = known = (state, open_workspace(folder))
        if _noted.get(folder) != state and _note(known[1]):
            _noted.clear()
            _noted[folder] = state
        return known[1]


def _note(workspace: Workspace) -> bool:
    """Whether the instruments could be kept. A pack that cannot be read is told by the page that asks for it; a store
    that is busy is asked again with the next page."""
    try:
        note_instruments(workspace)
    except (Problem, DatabaseError):
        return False
    return True


def _state_of(folder: Path) -> State:
    """Name, time and size of each file that says what the study and its pack are."""
    files = [folder / "waymark.toml", *sorted((folder / "pack").iterdir())]
    stats = ((path.name, path.stat()) for path in files)
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
