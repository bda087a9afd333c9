"""Which questions of a form apply to a case, and what is still missing.

Pure. In: the instrument and what is known of the case, the reader's own answers before what the register says.
A question whose condition rests on something unanswered does not apply yet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from waymark.instruments.conditions import Value, all_hold
from waymark.instruments.deriving import derive
from waymark.instruments.forms import Instrument, Item, KindOfIncident
from waymark.instruments.pack import Pack
from waymark.register.settling import months_between


def known(
    pack: Pack,
    settled: Mapping[str, Value],
    answered: Mapping[str, Value],
    grounds: Collection[str] | None = None,
) -> dict[str, Value]:
    """The values that conditions are asked of: answers stand before what the register settled, an age follows from
    its two dates, and derived variables follow from all. `answered` holds None where a reader took a value away.
    `grounds`: the variables that are wanted, with all that they rest on; the others are not worked out."""
    values = {**settled, **answered}
    wanted = pack.variables if grounds is None else grounds
    for variable in pack.variables.values():
        between = variable.age_between
        if between is None or variable.key not in wanted or answered.get(variable.key) is not None:
            continue
        born, at = values.get(between.born), values.get(between.at)
        if isinstance(born, date) and isinstance(at, date) and born <= at:
            values[variable.key] = months_between(born, at)
    for variable in pack.derived_order():
        if variable.key in wanted:
            values[variable.key] = derive(variable, values, pack)
    return values


def applying(pack: Pack, items: Collection[Item], values: Mapping[str, Value]) -> frozenset[str]:
    """The variables of the items that are to be asked."""
    return frozenset(
        item.variable for item in items if all_hold(pack.resolved(item.applies), values, pack.missing_codes)
    )


def missing(items: Collection[Item], applies: frozenset[str], answered: Collection[str]) -> tuple[str, ...]:
    """The variables that are asked and have no answer of any kind, in the order of the form."""
    return tuple(
        item.variable for item in items if item.variable in applies and item.variable not in answered
    )


def kind_of_incident(
    pack: Pack, instrument: Instrument, values: Mapping[str, Value]
) -> KindOfIncident | None:
    """The first kind whose conditions all hold; it gives the form its colour."""
    return next(
        (kind for kind in instrument.kind if all_hold(pack.resolved(kind.where), values, pack.missing_codes)),
        None,
    )
