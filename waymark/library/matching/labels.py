"""How a child is called: “Child S”, “Baby AB”, “Children A, B and C”, “K.M.”, “Young Person 2”, “Daniel”.

A label is read into tokens, each of one form. Only tokens of one form can differ: initials say nothing against
a label that a board gave, and neither against a pseudonym. A case number agrees where a report prints it and
never differs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from waymark.library.matching.agreement import Finding
from waymark.register.cleaning.wording import match_key, says_nothing, tidy

Form = Literal["letters", "initials", "name", "number", "family", "reference", "initial"]

_ROLES = (
    r"child(?:ren)?|bab(?:y|ies)|infants?|toddlers?|young\s+(?:person|people|man|woman|adult)|yps?|adolescents?|"
    r"teenagers?|girls?|boys?|siblings?|twins?|students?|subjects?|case|cases"
)
_ROLE = re.compile(rf"^(?:the\s+)?(?:{_ROLES})\b[\s:]*", re.IGNORECASE)
_FAMILY = re.compile(r"^(?:the\s+)?famil(?:y|ies)\s+", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:children|babies|infants|young\s+people|yps|siblings|twins|cases)\b", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:,|;|&|\+|\(|\)|\band\b|\baka\b|\balso\s+known\s+as\b)\s*", re.IGNORECASE)
_DOTTED = re.compile(r"(?:[A-Za-z]\.\s*){1,3}[A-Za-z]\.?")
_NUMBER = re.compile(r"(?:no\.?\s*|number\s*)?(\d{1,3})", re.IGNORECASE)
_LEAST_OF_A_REFERENCE = 4
_NAME = re.compile(r"[^\W\d_]{3,}(?:[ '’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Token:
    form: Form
    text: str


@dataclass(frozen=True)
class Label:
    """`written` as printed; `several`: it speaks of more than one child."""

    written: str
    tokens: frozenset[Token]
    several: bool = False

    @cached_property
    def forms(self) -> frozenset[Form]:
        return frozenset(token.form for token in self.tokens)


NO_LABEL = Label("", frozenset())


def read_label(written: Iterable[str]) -> Label:
    """What the texts call the child or children, together."""
    texts = tuple(dict.fromkeys(tidy(text) for text in written if not says_nothing(text)))
    tokens = frozenset(token for text in texts for token in _tokens(text))
    of_a_form = Counter(token.form for token in tokens)
    several = any(_SEVERAL.search(text) for text in texts) or any(n > 1 for n in of_a_form.values())
    return Label(", ".join(texts), tokens, several)


def references(number: str) -> tuple[Token, ...]:
    """None for a number so short that it may be any numbering."""
    key = match_key(number)
    return (Token("reference", key),) if len(key) >= _LEAST_OF_A_REFERENCE else ()


def _tokens(text: str) -> Iterable[Token]:
    if any(character.isdigit() for character in text):
        yield from references(text)
    text = text.strip("“”\"' ")
    in_role = False
    for written in (part for part in _BETWEEN.split(text) if part):
        part = written.strip("“”\"' ")
        family = _FAMILY.match(part)
        if family:
            yield Token("family", match_key(part[family.end() :]))
            continue
        role = _ROLE.match(part)
        in_role = in_role or role is not None
        token = _token(part[role.end() :] if role else part, in_role)
        if token is not None:
            yield token


def _token(part: str, in_role: bool) -> Token | None:
    part = part.strip("“”\"' ")
    plain = re.sub(r"[.\s]", "", part)
    number = _NUMBER.fullmatch(part)
    if number:
        return Token("number", str(int(number[1]))) if in_role else None
    if _DOTTED.fullmatch(part) and len(plain) > 1:
        return Token("initials", plain.upper())
    if re.fullmatch(r"[A-Za-z]{1,2}\d{0,2}", plain) and (in_role or len(plain) == 1):
        return Token("letters", plain.upper())
    if re.fullmatch(r"[A-Z]{2,3}|[a-z]{2}", plain):
        return Token("initials", plain.upper())
    if _NAME.fullmatch(part) and part[0].isupper():
        return Token("name", match_key(part.split()[0]))
    return None


def compare_labels(of_report: Label, of_case: Label) -> Finding[Token]:
    if not of_report.tokens or not of_case.tokens:
        return Finding("absent")
    shared = of_report.tokens & of_case.tokens
    if shared:
        best = min(shared, key=lambda token: (_STRENGTH[token.form], token.text))
        return Finding("agrees", "rough" if best.form == "number" else "firm", on=best)
    across = _letters_that_are_initials(of_report, of_case)
    if across:
        return Finding("agrees", "rough", "initials in one, a label in the other", across)
    comparable = (of_report.forms & of_case.forms) - {"reference"}
    if not comparable:
        fits = _letter_of_initials(of_report, of_case)
        note = "they are of different kinds and cannot be compared"
        if fits:
            note = "a label and initials cannot be compared, but the letter is one of the initials"
        return Finding("absent", note=note, on=fits, usual=_LABELS_FROM_INITIALS if fits else 1.0)
    return Finding("differs", "rough" if comparable <= _OFTEN_CHANGED else "firm")


def may_be_changed(of_report: Label, of_case: Label) -> bool:
    """Whether labels that differ were chosen by somebody, and may have been chosen anew; initials are the child's."""
    return (of_report.forms & of_case.forms) - {"reference"} <= _OFTEN_CHANGED | {"letters"}


_LABELS_FROM_INITIALS = 0.5
_OFTEN_CHANGED: frozenset[Form] = frozenset(("number", "family", "name"))
"""Numbers are given anew in each paper, and a pseudonym may be another than the one first chosen."""
_STRENGTH: dict[Form, int] = {
    "reference": 0,
    "initials": 1,
    "name": 2,
    "letters": 3,
    "family": 4,
    "number": 5,
}


def _letter_of_initials(one: Label, other: Label) -> Token | None:
    """“Child K” fits “K.M.”, as about one in ten would."""
    for first, second in ((one, other), (other, one)):
        for letters in sorted(token.text for token in first.tokens if token.form == "letters"):
            if any(token.form == "initials" and letters in token.text for token in second.tokens):
                return Token("initial", letters)
    return None


def _letters_that_are_initials(one: Label, other: Label) -> Token | None:
    """“Child KM” and “K.M.” are the same; one letter alone proves nothing."""
    for first, second in ((one, other), (other, one)):
        initials = {token.text for token in first.tokens if token.form == "initials"}
        letters = {token.text for token in second.tokens if token.form == "letters" and len(token.text) > 1}
        if initials & letters:
            return Token("letters", min(initials & letters))
    return None
