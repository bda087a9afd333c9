"""Names of authors: whether two are the same person, as far as what is written tells.

In: names as printed or as registered, with or without titles, in either order, with initials or forenames.
Out: whether any of one side is any of the other. Authors who differ prove little: a review has a chair, a
lead reviewer and an author, and the two sides may name different ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from waymark.library.matching.agreement import Finding
from waymark.register.cleaning.wording import fold, says_nothing, tidy

_NOT_OF_THE_NAME = frozenset(
    fold(
        "dr doctor prof professor mr mrs ms miss mx sir dame lady lord rev reverend hon judge qc kc obe cbe mbe phd "
        "ba bsc ma msc mba cqsw dipsw llb jp retired independent lead reviewer author chair by overview report "
        "writer consultant"
    ).split()
)
_BETWEEN_PEOPLE = re.compile(r"\s*(?:;|/|&|\band\b|\bwith\b)\s*", re.IGNORECASE)
_ALIKE = 90.0


@dataclass(frozen=True, slots=True)
class PersonName:
    """Folded words; `given` may hold initials. `written` as it stood."""

    surname: str
    given: tuple[str, ...]
    written: str

    @property
    def key(self) -> str:
        """The same for most ways of writing one name."""
        return f"{self.surname.split()[-1]} {self.given[0][0] if self.given else ''}"


def read_people(written: str) -> tuple[PersonName, ...]:
    if says_nothing(written):
        return ()
    people = (_read_person(part) for part in _BETWEEN_PEOPLE.split(tidy(written)) if part)
    return tuple(person for person in people if person is not None)


def _read_person(written: str) -> PersonName | None:
    before, comma, after = written.partition(",")
    first, second = _words(before), _words(after)
    if comma and first and second and len(second) <= 2:  # “Brown, Alison”
        return PersonName(" ".join(first), tuple(second), written.strip())
    words = first or second
    if not words:
        return None
    if len(words) > 1 and len(words[-1]) == 1 and len(words[0]) > 1:  # “Brown A”
        return PersonName(words[0], tuple(words[1:]), written.strip())
    surname = words[-1]
    if len(words) > 2 and re.search(rf"{words[-2]}-{words[-1]}\b", _plain(written).casefold()):
        return PersonName(f"{words[-2]} {surname}", tuple(words[:-2]), written.strip())
    return PersonName(surname, tuple(words[:-1]), written.strip())


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _words(text: str) -> list[str]:
    spaced = re.sub(r"[.()\-]", " ", _plain(text))
    return [word for word in fold(spaced).split() if word not in _NOT_OF_THE_NAME and not word.isdigit()]


def compare_people(
    of_report: Iterable[PersonName], of_case: Iterable[PersonName]
) -> Finding[tuple[PersonName, PersonName]]:
    """`on` is the pair that agrees best: (of the report, of the case)."""
    pairs = [(one, other, _likeness(one, other)) for one in of_report for other in of_case]
    if not pairs:
        return Finding("absent")
    one, other, likeness = max(pairs, key=lambda pair: (pair[2], pair[0].written, pair[1].written))
    if likeness == 0:
        return Finding("differs", "rough")
    return Finding("agrees", "firm" if likeness == 2 else "rough", on=(one, other))


def _likeness(one: PersonName, other: PersonName) -> int:
    """2: the same name; 1: may well be the same; 0: another."""
    if one.surname == other.surname:
        return _given_alike(one.given, other.given)
    if sorted((one.surname, *one.given)) == sorted((other.surname, *other.given)):
        return 2  # surname first, without a comma
    given = _given_alike(one.given, other.given)
    parts = one.surname.split(), other.surname.split()
    if max(map(len, parts)) > 1 and set(parts[0]) & set(parts[1]) and given:
        return 1  # one of two surnames
    if given == 2 and fuzz.ratio(one.surname, other.surname) >= _ALIKE and min(map(len, parts)) == 1:
        return 1
    joined = one.surname.replace(" ", ""), other.surname.replace(" ", "")
    return given if joined[0] == joined[1] else 0


def _given_alike(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    if not one or not other:
        return 1
    first, second = one[0], other[0]
    if first == second:
        return 2
    if 1 in (len(first), len(second)):
        return 2 if first[0] == second[0] else 0
    shorter, longer = sorted((first, second), key=len)
    return 1 if len(shorter) >= 3 and longer.startswith(shorter) else 0
