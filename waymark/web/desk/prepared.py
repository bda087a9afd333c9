"""Templates that stand many times on one page: the engine writes each once, with gaps, and the gaps are filled after.

In: the name of a template, and what is known of it for good. Wherever the template says `{{ gap.version }}` a gap is
left, for text that is escaped when it is filled in. A page of sixty questions is then joined from ready pieces
instead of being worked out anew for everyone who opens it.
"""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

_MARK = (
    f"\x02{secrets.token_hex(8)}\x03"  # nobody outside this process can write one into a pack or an answer
)
_GAP = re.compile(f"{_MARK}(.*?){_MARK}", re.DOTALL)


@dataclass(frozen=True)
class Prepared:
    """`pieces`: text and names of gaps in turn, beginning and ending with text."""

    pieces: tuple[str, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        return self.pieces[1::2]

    def filled(self, values: Mapping[str, str]) -> SafeString:
        """Every gap has its value; text that is not marked as safe is escaped."""
        pieces = list(self.pieces)
        pieces[1::2] = [
            value if isinstance(value := values[name], SafeString) else html.escape(value)
            for name in self.gaps
        ]
        return mark_safe("".join(pieces))


class _Gaps:
    def __getitem__(self, name: str) -> SafeString:
        return gap(name)


def gap(name: str) -> SafeString:
    return mark_safe(f"{_MARK}{name}{_MARK}")


def prepare(template: str, known: Mapping[str, object]) -> Prepared:
    """`known`: what the template is told beside the gaps."""
    written = get_template(template).render({**known, "gap": _Gaps()})
    return Prepared(tuple(_GAP.split(written)))


@lru_cache(maxsize=64)
def prepared(template: str, *holds: str) -> Prepared:
    """A template that is told only which of its conditions hold, by their names."""
    return prepare(template, dict.fromkeys(holds, True))
