"""What a file of notifications needs to be taken in: identifying columns, case numbers, no row twice, no case
that is in the study already. Each rule says where the fault is and what would be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place, Problem
from waymark.register.joining import number_key
from waymark.register.receiving.tabulation import Sheet
from waymark.register.values import CellValue, ReceivedRow

Known = Literal["refuse", "take again"]
"""What to do with case numbers that are in the study already."""


def sheets_of_notifications(
    pack: Pack, sheets: Sequence[Sheet], mapping: Mapping[str, str], file: str
) -> tuple[list[Sheet], list[str]]:
    """The sheets that have a column of case numbers, and a note for each other sheet, such as a glossary.

    Raises where no sheet has one, or where a column that tells which incident is meant is missing.
    """
    named = {header for header, name in mapping.items() if name == pack.about.case_number}
    chosen = [sheet for sheet in sheets if named & set(sheet.header)]
    right = "Name it in a mapping file and give that with --mapping."
    if not chosen:
        raise InputProblem("no column holds the case number.", place=Place(file=file), right=right)
    for needed in (pack.about.incident_date, pack.about.area):
        if needed and needed not in mapping.values():
            label = pack.variables[needed].label.lower()
            what = f"no column holds the {label}, so this is no file of notifications."
            raise InputProblem(what, place=Place(file=file), right=right)
    notes = [
        f"sheet “{sheet.name}” has no case numbers: passed over." for sheet in sheets if sheet not in chosen
    ]
    return chosen, notes


def rows_without_number(pack: Pack, sheets: Sequence[Sheet], mapping: Mapping[str, str]) -> list[Problem]:
    found: list[Problem] = []
    for sheet in sheets:
        header = _number_header(pack, sheet, mapping)
        for row in sheet.rows:
            if _blank(row.cells.get(header)):
                place = Place(part=row.place, row=row.number, column=header)
                found.append(InputProblem("the case number is missing.", place=place))
    return found


def rows_twice(rows: Sequence[ReceivedRow]) -> list[Problem]:
    seen: dict[tuple[tuple[str, CellValue], ...], int] = {}
    found: list[Problem] = []
    for row in rows:
        content = tuple(row.cells.items())
        if content in seen:
            what = f"the row is the same as row {seen[content]}."
            place = Place(part=row.place, row=row.number)
            found.append(InputProblem(what, place=place, right="Keep one of the two."))
        else:
            seen[content] = row.number
    return found


def refuse_known(
    pack: Pack, sheets: Sequence[Sheet], mapping: Mapping[str, str], known: set[str], file: str
) -> None:
    """Raises where rows have case numbers that an earlier file brought: a corrected workbook would otherwise
    stand behind the one that it corrects."""
    again = [
        str(row.cells[header])
        for sheet in sheets
        for header in [_number_header(pack, sheet, mapping)]
        for row in sheet.rows
        if not _blank(row.cells.get(header)) and number_key(str(row.cells[header])) in known
    ]
    if again:
        raise InputProblem(
            f"{len(again):,} case numbers are in the study already ({', '.join(again[:3])}"
            f"{', …' if len(again) > 3 else ''}), and what was received first would stand.",
            place=Place(file=file),
            right="Make a new study for a corrected workbook, or take the rows in as further notifications with "
            "--again.",
        )


def _number_header(pack: Pack, sheet: Sheet, mapping: Mapping[str, str]) -> str:
    return next(header for header in sheet.header if mapping.get(header) == pack.about.case_number)


def _blank(cell: CellValue) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
