"""A form as it stands: its questions with what was answered, pinned and changed, in the order of the instrument.

Values that `queries` makes and pages read; each property follows from the fields alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from waymark.instruments.conditions import Value
from waymark.instruments.forms import Instrument, Item, KindOfIncident
from waymark.instruments.problems import CallProblem
from waymark.instruments.variables import Variable
from waymark.reading.given import shown
from waymark.reading.models import Answer, Evidence, Form, Kind
from waymark.register.stored import value_from_json


@dataclass(frozen=True)
class FirstAnswer:
    """What the first reader answered, where the second may see it."""

    answer: Answer
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class ItemAsItStands:
    """`version`: the highest given so far, 0 for none. `first` where this reader may see the first one's answer.

    `changed`: what was changed of the question since it was answered, in words; `aside`: answers that came in
    without knowing of a newer one and about which the reader has not yet said which counts. `was`: an answer that the
    question does not have any more, in the words of its time; it is kept, and the question is asked again.
    """

    item: Item
    variable: Variable
    applies: bool
    answer: Answer | None
    version: int
    evidence: tuple[Evidence, ...]
    first: FirstAnswer | None = None
    changed: str = ""
    aside: tuple[Answer, ...] = ()
    was: str = ""

    @property
    def readable(self) -> bool:
        """Whether the question still has the answer."""
        return self.answer is None or self.answer.kind != Kind.VALUE or self.value is not None

    @property
    def answered(self) -> bool:
        return self.answer is not None and self.answer.kind != Kind.TAKEN_BACK and self.readable

    @property
    def value(self) -> Value:
        if self.answer is None or self.answer.kind != Kind.VALUE:
            return None
        return value_from_json(self.variable, self.answer.value)

    @property
    def in_words(self) -> str:
        if not self.readable:
            return self.was
        return shown(self.variable, self.answer.kind, self.value) if self.answer else ""


@dataclass(frozen=True)
class SectionAsItStands:
    title: str
    items: tuple[ItemAsItStands, ...]


@dataclass(frozen=True)
class FormAsItStands:
    """`missing`: the variables that are asked and have no answer yet. `instrument_version`: the number of the version
    that is shown, 0 before any was kept; `asked_later`: what is missing in a finished form because it was not asked
    so when it was finished."""

    form: Form
    instrument: Instrument
    sections: tuple[SectionAsItStands, ...]
    missing: tuple[str, ...]
    kind: KindOfIncident | None
    instrument_version: int = 0
    asked_later: tuple[str, ...] = ()

    @cached_property
    def items(self) -> tuple[ItemAsItStands, ...]:
        return tuple(item for section in self.sections for item in section.items)

    @property
    def asked(self) -> int:
        return sum(item.applies for item in self.items)

    @property
    def answered(self) -> int:
        return self.asked - len(self.missing)

    @property
    def to_look_at(self) -> int:
        """How many answers a change of the instrument touches that nobody has looked at again."""
        return sum(bool(item.changed) for item in self.items)

    @property
    def since_finished(self) -> str:
        """What is asked now and was not when the form was finished; it is not opened again by itself."""
        if not self.asked_later:
            return ""
        asked = [self.item(name).item.question for name in self.asked_later]
        named = " ".join(f"“{question}”" for question in asked[:3]) + (" …" if len(asked) > 3 else "")
        if len(asked) == 1:
            return f"Finished before a question was asked as it is now: {named}"
        return f"Finished before {len(asked)} questions were asked as they are now: {named}"

    def item(self, variable: str) -> ItemAsItStands:
        """Raises `CallProblem` where the form does not ask for it any more."""
        found = next((item for item in self.items if item.item.variable == variable), None)
        if found is None:
            raise CallProblem(f"this form does not ask for “{variable}” any more.", right="Open it again.")
        return found
