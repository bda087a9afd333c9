"""An instrument as readers see it, as one frozen value: its questions in order, what they mean and when they appear.

In: a pack and one of its instruments. Out: a `Definition` that can be kept as JSON, read back and compared, and its
digest. What nobody who fills the form can see (synonyms, the room for an answer) is left out, so that a change of it
is no change of the instrument.
"""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from waymark.instruments.conditions import Condition
from waymark.instruments.forms import Instrument, Item
from waymark.instruments.pack import Pack


class AskedCategory(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    code: str
    label: str
    definition: str = ""
    missing: bool = False


class AskedQuestion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question with what its variable means. `applies` has its populations resolved; `derived`: how the derived
    variables that it rests on are made, so that a change of theirs is seen."""

    variable: str
    label: str
    section: str
    question: str
    type: str
    help: str = ""
    definition: str = ""
    unit: str = ""
    low: int | None = None
    high: int | None = None
    categories: tuple[AskedCategory, ...] = ()
    applies: tuple[Condition, ...] = ()
    derived: tuple[str, ...] = ()
    judgement: bool = False

    def label_of(self, code: str) -> str:
        """The label of a category; the code itself where there is none."""
        return next((category.label for category in self.categories if category.code == code), code)


class Definition(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    title: str
    questions: tuple[AskedQuestion, ...]


def definition_of(pack: Pack, instrument: Instrument) -> Definition:
    return Definition(
        key=instrument.key,
        title=instrument.title,
        questions=tuple(
            _asked(pack, section.title, item) for section in instrument.section for item in section.item
        ),
    )


def definition_to_json(definition: Definition) -> Any:
    return msgspec.to_builtins(definition)


def definition_from_json(stored: Any) -> Definition:
    """Keys that a later version of the software added are passed over, those it took away have their defaults."""
    return msgspec.convert(stored, Definition)


def digest_of(definition: Definition) -> str:
    """The same for two definitions exactly when they are equal."""
    return hashlib.sha256(msgspec.json.encode(definition, order="sorted")).hexdigest()


def _asked(pack: Pack, section: str, item: Item) -> AskedQuestion:
    variable = pack.variables[item.variable]
    applies = pack.resolved(item.applies)
    return AskedQuestion(
        variable=variable.key,
        label=variable.label,
        section=section,
        question=item.question,
        type=variable.type,
        help=item.help,
        definition=variable.definition,
        unit=variable.unit,
        low=variable.low,
        high=variable.high,
        categories=tuple(
            AskedCategory(code=c.code, label=c.label, definition=c.definition, missing=c.missing)
            for c in variable.categories
        ),
        applies=applies,
        derived=tuple(_derivations(pack, applies)),
        judgement=item.judgement,
    )


def _derivations(pack: Pack, applies: tuple[Condition, ...]) -> list[str]:
    """How each derived variable that the conditions rest on is made, as text to compare."""
    found: dict[str, str] = {}
    waiting = [condition.variable for condition in applies]
    while waiting:
        variable = pack.variables[waiting.pop()]
        if variable.derive is not None and variable.key not in found:
            made = (variable.derive, tuple((c.code, c.from_, c.below) for c in variable.categories))
            found[variable.key] = msgspec.json.encode(made, order="sorted").decode()
            waiting += variable.derive.variables
    return [f"{key} {text}" for key, text in sorted(found.items())]
