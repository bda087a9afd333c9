"""A pack: the variables, rules, instruments, populations, tables and figures of one kind of study.

A pack that contradicts itself cannot be built: `Pack.__post_init__` follows every name to what it names
and reports all that is wrong at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

import msgspec

from waymark.instruments.conditions import Condition
from waymark.instruments.figures import FigureSpec
from waymark.instruments.forms import Instrument
from waymark.instruments.reports import MatchKey, ReportState, ReviewKind, ReviewModel, SectionKind
from waymark.instruments.rules import Check, Correction, Population, SelectionRule
from waymark.instruments.tables import Comparison, CountTable, GridTable, TableSpec
from waymark.instruments.variables import Variable


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the pack is, and which of its variables play a part that the house knows.

    `case_number`, `incident_date`, `notified_on` and `area` identify a case; `standing` (included, excluded,
    alongside) and `same_incident` (index, sibling, duplicate) are set by the register; `report` (yes, no) by the
    reading of reports; running text of an incident entry is the `narrative`. `precedence` lists the sources,
    strongest first. `final` are those whose word ends it even where it is “not stated”; `agreed` and
    `adjudicated` are the sources of what several readers came to. `answer_codes`: the code of the category that
    stands for an answer without a value (``not stated``, ``unclear``, ``not applicable``), in variables that
    have it. `from` and `to` bound the window. `keys_that_match` is how many keys have to agree before a report
    is taken for a case's.
    """

    name: str
    title: str
    version: str
    description: str
    source: str
    case_number: str
    incident_date: str = ""
    notified_on: str = ""
    area: str = ""
    standing: str = ""
    same_incident: str = ""
    report: str = ""
    narrative: str = ""
    from_: date | None = msgspec.field(default=None, name="from")
    to: date | None = None
    years: int = 1
    keys_that_match: int = 3
    precedence: tuple[str, ...] = ("notification",)
    final: tuple[str, ...] = ()
    agreed: str = ""
    adjudicated: str = ""
    answer_codes: dict[str, str] = {}


class Period(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An earlier period with published aggregates."""

    key: str
    label: str
    years: int


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The title of a chapter or section of a publication, by the number that leads the seed of what is in it."""

    section: str
    title: str


class Aggregate(msgspec.Struct, frozen=True, kw_only=True):
    """One printed value of a table: a count, and the percentage or rate beside it as printed."""

    table: str
    row: str
    column: str
    count: int | None
    percent: str = ""
    value: str = ""


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """A cell that the source printed differently from what its own counts give."""

    table: str
    row: str
    column: str
    printed: str
    note: str


class Denominator(msgspec.Struct, frozen=True, kw_only=True):
    list: str
    key: str
    value: int
    source: str


class Pack(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    about: About
    variables: Mapping[str, Variable]
    populations: Mapping[str, Population]
    periods: tuple[Period, ...] = ()
    chapters: tuple[Heading, ...] = ()
    selection: tuple[SelectionRule, ...] = ()
    checks: tuple[Check, ...] = ()
    corrections: tuple[Correction, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    figures: tuple[FigureSpec, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    aggregates: tuple[Aggregate, ...] = ()
    slips: tuple[Slip, ...] = ()
    denominators: tuple[Denominator, ...] = ()
    review_kinds: tuple[ReviewKind, ...] = ()
    review_models: tuple[ReviewModel, ...] = ()
    section_kinds: tuple[SectionKind, ...] = ()
    report_states: tuple[ReportState, ...] = ()
    match_keys: tuple[MatchKey, ...] = ()
    digest: str = ""

    # -- looking up -------------------------------------------------------------------------------

    def table(self, number: str) -> TableSpec:
        return next(table for table in self.tables if table.number == number)

    def figure(self, number: str) -> FigureSpec:
        return next(figure for figure in self.figures if figure.number == number)

    def instrument(self, key: str) -> Instrument:
        return next(instrument for instrument in self.instruments if instrument.key == key)

    def missing_codes(self, variable: str) -> frozenset[str]:
        return self.variables[variable].missing_codes

    def stated_by(self, source: str) -> tuple[Variable, ...]:
        """The variables that a source (``notification``, an instrument's key) can state, in the pack's order."""
        return tuple(variable for variable in self.variables.values() if source in variable.sources)

    def denominator(self, name: str, key: str) -> Denominator | None:
        return next((d for d in self.denominators if d.list == name and d.key == key), None)

    def resolved(self, conditions: tuple[Condition, ...], population: str = "") -> tuple[Condition, ...]:
        """The conditions with every named population replaced by what it stands for, each once."""
        found: dict[Condition, None] = {}
        if population:
            named = self.populations[population]
            for condition in self.resolved(named.where, named.within):
                found[condition] = None
        for condition in conditions:
            inner = self.resolved((), condition.population) if condition.population else (condition,)
            for part in inner:
                found[part] = None
        return tuple(found)

    def derived_order(self) -> tuple[Variable, ...]:
        """Derived variables, each after those it rests on."""
        return self._derived

    @cached_property
    def _derived(self) -> tuple[Variable, ...]:
        placed: dict[str, Variable] = {}

        def place(key: str) -> None:
            variable = self.variables[key]
            if variable.derive is None or key in placed:
                return
            for needed in variable.derive.variables:
                place(needed)
            placed[key] = variable

        for key in self.variables:
            place(key)
        return tuple(placed.values())

    def conditions(self) -> Iterator[tuple[str, Condition]]:
        """Every condition of the pack with the place it stands in."""
        for population in self.populations.values():
            for c in population.where:
                yield f"population.{population.key}", c
        for rule in self.selection:
            for c in rule.where:
                yield f"selection “{rule.name}”", c
        for check in self.checks:
            for c in (*check.when, *check.must):
                yield f"check “{check.name}”", c
        for correction in self.corrections:
            for c in correction.when:
                yield f"correction “{correction.name}”", c
        for variable in self.variables.values():
            if variable.derive:
                for c in (*variable.derive.any_of, *variable.derive.count_of):
                    yield f"variable.{variable.key}", c
        for instrument in self.instruments:
            for item in instrument.items:
                for c in item.applies:
                    yield f"instrument.{instrument.key} “{item.variable}”", c
            for kind in instrument.kind:
                for c in kind.where:
                    yield f"instrument.{instrument.key} kind “{kind.label}”", c
        for table in self.tables:
            for c in _table_conditions(table):
                yield f"table {table.number}", c
        for figure in self.figures:
            for c in (*figure.of, *(c for s in figure.sets for c in s.where)):
                yield f"figure {figure.number}", c


def _table_conditions(table: TableSpec) -> Iterator[Condition]:
    if isinstance(table, CountTable):
        for row in table.rows:
            yield from row.where
        for column in table.columns:
            yield from (*column.where, *column.of, *column.over)
    elif isinstance(table, GridTable):
        for column in table.columns:
            yield from column.where
        yield from table.group_where
    else:
        yield from (*table.of, *table.over)
