"""What people write around a value: a remark in brackets, a word of doubt.

The value itself is read from what is left; the remark and the doubt are told, so that nobody loses them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from waymark.register.values import Stated

_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_WORDS = "approximately|approx|around|about|circa|abt|estimated|estimate|est|possibly|probably|roughly"
_ROUGH_BEFORE = re.compile(rf"^(?:on or about|on or around|{_WORDS}|ca?(?=[.\s\d])|~|\?)[\s.:]*(?=[\w½¼¾-])")
_ROUGH_AFTER = re.compile(rf"[\s,]*(?:\?+|\b(?:{_WORDS}))\.?$")


@dataclass(frozen=True)
class Said:
    """`bare` is what carries the value; `aside` the remark in brackets; `rough` whether it is said with
    doubt."""

    bare: str
    aside: str = ""
    rough: bool = False


def heard(text: str) -> Said:
    """Take brackets and words of doubt off a text in lower case."""
    aside = "; ".join(part.strip() for part in _BRACKETS.findall(text) if part.strip())
    bare = _BRACKETS.sub(" ", text).strip() or text
    certain = _ROUGH_AFTER.sub("", _ROUGH_BEFORE.sub("", bare)).strip()
    rough = bool(certain) and certain != bare
    if aside and (_ROUGH_BEFORE.sub("", aside + " 0") == "0" or not _ROUGH_AFTER.sub("", aside).strip()):
        return Said(certain or bare, "", True)
    return Said(certain or bare, aside, rough)


def telling(stated: Stated, said: Said) -> Stated:
    """The statement with the doubt and the remark told, beside what is told already."""
    told = [stated.problem] if stated.problem else []
    if said.rough and stated.value is not None:
        told.append(f"“{stated.raw}” is written with doubt; the value is taken as it stands.")
    if said.aside and stated.value is not None:
        told.append(f"the remark “{said.aside}” is not part of the value.")
    return replace(stated, problem=" ".join(told)) if told else stated
