"""The files taken in by the register's own rooms give the truth back, value for value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from waymark.demo.make import DemonstrationFiles
from waymark.demo.rows import Row
from waymark.instruments.pack import Pack
from waymark.register.cases import Statement
from waymark.register.cleaning.cell import clean_cell
from waymark.register.joining import cases_by_key, join
from waymark.register.receiving.headers import match_headers
from waymark.register.receiving.incident_entries import read_entries
from waymark.register.receiving.workbooks import read_sheets
from waymark.register.road import SettledCase, settle_cases
from waymark.register.values import ReceivedRow, Stated

Statements = list[Statement]


def stated(
    rows: Iterable[ReceivedRow], mapping: Mapping[str, str], pack: Pack, source: str
) -> list[Statements]:
    """What each row states. A cell that cannot be read, or only with doubt, fails the test that asks."""
    read: list[Statements] = []
    for row in rows:
        named = {header: mapping[header] for header in row.cells if mapping.get(header) in pack.variables}
        cells = [
            clean_cell(pack.variables[name], row.cells[header], header) for header, name in named.items()
        ]
        found = [cell for cell in cells if cell is not None]
        assert [cell.problem for cell in found if cell.problem] == []
        read.append([Statement(source, row.number, cell) for cell in found])
    return read


def values(statements: Statements) -> dict[str, object]:
    return {statement.stated.variable: statement.stated.value for statement in statements}


@pytest.fixture(scope="module")
def settled(
    files: DemonstrationFiles, rows: tuple[Row, ...], shipped: Pack
) -> tuple[tuple[SettledCase, ...], Mapping[str, int]]:
    """Every case at the end of the road, and how many rows of each file found their case."""
    sheet = read_sheets(files.workbook)[0]
    mapping = match_headers(sheet.header, shipped, "notification").accepted()
    by_case: dict[str, Statements] = defaultdict(list)
    for number, said in enumerate(stated(sheet.rows, mapping, shipped, "notification")):
        by_case[str(number)] += said
    again = [str(number) for number, row in enumerate(rows) if row.again]
    keys = cases_by_key({i: values(said) for i, said in by_case.items()}, shipped, again)  # type: ignore[misc]
    found = Counter[str]()

    def add(source: str, received: Iterable[ReceivedRow], mapping: Mapping[str, str]) -> Iterable[str]:
        for said in stated(received, mapping, shipped, source):
            joined = join(values(said), keys, shipped)  # type: ignore[arg-type]
            assert joined.case_id is not None, joined.says
            by_case[joined.case_id] += said
            found[source] += 1
            yield joined.case_id

    for path in sorted(files.documents.iterdir()):
        entries = read_entries(path, shipped)
        named: dict[str, str] = {}
        for entry in entries:  # two entries may name one variable differently
            named |= match_headers(tuple(entry.cells), shipped, "incident_entry").certain()
        list(add("incident_entry", entries, named))
    answers = read_sheets(files.answers)[0]
    beside = {"reader": ("Reader",), shipped.about.case_number: ("Case number",)}
    answered = match_headers(answers.header, shipped, "front_sheet", also=beside).accepted()
    for case_id in add("front_sheet", answers.rows, answered):
        by_case[case_id].append(Statement("reading", 0, Stated("report_available", "yes", "")))
    return settle_cases(by_case, shipped, date(2016, 6, 1)), found


def test_every_entry_and_every_answer_finds_its_case(
    settled: tuple[tuple[SettledCase, ...], Mapping[str, int]],
) -> None:
    assert settled[1] == {"incident_entry": 802, "front_sheet": 178}


def test_what_stands_of_every_case_is_the_truth(
    settled: tuple[tuple[SettledCase, ...], Mapping[str, int]], rows: tuple[Row, ...], shipped: Pack
) -> None:
    ours = {shipped.about.report}  # a report that is not there states nothing
    stated_ones = [
        v.key for v in shipped.variables.values() if v.derive is None and v.key != "selection_rule"
    ]
    wrong = [
        (row.truth["case_number"], name, case.values.get(name), row.truth.get(name))
        for case, row in zip(settled[0], rows, strict=True)
        for name in stated_ones
        if case.values.get(name) != row.truth.get(name) and not (name in ours and row.truth.get(name) == "no")
    ]
    assert wrong == []


def test_only_the_doubts_that_were_put_in_are_found(
    settled: tuple[tuple[SettledCase, ...], Mapping[str, int]],
) -> None:
    included = Counter(
        finding.check
        for case in settled[0]
        if case.decision.standing == "included"
        for finding in case.findings
    )
    everywhere = Counter(finding.check for case in settled[0] for finding in case.findings)
    assert included.keys() <= {"plan_category_without_plan", "sources_disagree", "same_incident"}
    assert included["plan_category_without_plan"] == 4
    assert everywhere["sources_disagree"] == 9
    assert everywhere["harm_as_death"] == 4
    assert everywhere["death_as_harm"] == 2
    assert everywhere["incident_date_missing"] == 2


def test_what_the_sheet_leaves_out_the_documents_fill(
    settled: tuple[tuple[SettledCase, ...], Mapping[str, int]],
) -> None:
    filled = Counter(
        name
        for case in settled[0]
        if case.decision.standing == "included"
        for name, standing in case.standing.items()
        if standing.original is not None and standing.original.source == "incident_entry"
    )
    assert {"ethnicity", "siblings", "date_of_birth", "incident_details"} <= filled.keys()
