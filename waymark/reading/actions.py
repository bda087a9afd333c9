"""The one door for writes of reading: what readers found in the reports, from a file of answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.db import transaction

from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place, Problems
from waymark.reading.imported import keep_forms
from waymark.reading.instrument_versions import note_instruments
from waymark.register.actions import (
    Imported,
    Unreadable,
    already,
    imported,
    keep_rows,
    read_rows,
    received_before,
    refuse_if,
    state,
)
from waymark.register.joined import notifications_of
from waymark.register.models import Notification, RowReceived, StatedValue
from waymark.register.receiving.workbooks import Sheet
from waymark.register.values import Stated
from waymark.study.actions import receive_file, record
from waymark.study.models import Person
from waymark.study.workspace import Workspace

READER_HEADERS = ("Reader", "Read by", "Researcher", "Reviewer", "Coder")


def names_beside_answers(pack: Pack, instrument: str) -> dict[str, tuple[str, ...]]:
    """What a file of answers holds beside answers: who read, and what tells the case, with their headers."""
    names: dict[str, tuple[str, ...]] = {"reader": READER_HEADERS}
    for key in (pack.about.case_number, pack.about.incident_date):
        if key and instrument not in pack.variables[key].sources:
            variable = pack.variables[key]
            names[key] = (key, variable.label, *variable.headers)
    return names


def import_answers(
    actor: Person,
    workspace: Workspace,
    path: Path,
    sheets: Sequence[Sheet],
    mapping: Mapping[str, str],
    instrument: str,
    unreadable: Unreadable = "refuse",
) -> Imported:
    """One row a case: each cell becomes an answer of the instrument, by the reader named in the row.

    A row that belongs to no notification refuses the file. Cases answered count as having a report.
    """
    kind = f"answers {instrument}"
    if received_before(path, kind):
        return already(path)
    pack = workspace.pack
    reader_header = next((header for header, name in mapping.items() if name == "reader"), None)
    variables = {header: name for header, name in mapping.items() if name != "reader"}
    rows = [row for sheet in sheets for row in sheet.rows]
    read, problems = read_rows(pack, rows, variables, path.name)
    belonging, strangers = notifications_of(pack, read)
    if strangers:
        raise Problems("Rows belong to no case.", [*strangers, *problems], place=Place(file=path.name))
    refuse_if(problems, unreadable, path.name)
    owners = [notification for notification in belonging if notification is not None]
    with transaction.atomic():
        file = receive_file(actor, workspace, path, kind, dict(mapping))
        stored = keep_rows(file, rows)
        readers = {
            row.pk: str(entry.row.cells.get(reader_header) or actor.handle) if reader_header else actor.handle
            for row, entry in zip(stored, read, strict=True)
        }
        asked = pack.instrument(instrument).variables
        _refuse_answered(owners, stored, readers, instrument, path.name)
        answers = [tuple(stated for stated in entry.stated if stated.variable in asked) for entry in read]
        values = state(zip(owners, stored, answers, strict=True), instrument, readers)
        _note_reports(workspace, owners, stored)
        note_instruments(workspace, actor)  # what is answered here is answered to the form as it is now
        keep_forms(actor, pack, file, instrument, owners, [readers[row.pk] for row in stored])
        record(actor, f"import {kind}", path.name, sha256=file.sha256, rows=len(rows), values=values)
    return imported(path, answers, problems, (note for sheet in sheets for note in sheet.notes))


def _refuse_answered(
    owners: Sequence[Notification],
    rows: Sequence[RowReceived],
    readers: Mapping[int, str],
    instrument: str,
    file: str,
) -> None:
    """Raises where a reader has filled the instrument for a case before: the answers given first would stand."""
    answered = set(
        StatedValue.objects.filter(source=instrument).values_list("notification_id", "reader").distinct()
    )
    again = [
        f"{owner.case_number} by {readers[row.pk]}"
        for owner, row in zip(owners, rows, strict=True)
        if (owner.pk, readers[row.pk]) in answered
    ]
    if again:
        more = ", …" if len(again) > 3 else ""
        raise InputProblem(
            f"{len(again):,} cases have answers by the same reader already ({', '.join(again[:3])}{more}), and those "
            "would stand.",
            place=Place(file=file),
            right="Leave these rows out, or name the second reader.",
        )


def _note_reports(workspace: Workspace, owners: Sequence[Notification], rows: Sequence[RowReceived]) -> None:
    """A case whose front sheet is filled has a report."""
    variable = workspace.pack.about.report
    if variable:
        found = (Stated(variable, "yes", ""),)
        state(((owner, row, found) for owner, row in zip(owners, rows, strict=True)), "reading")
