"""Which pairs of report and case are worth looking at, and in which order: proposed by Splink on DuckDB.

In: records. Out: candidates with a match weight (in powers of two). Blocking keeps every pair that could agree
in three keys and be believed: those that share a board, or a day, or two of label, month and author. The chances
behind the weights are fixed below, not trained, so that the same records always give the same weights. Nothing is
written to disk and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from waymark.library.matching.boards import BoardReader
from waymark.library.matching.records import CaseRecord, ReportRecord

if TYPE_CHECKING:
    from splink import Linker


@dataclass(frozen=True, slots=True)
class Candidate:
    report: str
    case_id: str
    weight: float


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a comparison: how often a true pair has it (m), and how often any two records do (u)."""

    condition: str
    m: float
    u: float


@dataclass(frozen=True, slots=True)
class Compared:
    """`empty`: when there is nothing to compare; then the weight is untouched."""

    name: str
    empty: str
    levels: tuple[Level, ...]


_EITHER_EMPTY = "{0}_l IS NULL OR {0}_r IS NULL"
COMPARED = (
    Compared("boards", _EITHER_EMPTY.format("boards"), (
        Level("list_has_any(boards_l, boards_r)", 0.97, 0.01), Level("ELSE", 0.03, 0.99))),
    Compared("labels", _EITHER_EMPTY.format("labels"), (
        Level("list_has_any(labels_l, labels_r)", 0.80, 0.04), Level("ELSE", 0.20, 0.96))),
    Compared("incident", _EITHER_EMPTY.format("incident_first"), (
        Level("incident_first_l = incident_first_r AND incident_last_l = incident_last_r", 0.55, 0.001),
        Level("incident_first_l <= incident_last_r + 7 AND incident_first_r <= incident_last_l + 7", 0.42, 0.035),
        Level("ELSE", 0.03, 0.964))),
    Compared("age", _EITHER_EMPTY.format("age_first"), (
        Level("age_first_l = age_first_r AND age_last_l = age_last_r", 0.40, 0.03),
        Level("age_first_l <= age_last_r + 1 AND age_first_r <= age_last_l + 1", 0.57, 0.17),
        Level("ELSE", 0.03, 0.80))),
    Compared("people", _EITHER_EMPTY.format("people"), (
        Level("list_has_any(people_l, people_r)", 0.90, 0.03), Level("ELSE", 0.10, 0.97))),
    Compared("outcome", _EITHER_EMPTY.format("outcome"), (
        Level("outcome_l = outcome_r", 0.99, 0.55), Level("ELSE", 0.01, 0.45))),
    Compared("genders", _EITHER_EMPTY.format("genders"), (
        Level("list_has_any(genders_l, genders_r)", 0.93, 0.50), Level("ELSE", 0.07, 0.50))),
)  # fmt: skip
_COLUMNS = (
    ("unique_id", "string"), ("blocks", "list"), ("boards", "list"), ("labels", "list"), ("people", "list"),
    ("genders", "list"), ("outcome", "string"), ("incident_first", "int"), ("incident_last", "int"),
    ("age_first", "int"), ("age_last", "int"),
)  # fmt: skip


def propose(
    reports: Sequence[ReportRecord],
    cases: Sequence[CaseRecord],
    boards: BoardReader,
    always: Collection[tuple[str, str]] = (),
) -> list[Candidate]:
    """The heaviest first. `always`: pairs (report, case) that are wanted whatever they share."""
    if not reports or not cases:
        return []
    wanted = set(always)
    of_reports = [_report_row(report, boards, wanted) for report in reports]
    of_cases = [_case_row(case, boards, wanted) for case in cases]
    predicted: Any = linker(of_reports, of_cases).inference.predict(warning_mode="never")
    table = predicted.as_pyarrow_table()
    columns = ("source_dataset_l", "unique_id_l", "unique_id_r", "match_weight")
    found = []
    for source, left, right, weight in zip(*(table[name].to_pylist() for name in columns), strict=True):
        ref, case_id = (left, right) if source == "reports" else (right, left)
        found.append(Candidate(ref, case_id, round(weight, 2)))
    return sorted(found, key=lambda candidate: (-candidate.weight, candidate.report, candidate.case_id))


