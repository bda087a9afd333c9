"""Word documents of incident details by region, one entry a case: each entry as a received row.

An entry begins where a line or a row of a table names a case number and goes on to the next. Lines of the
form "Label: value" and rows of two-column tables are its fields, by the label as written; other text is the
narrative, under the label of the first text variable that such entries state. Fields before the first entry
hold for every entry of the document. Source: report, Appendix A.
"""

from __future__ import annotations

from pathlib import Path

from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place, Problems
from waymark.instruments.variables import Variable
from waymark.register.receiving.entry_lines import SOURCE, EntryNames
from waymark.register.receiving.entry_reading import Entry, EntryReading
from waymark.register.receiving.word_documents import Table, read_blocks
from waymark.register.values import CellValue, ReceivedRow

_OTHER_DOCUMENTS = frozenset((".doc", ".docm", ".odt", ".rtf", ".pdf"))


def read_entries(path: Path, pack: Pack) -> tuple[ReceivedRow, ...]:
    """The entries of one document. Raises with everything that is wrong in it."""
    reading = EntryReading(EntryNames(pack), path.name, pack.variables.get(pack.about.incident_date))
    for block in read_blocks(path):
        if isinstance(block, Table):
            reading.table(block)
        else:
            reading.paragraph(block)
    if not reading.entries:
        right = f"An entry begins with a line such as “{reading.names.case.label}: 20117”."
        what = "no entry was found: no line names a case number."
        raise InputProblem(what, place=Place(path.name), right=right)
    reading.look_for_missing_numbers()
    _raise_if_any(reading.faults, path.name)
    return tuple(_received(entry, reading, pack, path.name) for entry in reading.entries)


def read_entries_folder(folder: Path, pack: Pack) -> dict[Path, tuple[ReceivedRow, ...]]:
    """The entries of every Word document of a folder, by document. Raises with all that is wrong in them."""
    if not folder.is_dir():
        raise InputProblem("there is no such folder.", place=Place(file=str(folder)))
    shown = sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith(("~$", ".")))
    faults: list[InputProblem] = []
    entries: dict[Path, tuple[ReceivedRow, ...]] = {}
    for path in shown:
        ending = path.suffix.lower()
        if ending in _OTHER_DOCUMENTS:
            right = "Save it as a Word document (.docx), or move it out of the folder."
            faults.append(InputProblem("the document is no .docx.", place=Place(file=path.name), right=right))
        elif ending == ".docx":
            try:
                entries[path] = read_entries(path, pack)
            except Problems as problems:
                faults += [problem for problem in problems.found if isinstance(problem, InputProblem)]
            except InputProblem as problem:
                faults.append(problem)
    if not entries and not faults:
        raise InputProblem("the folder holds no Word document (.docx).", place=Place(file=folder.name))
    _raise_if_any(faults, folder.name)
    return entries


def _raise_if_any(faults: list[InputProblem], file: str) -> None:
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise Problems("The incident details cannot be used.", faults, place=Place(file=file))


def _received(entry: Entry, reading: EntryReading, pack: Pack, file: str) -> ReceivedRow:
    cells: dict[str, CellValue] = {entry.case_label: entry.case_number}
    for variable, (label, value) in reading.common.items():
        if variable not in entry.labels:
            cells[label] = value
    cells |= {label: value or None for label, value in entry.fields.items()}
    if entry.passages:
        label = _narrative_label(entry, pack, reading.names.case)
        cells[label] = "\n".join(filter(None, (entry.fields.get(label, ""), *entry.passages)))
    return ReceivedRow(file, entry.number, cells)


def _narrative_label(entry: Entry, pack: Pack, case: Variable) -> str:
    """The label of the pack's narrative; in a pack that names none, of the first text variable that no field
    states, and where all are stated, of the first."""
    if pack.about.narrative:
        narrative = pack.variables[pack.about.narrative]
        return entry.labels.get(narrative.key, narrative.label)
    texts = [v for v in pack.stated_by(SOURCE) if v.type == "text" and v is not case]
    free = [variable for variable in texts if not entry.fields.get(entry.labels.get(variable.key, ""))]
    if free:
        return entry.labels.get(free[0].key, free[0].label)
    return entry.labels[texts[0].key] if texts else "Text"
