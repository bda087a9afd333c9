"""Generated boats, conditions and tables of the harbour pack: all that a table of counts can ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.analysis.harbour import Boat
from waymark.instruments.conditions import Condition
from waymark.instruments.tables import ColumnSpec, CountTable, Measure, RowSpec

CODES = {
    "standing": ("included", "excluded"),
    "hull": ("wood", "oak", "pine", "steel", "unknown"),
    "rig": ("sail", "motor", "unknown"),
    "cargo": ("fish", "salt", "timber", "unknown"),
    "crew_band": ("few", "some", "many"),
    "year": ("2020", "2021"),
    "material": ("grown", "made"),
    "crew_group": ("small", "large"),
    "laden": ("yes", "no"),
    "marks_band": ("none", "some"),
}
RANGED = {"crew": (0, 10), "age": (0, 60), "marks": (0, 3)}
DAYS = (
    date(2019, 12, 31),
    date(2020, 1, 1),
    date(2020, 12, 31),
    date(2021, 1, 1),
    date(2021, 6, 1),
    date(2022, 1, 1),
)
ANY = tuple(CODES) + tuple(RANGED) + ("arrived", "boat")
SPANNING = ("hull", "rig", "cargo", "crew_band", "year", "material", "crew_group", "laden", "marks_band")
POPULATIONS = ("counted", "steel", "early")


def boats() -> st.SearchStrategy[list[Boat]]:
    answers = st.lists(st.sampled_from(CODES["cargo"]), unique=True, max_size=3).map(tuple)
    values: dict[str, st.SearchStrategy[Any]] = {
        "standing": st.sampled_from(("included", "included", "included", "excluded")),
        "hull": st.sampled_from((*CODES["hull"], None)),
        "rig": st.sampled_from((*CODES["rig"], None)),
        "cargo": st.none() | answers,
        "crew": st.none() | st.integers(0, 10),
        "age": st.none() | st.integers(0, 60),
        "arrived": st.sampled_from((*DAYS, None)),
        "boat": st.sampled_from(("Anna", "Berta", None)),
    }
    return st.lists(st.fixed_dictionaries(values), max_size=25)


@st.composite
def conditions(draw: st.DrawFn, variables: tuple[str, ...] = ANY) -> Condition:
    name = draw(st.sampled_from((*variables, "")))
    if not name:
        return Condition(population=draw(st.sampled_from(POPULATIONS)))
    if name in RANGED or name == "arrived":
        limit: st.SearchStrategy[Any] = (
            st.sampled_from(DAYS) if name == "arrived" else st.integers(*RANGED[name])
        )
        asked = draw(st.sampled_from(("from", "to", "below", "between", "stated", "code")))
        if asked == "code":  # a number or a day is no code: never met, or always
            return draw(
                st.sampled_from((Condition(variable=name, is_="1"), Condition(variable=name, not_in=("1",))))
            )
        if asked == "between":
            return Condition(variable=name, from_=draw(limit), below=draw(limit))
        if asked != "stated":
            field = {"from": "from_", "to": "to", "below": "below"}[asked]
            return Condition(variable=name, **{field: draw(limit)})
    else:
        codes = CODES.get(name, ("Anna", "Berta"))
        asked = draw(st.sampled_from(("is", "in", "not_in", "stated")))
        if asked == "is":
            return Condition(variable=name, is_=draw(st.sampled_from(codes)))
        some = st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True).map(tuple)
        if asked == "in":
            return Condition(variable=name, in_=draw(some))
        if asked == "not_in":
            return Condition(variable=name, not_in=draw(some))
    return Condition(variable=name, stated=draw(st.booleans()))


# Rates divide by the years of their conditions, which the oracle knows for the banded year only.
WITHOUT_DAYS = tuple(name for name in ANY if name not in ("arrived", "year"))
where = st.lists(conditions(WITHOUT_DAYS), max_size=2).map(tuple)
in_year = st.sampled_from(((), (Condition(variable="year", is_="2020"),)))


@st.composite
def rows(draw: st.DrawFn, place: int) -> RowSpec:
    form = draw(st.sampled_from(("variable", "variable", "only", "missing", "where", "total", "heading")))
    measures: dict[str, Measure] = {}
    if form in ("variable", "only", "missing"):
        name = draw(st.sampled_from(SPANNING))
        codes = CODES[name]
        only: tuple[str, ...] = ()
        if form == "only":
            only = draw(st.lists(st.sampled_from(codes), min_size=1, unique=True).map(tuple))
        elif form == "missing" and "unknown" in codes:
            only = ("unknown",)
        if draw(st.booleans()):
            measures = {draw(st.sampled_from(codes)): "count"}
        return RowSpec(variable=name, only=only, measures=measures, where=draw(where))
    if form == "heading":
        return RowSpec(key=f"row{place}", label="Heading", measure="heading")
    total = form == "total"
    return RowSpec(key=f"row{place}", label="Row", total=total, where=(*draw(where), *draw(in_year)))


@st.composite
def columns(draw: st.DrawFn, place: int) -> ColumnSpec:
    measure = draw(
        st.sampled_from(
            (
                *("count", "percent", "count_percent", "count_percent", "ratio", "annual_rate"),
                *("annual_count_and_rate", "denominator", "median", "range"),
            )
        )
    )
    more: dict[str, Any] = {"where": draw(where), "measure": measure}
    more["population"] = draw(st.sampled_from(("", "", "steel")))
    if measure == "ratio":
        more |= {"of": draw(where), "over": draw(where)}
    if measure in ("median", "range"):
        more["of_variable"] = draw(st.sampled_from(tuple(RANGED)))
    if measure in ("annual_rate", "annual_count_and_rate", "denominator"):
        more["denominators"] = "berths"
    if draw(st.booleans()):
        return ColumnSpec(variable=draw(st.sampled_from(SPANNING)), **more)
    return ColumnSpec(
        key=f"column{place}", label="Column", **(more | {"where": (*more["where"], *draw(in_year))})
    )


@st.composite
def tables(draw: st.DrawFn) -> CountTable:
    """Tables whose rows and columns have different keys, as a pack has to give them."""
    some_rows = [draw(rows(place)) for place in range(draw(st.integers(1, 3)))]
    some_columns = [draw(columns(place)) for place in range(draw(st.integers(1, 3)))]
    return CountTable(
        number="9",
        title="Generated",
        seed="1",
        population=draw(st.sampled_from(("counted", "counted", "early"))),
        rows=tuple(_without_repeated_keys(some_rows)),
        columns=tuple(_without_repeated_keys(some_columns)),
        percent=draw(st.sampled_from(("column", "row", "population", "none"))),
        base_variable=draw(st.sampled_from(("", "", "rig", "cargo"))),
    )


def _without_repeated_keys(specs: list[Any]) -> list[Any]:
    """Two variables of one table may share a code; the later one is left out."""
    kept, keys = [], set[str]()
    for spec in specs:
        own = set(spec.only or CODES[spec.variable]) if spec.variable else {spec.key}
        if not own & keys:
            kept.append(spec)
            keys |= own
    return kept
