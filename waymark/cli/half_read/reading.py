"""The half-read study in its two parts: passages before the data are frozen, the rest after the publication."""

from __future__ import annotations

import random

from django.db import transaction

from waymark.cli.half_read.in_depth import read_in_depth
from waymark.cli.half_read.people import lead_of_demonstration, readers
from waymark.cli.half_read.second_readings import read_twice
from waymark.demo.half_read import half_read_of
from waymark.reading.settling import settle_study
from waymark.study.workspace import Workspace


@transaction.atomic
def read_half(workspace: Workspace) -> None:
    """Second readings of the first layer with the first disagreements decided; a sub-sample for each later one, with
    first readings of half of it."""
    lead, who_reads = lead_of_demonstration(), readers()
    chance = random.Random(half_read_of(workspace.pack).seed)
    layers = sorted(workspace.pack.instruments, key=lambda instrument: instrument.layer)
    read_twice(lead, workspace, layers[0].key, who_reads, chance)
    for instrument in layers[1:]:
        read_in_depth(lead, workspace, instrument, who_reads, chance)
    settle_study(lead, workspace)
