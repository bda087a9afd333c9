"""A workspace is one folder for one study; the store stands ready and the trail cannot be rewritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from waymark.instruments.problems import CallProblem, InputProblem
from waymark.study.workspace import (
    Disclosure,
    StudySettings,
    Workspace,
    connect,
    make_store,
    make_workspace,
    open_workspace,
)

SETTINGS = StudySettings(name="shop", title='The "best" shop \\ in town')


@pytest.fixture
def workspace(tmp_path: Path, tiny_pack_folder: Path) -> Workspace:
    return make_workspace(tmp_path / "shop", SETTINGS, Disclosure(suppress_below=3), tiny_pack_folder)


def test_settings_read_back_as_they_were_given(workspace: Workspace) -> None:
    again = open_workspace(workspace.folder)
    assert again.study == SETTINGS
    assert again.disclosure.suppress_below == 3
    assert again.pack.about.name == "tiny"


def test_only_its_owner_may_look_into_a_study(workspace: Workspace) -> None:
    assert workspace.folder.stat().st_mode & 0o077 == 0


def test_a_second_study_in_the_same_folder_is_refused(workspace: Workspace, tiny_pack_folder: Path) -> None:
    with pytest.raises(CallProblem, match="there is a study in"):
        make_workspace(workspace.folder, SETTINGS, Disclosure(), tiny_pack_folder)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, tiny_pack_folder: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("dear")
    with pytest.raises(CallProblem, match="not empty"):
        make_workspace(tmp_path / "letters", SETTINGS, Disclosure(), tiny_pack_folder)
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["a.txt"]


def test_no_study_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CallProblem, match="waymark init"):
        open_workspace(tmp_path)


def test_a_wrong_key_in_the_settings_is_told(workspace: Workspace) -> None:
    text = (workspace.folder / "waymark.toml").read_text()
    (workspace.folder / "waymark.toml").write_text(text.replace("round_to", "rounding"))
    with pytest.raises(InputProblem, match="rounding"):
        open_workspace(workspace.folder)


def test_an_original_is_kept_once_and_cannot_be_written_to(workspace: Workspace, tmp_path: Path) -> None:
    original = tmp_path / "a.csv"
    original.write_bytes(b"Ticket\n1\n")
    digest = workspace.keep(original)
    assert workspace.keep(original) == digest
    kept = workspace.original(digest)
    assert kept.read_bytes() == original.read_bytes()
    assert kept.stat().st_mode & 0o222 == 0
    assert [path.name for path in kept.parent.iterdir()] == [digest]


def test_events_can_be_added_but_not_changed_or_removed(workspace: Workspace) -> None:
    from django.db import DatabaseError

    from waymark.study.actions import open_new_study
    from waymark.study.models import Event

    open_new_study(workspace)
    event = Event.objects.get()
    event.action = "something else"
    with pytest.raises(DatabaseError, match="only ever added"):
        event.save()
    with pytest.raises(DatabaseError, match="only ever added"):
        event.delete()
    assert Event.objects.get().action == "create study"


def test_one_process_turns_from_one_study_to_another(
    workspace: Workspace, tmp_path: Path, tiny_pack_folder: Path
) -> None:
    from waymark.study.actions import open_new_study

    open_new_study(workspace)
    from waymark.study.models import Event

    other = make_workspace(
        tmp_path / "other", StudySettings(name="other", title="Other"), Disclosure(), tiny_pack_folder
    )
    make_store(other)
    assert Event.objects.count() == 0
    connect(workspace)
    assert Event.objects.count() == 1


def test_a_lost_store_is_told_and_no_empty_one_takes_its_place(workspace: Workspace) -> None:
    from waymark.study.actions import open_new_study

    open_new_study(workspace)
    (workspace.folder / "waymark.db").unlink()
    with pytest.raises(CallProblem, match="has lost its store"):
        connect(workspace)
    assert not (workspace.folder / "waymark.db").exists()
