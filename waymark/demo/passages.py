"""Where a synthetic report states what a reader answers: the sentences that may be pinned to a question.

In: `passages.toml` of a demonstration, the text of a report with its paragraphs, and what the report says of itself.
Out: for a variable and a value the sentences that state it, in the order of the report; none where the report states
it nowhere. Pure.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from waymark.demo.margins import demonstration_data
from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack

_MOST = 3  # sentences for one answer; a reader stops looking long before
_LONGEST_SENTENCE = 600


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that are only ever said where the variable has one of the codes. `plain`: they leave nothing to judge."""

    variable: str
    codes: tuple[str, ...]
    words: tuple[str, ...]
    plain: bool = False


class PassagesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`stated`: by variable the field of a report's own description that states it."""

    stated: Mapping[str, str]
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Candidate:
    """A paragraph or sentence that may be quoted or pinned: code points of the stored text."""

    start: int
    end: int
    page: int
    text: str


@dataclass(frozen=True)
class FieldFound:
    """What the report says of itself, as the library read it, and where."""

    field: str
    value: str
    start: int


@dataclass(frozen=True)
class ReportRead:
    """`paragraphs`: those of running text, in the order of the text, each without its number."""

    text: str
    paragraphs: tuple[Candidate, ...]
    fields: tuple[FieldFound, ...]


@dataclass(frozen=True)
class Passages:
    file: PassagesFile

    @classmethod
    def of(cls, pack: Pack) -> Passages:
        return cls(demonstration_data(pack, "passages.toml", PassagesFile))

    def stating(self, report: ReportRead, variable: str, value: Value) -> tuple[Candidate, ...]:
        """The sentences of the report that state this value of the variable."""
        starts = [paragraph.start for paragraph in report.paragraphs]
        found: dict[int, Candidate] = {}
        for at in sorted(self._places(report, variable, value)):
            number = bisect_right(starts, at) - 1
            sentence = _sentence(report.paragraphs[number], at) if number >= 0 else None
            if sentence is not None:
                found[sentence.start] = sentence
            if len(found) == _MOST:
                break
        return tuple(found.values())

    def leaves_nothing_to_judge(self, variable: str, value: Value) -> bool:
        return any(
            told.plain and told.variable == variable and value in told.codes for told in self.file.told
        )

    def _places(self, report: ReportRead, variable: str, value: Value) -> Iterator[int]:
        name = self.file.stated.get(variable)
        for field in report.fields:
            if field.field == name and _says(field.value, value):
                yield field.start
        for told in self.file.told:
            if told.variable == variable and value in told.codes:
                for words in told.words:
                    yield from _every(report.text, words)


def other_than(first: Sequence[Candidate], all_of_them: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The sentences that the other reader did not take; the same where there is no other."""
    taken = {candidate.start for candidate in first}
    return tuple(one for one in all_of_them if one.start not in taken) or tuple(all_of_them)


def _says(stated: str, value: Value) -> bool:
    """Whether a report that states this means the value: the very same, a number within “24-35”, an area's board."""
    if isinstance(value, date):
        return stated == value.isoformat()
    if isinstance(value, int):
        low, _, high = stated.partition("-")
        return low.isdigit() and int(low) <= value <= int(high or low)
    return isinstance(value, str) and (stated == value or f"{value} " in stated)


def _every(text: str, words: str) -> Iterator[int]:
    at, seen = text.find(words), 0
    while at >= 0 and seen < _MOST:
        yield at
        at, seen = text.find(words, at + 1), seen + 1


def _sentence(paragraph: Candidate, at: int) -> Candidate | None:
    """The whole sentence of the paragraph around a place; None where it goes on over the page."""
    if at >= paragraph.end:
        return None
    text, place = paragraph.text, at - paragraph.start
    begins = text.rfind(". ", 0, place)
    start = begins + 2 if begins >= 0 else 0
    ends = text.find(". ", place)
    end = ends + 1 if ends >= 0 else len(text.rstrip())
    said = text[start:end]
    if not said[:1].isupper() or not said.endswith(".") or len(said) > _LONGEST_SENTENCE:
        return None
    return Candidate(paragraph.start + start, paragraph.start + end, paragraph.page, said)
