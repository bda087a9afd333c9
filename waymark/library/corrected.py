"""What stands of a report: what the machine found, with a person's corrections in its place.

In: a `Described`, and corrections in the order in which they were made. Out: fields, each with who says so. A
corrected value has the same form as a found one, so a correction is checked before it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.library.described import FIELDS, Described, FieldForm, Section, Stated
from waymark.library.stored_text import Passage, StoredText

SECTION = "section"
_SECTION_FORM = "kind, pages and heading: “findings 20-31 Learning points”; all sections are given together"
FORMS: Mapping[str, FieldForm] = MappingProxyType(
    {str(form.field): form for form in (*FIELDS, FieldForm(SECTION, "Section", _SECTION_FORM, many=True))}
)

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
_MONTHS = re.compile(r"\d{1,3}(?:-\d{1,3})?")
_SECTION = re.compile(r"(\S+)\s+(\d+)(?:-(\d+))?\s*(.*)")
_WHOLE_NUMBERS = ("contents_page", "pages", "pages_without_appendices", "pages_of_appendices", "redactions")


@dataclass(frozen=True)
class Corrected:
    """One correction: `values` replace what the machine found; none says that the report does not state it."""

    field: str
    values: tuple[str, ...]
    by: str
    passage: Passage | None
    carried: str = "same"


@dataclass(frozen=True)
class StandingField:
    """`by` is empty where the machine says so; else `confidence` is 1. `carried` tells a person where the passage
    of a correction has to be looked at: “altered” or “lost”."""

    field: str
    value: str
    confidence: float
    passage: Passage | None
    by: str = ""
    carried: str = ""


def standing(described: Described, corrections: Iterable[Corrected]) -> tuple[StandingField, ...]:
    """Every field that stands, in the order of `FIELDS`. The last correction of a field is the one that counts."""
    last = {correction.field: correction for correction in corrections}
    found: list[StandingField] = []
    for form in FIELDS:
        if form.field in last:
            said = last[form.field]
            found += [
                StandingField(form.field, value, 1.0, said.passage, said.by, said.carried)
                for value in said.values
            ]
        else:
            found += [_by_machine(stated) for stated in described.stated if stated.field == form.field]
    return tuple(found)


def _by_machine(stated: Stated) -> StandingField:
    return StandingField(stated.field, stated.value, stated.confidence, stated.passage)


def standing_sections(
    described: Described, corrections: Iterable[Corrected], stored: StoredText
) -> tuple[Section, ...]:
    """The sections as corrected, each from its heading on its first page to the one after it."""
    last = [correction for correction in corrections if correction.field == SECTION][-1:]
    if not last:
        return described.sections
    given = [_parsed(value) for value in last[0].values]
    starts = [_start(title, first, stored) for _, first, _, title in given]
    ends = [*starts[1:], len(stored.text)]
    return tuple(
        Section(kind, title, first, final, start, max(start, end), 1.0)
        for (kind, first, final, title), start, end in zip(given, starts, ends, strict=True)
    )


def _parsed(value: str) -> tuple[str, int, int, str]:
    match = _SECTION.fullmatch(value)
    assert match is not None  # checked before it was kept
    kind, first, final, title = match.groups()
    return kind, int(first), int(final or first), title


def _start(title: str, number: int, stored: StoredText) -> int:
    page = stored.pages[number - 1] if number <= len(stored.pages) else stored.pages[-1]
    at = stored.text.find(title, page.start, page.end) if title else -1
    return at if at >= 0 else page.start


# -- checking -------------------------------------------------------------------------------------------


def checked_value(field: str, value: str, pack: Pack, stored: StoredText) -> str:
    """The value in the form of its field. Raises `CallProblem` with what would be right."""
    value = " ".join(value.split())
    keys = _keys(field, pack)
    if keys is not None:
        if value not in keys:
            raise CallProblem(f"“{value}” is no {field} of the pack.", right=did_you_mean(value, keys))
    elif not _has_form(field, value, pack, stored):
        raise CallProblem(
            f"“{value}” cannot be the {field} of this report.", right=f"Write {FORMS[field].form}."
        )
    return value


def _keys(field: str, pack: Pack) -> Sequence[str] | None:
    if field == "review_kind":
        return [kind.key for kind in pack.review_kinds]
    if field == "review_model":
        return [model.key for model in pack.review_models]
    return {"gender": ["female", "male"], "outcome": ["death", "serious_harm"]}.get(field)


def _has_form(field: str, value: str, pack: Pack, stored: StoredText) -> bool:
    if field in ("incident_date", "report_date", "publication_date", "birth_date"):
        return _PARTIAL_DATE.fullmatch(value) is not None
    if field == "age":
        return _MONTHS.fullmatch(value) is not None
    if field in _WHOLE_NUMBERS:
        return value.isdecimal() and (field == "redactions" or int(value) <= len(stored.pages))
    if field == SECTION:
        match = _SECTION.fullmatch(value)
        if not match:
            return False
        kind, first, final, _ = match.groups()
        kinds = {"other", *(section.key for section in pack.section_kinds)}
        return kind in kinds and 1 <= int(first) <= int(final or first) <= len(stored.pages)
    return bool(value)
