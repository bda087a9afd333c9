"""What takes long to make and is then only looked at or copied: made by the first process of a run that asks for it.

`pytest -n 2` runs two processes, each with a session of its own; they share what is made here. In: a name and what
makes it in an empty folder. Out: that folder, whole, with no store left open.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections


def made_once(sessions: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Others wait until the first has made it; where making fails, the next one tries again."""
    shared = _of_the_run(sessions)
    folder, whole = shared / name, shared / f"{name} is whole"
    with (shared / f"{name} is being made").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            if Path(connections.settings["default"]["NAME"]).is_relative_to(folder):
                connections["default"].close()  # the whole store is then in its file, to be copied
            whole.touch()
    return folder


def _of_the_run(sessions: pytest.TempPathFactory) -> Path:
    """The folder that all processes of the run share: the parent of a worker's own."""
    own = sessions.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
