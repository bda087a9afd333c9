"""An import that is killed at any moment leaves the study as it was, and can simply be run again.

A forked child imports a workbook and kills itself, without any chance to clean up, at one of a hundred points
spread evenly over all that it does (every call, of Python or C, is a possible point).
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.conftest import write_tiny_pack
from waymark.cli.main import main
from waymark.study.workspace import Disclosure, StudySettings, connect, make_workspace, open_workspace

POINTS = 100


def dump(study: Path) -> list[str]:
    """The whole store as SQL, read after whatever recovery the store does by itself."""
    with sqlite3.connect(study / "waymark.db") as store:
        return list(store.iterdump())


def counted(act: Callable[[], object], kill_at: int | None) -> int:
    """Run the act and count its calls; at the given one the process kills itself."""
    calls = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal calls
        if event in ("call", "c_call"):
            calls += 1
            if calls == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return calls


def in_child(act: Callable[[], int]) -> tuple[int, int]:
    """Run in a forked child; returns how it ended (signal, exit code)."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        os.dup2(devnull, 2)
        os._exit(act())
    _, status = os.waitpid(child, 0)
    return (os.WTERMSIG(status), 0) if os.WIFSIGNALED(status) else (0, os.WEXITSTATUS(status))


@pytest.fixture
def study(tmp_path: Path) -> Path:
    from waymark.study.actions import open_new_study

    pack = write_tiny_pack(tmp_path / "pack")
    settings = StudySettings(name="shop", title="Shop")
    open_new_study(make_workspace(tmp_path / "study", settings, Disclosure(), pack))
    from django.db import connections

    connections.close_all()
    return tmp_path / "study"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    rows = [
        f"T{number},{1 + number % 28}/3/2020,Northgate,{'Red' if number % 2 else 'blue'},{1 + number % 20}"
        for number in range(40)
    ]
    path = tmp_path / "bicycles.csv"
    path.write_text("Ticket,Date,Shop,Colour,Gears\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_an_import_killed_at_a_hundred_points_leaves_the_study_as_it_was(
    study: Path, sheet: Path, tmp_path: Path
) -> None:
    call = ["import", "notifications", str(sheet), "--study"]
    before = dump(study)
    _warm_up(study, call, tmp_path)
    whole = tmp_path / "whole"
    shutil.copytree(study, whole)
    counter = tmp_path / "calls"

    def count_all() -> int:
        counter.write_text(str(counted(lambda: main([*call, str(whole)]), None)))
        return 0

    assert in_child(count_all) == (0, 0)
    after = dump(whole)
    rows_after = sum('INSERT INTO "register_notification"' in line for line in after)
    assert rows_after == 40
    total = int(counter.read_text())
    assert total > POINTS

    untouched = 0
    for point in range(POINTS):
        copy = tmp_path / f"killed-{point}"
        shutil.copytree(study, copy)
        kill_at = 1 + point * total // POINTS
        ended, _ = in_child(lambda copy=copy, at=kill_at: counted(lambda: main([*call, str(copy)]), at) and 0)
        assert ended == signal.SIGKILL, f"the import was over before call {kill_at}"
        left = dump(copy)
        if left == before:
            untouched += 1
        else:
            assert _without_times(left) == _without_times(after), (
                f"half an import is left after call {kill_at}"
            )
        if point % 10 == 0:
            _can_be_run_again(copy, call, after)
        shutil.rmtree(copy, ignore_errors=True)  # what the killed one held may go by itself
    assert untouched >= POINTS // 2, "nearly all of the work comes before the commit"


def _warm_up(study: Path, call: list[str], tmp_path: Path) -> None:
    """Load every module here, so that the points of killing lie in the import and not in loading code."""
    from django.db import connections

    shutil.copytree(study, tmp_path / "warm")
    assert main([*call, str(tmp_path / "warm")]) == 0
    connections.close_all()


def _can_be_run_again(study: Path, call: list[str], after: list[str]) -> None:
    assert in_child(lambda: main([*call, str(study)])) == (0, 0)
    assert _without_times(dump(study)) == _without_times(after)
    kept = [path.name for path in (study / "files").iterdir()]
    assert len([name for name in kept if not name.endswith(".part")]) == 1


def _without_times(lines: list[str]) -> list[str]:
    import re

    return [re.sub(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*'", "TIME", line) for line in lines]


def test_the_store_connects_after_a_kill_as_if_nothing_had_been(study: Path) -> None:
    connect(open_workspace(study))
    from waymark.register.models import Notification

    assert Notification.objects.count() == 0
