"""Freezing a study: everything the store knows of its cases, as an immutable folder."""

from __future__ import annotations

from waymark.register.actions import require_selected
from waymark.register.area_files import areas_table
from waymark.register.frozen import frozen_tables
from waymark.study.actions import note_freeze, require_lead
from waymark.study.freezes import About, Freeze, write_freeze
from waymark.study.models import Person
from waymark.study.workspace import Workspace


def freeze_study(actor: Person, workspace: Workspace, why: str) -> Freeze:
    """Write the freeze and record the act. Raises `CallProblem` where cases were not selected since an import."""
    require_lead(actor, "Freezing the data")
    require_selected(workspace)
    pack = workspace.pack
    tables = frozen_tables(pack)
    areas = areas_table(workspace)
    if areas is not None:
        tables["areas"] = areas
    about = About(
        study=workspace.study.name,
        title=workspace.study.title,
        synthetic=workspace.study.synthetic,
        frozen_by=actor.handle,
        why=why,
    )
    freeze = write_freeze(workspace.freezes, tables, workspace.pack_folder, about)
    note_freeze(actor, freeze, why)
    return freeze
