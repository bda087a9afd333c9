"""Reading a pack from its folder: TOML and CSV into frozen types, or one paragraph that says what is wrong.

A pack is a folder. `pack.toml` and `variables.toml` have to be there; the rest where the study needs it:

    pack.toml          what it is, its window, precedence, earlier periods, populations
    variables.toml     every variable, one table each
    selection.toml     decision rules, checks, corrections
    instruments.toml   the forms
    tables.toml        tables and comparisons
    figures.toml       figures
    aggregates.csv     printed values of earlier periods: table, row, column, count, percent, value
    denominators.csv   list, key, value, source
    slips.csv          cells the source printed otherwise: table, row, column, printed, note
"""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from waymark.instruments.consistency import faults
from waymark.instruments.figures import FigureSpec
from waymark.instruments.forms import Instrument
from waymark.instruments.pack import About, Aggregate, Denominator, Pack, Period, Slip
from waymark.instruments.problems import CallProblem, InputProblem, Place, Problems, did_you_mean
from waymark.instruments.rules import Check, Correction, Population, SelectionRule
from waymark.instruments.tables import Comparison, TableSpec
from waymark.instruments.variables import Variable

SHIPPED = Path(__file__).parent.parent / "packs"

T = TypeVar("T")

# file → its TOML tables: name → (type of one entry, whether it is keyed by name, field of Pack)
_CONTENTS: dict[str, dict[str, tuple[Any, bool, str]]] = {
    "pack.toml": {"population": (Population, True, "populations"), "period": (Period, False, "periods")},
    "variables.toml": {"variable": (Variable, True, "variables")},
    "selection.toml": {
        "selection": (SelectionRule, False, "selection"),
        "check": (Check, False, "checks"),
        "correction": (Correction, False, "corrections"),
    },
    "instruments.toml": {"instrument": (Instrument, True, "instruments")},
    "tables.toml": {
        "table": (TableSpec, False, "tables"),
        "comparison": (Comparison, False, "comparisons"),
    },
    "figures.toml": {"figure": (FigureSpec, False, "figures")},
}
_PRINTED: dict[str, tuple[Any, str]] = {
    "aggregates.csv": (Aggregate, "aggregates"),
    "denominators.csv": (Denominator, "denominators"),
    "slips.csv": (Slip, "slips"),
}
_REQUIRED = ("pack.toml", "variables.toml")


def pack_folder(name: str) -> Path:
    """The folder of a shipped pack by name, or of any pack by path."""
    path = Path(name)
    if (path / "pack.toml").is_file():
        return path
    if (SHIPPED / name / "pack.toml").is_file():
        return SHIPPED / name
    shipped = sorted(p.parent.name for p in SHIPPED.glob("*/pack.toml"))
    raise CallProblem(f"there is no pack “{name}”.", right=did_you_mean(name, shipped))


def load_pack(folder: Path) -> Pack:
    """The pack in the folder, checked. Raises `Problems` with everything that is wrong in it."""
    problems: list[InputProblem] = []
    fields: dict[str, Any] = {}
    digest = hashlib.sha256()
    for name in _REQUIRED:
        if not (folder / name).is_file():
            raise InputProblem(f"a pack needs the file {name}.", place=Place(file=str(folder)))
    for name in (*_CONTENTS, *_PRINTED):
        path = folder / name
        if not path.is_file():
            continue
        digest.update(name.encode() + b"\0" + path.read_bytes())
        try:
            if name in _CONTENTS:
                fields |= _read_toml(path, problems)
            else:
                kind, field = _PRINTED[name]
                fields[field] = _read_csv(path, kind, problems)
        except InputProblem as problem:
            problems.append(problem)
    if problems:
        raise Problems("The pack cannot be used.", problems, place=Place(file=folder.name))
    pack = Pack(**fields, digest=digest.hexdigest())
    found = faults(pack)
    if found:
        raise Problems("The pack contradicts itself.", found, place=Place(file=folder.name))
    return pack


def _read_toml(path: Path, problems: list[InputProblem]) -> dict[str, Any]:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputProblem(f"this is not TOML: {error}.", place=Place(file=path.name)) from error
    fields: dict[str, Any] = {}
    if path.name == "pack.toml":
        fields["about"] = _convert(raw.pop("pack", {}), About, path.name, "pack", problems)
    contents = _CONTENTS[path.name]
    for name in raw:
        if name not in contents:
            right = did_you_mean(name, contents)
            problems.append(InputProblem(f"there is no key “{name}”.", place=Place(file=path.name), right=right))
    for name, (kind, keyed, field) in contents.items():
        entries = raw.get(name, {} if keyed else [])
        if keyed:
            made = {
                key: _convert({"key": key, **entry}, kind, path.name, f"{name}.{key}", problems)
                for key, entry in entries.items()
            }
            fields[field] = tuple(made.values()) if kind is Instrument else made
        else:
            fields[field] = tuple(
                _convert(entry, kind, path.name, _entry_name(name, number, entry), problems)
                for number, entry in enumerate(entries, start=1)
            )
    return fields


def _entry_name(name: str, number: int, entry: dict[str, Any]) -> str:
    called = entry.get("number") or entry.get("name") or entry.get("key")
    return f"{name} {called}" if called else f"{name}, entry {number}"


def _convert(raw: object, kind: Any, file: str, part: str, problems: list[InputProblem]) -> Any:
    try:
        return msgspec.convert(raw, kind, strict=True)
    except msgspec.ValidationError as error:
        what, right = _say(str(error), kind)
        problems.append(InputProblem(what, place=Place(file=file, part=part), right=right))
        return None


def _say(message: str, kind: Any) -> tuple[str, str]:
    """msgspec's words in ours: what is wrong and what would be right."""
    text, _, path = message.partition(" - at `$")
    inside = path.rstrip("`").strip(".")
    where = f" in “{inside}”" if inside else ""
    unknown = re.match(r"Object contains unknown field `(\w+)`", text)
    if unknown:
        return f"there is no key “{unknown[1]}”{where}.", did_you_mean(unknown[1], _keys(kind))
    absent = re.match(r"Object missing required field `(\w+)`", text)
    if absent:
        return f"the key “{absent[1]}” is missing{where}.", ""
    return f"{text[:1].lower()}{text[1:]}{where}.", ""


def _keys(kind: Any) -> list[str]:
    members = getattr(kind, "__args__", (kind,))
    return sorted({field for member in members for field in getattr(member, "__struct_encode_fields__", ())})


def _read_csv(path: Path, kind: type[T], problems: list[InputProblem]) -> tuple[T, ...]:
    allowed = set(kind.__struct_encode_fields__)  # type: ignore[attr-defined]
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        strange = [name for name in reader.fieldnames or () if name not in allowed]
        if strange:
            right = did_you_mean(strange[0], sorted(allowed))
            raise InputProblem(f"there is no column “{strange[0]}”.", place=Place(file=path.name, row=1), right=right)
        made = []
        for number, row in enumerate(reader, start=2):
            entry = {key: (value or "").strip() for key, value in row.items()}
            if "count" in entry:
                entry["count"] = entry["count"] or None  # type: ignore[assignment]
            try:
                made.append(msgspec.convert(entry, kind, strict=False))
            except msgspec.ValidationError as error:
                place = Place(file=path.name, row=number)
                problems.append(InputProblem(_say(str(error), kind)[0], place=place))
    return tuple(made)
