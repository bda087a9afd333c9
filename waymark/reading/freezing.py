"""Freezing a study: everything the store knows of its cases and of what was read in their reports, as an immutable
folder.
"""

from __future__ import annotations

import pyarrow as pa

from waymark.reading.frozen import reading_tables
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
    about = about_study(workspace, actor.handle, why)
    freeze = write_freeze(workspace.freezes, tables_of(workspace), workspace.pack_folder, about)
    note_freeze(actor, freeze, why)
    return freeze


def tables_of(workspace: Workspace) -> dict[str, pa.Table]:
    """What the register, the readings and the files on areas add to a freeze."""
    tables = {**frozen_tables(workspace.pack), **reading_tables(workspace.pack)}
    areas = areas_table(workspace)
    return tables if areas is None else {**tables, "areas": areas}


def about_study(workspace: Workspace, by: str, why: str) -> About:
    study = workspace.study
    return About(study=study.name, title=study.title, synthetic=study.synthetic, frozen_by=by, why=why)
