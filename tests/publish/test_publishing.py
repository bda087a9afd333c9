"""A publication appears whole, replaces only itself, and comes from an unchanged freeze."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import time
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from tests.publish import examples
from waymark.instruments.problems import CallProblem, InputProblem
from waymark.publish import publishing
from waymark.publish.disclosure import Rule
from waymark.publish.publication import Publication, publication_of
from waymark.publish.publishing import publish
from waymark.study.freezes import Freeze


def small() -> Publication:
    """A publication that is quick to make."""
    return replace(examples.publication(), figures=(examples.layers(),))


def test_the_folder_is_named_for_the_freeze_and_nothing_else_is_left(tmp_path: Path) -> None:
    page = publish(tmp_path / "publications", small())
    assert page == tmp_path / "publications" / examples.FREEZE / "index.html"
    assert [path.name for path in (tmp_path / "publications").iterdir()] == [examples.FREEZE]


def test_the_record_says_what_was_published(tmp_path: Path) -> None:
    record = json.loads((publish(tmp_path, small()).parent / "publication.json").read_text(encoding="utf-8"))
    assert record["freeze"] == examples.manifest().freeze
    assert record["rule"] == {"suppress_below": 0, "round_to": 0, "show_zeros": True, "secondary": True}
    assert "17" in record["tables"]


def test_publishing_again_replaces_the_publication_of_the_same_freeze(tmp_path: Path) -> None:
    folder = publish(tmp_path, small()).parent
    (folder / "left-over.html").write_text("old", encoding="utf-8")
    publish(tmp_path, small())
    assert not (folder / "left-over.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == [examples.FREEZE]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / examples.FREEZE / "notes.txt"
    theirs.parent.mkdir()
    theirs.write_text("mine", encoding="utf-8")
    with pytest.raises(CallProblem, match="holds something else"):
        publish(tmp_path, small())
    assert theirs.read_text(encoding="utf-8") == "mine"


def test_another_freeze_with_the_same_short_name_is_not_overwritten(tmp_path: Path) -> None:
    publish(tmp_path, small())
    other = msgspec.structs.replace(examples.manifest(), freeze=examples.FREEZE + "9" * 52)
    changed = replace(small(), manifest=other)
    with pytest.raises(CallProblem, match="holds something else"):
        publish(tmp_path, changed)


def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = publish(tmp_path, small()).parent
    before = (folder / "index.html").read_bytes()

    def broken(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(publishing, "_write_downloads", broken)
    with pytest.raises(OSError, match="no space"):
        publish(tmp_path, small())
    assert (folder / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [examples.FREEZE]


def test_a_run_killed_between_its_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    folder = publish(tmp_path, small()).parent
    folder.rename(tmp_path / f".replaced-{folder.name}")
    publish(tmp_path, small())
    assert [path.name for path in tmp_path.iterdir()] == [examples.FREEZE]


def _publish_for_ever(folder: Path) -> None:
    while True:
        publish(folder, small())


def test_killed_at_any_moment_the_publication_is_whole_or_recovered(tmp_path: Path) -> None:
    publish(tmp_path, small())
    expected = sorted(path.name for path in (tmp_path / examples.FREEZE).rglob("*"))
    for attempt in range(12):
        process = multiprocessing.get_context("fork").Process(target=_publish_for_ever, args=(tmp_path,))
        process.start()
        time.sleep(0.05 + attempt * 0.031)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        standing = tmp_path / examples.FREEZE
        if not standing.exists():
            standing = tmp_path / f".replaced-{examples.FREEZE}"
        assert sorted(path.name for path in standing.rglob("*")) == expected
    assert list(tmp_path.glob(".publishing-*")), "no run was killed while it was writing"
    publish(tmp_path, small())
    assert (tmp_path / examples.FREEZE / "index.html").is_file()


def test_a_publication_gathers_what_the_freeze_says(demonstration_freeze: Freeze) -> None:
    made = publication_of(demonstration_freeze, rule=Rule(), tables=(), figures=(examples.layers(),))
    assert made.synthetic
    assert made.window == "1 April 2011 to 31 March 2014"
    assert [stage.count for stage in made.stages] == [293, 175, 66, 40]
    assert made.short_name == demonstration_freeze.short_name


def test_a_changed_freeze_is_refused(demonstration_freeze: Freeze, tmp_path: Path) -> None:
    copy = tmp_path / demonstration_freeze.folder.name
    shutil.copytree(demonstration_freeze.folder, copy)
    (copy / "cases.parquet").write_bytes(b"changed")
    changed = Freeze(folder=copy, manifest=demonstration_freeze.manifest, pack=demonstration_freeze.pack)
    with pytest.raises(InputProblem, match=r"cases\.parquet was changed"):
        publication_of(changed, rule=Rule(), tables=())
