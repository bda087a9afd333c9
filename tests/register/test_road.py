"""From the statements of every case to checked cases with a standing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.register.saying import says
from tests.register.second_pack import climbing_pack
from waymark.instruments.loading import SHIPPED, load_pack
from waymark.instruments.pack import Pack
from waymark.register.cases import Statement
from waymark.register.road import SettledCase, settle_cases
from waymark.register.rules import rules_with
from waymark.register.values import CellValue

TODAY = date(2024, 1, 1)
FALL: dict[str, CellValue] = {
    "crag": "North Wall",
    "fell_on": "3/5/2020",
    "ground": "rock",
    "companions": "2",
}


@pytest.fixture(name="pack")
def _pack(tmp_path: Path) -> Pack:
    return climbing_pack(tmp_path)


@pytest.fixture(name="season")
def _season(pack: Pack) -> dict[str, SettledCase]:
    """Five slips: an index and its sibling, a double, one on ice, and one with an unreadable date."""
    cells: dict[str, dict[str, CellValue]] = {
        "C1": FALL | {"slip": "1", "birthday": "1/1/1990", "helmet": "yes", "helmet_given": "4/5/2020"},
        "C2": FALL | {"slip": "2", "birthday": "1/1/1992", "crag": "NORTH WALL"},
        "C3": FALL | {"slip": "1", "birthday": "1/1/1990"},
        "C4": FALL | {"slip": "4", "fell_on": "5 June 2020", "ground": "steep ice"},
        "C5": FALL | {"slip": "5", "fell_on": "30/02/2020", "hurt": "toe"},
    }
    statements = {
        case_id: says(pack, "hut_book", row, **row_cells)
        for row, (case_id, row_cells) in enumerate(cells.items(), 2)
    }
    return {case.case_id: case for case in settle_cases(statements, pack, TODAY)}


def test_every_case_gets_its_standing_and_its_place_among_the_children(
    season: dict[str, SettledCase],
) -> None:
    assert {
        case_id: (case.values["verdict"], case.values.get("rope")) for case_id, case in season.items()
    } == {
        "C1": ("included", "index"),
        "C2": ("excluded", "sibling"),
        "C3": ("excluded", "duplicate"),
        "C4": ("alongside", "index"),
        "C5": ("included", None),
    }
    assert [case.decision.rule for case in season.values()] == [
        "rock_fall",
        "same_rope",
        "again",
        "winter",
        "rock_fall",
    ]


def test_the_standing_is_stated_by_the_register_with_the_rule_that_decided(
    season: dict[str, SettledCase],
) -> None:
    standing = season["C4"].standing["verdict"]
    assert standing.statement.source == "register"
    assert standing.original is None
    assert standing.statement in season["C4"].statements
    assert [step.rule for step in standing.statement.stated.steps] == ["winter"]


def test_corrections_areas_and_ages_are_in_the_values(season: dict[str, SettledCase]) -> None:
    assert season["C1"].values["helmet"] == "none"
    assert season["C1"].values["climber_age"] == 30 * 12 + 4
    assert season["C2"].values["crag"] == "North Wall"
    assert [step.rule for step in season["C2"].standing["crag"].added] == ["area-spelling-unified"]


def test_what_was_stated_is_kept_beside_what_counts(season: dict[str, SettledCase]) -> None:
    stated = {s.stated.variable: s.stated for s in season["C1"].statements if s.source == "hut_book"}
    assert stated["helmet"].value == "worn"
    assert stated["helmet"].raw == "yes"


def test_a_cell_that_cannot_be_read_is_a_finding_of_its_case(season: dict[str, SettledCase]) -> None:
    told = {finding.check: finding.says for finding in season["C5"].findings}
    assert "“toe” is not an answer" in told["not_read"]
    assert sum(finding.check == "not_read" for finding in season["C5"].findings) == 2
    assert "incident_date_missing" in told


def test_children_of_one_incident_are_told_for_a_person_to_confirm(season: dict[str, SettledCase]) -> None:
    assert any(finding.check == "same_incident" and "C2" in finding.says for finding in season["C1"].findings)
    assert not any(finding.check == "same_incident" for finding in season["C4"].findings)


def test_areas_that_are_only_alike_are_told_and_not_merged(pack: Pack) -> None:
    names = {"A": "Northern Wall", "B": "Northern Wall", "C": "Northrn Wall"}
    cases = settle_cases(
        {c: says(pack, "hut_book", slip=c, crag=name) for c, name in names.items()}, pack, TODAY
    )
    assert [case.values["crag"] for case in cases] == ["Northern Wall", "Northern Wall", "Northrn Wall"]
    assert [[f.check for f in case.findings if f.check == "area_spelling"] for case in cases] == [
        [],
        [],
        ["area_spelling"],
    ]


def test_every_step_of_the_road_is_in_the_catalogue(season: dict[str, SettledCase], pack: Pack) -> None:
    steps = {
        step.rule
        for case in season.values()
        for statement in (*case.statements, *(standing.statement for standing in case.standing.values()))
        for step in statement.stated.steps
    }
    assert {"helmet_too_late", "age-from-dates", "same-incident-index", "winter"} <= steps
    assert steps <= set(rules_with(pack))


def test_a_pack_that_names_no_standing_gets_none(tmp_path: Path) -> None:
    pack = climbing_pack(tmp_path)
    plain = tmp_path / "plain"
    plain.mkdir()
    for file in tmp_path.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        text = text.replace('standing = "verdict"\n', "").replace('same_incident = "rope"\n', "")
        (plain / file.name).write_text(text, encoding="utf-8")
    (case,) = settle_cases({"C1": says(pack, "hut_book", slip="1", ground="rock")}, load_pack(plain), TODAY)
    assert case.values == {"slip": "1", "ground": "rock"}
    assert case.decision.standing == "included"


def test_the_road_of_the_shipped_pack() -> None:
    pack = load_pack(SHIPPED / "scr_2011_14")
    notified: dict[str, CellValue] = {
        "case_number": "1001",
        "board": "Kirkshire LSCB",
        "incident_date": "03.05.12",
        "date_of_birth": "40881",
        "age_months": "5 months",
        "gender": "F",
        "decision": "Y",
        "outcome": "died",
        "plan_status": "yes",
        "plan_started": "10/5/2012",
    }
    entry: dict[str, CellValue] = {"gender": "boy", "ethnicity": "White – British"}
    statements: list[Statement] = says(pack, "notification", 2, **notified) + says(
        pack, "incident_entry", 9, **entry
    )
    (case,) = settle_cases({"N1": statements}, pack, TODAY)
    assert case.values == {
        "case_number": "1001",
        "board": "Kirkshire",
        "incident_date": date(2012, 5, 3),
        "decision": "review",
        "outcome": "death",
        "date_of_birth": date(2011, 12, 4),
        "age_months": 4,
        "gender": "female",
        "ethnicity": "white_british",
        "plan_status": "never",
        "plan_started": date(2012, 5, 10),
        "same_incident": "index",
        "standing": "included",
    }
    assert [finding.check for finding in case.findings] == ["sources_disagree"]


def test_the_same_statements_give_the_same_cases(pack: Pack) -> None:
    statements = {"C1": says(pack, "hut_book", slip="1", **FALL)}
    assert settle_cases(statements, pack, TODAY) == settle_cases(statements, pack, TODAY)


def test_no_cases_are_no_problem(pack: Pack) -> None:
    assert settle_cases({}, pack, TODAY) == ()
    (case,) = settle_cases({"C1": []}, pack, TODAY)
    assert case.values["verdict"] == "excluded"
