"""The meaning of derivations in plain Python, for one case at a time.

The engine derives whole columns in Ibis; the checks of the register and the oracle of the tests use this.
"""

from __future__ import annotations

from collections.abc import Mapping

from waymark.instruments.conditions import Value, holds, is_stated
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable


def with_derived(values: Mapping[str, Value], pack: Pack) -> dict[str, Value]:
    """The values of a case with every derived variable of the pack added."""
    complete = dict(values)
    for variable in pack.derived_order():
        complete[variable.key] = derive(variable, complete, pack)
    return complete


def derive(variable: Variable, values: Mapping[str, Value], pack: Pack) -> Value:
    """The value of a derived variable for one case, in plain Python: the meaning the engine must match."""
    derivation = variable.derive
    assert derivation is not None
    if derivation.bands:
        number = values.get(derivation.bands)
        if number is None:
            return None
        for band in variable.categories:
            above = band.from_ is None or number >= band.from_  # type: ignore[operator]
            if above and (band.below is None or number < band.below):  # type: ignore[operator]
                return band.code
        return None
    if derivation.recode:
        code = values.get(derivation.recode)
        return next((new for new, old in derivation.map.items() if code in old), None)
    conditions = derivation.any_of or derivation.count_of
    met = [holds(c, values.get(c.variable), pack.missing_codes(c.variable)) for c in conditions]
    if derivation.count_of:
        return sum(met)
    if any(met):
        return "yes"
    stated = any(is_stated(values.get(c.variable), pack.missing_codes(c.variable)) for c in conditions)
    return "no" if stated else None