def linker(of_reports: Sequence[tuple[Any, ...]], of_cases: Sequence[tuple[Any, ...]]) -> Linker:
    """Splink is imported here because it is heavy, and most of what is done with reports needs no matching."""
    import duckdb
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    in_memory = duckdb.connect(
        ":memory:", config={"temp_directory": "", "autoinstall_known_extensions": False}
    )
    database = DuckDBAPI(in_memory)
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[_as_splink(compared) for compared in COMPARED],
        blocking_rules_to_generate_predictions=[block_on("blocks", arrays_to_explode=["blocks"])],
        retain_matching_columns=False,
        linker_uid="waymark",
    )
    tables = (("cases", of_cases), ("reports", of_reports))
    registered = [database.register(_as_arrow(rows), dataset_display_name=name) for name, rows in tables]
    return Linker(registered, settings, log_level=None, validate_settings=False)


def _as_splink(compared: Compared) -> dict[str, Any]:
    empty = {"sql_condition": compared.empty, "label_for_charts": "empty", "is_null_level": True}
    others = (
        {
            "sql_condition": level.condition,
            "label_for_charts": level.condition,
            "m_probability": level.m,
            "u_probability": level.u,
        }
        for level in compared.levels
    )
    return {"output_column_name": compared.name, "comparison_levels": [empty, *others]}


def _as_arrow(rows: Sequence[tuple[Any, ...]]) -> Any:
    import pyarrow as pa

    types = {"string": pa.string(), "list": pa.list_(pa.string()), "int": pa.int32()}
    columns = zip(*rows, strict=True)
    return pa.table(
        {
            name: pa.array(list(column), types[kind])
            for (name, kind), column in zip(_COLUMNS, columns, strict=True)
        }
    )


def _report_row(report: ReportRecord, boards: BoardReader, wanted: set[tuple[str, str]]) -> tuple[Any, ...]:
    areas = boards.areas(report.boards)
    incident = report.incident
    first, last = (incident.first, incident.last) if incident else (None, None)
    months = {f"{first:%Y-%m}"} if first and incident and incident.month else set()
    shared = _Shared(areas, {t.text for t in report.label.tokens}, months, {p.key for p in report.people})
    exact = {first} if first and first == last else set()
    blocks = {
        *shared.blocks(exact),
        *(f"pair {ref} {case_id}" for ref, case_id in wanted if ref == report.ref),
    }
    if not areas:
        blocks |= shared.without_board()
    ages = [(age.first, age.last) for age in report.ages]
    age = (min(a for a, _ in ages), max(b for _, b in ages)) if ages else (None, None)
    said = _texts(report.details.genders), report.details.outcome or None
    return (report.ref, sorted(blocks), *shared.columns(), *said, _number(first), _number(last), *age)


def _case_row(case: CaseRecord, boards: BoardReader, wanted: set[tuple[str, str]]) -> tuple[Any, ...]:
    day = case.incident
    months = {f"{day:%Y-%m}"} if day else set()
    areas = boards.areas(case.boards)
    shared = _Shared(areas, {t.text for t in case.label.tokens}, months, {p.key for p in case.people})
    pairs = (f"pair {ref} {case_id}" for ref, case_id in wanted if case_id == case.case_id)
    blocks = {*shared.blocks({day} if day else set()), *shared.without_board(), *pairs}
    gender = [case.details.gender] if case.details.gender else None
    said = gender, case.details.outcome or None
    number, age = _number(day), case.age_months
    return (case.case_id, sorted(blocks), *shared.columns(), *said, number, number, age, age)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What a report and a case may share."""

    areas: frozenset[str]
    labels: set[str]
    months: set[str]
    people: set[str]

    def columns(self) -> tuple[list[str] | None, ...]:
        return _texts(self.areas), _texts(self.labels), _texts(self.people)

    def blocks(self, days: set[date]) -> Iterator[str]:
        yield from (f"board {area}" for area in self.areas)
        yield from (f"day {day}" for day in days)
        yield from (f"label {label} in {month}" for label, month in product(self.labels, self.months))
        yield from (f"label {label} by {person}" for label, person in product(self.labels, self.people))
        yield from (f"in {month} by {person}" for month, person in product(self.months, self.people))

    def without_board(self) -> set[str]:
        """A report that names no board is looked for by its month and its label alone."""
        return {
            *(f"some board in {month}" for month in self.months),
            *(f"some {label}" for label in self.labels),
        }


def _texts(found: Collection[str]) -> list[str] | None:
    return sorted(found) or None


def _number(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
