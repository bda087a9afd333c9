"""Categories within their groups, with the number of cases of each: the framework of a classification,
filled."""

from __future__ import annotations

from waymark.analysis.cube import Cube, count_cases
from waymark.analysis.drawing import Drawn, shown_categories, variable_of
from waymark.analysis.engine import Engine
from waymark.analysis.results import Datum
from waymark.analysis.rounding import half_up
from waymark.analysis.rows import categories_shown
from waymark.instruments.conditions import Condition
from waymark.instruments.figures import FigureSpec
from waymark.instruments.variables import Category, Variable

ALL = "All"


def classification(engine: Engine, spec: FigureSpec) -> Drawn:
    """Groups in the pack's order, within each its categories. A category with parts stands for the cases that
    have itself, so that each case is in one and a group is the sum of its categories."""
    variable, group = variable_of(engine, spec, "x"), variable_of(engine, spec, "group")
    within = engine.pack.resolved(spec.of, spec.population)
    cube = count_cases(engine, within, (), by=(variable.key, group.key))
    shown = shown_categories(engine, variable.key, cube)
    data: list[Datum] = []
    rows: list[tuple[str, ...]] = []
    told = {}
    for of_group in categories_shown(group, ()):
        count = cube.count((Condition(variable=group.key, is_=of_group.code),))
        told[f"group_{of_group.code}"] = half_up(count)
        rows.append((of_group.label, ALL, half_up(count)))
        for category in shown:
            if _group_of(cube, variable, group, category) == of_group.code:
                cases = cube.count((Condition(variable=variable.key, is_=category.code),))
                data.append(Datum(x=category.label, value=cases, series=of_group.label, order=len(data)))
                rows.append((of_group.label, category.label, half_up(cases)))
    return Drawn(
        data=tuple(data),
        columns=(group.label, variable.label, "Cases"),
        rows=tuple(rows),
        told=told,
        cases=cube.count((Condition(variable=variable.key, stated=True),)),
    )


def _group_of(cube: Cube, variable: Variable, group: Variable, category: Category) -> str:
    """The group that gathers the category: as the pack recodes it, else where most of its cases are."""
    if group.derive and group.derive.recode == variable.key:
        return next((new for new, old in group.derive.map.items() if category.code in old), "")
    within = Condition(variable=variable.key, is_=category.code)
    counts = {
        c.code: cube.count((within, Condition(variable=group.key, is_=c.code))) for c in group.categories
    }
    return max(counts, key=lambda code: counts[code]) if any(counts.values()) else ""
