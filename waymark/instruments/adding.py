"""A table added to a pack on disk: written behind the others, and the pack loaded whole before anything is changed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import msgspec

from waymark.instruments.loading import load_pack
from waymark.instruments.problems import InputProblem, Place
from waymark.instruments.tables import CountTable

FILE = "tables.toml"


def add_table(pack_folder: Path, spec: CountTable) -> None:
    """Raises `InputProblem` where the number is taken or missing, or the pack would not be right with it."""
    if not spec.number or not spec.title:
        raise InputProblem(
            "a table has a number and a title.", place=Place(part="number"), right="Give both."
        )
    taken = [table.number for table in load_pack(pack_folder).tables]
    if spec.number in taken:
        raise InputProblem(
            f"the pack has a table {spec.number} already.",
            place=Place(part="number"),
            right="Take another number.",
        )
    path = pack_folder / FILE
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    text = f"{before.rstrip()}\n\n{as_toml(spec)}"
    with tempfile.TemporaryDirectory() as scratch:
        trial = Path(scratch) / "pack"
        shutil.copytree(pack_folder, trial)
        (trial / FILE).write_text(text, encoding="utf-8")
        load_pack(trial)
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def as_toml(spec: CountTable) -> str:
    """The table as an entry of tables.toml, without what is left at its default."""
    lines = ["[[table]]", 'kind = "counts"']
    default = CountTable(number="", title="", seed="", population="", rows=(), columns=())
    for name in spec.__struct_fields__:
        value = getattr(spec, name)
        if value != getattr(default, name) or name == "seed":
            lines.append(f"{name} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        return f'"{escaped}"'
    if isinstance(value, tuple | list):
        return f"[{', '.join(_toml(inner) for inner in value)}]"
    said = [
        f"{key} = {_toml(inner)}"
        for key, inner in msgspec.to_builtins(value).items()
        if inner not in ("", [], {}, None)
    ]
    return "{ " + ", ".join(said) + " }"
