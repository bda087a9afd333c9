"""A small pack about boats, with every kind of variable, derivation, table and figure; and freezes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent

import pyarrow as pa

from waymark.analysis.engine import Engine, open_engine
from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.study.freezes import About, Freeze, write_freeze

Boat = Mapping[str, Value]

FILES = {
    "pack.toml": """
        [pack]
        name = "harbour"
        title = "Boats in harbour"
        version = "1"
        description = "Boats, to show that the analysis knows no other pack."
        source = "Made for the tests"
        case_number = "boat"
        incident_date = "arrived"
        standing = "standing"
        from = 2020-01-01
        to = 2021-12-31
        years = 2
        precedence = ["log", "register"]

        [[period]]
        key = "2010"
        label = "2010"
        years = 1

        [population.counted]
        label = "Boats counted"
        where = [{ variable = "standing", is = "included" }]

        [population.steel]
        label = "Steel boats"
        within = "counted"
        where = [{ variable = "hull", is = "steel" }]

        [population.early]
        label = "Boats of the first year"
        where = [{ variable = "arrived", below = 2021-01-01 }, { population = "counted" }]
        """,
    "variables.toml": """
        [variable.boat]
        label = "Boat"
        type = "text"
        definition = "Its name."
        seed = "1"
        sources = ["log"]

        [variable.arrived]
        label = "Arrived"
        type = "date"
        definition = "The day."
        seed = "1"
        sources = ["log"]

        [variable.standing]
        label = "Standing"
        type = "category"
        definition = "What the rules made of it."
        seed = "1"
        sources = ["register"]
        categories = [{ code = "included", label = "In" }, { code = "excluded", label = "Out" }]

        [variable.hull]
        label = "Hull"
        type = "category"
        definition = "What it is built of."
        seed = "1"
        sources = ["log"]
        categories = [
            { code = "wood", label = "Wood" },
            { code = "oak", label = "Oak", part_of = "wood" },
            { code = "pine", label = "Pine", part_of = "wood" },
            { code = "steel", label = "Steel" },
            { code = "unknown", label = "Not known", missing = true },
        ]

        [variable.rig]
        label = "Rig"
        type = "category"
        definition = "How it moves."
        seed = "1"
        sources = ["log"]
        categories = [
            { code = "sail", label = "Sail" },
            { code = "motor", label = "Motor" },
            { code = "unknown", label = "Not known", missing = true },
        ]

        [variable.cargo]
        label = "Cargo"
        type = "categories"
        definition = "What it carries."
        seed = "1"
        sources = ["log"]
        categories = [
            { code = "fish", label = "Fish" },
            { code = "salt", label = "Salt" },
            { code = "timber", label = "Timber" },
            { code = "unknown", label = "Not known", missing = true },
        ]

        [variable.crew]
        label = "Crew"
        type = "number"
        definition = "How many."
        seed = "1"
        sources = ["log"]

        [variable.age]
        label = "Age"
        type = "age"
        definition = "Completed months."
        seed = "1"
        unit = "months"
        sources = ["log"]

        [variable.crew_band]
        label = "Crew, banded"
        type = "category"
        definition = "Few or many."
        seed = "1"
        derive = { bands = "crew" }
        categories = [
            { code = "few", label = "Up to 3", below = 4 },
            { code = "some", label = "4 to 7", from = 4, below = 8 },
            { code = "many", label = "8 and more", from = 8 },
        ]

        [variable.year]
        label = "Year"
        type = "category"
        definition = "Of arrival."
        seed = "1"
        derive = { bands = "arrived" }
        categories = [
            { code = "2020", label = "2020", from = 2020-01-01, below = 2021-01-01 },
            { code = "2021", label = "2021", from = 2021-01-01, below = 2022-01-01 },
        ]

        [variable.material]
        label = "Material"
        type = "category"
        definition = "Grown or made."
        seed = "1"
        derive = { recode = "hull", map = { grown = ["wood", "oak", "pine"], made = ["steel"] } }
        categories = [{ code = "grown", label = "Grown" }, { code = "made", label = "Made" }]

        [variable.crew_group]
        label = "Crew in two groups"
        type = "category"
        definition = "A recoding of bands."
        seed = "1"
        derive = { recode = "crew_band", map = { small = ["few"], large = ["some", "many"] } }
        categories = [{ code = "small", label = "Small" }, { code = "large", label = "Large" }]

        [variable.laden]
        label = "Laden"
        type = "category"
        definition = "Fish on board, or a crew for it."
        seed = "1"
        derive = { any_of = [{ variable = "cargo", is = "fish" }, { variable = "crew", from = 8 }] }
        categories = [{ code = "yes", label = "Yes" }, { code = "no", label = "No" }]

        [variable.marks]
        label = "Number of marks"
        type = "number"
        definition = "How many of three hold."
        seed = "1"
        derive = { count_of = [
            { variable = "rig", is = "sail" },
            { variable = "cargo", not_in = ["fish", "unknown"] },
            { variable = "arrived", stated = false },
        ] }

        [variable.marks_band]
        label = "Marks, banded"
        type = "category"
        definition = "None or some."
        seed = "1"
        derive = { bands = "marks" }
        categories = [
            { code = "none", label = "None", below = 1 },
            { code = "some", label = "Some", from = 1 },
        ]
        """,
    "tables.toml": """
        [[table]]
        kind = "counts"
        number = "1"
        title = "Rig over time"
        seed = "1"
        population = "counted"
        rows = [{ variable = "rig" }, { key = "total", label = "Total", total = true }]
        columns = [
            { key = "then", label = "Boats 2010", published = "2010", base = 40 },
            { key = "now", label = "Boats 2020-21" },
        ]

        [[table]]
        kind = "counts"
        number = "2"
        title = "Rates"
        seed = "1"
        population = "counted"
        percent = "none"
        rows = [{ variable = "rig" }, { key = "total", label = "All", total = true }]
        columns = [
            { key = "berths", label = "Berths", measure = "denominator", denominators = "berths" },
            { key = "rate", label = "A year per 100,000", measure = "annual_rate", denominators = "berths" },
        ]

        [[comparison]]
        key = "rig"
        title = "Rig"
        variable = "rig"
        sample = "steel"
        full = "counted"
        """,
    "selection.toml": """
        [[selection]]
        name = "no_date"
        label = "No day of arrival"
        outcome = "excluded"
        where = [{ variable = "arrived", stated = false }]

        [[selection]]
        name = "late"
        label = "After the window"
        outcome = "excluded"
        where = [{ variable = "arrived", from = 2022-01-01 }]

        [[selection]]
        name = "in"
        label = "Counted"
        outcome = "included"
        where = [{ variable = "arrived", from = 2020-01-01 }]
        """,
    "aggregates.csv": """
        table,row,column,count,percent,value
        1,sail,then,21,53,
        1,motor,then,19,49,
        """,
    "denominators.csv": """
        list,key,value,source
        berths,sail,250000,the harbour's own book
        berths,wood,40000,the harbour's own book
        berths,oak,30000,the harbour's own book
        berths,steel,10000,the harbour's own book
        berths,motor,50000,implied by a printed rate
        """,
}

ABOUT = About(study="harbour", title="Boats", synthetic=True, frozen_by="a test", why="to count")
STORED = {
    "boat": pa.string(),
    "arrived": pa.date32(),
    "standing": pa.string(),
    "hull": pa.string(),
    "rig": pa.string(),
    "cargo": pa.list_(pa.string()),
    "crew": pa.int32(),
    "age": pa.int32(),
}


def cases_table(boats: Iterable[Boat]) -> pa.Table:
    """The boats as a freeze holds them, numbered from 1; what a boat leaves out is not stated."""
    boats = list(boats)
    columns = {"case_id": pa.array([f"B{n}" for n in range(1, len(boats) + 1)], pa.string())}
    for name, kind in STORED.items():
        values = [boat.get(name) for boat in boats]
        columns[name] = pa.array([list(v) if isinstance(v, tuple) else v for v in values], kind)
    return pa.table(columns)


def boat(**values: Value) -> Boat:
    """A boat in the study, arrived in 2020, with these values."""
    usual: dict[str, Value] = {"standing": "included", "arrived": date(2020, 6, 1)}
    return usual | values


def write_pack(folder: Path, **more: str) -> Path:
    """The pack in a folder. `more`, by the name of a file without its ending, is added to that file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        added = dedent(more.get(name.split(".")[0], ""))
        (folder / name).write_text(dedent(text).lstrip("\n") + added, encoding="utf-8")
    for stem, text in more.items():
        if not any(name.startswith(f"{stem}.") for name in FILES):
            ending = "csv" if stem == "slips" else "toml"
            (folder / f"{stem}.{ending}").write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return folder


def frozen(folder: Path, boats: Iterable[Boat], **more: str) -> Freeze:
    return write_freeze(
        folder / "freezes", {"cases": cases_table(boats)}, write_pack(folder / "pack", **more), ABOUT
    )


def engine_for(folder: Path, boats: Iterable[Boat], **more: str) -> Engine:
    return open_engine(frozen(folder, boats, **more))


class Harbour:
    """One freeze, over which other boats can be laid without writing them, for generated tests."""

    def __init__(self, folder: Path) -> None:
        self._freeze = frozen(folder, [])
        self._connection = open_engine(self._freeze).connection

    @property
    def pack(self) -> Pack:
        return self._freeze.pack

    def engine(self, boats: Iterable[Boat]) -> Engine:
        self._connection.con.register("boats", cases_table(boats))
        return Engine(self._freeze, self._connection, self._connection.table("boats"))
