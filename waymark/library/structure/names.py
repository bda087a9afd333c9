"""Names of people in a line or a sentence: two to four capitalised words that are no words of the field.

Titles (Dr, Mrs), degrees and offices are left out of a name. Names of bodies (“North Yarshire Council”) are no
names of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from waymark.library.structure.field_words import ALSO_NAMES, BODIES, FIELD, NAME_PARTS, TITLES

_WORD = re.compile(r"[^\W\d_](?:[\w’'\-]*\w)?\.?|[^\s\w]|\d\S*")
_CAPITAL = re.compile(r"[^\W\d_a-zà-þ](?:\.|[\w’'\-]*\.?)$")
_INITIAL = re.compile(r"[A-Z]\.?$")
_MOST_WORDS = 4


class Name(msgspec.Struct, frozen=True):
    """As printed, on one line. Offsets into the text that was read."""

    start: int
    end: int
    value: str


def names_in(text: str) -> list[Name]:
    """Every name of a person in a text."""
    return [name for name in _runs(text) if name is not None]


def _runs(text: str) -> Iterator[Name | None]:
    run: list[re.Match[str]] = []
    words = list(_WORD.finditer(text))
    for place, word in enumerate(words):
        said = word.group()
        plain = said.rstrip(".").lower()
        plain = plain[:-2] if plain.endswith(("’s", "'s")) else plain
        after = words[place + 1].group() if place + 1 < len(words) else ""
        is_name = _is_name_word(said, plain, bool(run)) and not _is_of_the_field(plain, after)
        if plain in TITLES:
            yield _name(run, text)
            run = []
        elif is_name and not _apart(text, run, word) and _same_case(run, said):
            run.append(word)
            if said.endswith(("’s", "'s")) or (said.endswith(".") and len(said) > 2):
                yield _name(run, text)
                run = []
        else:
            if plain not in BODIES or (run and _apart(text, run, word)):
                yield _name(run, text)
            run = [word] if is_name and plain not in NAME_PARTS else []
    yield _name(run, text)


def _is_name_word(said: str, plain: str, begun: bool) -> bool:
    if plain in NAME_PARTS:
        return begun or said[:1].isupper()
    return plain not in FIELD and plain not in BODIES and bool(_CAPITAL.match(said))


def _is_of_the_field(plain: str, after: str) -> bool:
    if plain not in ALSO_NAMES:
        return False
    following = after.lower()
    if after[:1].isdigit() or following in ("of", "person", "people", "adult"):
        return True
    return after[:1].isupper() and (following in FIELD or following in BODIES)


def _same_case(run: list[re.Match[str]], said: str) -> bool:
    """A word all in capitals after a name that is not, or the other way round, is no part of it."""
    if not run or len(said) < 4 or len(run[-1].group()) < 4:
        return True
    return said.isupper() == run[-1].group().isupper()


def _apart(text: str, run: list[re.Match[str]], word: re.Match[str]) -> bool:
    """More than a space lies between: another cell, another column."""
    if not run:
        return False
    between = text[run[-1].end() : word.start()]
    return "\t" in between or "\n\n" in between or len(between) > 3


def _name(run: list[re.Match[str]], text: str) -> Name | None:
    while run and run[-1].group().lower() in NAME_PARTS:
        run = run[:-1]
    full = [
        word for word in run if not _INITIAL.match(word.group()) and word.group().lower() not in NAME_PARTS
    ]
    if not 2 <= len(run) <= _MOST_WORDS or not full or _INITIAL.match(run[-1].group()):
        return None
    if all(len(word.group()) <= 3 and word.group().isupper() for word in full):
        return None  # letters after a name, or an abbreviation
    value = " ".join(text[run[0].start() : run[-1].end()].split())
    for possessive in ("’s", "'s"):
        value = value.removesuffix(possessive)
    value = value.rstrip(".")
    printed = text[run[0].start() : run[-1].end()]
    spaces = len(printed) - len(" ".join(printed.split()))
    return Name(run[0].start(), run[0].start() + len(value) + spaces, value)
