"""What readers answered to one question of one case, side by side: whether they agree, and whether that waits for a
decision.

Values only. In: each reader's standing answer and the decision that stands. Out: `Compared`, which tells a
disagreement from running text in different words, and a decision from one that an answer has overtaken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from waymark.instruments.conditions import Value as OfVariable
from waymark.instruments.variables import Variable
from waymark.reading.given import shown
from waymark.reading.models import Decision, Form, Kind
from waymark.register.stored import value_from_json


class StandingAnswer(NamedTuple):
    """The last version of an answer that was not set aside. `first`: the first reader's answer that it confirms."""

    pk: int
    form: int
    variable: str
    version: int
    kind: str
    value: Any
    memo: str
    first: int | None

    @property
    def said(self) -> tuple[str, object]:
        """What makes two answers the same; several categories are the same whatever their order."""
        return self.kind, tuple(sorted(self.value)) if isinstance(self.value, list) else self.value


class Reading(NamedTuple):
    """What one reader answered."""

    form: Form
    answer: StandingAnswer
    variable: Variable
    blind: bool

    @property
    def value(self) -> OfVariable:
        """None without a value, and where the pack no longer has the one that was given."""
        return value_from_json(self.variable, self.answer.value) if self.answer.kind == Kind.VALUE else None

    @property
    def in_words(self) -> str:
        if self.answer.kind == Kind.VALUE and self.value is None:
            return f"“{self.answer.value}”, which is no answer to this question any more"
        return shown(self.variable, self.answer.kind, self.value)


class Decided(NamedTuple):
    """The decision that stands. `answers`: the keys of the answers that were looked at."""

    pk: int
    case: int
    variable: str
    version: int
    how: str
    kind: str
    value: Any
    answers: list[int]
    why: str
    at: datetime
    by: str

    @property
    def said(self) -> tuple[str, object]:
        return self.kind, tuple(sorted(self.value)) if isinstance(self.value, list) else self.value

    @property
    def how_in_words(self) -> str:
        return str(Decision.How(self.how).label)


@dataclass(frozen=True, slots=True)
class Compared:
    """One question of one case. `last`: the decision that stands, whenever it was made; `decided`: the same where
    it was made on these very answers."""

    case_id: str
    case_key: int
    variable: Variable
    readings: tuple[Reading, ...]
    last: Decided | None
    decided: Decided | None

    @property
    def agree(self) -> bool:
        return len({reading.answer.said for reading in self.readings}) == 1

    @property
    def by_eye(self) -> bool:
        """Running text that each wrote in their own words: no disagreement, and no agreement either."""
        words = self.variable.type == "text" and all(r.answer.kind == Kind.VALUE for r in self.readings)
        return words and not self.agree

    @property
    def differ(self) -> bool:
        return not self.agree and not self.by_eye

    @property
    def waits(self) -> bool:
        """Whether it is to be decided: readers differ, or one changed an answer that was decided on and the readers
        do not say now what was decided."""
        if self.decided is not None:
            return False
        return self.differ or self._overtaken

    @property
    def to_settle(self) -> bool:
        """Whether it goes with those that are settled in bulk."""
        return self.agree and self.decided is None and not self._overtaken

    @property
    def _overtaken(self) -> bool:
        by_hand = self.last is not None and self.last.how != Decision.How.AGREED
        return by_hand and not (
            self.agree and self.last is not None and self.last.said == self.readings[0].answer.said
        )

    @property
    def decided_in_words(self) -> str:
        """What stands decided, in words."""
        if self.last is None:
            return ""
        value = value_from_json(self.variable, self.last.value) if self.last.kind == Kind.VALUE else None
        return shown(self.variable, self.last.kind, value)
