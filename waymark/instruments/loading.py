"""Reading a pack from its folder: TOML and CSV into frozen types, or one paragraph that says what is wrong.

A pack is a folder. `pack.toml` and `variables.toml` have to be there; the rest where the study needs it:

    pack.toml          what it is, its window, precedence, earlier periods, populations
    variables.toml     every variable, one table each
    selection.toml     decision rules, checks, corrections
    instruments.toml   the forms
    tables.toml        tables and comparisons
    figures.toml       figures
    reports.toml       kinds and models of review, sections of reports, what a report is matched by
    aggregates.csv     printed values of earlier periods: table, row, column (keys), count, percent (as
                       printed, without its sign), value (a printed rate)
    denominators.csv   list, key, value, source
    slips.csv          cells the source printed otherwise: table, row, column, printed, note
"""

from __future__ import annotations

import csv
import hashlib
import io
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from waymark.instruments.consistency import faults
from waymark.instruments.figures import FigureSpec
from waymark.instruments.forms import Instrument
from waymark.instruments.pack import About, Aggregate, Denominator, Heading, Pack, Period, Slip
from waymark.instruments.problems import CallProblem, InputProblem, Place, Problems, did_you_mean
from waymark.instruments.reports import MatchKey, ReportState, ReviewKind, ReviewModel, SectionKind
from waymark.instruments.rules import Check, Correction, Population, SelectionRule
from waymark.instruments.tables import Comparison, TableSpec
from waymark.instruments.variables import Variable
from waymark.instruments.wording import said

SHIPPED = Path(__file__).parent.parent / "packs"

T = TypeVar("T")

# file → its TOML tables: name → (type of one entry, whether it is keyed by name, field of Pack)
_CONTENTS: dict[str, dict[str, tuple[Any, bool, str]]] = {
    "pack.toml": {
        "population": (Population, True, "populations"),
        "period": (Period, False, "periods"),
        "chapter": (Heading, False, "chapters"),
    },
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
    "reports.toml": {
        "review_kind": (ReviewKind, False, "review_kinds"),
        "review_model": (ReviewModel, False, "review_models"),
        "section_kind": (SectionKind, False, "section_kinds"),
        "report_state": (ReportState, False, "report_states"),
        "match_key": (MatchKey, False, "match_keys"),
    },
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
            place = Place(file=path.name)
            problems.append(InputProblem(f"there is no key “{name}”.", place=place, right=right))
    for name, (kind, keyed, field) in contents.items():
        entries = raw.get(name, {} if keyed else [])
        if not _right_shape(entries, keyed):
            right = f"Write [{name}.key] above each." if keyed else f"Write [[{name}]] above each."
            what = "the entries do not stand as they should."
            problems.append(InputProblem(what, place=Place(file=path.name, part=name), right=right))
        elif keyed:
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


def _right_shape(entries: object, keyed: bool) -> bool:
    if keyed:
        return isinstance(entries, dict) and all(isinstance(entry, dict) for entry in entries.values())
    return isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)


def _entry_name(name: str, number: int, entry: dict[str, Any]) -> str:
    called = entry.get("number") or entry.get("name") or entry.get("key")
    return f"{name} {called}" if called else f"{name}, entry {number}"


def _convert(raw: object, kind: Any, file: str, part: str, problems: list[InputProblem]) -> Any:
    try:
        return msgspec.convert(raw, kind, strict=True)
    except msgspec.ValidationError as error:
        what, right = said(str(error), kind)
        problems.append(InputProblem(what, place=Place(file=file, part=part), right=right))
        return None


def _read_csv(path: Path, kind: type[T], problems: list[InputProblem]) -> tuple[T, ...]:
    allowed = set(kind.__struct_encode_fields__)  # type: ignore[attr-defined]
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        right = "Save the file as UTF-8."
        raise InputProblem("this is not UTF-8 text.", place=Place(file=path.name), right=right) from error
    with io.StringIO(text, newline="") as file:
        reader = csv.DictReader(file)
        strange = [name for name in reader.fieldnames or () if name not in allowed]
        if strange:
            right = did_you_mean(strange[0], sorted(allowed))
            place = Place(file=path.name, row=1)
            raise InputProblem(f"there is no column “{strange[0]}”.", place=place, right=right)
        made = []
        for row in reader:
            number = reader.line_num
            if None in row:
                place = Place(file=path.name, row=number)
                problems.append(InputProblem("the row has more cells than the header.", place=place))
                continue
            entry: dict[str, str | None] = {key: (value or "").strip() for key, value in row.items()}
            if "count" in entry:
                entry["count"] = entry["count"] or None
            try:
                made.append(msgspec.convert(entry, kind, strict=False))
            except msgspec.ValidationError as error:
                place = Place(file=path.name, row=number)
                what, right = said(str(error), kind)
                problems.append(InputProblem(what, place=place, right=right))
    return tuple(made)
