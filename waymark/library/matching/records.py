"""A report and a case as they are matched: what each says for the six keys, read once.

In: the values of a case by variable with its pack, whose match keys name the variables; or what a report was
described as. Out: records. A value that cannot be read is as good as absent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.instruments.reports import MatchKeyName
from waymark.instruments.variables import Variable
from waymark.library.described import Described
from waymark.library.matching.ages import AgeRange, completed_months, read_age
from waymark.library.matching.details import (
    NO_CASE_DETAILS,
    NO_REPORT_DETAILS,
    CaseDetails,
    ReportDetails,
    case_details,
    report_details,
)
from waymark.library.matching.labels import NO_LABEL, Label, Token, read_label, references
from waymark.library.matching.names import PersonName, read_people
from waymark.library.matching.partial_dates import PartialDate, read_partial_date

T = TypeVar("T")


@dataclass(frozen=True)
class CaseRecord:
    """`label` holds the case number among its tokens. `age_months` is completed months at the incident."""

    case_id: str
    boards: tuple[str, ...] = ()
    label: Label = NO_LABEL
    incident: date | None = None
    age_months: int | None = None
    born: date | None = None
    people: tuple[PersonName, ...] = ()
    details: CaseDetails = NO_CASE_DETAILS


@dataclass(frozen=True)
class ReportRecord:
    """`finished`: the earliest date of the report itself or of its publication; no incident lies after it."""

    ref: str
    boards: tuple[str, ...] = ()
    label: Label = NO_LABEL
    incident: PartialDate | None = None
    finished: PartialDate | None = None
    ages: tuple[AgeRange, ...] = ()
    births: tuple[PartialDate, ...] = ()
    people: tuple[PersonName, ...] = ()
    details: ReportDetails = NO_REPORT_DETAILS

    @property
    def several_children(self) -> bool:
        return self.label.several


def case_record(case_id: str, values: Mapping[str, Value], pack: Pack) -> CaseRecord:
    """Which variables make which key is read from the pack; what a variable is, from its type."""
    incident = _first(values, _named(pack, "incident_date"), date)
    age_variables = _named(pack, "age")
    born = _first(values, age_variables, date)
    months = _first(values, age_variables, int)
    if months is None and born is not None and incident is not None:
        months = completed_months(born, incident)
    return CaseRecord(
        case_id=case_id,
        boards=_texts(values, _named(pack, "board")),
        label=_case_label(values, pack),
        incident=incident,
        age_months=months if months is not None and months >= 0 else None,
        born=born,
        people=tuple(p for text in _texts(values, _named(pack, "author")) for p in read_people(text)),
        details=case_details(values, _named(pack, "details")),
    )


def report_record(ref: str, described: Described, opening_words: str) -> ReportRecord:
    """`opening_words`: the text of the first pages, in which categories and narrative are looked for."""
    written = (*described.values("report_date"), *described.values("publication_date"))
    finished = [day for day in map(read_partial_date, written) if day is not None]
    ages = (read_age(age) for age in described.values("age"))
    births = (read_partial_date(birth) for birth in described.values("birth_date"))
    return ReportRecord(
        ref=ref,
        boards=described.values("board"),
        label=read_label(described.values("child")),
        incident=read_partial_date(described.value("incident_date") or ""),
        finished=min(finished, key=lambda day: day.last, default=None),
        ages=tuple(age for age in ages if age is not None),
        births=tuple(birth for birth in births if birth is not None),
        people=tuple(person for text in described.values("author") for person in read_people(text)),
        details=report_details(
            described.value("outcome") or "", described.values("gender"), opening_words
        ),
    )  # fmt: skip


def _named(pack: Pack, key: MatchKeyName) -> tuple[Variable, ...]:
    names = (name for match_key in pack.match_keys if match_key.key == key for name in match_key.variables)
    return tuple(pack.variables[name] for name in names)


def _first(values: Mapping[str, Value], variables: tuple[Variable, ...], kind: type[T]) -> T | None:
    stated = (values.get(variable.key) for variable in variables)
    return next((value for value in stated if isinstance(value, kind)), None)


def _texts(values: Mapping[str, Value], variables: tuple[Variable, ...]) -> tuple[str, ...]:
    stated = (values.get(variable.key) for variable in variables)
    several = (value if isinstance(value, tuple) else (value,) for value in stated if value)
    return tuple(str(text) for values_of_one in several for text in values_of_one)


def _case_label(values: Mapping[str, Value], pack: Pack) -> Label:
    """The case number is a token that can agree, but is not how the child is called."""
    variables = _named(pack, "label")
    called = read_label(_texts(values, tuple(v for v in variables if v.key != pack.about.case_number)))
    numbers: set[Token] = set()
    if any(variable.key == pack.about.case_number for variable in variables):
        written = _texts(values, (pack.variables[pack.about.case_number],))
        numbers = {token for number in written for token in references(number)}
    return Label(called.written, called.tokens | numbers, called.several)
