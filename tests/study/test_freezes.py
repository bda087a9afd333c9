"""A freeze is named for its content, appears whole or not at all, and shows every changed byte."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest

from waymark.instruments.problems import CallProblem, InputProblem
from waymark.study.freezes import About, Freeze, changed_files, open_freeze, write_freeze

ABOUT = About(study="shop", title="Bicycle repairs", synthetic=True, frozen_by="lead", why="first look")
CASES = pa.table({"case_id": ["N1", "N2"], "colour": ["red", "blue"]})


@pytest.fixture
def freeze(tmp_path: Path, tiny_pack_folder: Path) -> Freeze:
    return write_freeze(tmp_path / "freezes", {"cases": CASES}, tiny_pack_folder, ABOUT)


def test_a_freeze_reads_back_what_was_frozen(freeze: Freeze) -> None:
    assert freeze.read("cases").equals(CASES)
    assert freeze.pack.about.name == "tiny"
    assert freeze.manifest.frozen_by == "lead"
    assert changed_files(freeze) == []


def test_the_same_data_freeze_to_the_same_name_whoever_freezes_them(
    freeze: Freeze, tiny_pack_folder: Path
) -> None:
    other = About(
        study="shop", title="Bicycle repairs", synthetic=True, frozen_by="someone else", why="again"
    )
    again = write_freeze(freeze.folder.parent, {"cases": CASES}, tiny_pack_folder, other)
    assert again.folder == freeze.folder
    assert again.manifest.frozen_by == "lead", "the first manifest stays"


def test_other_data_freeze_to_another_name(freeze: Freeze, tiny_pack_folder: Path) -> None:
    cases = CASES.set_column(1, "colour", pa.array(["red", "red"]))
    other = write_freeze(freeze.folder.parent, {"cases": cases}, tiny_pack_folder, ABOUT)
    assert other.folder != freeze.folder
    assert len(list(freeze.folder.parent.iterdir())) == 2, "nothing half-made is left"


@pytest.mark.parametrize("position", [0, 100, -1])
def test_one_changed_byte_is_found(freeze: Freeze, position: int) -> None:
    path = freeze.path("cases")
    content = bytearray(path.read_bytes())
    content[position] ^= 1
    path.write_bytes(content)
    assert changed_files(freeze) == ["cases.parquet was changed"]


def test_a_changed_pack_and_a_missing_and_an_added_file_are_found(freeze: Freeze) -> None:
    (freeze.folder / "pack" / "selection.toml").unlink()
    (freeze.folder / "more.parquet").write_bytes(b"")
    assert changed_files(freeze) == ["pack/selection.toml is missing", "more.parquet was added"]


def test_a_manifest_rewritten_to_fit_changed_data_is_found(freeze: Freeze) -> None:
    import hashlib

    path = freeze.path("cases")
    path.write_bytes(path.read_bytes() + b"x")
    manifest = json.loads((freeze.folder / "manifest.json").read_text())
    manifest["files"]["cases.parquet"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (freeze.folder / "manifest.json").write_text(json.dumps(manifest))
    assert changed_files(open_freeze(freeze.folder)) == ["manifest.json does not belong to this freeze"]


@pytest.mark.parametrize(
    ("key", "value"), [("synthetic", False), ("title", "A real study"), ("study", "other")]
)
def test_a_manifest_that_says_another_thing_of_the_study_is_found(
    freeze: Freeze, key: str, value: object
) -> None:
    manifest = json.loads((freeze.folder / "manifest.json").read_text())
    manifest[key] = value
    (freeze.folder / "manifest.json").write_text(json.dumps(manifest))
    assert changed_files(open_freeze(freeze.folder)) == ["manifest.json does not belong to this freeze"]


def test_no_freeze_there_is_one_paragraph(tmp_path: Path) -> None:
    with pytest.raises(CallProblem, match="there is no freeze in “nowhere”"):
        open_freeze(tmp_path / "nowhere")


def test_a_freeze_of_a_newer_waymark_is_refused(freeze: Freeze) -> None:
    manifest = json.loads((freeze.folder / "manifest.json").read_text())
    manifest["format"] = 99
    (freeze.folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(InputProblem, match="made by a newer Waymark"):
        open_freeze(freeze.folder)
