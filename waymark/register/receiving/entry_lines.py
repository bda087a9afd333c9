"""What one line of an incident document is: the beginning of an entry, a field, or running text.

In: a line as it stands in the document and the names that a pack's variables go by. A line is a field where
its label is known, or where it is as short as a field is; everything else stays text, so that a sentence
with a colon in it is not torn apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable
from waymark.register.receiving.likeness import in_words, plain

SOURCE = "incident_entry"

_LONGEST_STRAY_VALUE = 60
_MOST_WORDS_OF_STRAY_LABEL = 5
_BULLET = re.compile(r"^\s*(?:[•·▪◦*–-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_COLON = re.compile(r"^([^:\t]{1,60}?)\s*:\s*(.*)$", re.DOTALL)
_DASH = re.compile(r"^(.{1,60}?)(?:\s+[–—-]\s+|\t+)(.*)$", re.DOTALL)
_PARTS = re.compile(r"\t+|\s+\|\s+|\s{3,}")
_NUMBER_AND_MORE = re.compile(r"^(\S*\d\S*?)(?:\s+[–—|(-]\s*|\s*[;,:]\s+|\s*\t+\s*|\s{3,})(.+)$", re.DOTALL)
_NUMBER_AND_TITLE = re.compile(r"^(\S*\d\S*)(?:\s+[–—|(-]\s*|\s*\t+\s*)(.{1,60})(?<!\.)$")


@dataclass(frozen=True)
class CaseLine:
    """The beginning of an entry; `number` is empty where the line has none, `rest` is what follows it."""

    label: str
    number: str
    rest: str = ""


@dataclass(frozen=True)
class FieldLine:
    """`variable` is None for a label that the pack does not know."""

    label: str
    value: str
    variable: Variable | None


class EntryNames:
    """The labels that open an entry and those of its fields, by the pack."""

    def __init__(self, pack: Pack) -> None:
        self.case = pack.variables[pack.about.case_number]
        self._narrative = pack.about.narrative
        self._variables = {plain(name): self.case for name in (self.case.key, self.case.label)}
        for names in ("exact", "synonyms"):  # a synonym never takes another variable's own name
            for variable in pack.stated_by(SOURCE):
                own = (variable.key, variable.label) if names == "exact" else variable.headers
                for name in own:
                    self._variables.setdefault(plain(name), variable)
        spoken = {in_words(name) for name in (self.case.key, self.case.label, *self.case.headers)}
        ordered = sorted(spoken, key=lambda words: (-len(words), words))
        patterns = "|".join(r"[\W_]*".join(map(re.escape, words.split())) for words in ordered)
        after = r"(?:([\s.#–—-]*:|[\s.#–—-]+)\s*(.*))?"
        self._case_line = re.compile(f"^({patterns}){after}$", re.IGNORECASE | re.DOTALL)

    def variable(self, label: str) -> Variable | None:
        """The variable that a label names, whatever its case and punctuation."""
        return self._variables.get(plain(label))

    def runs_on(self, variable: Variable) -> bool:
        """Whether lines without a label after its field still belong to it."""
        return variable.key == self._narrative if self._narrative else variable.type == "text"

    def is_case(self, label: str) -> bool:
        return self.variable(label) is self.case

    def case_line(self, text: str, heading: bool) -> CaseLine | None:
        """The line as the beginning of an entry.

        Without a colon it has to be a heading, or hold no more than the number and a few words that a dash
        or bracket parts from it: a sentence that opens with a case number begins nothing.
        """
        match = self._case_line.match(_BULLET.sub("", text).strip())
        if match is None:
            return None
        label, parting, value = match[1].strip(), match[2] or "", (match[3] or "").strip()
        sure = heading or ":" in parting
        more = (_NUMBER_AND_MORE if sure else _NUMBER_AND_TITLE).match(value)
        if more:
            return CaseLine(label, more[1], more[2].rstrip(") "))
        if ":" in parting or (heading and not value):
            return CaseLine(label, value)
        first, _, rest = value.partition(" ")
        if not any(character.isdigit() for character in first) or (rest and not heading):
            return None
        return CaseLine(label, first, rest.strip())

    def fields(self, text: str, heading: bool) -> Iterator[FieldLine]:
        """The fields that the line holds, none where it is running text; several where tabs part them."""
        text = _BULLET.sub("", text).strip()
        parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
        if len(parts) > 1:
            several = [self._field(part, False) for part in parts]
            if all(field is not None and field.variable is not None for field in several):
                yield from (field for field in several if field is not None)
                return
        single = self._field(text, heading)
        if single is not None:
            yield single

    def _field(self, text: str, heading: bool) -> FieldLine | None:
        match = _COLON.match(text)
        if match is not None:
            label, value = match[1].strip(), match[2].strip()
            variable = self.variable(label)
            return FieldLine(label, value, variable) if variable or _is_short_field(label, value) else None
        dashed = None if heading else _DASH.match(text)
        if dashed is not None and (variable := self.variable(dashed[1])) is not None:
            return FieldLine(dashed[1].strip(), dashed[2].strip(), variable)
        if heading and (variable := self.variable(text)) is not None:
            return FieldLine(text, "", variable)
        return None


def _is_short_field(label: str, value: str) -> bool:
    words = label.split()
    named = bool(words) and len(words) <= _MOST_WORDS_OF_STRAY_LABEL and label[0].isupper()
    spoken = any(mark in label for mark in '.,;!?“”"') or value.endswith((".", "”", '"'))
    return named and not spoken and not label[-1].isdigit() and 0 < len(value) <= _LONGEST_STRAY_VALUE
