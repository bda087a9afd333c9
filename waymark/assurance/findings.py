"""What a check found: where, what is printed, what was computed and how, and how serious it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from waymark.assurance.documents.document import Place


class Class(Enum):
    """In the order of seriousness. `WRONG` cannot be right under any rounding; `ROUNDING` is right under another common
    rule; `UNEXPLAINED` cannot be reproduced from what is printed; `STYLE` is a fraction in words that does not suit."""

    WRONG = "wrong"
    UNEXPLAINED = "unexplained"
    ROUNDING = "rounding"
    STYLE = "style"


@dataclass(frozen=True)
class Finding:
    """`printed` as it stands, `computed` to the same digits, `how` in one sentence. `passage`: the sentence or the row
    in which it stands, for showing it marked."""

    serious: Class
    place: Place
    printed: str
    computed: str
    how: str
    passage: str = ""
