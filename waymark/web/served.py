"""The study that this process serves, and its pack as it stands on the disk.

The pack is read again when one of its files has changed, so that a change of instrument reaches every page
without a restart.
"""

from __future__ import annotations

import threading
from pathlib import Path

from django.db import connections

from waymark.study.workspace import Workspace, open_workspace

_lock = threading.Lock()
_served: dict[Path, tuple[tuple[tuple[str, int, int], ...], Workspace]] = {}


def served_workspace() -> Workspace:
    """The workspace that Django's store is pointed at."""
    folder = Path(connections.settings["default"]["NAME"]).parent
    state = _state_of(folder)
    with _lock:
        known = _served.get(folder)
        if known is None or known[0] != state:
            _served.clear()
            _served[folder] = known = (state, open_workspace(folder))
        return known[1]


def _state_of(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of each file that says what the study and its pack are."""
    files = [folder / "waymark.toml", *sorted((folder / "pack").iterdir())]
    stats = ((path.name, path.stat()) for path in files)
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
