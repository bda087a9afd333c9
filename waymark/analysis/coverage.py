"""For how many cases each variable is stated, in one query."""

from __future__ import annotations

import ibis

from waymark.analysis.engine import Engine
from waymark.analysis.results import VariableCoverage


def coverage(engine: Engine, population: str) -> tuple[VariableCoverage, ...]:
    """Every variable that a source states, in the pack's order, among the cases of the population."""
    variables = [variable for variable in engine.pack.variables.values() if variable.derive is None]
    within = engine.cases.filter(engine.holds_all(engine.pack.resolved((), population)))
    counts = {variable.key: engine.columns.stated(variable.key).sum() for variable in variables}
    found = within.aggregate(cases=ibis._.count(), **{f"n_{key}": n for key, n in counts.items()})
    row = found.to_pyarrow().to_pylist()[0]
    return tuple(
        VariableCoverage(variable=v.key, label=v.label, stated=row[f"n_{v.key}"] or 0, base=row["cases"])
        for v in variables
    )
