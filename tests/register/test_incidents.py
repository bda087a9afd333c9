"""Children of one incident, and notifications that came twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.register.second_pack import climbing_pack
from waymark.instruments.conditions import Value
from waymark.instruments.loading import SHIPPED, load_pack
from waymark.instruments.pack import Pack
from waymark.register.incidents import same_incidents

MAY = date(2020, 5, 3)
ANN = date(1990, 1, 1)
BEA = date(1992, 1, 1)


@pytest.fixture(name="pack")
def _pack(tmp_path: Path) -> Pack:
    return climbing_pack(tmp_path)


def case(slip: str, birthday: date | None = ANN, **values: Value) -> dict[str, Value]:
    plain: dict[str, Value] = {"slip": slip, "crag": "North Wall", "fell_on": MAY, "birthday": birthday}
    return plain | {"ground": "rock"} | values


def parts(pack: Pack, **cases: dict[str, Value]) -> dict[str, tuple[str, str]]:
    found = same_incidents(list(cases.items()), pack)
    return {case_id: (place.part, place.index) for case_id, place in found.items()}


def test_one_notification_is_the_index_of_its_own_incident(pack: Pack) -> None:
    assert parts(pack, a=case("1")) == {"a": ("index", "a")}


def test_the_same_number_and_day_is_the_same_notification_again(pack: Pack) -> None:
    cases = {"a": case("0012"), "b": case("12", None, crag="Elsewhere")}
    assert parts(pack, **cases) == {"a": ("index", "a"), "b": ("duplicate", "a")}


def test_the_same_number_is_another_child_where_birth_and_another_answer_are_against_it(pack: Pack) -> None:
    assert parts(pack, a=case("1"), b=case("1", BEA, helmet="worn"))["b"] == ("duplicate", "a")
    assert parts(pack, a=case("1", helmet="none"), b=case("1", BEA, helmet="worn"))["b"] == ("sibling", "a")


def test_the_same_number_on_another_day_is_another_incident(pack: Pack) -> None:
    other_day = date(2020, 5, 4)
    assert parts(pack, a=case("1"), b=case("1", fell_on=other_day))["b"] == ("index", "b")


def test_the_same_area_day_and_birth_is_the_same_child(pack: Pack) -> None:
    assert parts(pack, a=case("1"), b=case("2", crag="NORTH WALL Council"))["b"] == ("duplicate", "a")


def test_twins_told_apart_by_any_answer_are_siblings(pack: Pack) -> None:
    assert parts(pack, a=case("1", helmet="none"), b=case("2", helmet="worn"))["b"] == ("sibling", "a")


def test_not_stated_or_less_exact_answers_do_not_tell_two_children_apart(pack: Pack) -> None:
    cases = {
        "a": case("1", ground="steep_ice"),
        "b": case("2", ground="ice"),
        "c": case("3", ground="nobody_knows"),
    }
    assert {part for part, _ in parts(pack, **cases).values()} == {"index", "duplicate"}


def test_another_birth_in_the_same_area_on_the_same_day_is_a_sibling(pack: Pack) -> None:
    assert parts(pack, a=case("1"), b=case("2", BEA)) == {"a": ("index", "a"), "b": ("sibling", "a")}


def test_a_child_without_a_date_of_birth_is_a_sibling_not_a_duplicate(pack: Pack) -> None:
    assert parts(pack, a=case("1"), b=case("2", None))["b"] == ("sibling", "a")


def test_the_index_is_the_first_that_the_rules_would_include(pack: Pack) -> None:
    cases = {"a": case("1", ground="ice"), "b": case("2", BEA), "c": case("3", date(1993, 1, 1))}
    assert parts(pack, **cases) == {"a": ("sibling", "b"), "b": ("index", "b"), "c": ("sibling", "b")}


def test_the_first_received_is_the_index_where_the_rules_include_none(pack: Pack) -> None:
    assert parts(pack, a=case("1", ground="ice"), b=case("2", BEA, ground="ice"))["a"] == ("index", "a")


def test_of_two_notifications_of_one_child_the_one_that_counts_stands(pack: Pack) -> None:
    assert parts(pack, a=case("1", ground="ice"), b=case("1")) == {
        "a": ("duplicate", "b"),
        "b": ("index", "b"),
    }


def test_what_an_earlier_run_made_of_the_incident_does_not_count(pack: Pack) -> None:
    found = parts(pack, a=case("1", rope="sibling"), b=case("2", BEA, rope="index"))
    assert found == {"a": ("index", "a"), "b": ("sibling", "a")}


def test_no_day_or_no_area_is_never_taken_together(pack: Pack) -> None:
    assert parts(pack, a=case("1", fell_on=None), b=case("1", fell_on=None)) == {}
    cases = {"a": case("1", crag=None), "b": case("2", crag=None)}
    assert parts(pack, **cases) == {"a": ("index", "a"), "b": ("index", "b")}


def test_what_hangs_together_by_number_and_by_area_is_one_incident(pack: Pack) -> None:
    cases = {"a": case("1"), "b": case("2", BEA, crag="East Wall"), "c": case("2", None)}
    assert parts(pack, **cases) == {"a": ("index", "a"), "b": ("sibling", "a"), "c": ("duplicate", "a")}


def test_the_shipped_pack_prefers_the_child_with_a_review() -> None:
    shipped = load_pack(SHIPPED / "scr_2011_14")
    child: dict[str, Value] = {"board": "Kirkshire", "incident_date": date(2012, 5, 3)}
    cases = {
        "a": child | {"case_number": "1", "date_of_birth": date(2011, 1, 1), "decision": "no_review"},
        "b": child | {"case_number": "2", "date_of_birth": date(2009, 1, 1), "decision": "review"},
    }
    assert parts(shipped, **cases) == {"a": ("sibling", "b"), "b": ("index", "b")}


CASES = st.fixed_dictionaries(
    {
        "slip": st.sampled_from(["1", "2", "3", None]),
        "crag": st.sampled_from(["North", "South", None]),
        "fell_on": st.sampled_from([MAY, date(2020, 6, 3), None]),
        "birthday": st.sampled_from([ANN, BEA, None]),
        "ground": st.sampled_from(["rock", "ice", "nobody_knows", None]),
    }
)


@given(st.lists(CASES, max_size=9))
def test_every_incident_has_one_index_and_all_point_to_it(
    tmp_path_factory: pytest.TempPathFactory, cases: list[dict[str, Value]]
) -> None:
    pack = climbing_pack(tmp_path_factory.mktemp("pack"))
    found = same_incidents([(str(number), values) for number, values in enumerate(cases)], pack)
    assert set(found) == {str(number) for number, values in enumerate(cases) if values["fell_on"]}
    for case_id, place in found.items():
        assert found[place.index].part == "index"
        assert (place.part == "index") is (place.index == case_id)
        assert {found[other].index for other in place.others} <= {place.index}
        assert cases[int(case_id)]["fell_on"] == cases[int(place.index)]["fell_on"]


def test_a_report_read_for_one_of_two_notifications_does_not_make_two_children() -> None:
    """The house itself says which case has a report; that says nothing of the child."""
    pack = load_pack(SHIPPED / "scr_2011_14")
    child: dict[str, Value] = {
        "board": "Barnchester",
        "incident_date": MAY,
        "date_of_birth": ANN,
        "gender": "female",
    }
    read = {**child, "case_number": "1", "report_available": "yes"}
    again = {**child, "case_number": "2", "report_available": "no"}
    assert parts(pack, a=read, b=again)["b"] == ("duplicate", "a")
