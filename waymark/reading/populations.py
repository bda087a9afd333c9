"""The cases of a population of the pack, and their values, from what the register settled.

In: the settled values of the store. Out: for each case in order of receipt its values with what derives from them.
Only the variables that are asked for are read, and whatever they derive from.
"""

from __future__ import annotations

from collections.abc import Iterable

from waymark.instruments.conditions import Value, all_hold
from waymark.instruments.deriving import derive
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.instruments.variables import Variable
from waymark.register.models import Notification, SettledValue
from waymark.register.stored import value_from_json
from waymark.study.workspace import Workspace


def cases_of(
    workspace: Workspace, population: str, variables: Iterable[str] = ()
) -> dict[str, dict[str, Value]]:
    """The values of every case of the population (empty: every case), by case id. Raises `CallProblem`."""
    pack = workspace.pack
    if population and population not in pack.populations:
        raise CallProblem(
            f"the pack has no population “{population}”.", right=did_you_mean(population, pack.populations)
        )
    where = pack.resolved((), population)
    derived = _needed(pack, [*(condition.variable for condition in where), *variables])
    found: dict[str, dict[str, Value]] = {
        case_id: {} for case_id in Notification.objects.order_by("position").values_list("case_id", flat=True)
    }
    names = [name for name, variable in derived.items() if variable.derive is None]
    rows = SettledValue.objects.filter(variable__in=names).values_list(
        "notification__case_id", "variable", "value"
    )
    for case_id, name, value in rows:
        found[case_id][name] = value_from_json(pack.variables[name], value)
    order = [variable for variable in pack.derived_order() if variable.key in derived]
    for values in found.values():
        for variable in order:
            values[variable.key] = derive(variable, values, pack)
    return {
        case_id: values for case_id, values in found.items() if all_hold(where, values, pack.missing_codes)
    }


def rests_on(pack: Pack, population: str) -> frozenset[str]:
    """Every variable that decides who is in the population, derived ones with what they derive from."""
    return frozenset(_needed(pack, (condition.variable for condition in pack.resolved((), population))))


def _needed(pack: Pack, names: Iterable[str]) -> dict[str, Variable]:
    """The variables named and, step by step, those that they derive from."""
    needed: dict[str, Variable] = {}
    waiting = [name for name in names if name]
    while waiting:
        name = waiting.pop()
        if name not in needed and name in pack.variables:
            variable = needed[name] = pack.variables[name]
            if made := variable.derive:
                of = [condition.variable for condition in (*made.any_of, *made.count_of)]
                waiting += [name for name in (made.bands, made.recode, *of) if name]
    return needed
