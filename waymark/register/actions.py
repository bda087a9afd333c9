"""The one door for writes to the register: files in, cases settled and selected.

An import is one transaction: every row of the file or none of it. The same file twice changes nothing.
What cannot be read is refused with every such cell at once, or kept as received and set aside for a
person to mend, whichever the caller asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.db import transaction
from django.db.models import Q

from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, InputProblem, Place, Problem, Problems
from waymark.register.acceptance import (
    Known,
    refuse_known,
    rows_twice,
    rows_without_number,
    sheets_of_notifications,
)
from waymark.register.cleaning.cell import clean_cell
from waymark.register.known_by import numbers_in_use
from waymark.register.many_rows import insert_many
from waymark.register.models import Notification, RowReceived, StatedValue
from waymark.register.receiving.received import cells_to_json
from waymark.register.receiving.workbooks import Sheet
from waymark.register.stored import steps_to_json, value_to_json
from waymark.register.values import ReceivedRow, Stated
from waymark.study.actions import receive_file, record
from waymark.study.models import Event, Person, SourceFile
from waymark.study.workspace import Workspace, file_digest

Unreadable = Literal["refuse", "set aside"]
"""What to do with a value that cannot be read: refuse the file, or keep it as received without a value."""

BATCH = 2000
CHANGES_WHAT_COUNTS = (
    "finish form", "reopen form", "withdraw form", "adjudicate", "settle agreements", "correct value",
    "mark cases of sample",
)  # fmt: skip
"""Events after which what counts of a case may be another."""
STATED = ("notification", "row", "variable", "source", "reader", "value", "raw", "rules", "problem")


@dataclass(frozen=True)
class Imported:
    """What an import did. `already` when the same file was in before and nothing was changed."""

    file: str
    rows: int
    values: int
    changed_by_rules: int
    set_aside: tuple[str, ...] = ()
    already: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadRow:
    """One received row with what was read from it."""

    row: ReceivedRow
    stated: tuple[Stated, ...]


def received_before(path: Path, kind: str) -> bool:
    return SourceFile.objects.filter(sha256=file_digest(path), kind=kind).exists()


def already(path: Path) -> Imported:
    return Imported(file=path.name, rows=0, values=0, changed_by_rules=0, already=True)


def read_rows(
    pack: Pack, rows: Iterable[ReceivedRow], mapping: Mapping[str, str], file: str
) -> tuple[list[ReadRow], list[Problem]]:
    """Clean every mapped cell of the rows. Returns what was read, and a problem for each cell that was not."""
    read: list[ReadRow] = []
    problems: list[Problem] = []
    for row in rows:
        stated: list[Stated] = []
        for header, cell in row.cells.items():
            variable = mapping.get(header)
            if not variable:
                continue
            value = clean_cell(pack.variables[variable], cell, header)
            if value is None:
                continue
            stated.append(value)
            if value.problem and value.value is None:
                place = Place(file=file, part=row.place, row=row.number, column=header)
                problems.append(InputProblem(value.problem, place=place))
        read.append(ReadRow(row, tuple(stated)))
    return read, problems


def refuse_if(problems: Sequence[Problem], unreadable: Unreadable, file: str) -> None:
    if problems and unreadable == "refuse":
        what = f"{len(problems)} values cannot be used:" if len(problems) > 1 else "a value cannot be used:"
        raise Problems(what, problems, place=Place(file=file))


def import_notifications(
    actor: Person,
    workspace: Workspace,
    path: Path,
    sheets: Sequence[Sheet],
    mapping: Mapping[str, str],
    unreadable: Unreadable = "refuse",
    known: Known = "refuse",
) -> Imported:
    """Rows of a workbook become notifications. `mapping`: header → variable, as confirmed by a person."""
    if received_before(path, "notifications"):
        return already(path)
    pack = workspace.pack
    sheets, passed_over = sheets_of_notifications(pack, sheets, mapping, path.name)
    rows = [row for sheet in sheets for row in sheet.rows]
    unusable = rows_without_number(pack, sheets, mapping) + rows_twice(rows)
    read, problems = read_rows(pack, rows, mapping, path.name)
    if unusable:
        raise Problems("The file cannot be taken in.", [*unusable, *problems], place=Place(file=path.name))
    refuse_if(problems, unreadable, path.name)
    with transaction.atomic():
        file = receive_file(actor, workspace, path, "notifications", dict(mapping))
        if known == "refuse":
            refuse_known(pack, sheets, mapping, numbers_in_use(pack), path.name)
        stored = keep_rows(file, [entry.row for entry in read])
        notifications = _new_notifications(pack, read, stored)
        said = [entry.stated for entry in read]
        values = state(zip(notifications, stored, said, strict=True), "notification")
        record(actor, "import notifications", path.name, sha256=file.sha256, rows=len(read), values=values)
    notes = (*(note for sheet in sheets for note in sheet.notes), *passed_over)
    return imported(path, said, problems, notes)


def keep_rows(file: SourceFile, rows: Sequence[ReceivedRow]) -> list[RowReceived]:
    """Store rows as received."""
    made = [
        RowReceived(file=file, place=r.place, number=r.number, cells=cells_to_json(r.cells)) for r in rows
    ]
    return RowReceived.objects.bulk_create(made, batch_size=BATCH)


def _new_notifications(
    pack: Pack, read: Sequence[ReadRow], stored: Sequence[RowReceived]
) -> list[Notification]:
    first = Notification.objects.count() + 1
    made = []
    for position, (entry, row) in enumerate(zip(read, stored, strict=True), start=first):
        number = next(str(s.value) for s in entry.stated if s.variable == pack.about.case_number)
        made.append(Notification(case_id=f"N{position:05d}", position=position, row=row, case_number=number))
    return Notification.objects.bulk_create(made, batch_size=BATCH)


def state(
    entries: Iterable[tuple[Notification, RowReceived, Iterable[Stated]]],
    source: str,
    readers: Mapping[int, str] | None = None,
) -> int:
    """Add what a source says of cases that are there; returns how many values. `readers`: by row id."""
    named = readers or {}
    rows = (
        (
            notification.pk,
            row.pk,
            stated.variable,
            source,
            named.get(row.pk, ""),
            value_to_json(stated.value),
            stated.raw,
            steps_to_json(stated.steps),
            stated.problem,
        )
        for notification, row, said in entries
        for stated in said
    )
    return insert_many(StatedValue, STATED, rows)


def imported(
    path: Path, said: Sequence[Sequence[Stated]], problems: Sequence[Problem], notes: Iterable[str]
) -> Imported:
    """What an import did, from what each of its rows was read as saying."""
    return Imported(
        file=path.name,
        rows=len(said),
        values=sum(len(stated) for stated in said),
        changed_by_rules=sum(bool(value.steps) for stated in said for value in stated),
        set_aside=tuple(f"{problem.place}: {problem.what}" for problem in problems),
        notes=tuple(notes),
    )


def require_selected(workspace: Workspace) -> None:
    """Freezing needs a selection that has seen every import and the pack as it is. Raises `CallProblem`."""
    selected = Event.objects.filter(action="select").order_by("-id").first()
    imports = Q()
    for kind in ("notifications", "incidents", "answers"):  # files on areas state nothing of a case
        imports |= Q(action__startswith=f"import {kind}")
    read = Q(action__in=CHANGES_WHAT_COUNTS)
    imported = Event.objects.filter(imports).order_by("-id").first()
    right = "Run “waymark select” first."
    if imported is None:
        raise CallProblem("no notifications have been imported.")
    if selected is None or imported.pk > selected.pk:
        raise CallProblem("the cases have not been selected since the last import.", right=right)
    if Event.objects.filter(read, pk__gt=selected.pk).exists():
        raise CallProblem("forms were finished or values decided since the cases were selected.", right=right)
    if selected.detail.get("pack_digest") != workspace.pack.digest:
        raise CallProblem("the pack has changed since the cases were selected.", right=right)
