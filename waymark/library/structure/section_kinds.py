"""Which kind of section a heading opens, by the words that the pack knows for it.

Where a heading names two kinds (“Findings and recommendations”) the one named first is taken, the longer
words before the shorter. What opens as an appendix is one, whatever it holds.
"""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from waymark.instruments.reports import SectionKind, SectionPart
from waymark.library.structure.report import either

OTHER = "other"
_NUMBER = re.compile(
    r"\s*(?:(?:section|part|chapter)\s+)?"
    r"(?P<number>\d{1,2}(?:[.\-]\d{1,2})*|[ivxIVX]{1,5}(?=[.)\s:–—-])|[A-Z](?=[.):])|(?:one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve)(?=\s?[:.–—-]))"
    r"(?:\s*[.):]+(?=\s|[A-Z]|$)|\s*[–—-](?=\s)|(?=\s)|$)\s*[–—:\-]?\s*",
    re.IGNORECASE,
)
_ATTACHED = re.compile(r"\W*(?:appendi|annex|schedule\s+[a-z0-9]{1,2}\b|attachment)", re.IGNORECASE)
_LETTERED = re.compile(r"(?:appendix|annexe?|schedule|attachment)\s+\S{1,4}", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"[^a-z]+")
_SAYS_ONLY_HOW = frozenset({"summary", "overview"})
"""“Summary of recommendations” recommends."""
_SMALL_WORDS = re.compile(r"\b(?:and|or|of|the|for|to|from|in|a|an|this|our)\b")
_FEW_LETTERS = 2
_NOT_WORDS = re.compile(r"[^a-z0-9’']+")


class Named(msgspec.Struct, frozen=True, gc=False):
    """`kind`: key of a section_kind or “other”. `exact`: the heading says nothing else."""

    kind: str
    part: SectionPart = "body"
    exact: bool = False


class HeadingWords:
    """The words of all kinds of section, as one pattern."""

    def __init__(self, kinds: tuple[SectionKind, ...]) -> None:
        self._by_word = {_plain(word).strip(): kind for kind in reversed(kinds) for word in kind.headings}
        self._pattern = re.compile(rf"(?<=\s){either(self._by_word)}(?=\s)")
        # “THEFACTS”: a machine that reads a page loses spaces.
        self._by_letters = {_NOT_LETTERS.sub("", word): kind for word, kind in self._by_word.items()}
        self._attached = next(
            (kind for kind in kinds if any(_ATTACHED.match(word) for word in kind.headings)), None
        )
        self._known: dict[str, Named] = {}

    def named(self, title: str) -> Named:
        """The kind of a heading, its number already taken off."""
        known = self._known.get(title)
        if known is None:
            known = self._known[title] = self._name(title)
        return known

    def _name(self, title: str) -> Named:
        if self._attached and is_attached(title):
            return Named(self._attached.key, self._attached.part, exact=True)
        plain = _plain(title)
        found = [match.group() for match in self._pattern.finditer(plain)]
        if not found:
            run_together = self._by_letters.get(_NOT_LETTERS.sub("", plain))
            return Named(run_together.key, run_together.part, exact=True) if run_together else Named(OTHER)
        word = found[0]
        if len(found) > 1 and word in _SAYS_ONLY_HOW:
            word = found[1]
        kind = self._by_word[" ".join(word.split())]
        besides = _SMALL_WORDS.sub(" ", self._pattern.sub(" ", plain))
        return Named(kind.key, kind.part, exact=len("".join(besides.split())) <= _FEW_LETTERS)


@lru_cache(maxsize=8)
def heading_words(kinds: tuple[SectionKind, ...]) -> HeadingWords:
    return HeadingWords(kinds)


def is_attached(title: str) -> bool:
    """“Appendix A: Terms of reference”, “Appendices”, “Annex 2”."""
    return bool(_ATTACHED.match(title))


def is_lettered(title: str) -> bool:
    return bool(_LETTERED.match(title))


def without_number(heading: str) -> tuple[str, str]:
    """The number before a heading (“4”, “4.1”, “IV”; “” where there is none) and the heading without it."""
    match = _NUMBER.match(heading)
    if match is None or match.end() >= len(heading):
        return "", heading.strip()
    return match["number"], heading[match.end() :].strip()


def _plain(words: str) -> str:
    return f" {_NOT_WORDS.sub(' ', words.lower().replace('’', chr(39))).strip()} "
