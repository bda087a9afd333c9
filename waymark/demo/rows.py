"""One row of the synthetic workbook: what is true of it, and what the notification says instead.

`truth` holds what should stand once the files are cleaned, joined and corrected; `shown` what the
notification says in place of it, where a correction of the pack is meant to put it right.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from waymark.instruments.conditions import Value
from waymark.instruments.deriving import with_derived
from waymark.instruments.pack import Pack


@dataclass(frozen=True)
class Row:
    """`again`: a notification under the number of an earlier row. `told_twice`: further rows tell of the same
    incident. `place`: the seed of a printed grid and the position in it."""

    truth: dict[str, Value]
    shown: dict[str, Value] = field(default_factory=dict)
    again: bool = False
    told_twice: bool = False
    place: tuple[str, int] | None = None

    @property
    def notified(self) -> dict[str, Value]:
        """What the notification means to say."""
        return {**self.truth, **self.shown}

    def with_truth(self, values: Mapping[str, Value]) -> Row:
        return replace(self, truth={**self.truth, **values})

    def complete(self, pack: Pack) -> dict[str, Value]:
        """The truth with every derived variable."""
        return with_derived(self.truth, pack)
