"""Word documents of incident details: each entry is joined to its notification and states what it says.

An entry belongs to a notification when case number and incident date agree (seed: Appendix A). An entry
that does not is kept as received and told; it states nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from django.db import transaction

from waymark.instruments.problems import InputProblem, Place
from waymark.register.actions import (
    Imported,
    ReadRow,
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
from waymark.register.models import Notification, RowReceived
from waymark.register.receiving.headers import match_headers
from waymark.register.receiving.incident_entries import read_entries, read_entries_folder
from waymark.register.receiving.received import cells_from_json
from waymark.register.values import ReceivedRow, Stated
from waymark.study.actions import receive_file, record
from waymark.study.models import Person
from waymark.study.workspace import Workspace

SOURCE = "incident_entry"


def import_incidents(
    actor: Person, workspace: Workspace, path: Path, unreadable: Unreadable
) -> list[Imported]:
    """A document, or a folder of them, all or none."""
    pack = workspace.pack
    documents = read_entries_folder(path, pack) if path.is_dir() else {path: read_entries(path, pack)}
    with transaction.atomic():
        return [_import_one(actor, workspace, file, rows, unreadable) for file, rows in documents.items()]


def _import_one(
    actor: Person, workspace: Workspace, path: Path, rows: Sequence[ReceivedRow], unreadable: Unreadable
) -> Imported:
    if received_before(path, "incidents"):
        return already(path)
    mapping: dict[str, str] = {}
    for entry in rows:  # each by itself: two entries may name one variable differently
        mapping |= match_headers(tuple(entry.cells), workspace.pack, SOURCE).certain()
    unused = sorted({label for entry in rows for label in entry.cells if label not in mapping})
    read, problems = read_rows(workspace.pack, rows, mapping, path.name)
    refuse_if(problems, unreadable, path.name)
    joined, apart = notifications_of(workspace.pack, read)
    if not any(joined):
        first = f" {apart[0].place}: {apart[0].what}" if apart else ""
        what = f"none of its {len(read):,} entries belongs to a notification.{first}"
        raise InputProblem(what, place=Place(file=path.name), right="Import the notifications first.")
    file = receive_file(actor, workspace, path, "incidents", mapping)
    stored = keep_rows(file, rows)
    values = state(_belonging(joined, stored, read), SOURCE)
    record(actor, "import incidents", path.name, sha256=file.sha256, entries=len(rows), values=values)
    told = [*(f"{p.place}: {p.what}" for p in apart), *(f"“{label}” is not used." for label in unused)]
    return imported(path, [entry.stated for entry in read], problems, told)


def join_waiting(workspace: Workspace) -> int:
    """Join entries received earlier whose notification came later; returns how many. In a transaction."""
    waiting = list(RowReceived.objects.filter(file__kind="incidents", stated=None).select_related("file"))
    if not waiting:
        return 0
    rows = [ReceivedRow(row.place, row.number, cells_from_json(row.cells)) for row in waiting]
    read = [
        entry
        for row, kept in zip(waiting, rows, strict=True)
        for entry in read_rows(workspace.pack, [kept], row.file.mapping, row.file.name)[0]
    ]
    joined, _ = notifications_of(workspace.pack, read)
    state(_belonging(joined, waiting, read), SOURCE)
    return sum(notification is not None for notification in joined)


def _belonging(
    joined: Sequence[Notification | None], stored: Sequence[RowReceived], read: Sequence[ReadRow]
) -> Iterator[tuple[Notification, RowReceived, tuple[Stated, ...]]]:
    for notification, row, entry in zip(joined, stored, read, strict=True):
        if notification is not None:
            yield notification, row, entry.stated
