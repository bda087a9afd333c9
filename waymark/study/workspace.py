"""A workspace: the folder that holds one study and everything about it.

    waymark.toml     what the study is called, its disclosure rule, how people sign in
    pack/            its pack, copied in when the study was made
    waymark.db       the store
    files/           originals, named by their SHA-256
    freezes/         what publications are computed from
    publications/    what was published
    mappings/        which header of a file is which variable
    waymark.secret   what the site signs sessions with, made when it is first served

Nothing is kept anywhere else. `connect` points Django at a workspace; one process can turn from one
workspace to another.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import tomllib
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

import django
import msgspec
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from waymark.instruments.loading import load_pack
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, InputProblem, Place

SETTINGS = "waymark.toml"
STORE = "waymark.db"
SECRET = "waymark.secret"
LARGEST_ORIGINAL_BYTES = 2 * 1024**3


class Disclosure(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The rule at the gate to publication: counts from 1 to `suppress_below` - 1 are withheld."""

    suppress_below: int = 0
    round_to: int = 0


class StudySettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    name: str
    title: str
    synthetic: bool = False


class SignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whether everyone who signs in shows a code of their authenticator, or those who chose to."""

    second_factor: Literal["required", "optional"] = "optional"


class _Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    study: StudySettings
    disclosure: Disclosure = Disclosure()
    sign_in: SignIn = SignIn()


@dataclass(frozen=True)
class Workspace:
    folder: Path
    study: StudySettings
    disclosure: Disclosure
    sign_in: SignIn = field(default_factory=SignIn)

    @property
    def pack_folder(self) -> Path:
        return self.folder / "pack"

    @cached_property
    def pack(self) -> Pack:
        return load_pack(self.pack_folder)

    @property
    def freezes(self) -> Path:
        return self.folder / "freezes"

    @property
    def publications(self) -> Path:
        return self.folder / "publications"

    @property
    def mappings(self) -> Path:
        return self.folder / "mappings"

    def secret(self) -> str:
        """What sessions and forms are signed with; made when it is first needed, readable by its owner only."""
        path = self.folder / SECRET
        with suppress(FileExistsError):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(64))
        return path.read_text(encoding="ascii").strip()

    def keep(self, original: Path) -> str:
        """Keep a copy of a file as received, named by its SHA-256; returns that name. Never overwrites."""
        digest = file_digest(original)
        target = self.original(digest)
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            part = target.with_suffix(f".{os.getpid()}.part")
            shutil.copyfile(original, part)
            with part.open("rb") as copied:
                os.fsync(copied.fileno())
            part.replace(target)
            target.chmod(0o440)
        return digest

    def original(self, digest: str) -> Path:
        return self.folder / "files" / digest


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_workspace(
    folder: Path, settings: StudySettings, disclosure: Disclosure, pack_folder: Path
) -> Workspace:
    """Make the folder of a new study; the folder may exist, but not hold a study or other files."""
    if (folder / SETTINGS).exists():
        raise CallProblem(f"there is a study in “{folder}” already.", right="Choose another folder.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CallProblem(f"“{folder}” is there and not empty.", right="Choose a new or empty folder.")
    load_pack(pack_folder)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)  # the material is about real children: for its owner only
    shutil.copytree(pack_folder, folder / "pack", ignore=shutil.ignore_patterns("__pycache__", ".*"))
    (folder / SETTINGS).write_text(_settings_text(settings, disclosure, SignIn()), encoding="utf-8")
    return open_workspace(folder)


def open_workspace(folder: Path) -> Workspace:
    """The study in the folder, its settings checked; does not touch the store."""
    try:
        raw = tomllib.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        settings = msgspec.convert(raw, _Settings, strict=True)
    except (FileNotFoundError, NotADirectoryError):
        right = "Go to the folder of a study, name it with --study, or make one with “waymark init”."
        raise CallProblem(f"there is no study in “{folder}”.", right=right) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise InputProblem(f"the settings cannot be read: {error}.", place=Place(file=SETTINGS)) from error
    return Workspace(
        folder=folder.resolve(),
        study=settings.study,
        disclosure=settings.disclosure,
        sign_in=settings.sign_in,
    )


def prepare_store() -> None:
    """Load Django and the store's models, which modules that read or write the store need. No store is opened."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waymark.study.settings")
    if not apps.ready:
        django.setup()


def connect(workspace: Workspace) -> None:
    """Point Django's store at the workspace, and bring it up to the software's version.

    Raises `CallProblem` where the store is missing: a new empty one would hide that everything is lost.
    """
    if not (workspace.folder / STORE).is_file():
        right = "Put it back from a copy of the study's folder."
        raise CallProblem(f"the study in “{workspace.folder}” has lost its store, {STORE}.", right=right)
    _point_at(workspace)


def make_store(workspace: Workspace) -> None:
    """Make the empty store of a new workspace and point Django at it."""
    _point_at(workspace)


def use_secret(workspace: Workspace) -> None:
    """Let Django sign with the workspace's secret, which only serving needs."""
    django_settings.SECRET_KEY = workspace.secret()


def _point_at(workspace: Workspace) -> None:
    os.environ["WAYMARK_WORKSPACE"] = str(workspace.folder)
    prepare_store()
    connections["default"].close()
    connections.settings["default"]["NAME"] = workspace.folder / STORE
    del connections["default"]
    _migrate()


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def _settings_text(study: StudySettings, disclosure: Disclosure, sign_in: SignIn) -> str:
    def text(value: str) -> str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    return (
        "# The study in this folder. See docs/studies.md.\n\n"
        "[study]\n"
        f"name = {text(study.name)}\n"
        f"title = {text(study.title)}\n"
        f"synthetic = {str(study.synthetic).lower()}\n\n"
        "# The rule at the gate to publication; working data are never touched.\n"
        "[disclosure]\n"
        f"suppress_below = {disclosure.suppress_below}\n"
        f"round_to = {disclosure.round_to}\n\n"
        "# “required”: everyone who signs in shows a code of their authenticator.\n"
        "[sign_in]\n"
        f'second_factor = "{sign_in.second_factor}"\n'
    )
