"""Walking through one incident document: which entry each line, field and table belongs to.

In: the blocks of the document in their order. Out: `entries`, each with its fields by label as written and
its running text; `common`, the fields before the first entry; `faults`, what points to a missing number.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from waymark.instruments.problems import InputProblem, Place
from waymark.instruments.variables import Variable
from waymark.register.cleaning.cell import clean_cell
from waymark.register.receiving.entry_lines import CaseLine, EntryNames, FieldLine
from waymark.register.receiving.word_documents import Paragraph, Table

_NO_NUMBER = frozenset(("", "-", "–", "?", "n/a", "n/k", "none", "not known", "not stated", "tbc", "unknown"))
_LONGEST_VALUE_ON_ITS_OWN_LINE = 80


@dataclass
class Entry:
    """An entry while it is read. `labels`: the label as written, by variable. `titled`: begun by a line."""

    number: int
    case_label: str
    case_number: str
    titled: bool
    fields: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    passages: list[str] = field(default_factory=list)


@dataclass
class EntryReading:
    """One document while it is walked through."""

    names: EntryNames
    file: str
    incident_date: Variable | None
    entries: list[Entry] = field(default_factory=list)
    common: dict[str, tuple[str, str]] = field(default_factory=dict)  # label and value, by variable
    faults: list[InputProblem] = field(default_factory=list)
    waiting: FieldLine | None = None  # a label whose value stands on the next line
    running: str = ""  # the label of the text that goes on until the next field

    # -- walking ----------------------------------------------------------------------------------

    def paragraph(self, paragraph: Paragraph) -> None:
        for line in paragraph.lines:
            if line.strip():
                self.line(line.strip(), paragraph.heading)

    def line(self, text: str, heading: bool) -> None:
        case = self.names.case_line(text, heading)
        if case is not None:
            self.begin(case, titled=True)
            return
        fields = list(self.names.fields(text, heading))
        for found in fields:
            self.field(found)
        if not fields:
            self.text(text)

    def table(self, table: Table) -> None:
        rows = [row for row in table.rows if any(cell.strip() for cell in row)]
        if len(rows) > 1 and self._is_list(rows[0]):
            self._list(rows)
            return
        for row in rows:
            cells = [cell.strip() for cell in row]
            if len(cells) == 2:
                self._pair(cells[0], cells[1])
            elif len(cells) % 2 == 0 and all(self.names.variable(label) for label in cells[::2] if label):
                for label, value in zip(cells[::2], cells[1::2], strict=True):
                    self._pair(label, value)
            else:
                for line in "\t".join(cells).split("\n"):
                    if line.strip():
                        self.line(line.strip(), False)

    def _is_list(self, first: tuple[str, ...]) -> bool:
        """Whether the first row of a table names columns, so that every further row is an entry."""
        named = [self.names.variable(cell) for cell in first if cell.strip()]
        return len(named) > 1 and all(named) and self.names.case in named

    def _list(self, rows: list[tuple[str, ...]]) -> None:
        labels = [cell.strip() for cell in rows[0]]
        at = next(column for column, label in enumerate(labels) if self.names.is_case(label))
        for row in rows[1:]:
            cells = [cell.strip() for cell in row]
            self.begin(CaseLine(labels[at], cells[at] if at < len(cells) else ""), titled=False)
            for column, (label, value) in enumerate(zip(labels, cells, strict=False)):
                if column != at and label:
                    self.field(FieldLine(label, value, self.names.variable(label)))
            self.running = ""

    def _pair(self, label: str, value: str) -> None:
        label = label.rstrip(":").strip()
        if self.names.is_case(label):
            self.begin(CaseLine(label, value), titled=False)
        elif not label:
            self.text(value)
        else:
            self.field(FieldLine(" ".join(label.split()), value, self.names.variable(label)))
            self.waiting = None

    # -- what was met -----------------------------------------------------------------------------

    def begin(self, case: CaseLine, *, titled: bool) -> None:
        """A new entry; or the number of an entry's title said again in its table."""
        self.waiting, self.running = None, ""
        current = self.entries[-1] if self.entries else None
        if current and current.titled and not titled and case.number and current.case_number == case.number:
            current.titled = False
            return
        self.entries.append(Entry(len(self.entries) + 1, case.label, case.number, titled))
        if titled and not case.number:
            self.waiting = FieldLine(case.label, "", self.names.case)
        if case.rest:
            self.line(case.rest, False)

    def field(self, found: FieldLine) -> None:
        self.waiting, self.running = None, ""
        variable = found.variable
        if not self.entries:
            if variable is not None and variable.type != "text" and found.value:
                self.common[variable.key] = (found.label, found.value)
            return
        entry = self.entries[-1]
        known = entry.labels.get(variable.key, found.label) if variable else found.label
        if entry.fields.get(known):
            if not found.value or entry.fields[known] == found.value:
                return
            if variable is not None and variable is self.incident_date:
                self._compare_dates(entry, known, found)
        label = _free(found.label, entry)
        entry.fields[label] = found.value
        if variable is None:
            return
        entry.labels.setdefault(variable.key, label)
        if self.names.runs_on(variable):
            self.running = label
        elif not found.value:
            self.waiting = FieldLine(label, "", variable)

    def text(self, text: str) -> None:
        """Running text: the value of a label that waits for one, more of a text, or narrative."""
        if not self.entries or not text:
            return
        entry, waiting = self.entries[-1], self.waiting
        self.waiting = None
        if waiting is not None and self._answers(waiting, text):
            if waiting.variable is self.names.case:
                entry.case_number = text
            else:
                entry.fields[waiting.label] = text
        elif self.running:
            entry.fields[self.running] = "\n".join(filter(None, (entry.fields[self.running], text)))
        else:
            entry.passages.append(text)

    def _answers(self, waiting: FieldLine, text: str) -> bool:
        """Whether a line by itself is the value of the label before it, and not the beginning of a text."""
        if waiting.variable is self.names.case:
            return len(text.split()) <= 2
        return len(text) <= _LONGEST_VALUE_ON_ITS_OWN_LINE and not text.endswith(".")

    # -- what is wrong ----------------------------------------------------------------------------

    def look_for_missing_numbers(self) -> None:
        """Entries whose number is blank, and fields that can only belong to an entry without one."""
        label = self.names.case.label
        if self.incident_date is not None and self.incident_date.key in self.common:
            what = f"“{self.common[self.incident_date.key][0]}” stands before the first case number."
            right = f"Begin that entry with a line “{label}: …”."
            self.faults.insert(0, InputProblem(what, place=Place(self.file), right=right))
        for entry in self.entries:
            if entry.case_number.casefold() in _NO_NUMBER:
                right = f"Write it in the line “{entry.case_label}: …”."
                place = Place(self.file, f"entry {entry.number}")
                self.faults.append(InputProblem("the entry has no case number.", place=place, right=right))

    def _compare_dates(self, entry: Entry, label: str, found: FieldLine) -> None:
        """Two different days of the incident in one entry: the second belongs to an entry of its own."""
        assert self.incident_date is not None
        stated = [clean_cell(self.incident_date, text) for text in (entry.fields[label], found.value)]
        days = {day.value for day in stated if day is not None and day.value is not None}
        if len(days) < 2:
            return
        what = f"“{label}” stands twice, with two values: an entry without a case number may begin there."
        right = f"Begin each entry with a line “{self.names.case.label}: …”."
        place = Place(self.file, f"entry {entry.number} ({entry.case_number})")
        self.faults.append(InputProblem(what, place=place, right=right))


def _free(label: str, entry: Entry) -> str:
    taken, count, free = {*entry.fields, entry.case_label}, 2, label
    while free in taken and entry.fields.get(free) != "":
        free, count = f"{label} ({count})", count + 1
    return free
