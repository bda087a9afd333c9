"""What a workbook shows for a number: a reader of it sees the format, not the value.

In: an .xlsx, or a value with its format code (ECMA-376, Part 1, 18.8.30). Out: the format of each cell that has one
of its own, and the number as shown. Percentages, fixed decimals, thousands and signs written after the number are
understood; by any other code the value is written as it is.
"""

from __future__ import annotations

import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
}  # fmt: skip
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LARGEST_PART = 300_000_000
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")

Formats = dict[tuple[int, int], str]
"""By row and column, from nought."""


def shown(value: float, code: str) -> str | None:
    """None where the format is not understood."""
    section = code.split(";")[0]
    signs = "".join(a or b for a, b in _LITERAL.findall(section))
    bare = _LITERAL.sub("", section)
    digits = _DIGITS.search(bare)
    if digits is None or re.search(r"[a-zA-Z/@]", bare) or digits[0].rstrip().endswith(","):
        return None
    decimals, percent = len(digits[1] or ""), "%" in bare
    try:
        exact = Decimal(repr(float(value))) * (100 if percent else 1)
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return None
    written = f"{rounded:,.{decimals}f}" if "," in digits[0] else f"{rounded:.{decimals}f}"
    if digits[1] and digits[1].endswith(("#", "?")):
        written = written.rstrip("0").rstrip(".")
    return written + ("%" if percent or "%" in signs else "")


def formats_of(path: Path) -> dict[str, Formats]:
    """Of each sheet, by its name, the cells with a format that matters. Empty for what is no .xlsx."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names or "xl/styles.xml" not in names:
            return {}
        codes = _codes(archive)
        return {
            name: _of_sheet(archive, part, codes) for name, part in _sheets(archive).items() if part in names
        }


def _root(archive: zipfile.ZipFile, part: str) -> Any:
    with archive.open(part) as stream:
        return etree.fromstring(stream.read(_LARGEST_PART), _parser())


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _codes(archive: zipfile.ZipFile) -> dict[int, str]:
    """By the number that a cell names."""
    root = _root(archive, "xl/styles.xml")
    own = {int(one.get("numFmtId", "-1")): one.get("formatCode", "") for one in root.iter(f"{_MAIN}numFmt")}
    used = root.find(f"{_MAIN}cellXfs")
    numbers = [int(one.get("numFmtId", "0")) for one in used] if used is not None else []
    known = {**_BUILT_IN, **own}
    return {at: known[number] for at, number in enumerate(numbers) if number in known}


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    related = "xl/_rels/workbook.xml.rels"
    if related not in archive.namelist():
        return {}
    targets = {one.get("Id"): one.get("Target", "") for one in _root(archive, related)}
    sheets = _root(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    named = ((one.get("name", ""), targets.get(one.get(_RELATION), "")) for one in sheets)
    return {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in named}


def _of_sheet(archive: zipfile.ZipFile, part: str, codes: dict[int, str]) -> Formats:
    found: Formats = {}
    with archive.open(part) as stream:
        for _, cell in etree.iterparse(stream, tag=f"{_MAIN}c", resolve_entities=False, no_network=True):
            style = cell.get("s", "")
            reference = _REFERENCE.fullmatch(cell.get("r", ""))
            if reference and style.isdecimal() and (code := codes.get(int(style))) is not None:
                found[int(reference[2]) - 1, _column(reference[1])] = code
            cell.clear()
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1
