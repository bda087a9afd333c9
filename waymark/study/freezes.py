"""A freeze: the data of a study as they stood, immutable, from which everything published is computed.

A freeze is a folder named for its content. It holds Parquet files, a copy of the pack, and `manifest.json`:

    cases.parquet    one row a notification: `case_id`, then a column for each stated variable of the pack
                     (category, text, area: string; several answers: list of strings; number, age: int32;
                     date: date32). Derived variables are not stored; the analysis derives them.
    values.parquet   one row for each value that a source stated: case_id, variable, value, source,
                     stands (whether it is the one that counts), file, file_hash, place, row, raw, steps
                     (JSON list of rule, before, after), reader
    findings.parquet one row a problem of a case: case_id, check, variables, says
    answers.parquet  one row an answer of a finished form or a decision: answer (its number here), case_id,
                     instrument, variable, part (first, second, decision), source and reader as in values.parquet,
                     kind, value, how (of a decision), at (UTC; empty where it came in a file), from_file, stated
                     (whether the register took it as a statement), rests_on (numbers of the answers that a decision
                     was taken on)
    passages.parquet one row a passage pinned to an answer: answer, case_id, variable, report, sha256 (of the
                     original), page, start, end (code points), quote, carried
    areas.parquet    where population files were given, one row an area and year: area, name, region, year,
                     children, neighbourhoods, deprived_neighbourhoods, deprived_share (0 to 1), also_known_as
                     and notes (lists)
    pack/            the pack's own files

The name is the SHA-256 over the hashes of all files but the manifest and over what the study says it is (its
name and title, whether its cases are synthetic), so the same data freeze to the same name whoever freezes
them, and one changed byte is found. Who, when and why stand in the manifest.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from waymark import __version__
from waymark.instruments.loading import load_pack
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, InputProblem, Place

FORMAT = 1


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a freeze says of itself. `files`: SHA-256 by path within the freeze."""

    format: int
    freeze: str
    study: str
    title: str
    synthetic: bool
    pack: str
    pack_version: str
    software: str
    frozen_at: str
    frozen_by: str
    why: str
    files: dict[str, str]


@dataclass(frozen=True)
class Freeze:
    folder: Path
    manifest: Manifest
    pack: Pack

    @property
    def short_name(self) -> str:
        return self.manifest.freeze[:12]

    def path(self, table: str) -> Path:
        """The Parquet file of a table such as ``cases``."""
        return self.folder / f"{table}.parquet"

    def has(self, table: str) -> bool:
        return self.path(table).is_file()

    def read(self, table: str) -> pa.Table:
        return pq.read_table(self.path(table))


@dataclass(frozen=True)
class About:
    """What the study says of itself when it is frozen."""

    study: str
    title: str
    synthetic: bool
    frozen_by: str
    why: str


def write_freeze(freezes: Path, tables: Mapping[str, pa.Table], pack_folder: Path, about: About) -> Freeze:
    """Write the tables and the pack as a freeze below `freezes`; the same content is written only once.

    The folder appears whole or not at all: it is made beside its place and renamed into it.
    """
    freezes.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".freezing-", dir=freezes))
    try:
        for name, table in tables.items():
            pq.write_table(table, making / f"{name}.parquet", compression="zstd")
        shutil.copytree(pack_folder, making / "pack", ignore=shutil.ignore_patterns("__pycache__", ".*"))
        files = _hashes(making)
        name = _content_name(files, about.study, about.title, about.synthetic)
        target = freezes / name
        if not target.exists():
            pack = load_pack(making / "pack")
            manifest = Manifest(
                format=FORMAT,
                freeze=name,
                study=about.study,
                title=about.title,
                synthetic=about.synthetic,
                pack=pack.about.name,
                pack_version=pack.about.version,
                software=__version__,
                frozen_at=datetime.now(UTC).isoformat(timespec="seconds"),
                frozen_by=about.frozen_by,
                why=about.why,
                files=files,
            )
            text = json.dumps(msgspec.to_builtins(manifest), indent=2, ensure_ascii=False, sort_keys=True)
            (making / "manifest.json").write_text(text + "\n", encoding="utf-8")
            _sync(making)
            making.replace(target)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return open_freeze(target)


def open_freeze(folder: Path) -> Freeze:
    """The freeze in the folder, its manifest read and its pack loaded. Does not verify the hashes."""
    try:
        manifest = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
    except FileNotFoundError:
        raise CallProblem(f"there is no freeze in “{folder.name}”.") from None
    except msgspec.MsgspecError as error:
        place = Place(file=f"{folder.name}/manifest.json")
        raise InputProblem(f"the manifest cannot be read: {error}.", place=place) from error
    if manifest.format > FORMAT:
        raise InputProblem("the freeze was made by a newer Waymark.", place=Place(file=folder.name))
    return Freeze(folder=folder, manifest=manifest, pack=load_pack(folder / "pack"))


def changed_files(freeze: Freeze) -> list[str]:
    """What differs from the manifest, a sentence each; empty when every byte is as it was frozen."""
    found = _hashes(freeze.folder)
    stated = freeze.manifest.files
    changes = [f"{name} was changed" for name in stated if name in found and found[name] != stated[name]]
    changes += [f"{name} is missing" for name in stated if name not in found]
    changes += [f"{name} was added" for name in found if name not in stated]
    manifest = freeze.manifest
    name = _content_name(stated, manifest.study, manifest.title, manifest.synthetic)
    if name != manifest.freeze or freeze.folder.name != manifest.freeze:
        changes.append("manifest.json does not belong to this freeze")
    return changes


def require_unchanged(freeze: Freeze) -> None:
    """Nothing is counted from a freeze that is not what was frozen. Raises `InputProblem`."""
    changes = changed_files(freeze)
    if changes:
        raise InputProblem(
            f"the freeze is not what was frozen: {'; '.join(changes[:5])}.",
            place=Place(file=f"freeze {freeze.short_name}"),
            right="Freeze the study again and use that.",
        )


def _hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / "manifest.json"
    }


def _content_name(files: Mapping[str, str], study: str, title: str, synthetic: bool) -> str:
    identity = json.dumps([study, title, synthetic], ensure_ascii=False)
    listing = identity + "\n" + "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(listing.encode()).hexdigest()


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
