"""Files about areas: kept as received, and read into the areas of the study's window when the data are frozen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
from django.db import transaction

from waymark.register.actions import Imported, already, received_before
from waymark.register.models import SettledValue
from waymark.register.places.areas import Area
from waymark.register.places.files import areas_from_files, check_file
from waymark.register.places.frozen import to_arrow
from waymark.register.places.matching import join_boards
from waymark.register.places.sheets import PlaceFile
from waymark.study.actions import receive_file, record
from waymark.study.models import Person, SourceFile
from waymark.study.workspace import Workspace

KINDS: tuple[PlaceFile, ...] = ("authorities", "lookup", "population", "deprivation")


def import_area_file(actor: Person, workspace: Workspace, path: Path, kind: PlaceFile) -> Imported:
    """Check the whole file and keep it; a later file of the same kind takes its place in later freezes."""
    if received_before(path, kind):
        return already(path)
    entries = check_file(path, kind)
    with transaction.atomic():
        file = receive_file(actor, workspace, path, kind, {})
        record(actor, f"import {kind}", path.name, sha256=file.sha256, entries=entries)
    return Imported(file=path.name, rows=entries, values=0, changed_by_rules=0)


def areas_of_study(workspace: Workspace) -> tuple[Area, ...]:
    """The areas as they were at the end of the study's window; none where no file was given."""
    files = {kind: found for kind in KINDS if (found := _latest(workspace, kind)) is not None}
    return areas_from_files(files, workspace.pack.about.to or datetime.now(UTC).date()) if files else ()


def areas_table(workspace: Workspace) -> pa.Table | None:
    """The areas with every board joined to its area; None where no file was given."""
    areas = areas_of_study(workspace)
    if not areas:
        return None
    pack = workspace.pack
    boards = SettledValue.objects.filter(variable=pack.about.area).values_list("value", flat=True).distinct()
    return to_arrow(join_boards(areas, sorted(str(board) for board in boards if board)))


def _latest(workspace: Workspace, kind: PlaceFile) -> Path | None:
    file = SourceFile.objects.filter(kind=kind).order_by("-pk").first()
    return workspace.original(file.sha256) if file else None
