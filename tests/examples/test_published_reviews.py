"""The example of real published reviews: its files agree, and its tables come out as printed."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest

from waymark.analysis.engine import open_engine
from waymark.analysis.results import TableResult
from waymark.analysis.tables import tabulate
from waymark.instruments.deriving import with_derived
from waymark.instruments.loading import load_pack
from waymark.instruments.pack import Pack
from waymark.study.freezes import About, write_freeze

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "published-reviews-2011-14"
ON_RECORD = {"Number", "Board", "Child reference", "Age group", "Outcome", "Year", "Listed under"}
OF_GEOGRAPHY = {"Authority", "Region"}


def reviews() -> list[dict[str, str]]:
    with (EXAMPLE / "reviews.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def boards() -> dict[str, dict[str, str]]:
    with (EXAMPLE / "boards.csv").open(encoding="utf-8", newline="") as file:
        return {row["board"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(EXAMPLE / "pack")


def test_nothing_is_told_of_a_review_but_what_the_list_says_and_where_its_board_is() -> None:
    assert set(reviews()[0]) == ON_RECORD | OF_GEOGRAPHY


def test_there_are_175_reviews_and_three_historic_ones_apart() -> None:
    assert Counter(row["Listed under"] for row in reviews()) == {"Appendix G": 175, "Historic CSE SCRs": 3}
    assert len({row["Number"] for row in reviews()}) == 178


def test_authority_and_region_follow_from_the_board_alone() -> None:
    known = boards()
    for row in reviews():
        board = known[row["Board"]]
        assert (row["Authority"], row["Region"]) == (board["authority"], board["region"]), row["Number"]


def test_each_authority_has_one_code_and_each_code_one_authority() -> None:
    pairs = {(row["authority"], row["gss_code"]) for row in boards().values() if row["authority"]}
    assert len(pairs) == len({name for name, _ in pairs}) == len({code for _, code in pairs}) == 93


def test_the_pack_asks_for_the_columns_of_the_file(pack: Pack) -> None:
    headers = {header for variable in pack.stated_by("notification") for header in variable.headers}
    assert set(reviews()[0]) <= headers


def test_the_pack_knows_every_authority_by_its_code_and_every_board_by_its_authority(pack: Pack) -> None:
    labels = {category.label: category.code for category in pack.variables["authority"].categories}
    assert labels == {row["authority"]: row["gss_code"] for row in boards().values() if row["authority"]}


@pytest.fixture(scope="module")
def tables(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> dict[str, TableResult]:
    """The tables of the reviews, read by the labels of the pack."""
    columns = {header: v for v in pack.stated_by("notification") for header in v.headers}
    rows = []
    for row in reviews():
        case: dict[str, str | None] = {"case_id": row["Number"]}
        for header, text in row.items():
            variable = columns[header]
            codes = {said: c.code for c in variable.categories for said in (c.label, *c.synonyms)}
            case[variable.key] = codes.get(text) if codes else text
        settled = with_derived(dict(case), pack)
        rule = next(r for r in pack.selection if all(settled.get(c.variable) in c.codes for c in r.where))
        rows.append({**case, "standing": rule.outcome})
    about = About(study="example", title="Example", synthetic=False, frozen_by="test", why="a test")
    freezes = tmp_path_factory.mktemp("freezes")
    engine = open_engine(
        write_freeze(freezes, {"cases": pa.Table.from_pylist(rows)}, EXAMPLE / "pack", about)
    )
    return {spec.number: tabulate(engine, spec) for spec in pack.tables}


def counts(result: TableResult) -> dict[str, tuple[int | None, ...]]:
    return {row.label: tuple(cell.count for cell in row.cells[:2]) for row in result.rows}


def test_by_age_group_and_outcome_as_printed(tables: dict[str, TableResult]) -> None:
    assert counts(tables["1"]) == {
        "Under 1 year": (48, 22),
        "1-5 years": (34, 11),
        "6-10 years": (9, 5),
        "11 years and over": (32, 14),
        "All ages": (123, 52),
    }


def test_every_review_is_in_the_tables_by_year_and_by_region(tables: dict[str, TableResult]) -> None:
    for number in ("2", "3"):
        *rows, total = counts(tables[number]).values()
        assert total == (123, 52)
        assert tuple(sum(part or 0 for part in side) for side in zip(*rows, strict=True)) == total
    assert counts(tables["2"])["No year printed"] == (1, 0)
    assert counts(tables["3"])["Board not named"] == (0, 2)


def test_authorities_with_three_or_more_reviews_are_all_listed_largest_first(
    tables: dict[str, TableResult],
) -> None:
    listed = {row.label: row.cells[2].count for row in tables["4"].rows if not row.total}
    often = Counter(row["Authority"] for row in reviews() if row["Listed under"] == "Appendix G")
    assert listed == {name: number for name, number in often.items() if name and number >= 3}
    assert list(listed.values()) == sorted(listed.values(), reverse=True)


def test_tables_by_area_say_why_they_are_not_available(tables: dict[str, TableResult]) -> None:
    for number in ("5", "6", "7"):
        assert any("no numbers of children by authority" in note for note in tables[number].notes)
        assert {cell.reason for row in tables[number].rows for cell in row.cells} == {"x"}
