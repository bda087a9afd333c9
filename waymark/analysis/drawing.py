"""What every kind of figure shares: which categories it shows, and its sentence filled from the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waymark.analysis.cube import Cube
from waymark.analysis.engine import Engine
from waymark.analysis.results import Datum, FigureResult
from waymark.analysis.rounding import half_up
from waymark.instruments.conditions import Condition
from waymark.instruments.figures import FigureSpec
from waymark.instruments.problems import InputProblem, Place, did_you_mean
from waymark.instruments.variables import Category, Variable

NO_CASES = "There are no cases to show."


@dataclass(frozen=True)
class Drawn:
    """The data of a figure, the same as a table, what its sentence may say, and how many cases it holds."""

    data: tuple[Datum, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    told: Mapping[str, str]
    cases: int
    unit: str = ""
    notes: tuple[str, ...] = ()


def finished(engine: Engine, spec: FigureSpec, drawn: Drawn) -> FigureResult:
    return FigureResult(
        number=spec.number,
        title=spec.title,
        kind=spec.kind,
        sentence=sentence(spec, drawn.told, drawn.cases),
        data=drawn.data,
        columns=drawn.columns,
        rows=drawn.rows,
        x_title=spec.x_title,
        y_title=spec.y_title,
        notes=(*spec.notes, *drawn.notes),
        freeze=engine.freeze_name,
        seed=spec.seed,
        base=drawn.cases,
        unit=drawn.unit,
    )


def sentence(spec: FigureSpec, told: Mapping[str, str], cases: int) -> str:
    """The text alternative. Raises `InputProblem` for a name that this kind of figure does not fill in."""
    if not cases:
        return NO_CASES
    names = {"total": half_up(cases), **told}
    place = Place(file="figures.toml", part=f"figure {spec.number}")
    try:
        return spec.sentence.format_map(names)
    except KeyError as error:
        name = str(error.args[0])
        what = f"the sentence names “{name}”, which a figure of the kind “{spec.kind}” does not tell."
        raise InputProblem(what, place=place, right=did_you_mean(name, names)) from None
    except (ValueError, IndexError, AttributeError):
        right = "A name stands in braces, such as {total}."
        raise InputProblem("the braces of the sentence cannot be read.", place=place, right=right) from None


def variable_of(engine: Engine, spec: FigureSpec, part: str) -> Variable:
    """The variable that the figure names for x, y … . Raises `InputProblem` where it names none."""
    name: str = getattr(spec, part)
    if not name:
        place = Place(file="figures.toml", part=f"figure {spec.number}")
        raise InputProblem(
            f"a figure of the kind “{spec.kind}” needs {part}.", place=place, right="Name a variable."
        )
    return engine.pack.variables[name]


def shown_categories(engine: Engine, name: str, cube: Cube) -> tuple[Category, ...]:
    """The categories that a figure shows, each case in one: a category with parts appears besides them only
    where cases have that category itself."""
    variable = engine.pack.variables[name]
    whole = {category.part_of for category in variable.categories if category.part_of}
    return tuple(
        category
        for category in variable.categories
        if not category.missing
        and (category.code not in whole or cube.count((Condition(variable=name, is_=category.code),)))
    )
