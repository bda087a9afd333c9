"""The words of the synthetic files, read from `wording.toml`, and the sober sentences that tell of a case."""

from __future__ import annotations

import random
from collections.abc import Mapping

import msgspec

from waymark.demo.margins import Where
from waymark.instruments.conditions import Value, all_hold
from waymark.instruments.pack import Pack


class Text(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Possible texts of a variable. The first entry that fits a case is its."""

    variable: str
    says: tuple[str, ...]


class More(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Possible second sentences."""

    says: tuple[str, ...]


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    title: str
    sheet: str
    notes_sheet: str
    notes: tuple[str, ...]
    document_name: str
    document_note: str
    narrative: str  # the variable that running text in a document tells
    answers_number: str
    answers_date: str
    answers_reader: str
    answers_readers: tuple[str, ...]
    blank_in_sheet: float
    born_known: float
    disagreements: int
    may_disagree: tuple[str, ...]
    never_blank: tuple[str, ...]
    in_every_entry: tuple[str, ...]
    unwritten: tuple[str, ...]  # synonyms too stark, or too odd for a young child
    headers: Mapping[str, str]
    text: tuple[Text, ...]
    more: tuple[More, ...]


def text_for(
    variable: str, case: Mapping[str, Value], wording: Wording, pack: Pack, chance: random.Random
) -> str | None:
    """A text for the case, None where none fits. A narrative opens by saying what it is."""
    for text in wording.text:
        if text.variable == variable and all_hold(text.conditions, case, pack.missing_codes):
            said = chance.choice(text.says)
            return (
                f"Synthetic case. {said} {_second(case, wording, pack, chance)}"
                if variable == wording.narrative
                else said
            )
    return None


def _second(case: Mapping[str, Value], wording: Wording, pack: Pack, chance: random.Random) -> str:
    fitting = [more for more in wording.more if all_hold(more.conditions, case, pack.missing_codes)]
    return chance.choice(chance.choice(fitting).says)
