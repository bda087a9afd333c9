"""The engine: a freeze opened for counting, in Ibis on DuckDB.

The cases stay in the freeze's Parquet file; each query reads only the columns that it needs. Nothing is
written. Counting itself stands in `cube`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import ibis

from waymark.analysis.derive import CaseColumns
from waymark.instruments.conditions import Condition
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem
from waymark.study.freezes import Freeze

CASE_ID = "case_id"


class Engine:
    """`cases` is an Ibis table with a column for each stated variable; `columns` has the derived ones too."""

    def __init__(self, freeze: Freeze, connection: Any, cases: Any) -> None:
        self.freeze = freeze
        self.pack: Pack = freeze.pack
        self.connection = connection
        self.cases = cases
        self.columns = CaseColumns(cases, freeze.pack)

    def holds_all(self, conditions: Iterable[Condition]) -> Any:
        """Whether a case meets every condition, populations already resolved; true for none."""
        met = ibis.literal(True)
        for condition in conditions:
            met = met & self.columns.holds(condition)
        return met

    @property
    def freeze_name(self) -> str:
        return self.freeze.manifest.freeze


def open_engine(freeze: Freeze) -> Engine:
    """Open the freeze's cases. Raises `CallProblem` where it has none."""
    if not freeze.has("cases"):
        raise CallProblem(f"the freeze “{freeze.short_name}” holds no cases.")
    connection = ibis.duckdb.connect()
    # Ibis' own reading of Parquet makes the same view, but takes a name with brackets for a pattern.
    named = _no_pattern(freeze.path("cases")).replace("'", "''")
    connection.con.execute(f"create view cases as select * from read_parquet('{named}')")
    return Engine(freeze, connection, connection.table("cases"))


def _no_pattern(path: Path) -> str:
    """The path such that DuckDB takes none of it for a pattern."""
    return "".join(f"[{sign}]" if sign in "[*?" else sign for sign in str(path))
