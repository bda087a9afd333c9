"""Who is counted and what the rows are: the words over a table of any kind."""

from __future__ import annotations

from waymark.analysis.engine import Engine
from waymark.analysis.rounding import half_up
from waymark.analysis.rows import spanning_variable
from waymark.instruments.tables import CountTable


def caption(engine: Engine, population: str, cases: int) -> str:
    """Whom a table counts, such as: Cases in the study (n = 293)."""
    return f"{engine.pack.populations[population].label} (n = {half_up(cases)})"


def row_heading(engine: Engine, table: CountTable) -> str:
    """What the rows are: as the pack says, else the variable whose categories they are."""
    variable = spanning_variable(table)
    return table.row_heading or (engine.pack.variables[variable].label if variable else "")
