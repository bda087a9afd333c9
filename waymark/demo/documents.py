"""The incident documents: one Word file a region, one entry a case, some of the entries as tables."""

from __future__ import annotations

import io
import random
import zipfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from docx import Document

from waymark.demo.places import Places
from waymark.demo.telling import Told
from waymark.demo.untidy import plain_date
from waymark.demo.wording import Wording
from waymark.instruments.pack import Pack

_MADE = datetime(2016, 5, 1)  # noqa: DTZ001
_IN_A_TABLE = 0.25


def write_documents(
    folder: Path, told: Sequence[Told], wording: Wording, places: Places, pack: Pack, chance: random.Random
) -> None:
    """Write a document for each region into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    by_region: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.entry is not None:
            by_region[str(one.row.truth[places.variable])].append(one)
    variable = pack.variables[places.variable]
    for region in places.region:
        label = variable.category(region.code).label
        title = wording.document_name.format(region=label)
        document: Any = Document()
        document.core_properties.title = title
        document.core_properties.author = ""
        document.core_properties.created = document.core_properties.modified = _MADE
        document.add_heading(title, level=0)
        document.add_paragraph(wording.document_note)
        document.add_paragraph(f"{variable.label}: {label}")
        for one in by_region[region.code]:
            labels = {**_labels(pack, chance), variable.key: variable.label}
            _write_entry(document, one, labels, wording, pack, chance)
        _save(document, folder / f"{title}.docx")


def _labels(pack: Pack, chance: random.Random) -> dict[str, str]:
    """What one entry calls each variable: its label, now and then another of its headers."""
    return {
        variable.key: chance.choice((*[variable.label] * 3, *variable.headers[:1]))
        for variable in pack.stated_by("incident_entry")
    }


def _write_entry(
    document: Any, one: Told, labels: Mapping[str, str], wording: Wording, pack: Pack, chance: random.Random
) -> None:
    about, truth = pack.about, one.row.truth
    day = truth[about.incident_date]
    assert one.entry is not None and isinstance(day, date)
    number = pack.variables[about.case_number].label
    lines = [(pack.variables[about.incident_date].label, plain_date(day))]
    lines += [(labels[name], said) for name, said in one.entry.items()]
    if chance.random() < _IN_A_TABLE:
        lines.append((pack.variables[wording.narrative].label, str(truth[wording.narrative])))
        table = document.add_table(rows=0, cols=2)
        for label, said in [(number, str(truth[about.case_number])), *lines]:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = label, said
        document.add_paragraph("")
        return
    document.add_heading(f"{number}: {truth[about.case_number]}", level=2)
    for label, said in lines:
        document.add_paragraph(f"{label}: {said}")
    document.add_paragraph(str(truth[wording.narrative]))


def _save(document: Any, path: Path) -> None:
    """Save with every time stamp within the file fixed, so that the same text gives the same bytes."""
    as_made = io.BytesIO()
    document.save(as_made)
    with zipfile.ZipFile(as_made) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for entry in made.infolist():
            info = zipfile.ZipInfo(entry.filename, _MADE.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(info, made.read(entry))
