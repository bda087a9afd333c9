"""Areas as points: each area's annual rate by its share of deprived neighbourhoods.

A `Datum` is one area in one set of cases: `x` the share in percent as a plain number, `value` the rate a year
per 100,000 children, `series` the label of the set, `panel` the area's name, `order` its place by name. The
data beside it give each area once for each set, with the exact interval.
"""

from __future__ import annotations

from fractions import Fraction

from waymark.analysis.against_print import difference, printed_p
from waymark.analysis.areas.cases import NO_AREAS, TABLE, CasesByArea, count_by_area, notes_on
from waymark.analysis.areas.testing import correlation
from waymark.analysis.cube import Conditions
from waymark.analysis.engine import Engine
from waymark.analysis.rates import annual_rate
from waymark.analysis.results import Datum, FigureResult, TestResult
from waymark.analysis.rounding import half_up
from waymark.instruments.figures import FigureSpec, SetSpec
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place
from waymark.instruments.tables import AreaTable

COLUMNS = (
    "Area",
    "Cases",
    "Children",
    "Neighbourhoods in the most deprived tenth",
    "Number",
    "A year per 100,000 children",
    "95% interval from",
    "to",
)


def area_figure(engine: Engine, spec: FigureSpec) -> FigureResult:
    """The figure; without data, and with a note on what brings them, where the freeze holds no areas."""
    if not engine.freeze.has(TABLE):
        return _result(engine, spec, sentence=NO_AREAS, notes=spec.notes)
    pack = engine.pack
    sets = spec.sets or (SetSpec(label=pack.populations[spec.population].label),)
    chosen = [_chosen(pack, spec, each) for each in sets]
    year, years = _population_year(spec, pack), pack.about.years
    found = count_by_area(engine, spec.x or pack.about.area, chosen, year)
    data, rows = _points(found, [each.label for each in sets], years)
    tests = _tests(spec, found, len(sets), years)
    notes = [*spec.notes, *found.notes, *(_said(test) for test in tests if test)]
    notes += [sentence for test in tests if test and (sentence := difference(test))]
    notes += notes_on(found.areas).values()
    points = len({datum.panel for datum in data})
    sentence = spec.sentence.format(areas=points, total=found.total(), **_named(tests))
    return _result(engine, spec, sentence, tuple(dict.fromkeys(notes)), data, rows, found.total())


def _chosen(pack: Pack, spec: FigureSpec, each: SetSpec) -> tuple[Conditions, Conditions]:
    """The population of the set within the figure's, and what else its cases have to meet."""
    within = pack.resolved(spec.of, spec.population) if spec.population else pack.resolved(spec.of)
    return within, pack.resolved(each.where, each.population)


def _population_year(spec: FigureSpec, pack: Pack) -> int:
    """That of the pack's first table of areas; else the year in the middle of its window."""
    stated = [table.population_year for table in pack.tables if isinstance(table, AreaTable)]
    if stated:
        return stated[0]
    about = pack.about
    if about.from_ is None or about.to is None:
        raise InputProblem(
            "it is not known of which year the children are.",
            place=Place(file="figures.toml", part=f"figure {spec.number}"),
            right="Give the pack a window (from, to) or a table of areas with its population_year.",
        )
    return (about.from_ + (about.to - about.from_) / 2).year


def _points(
    found: CasesByArea, labels: list[str], years: int
) -> tuple[tuple[Datum, ...], tuple[tuple[str, ...], ...]]:
    data, rows = [], []
    for which, label in enumerate(labels):
        for place, each in enumerate(found.areas):
            share = each.area.deprived_share
            if share is None or not each.children:
                continue
            rate = annual_rate(each.cases[which], Fraction(years), each.children)
            data.append(
                Datum(
                    x=f"{100 * share:.4f}",
                    value=float(rate.per_100_000),
                    series=label,
                    panel=each.area.name,
                    order=place,
                )
            )
            ends = (half_up(Fraction(end), 2) for end in (rate.low, rate.high))
            deprived = half_up(Fraction(share) * 100, 1) + "%"
            numbers = (half_up(each.children), deprived, str(each.cases[which]), half_up(rate.per_100_000, 2))
            rows.append((each.area.name, label, *numbers, *ends))
    return tuple(data), tuple(rows)


def _tests(spec: FigureSpec, found: CasesByArea, sets: int, years: int) -> list[TestResult | None]:
    """One for each set: those of the pack in their order; a set beyond them has none."""
    shares = [each.area.deprived_share for each in found.areas]
    return [
        correlation(test, found.areas, shares, years, which) for which, test in enumerate(spec.test[:sets])
    ]


def _named(tests: list[TestResult | None]) -> dict[str, str]:
    """What the sentence may speak of: rho and p of the first set, rho_2 and p_2 of the second, and so on."""
    named: dict[str, str] = {}
    for number, test in enumerate(tests, start=1):
        end = f"_{number}" if number > 1 else ""
        named[f"rho{end}"] = _three(test.statistic if test else None)
        named[f"p{end}"] = "below 0.001" if test and test.p < 0.001 else _three(test.p if test else None)
    return named


def _three(number: float | None) -> str:
    return "not known" if number is None else half_up(Fraction(number), 3)


def _said(test: TestResult) -> str:
    rho = f"Spearman's ρ = {_three(test.statistic)}"
    interval = f"95% interval {_three(test.effect_low)} to {_three(test.effect_high)}"
    return f"{test.name}: {rho}, {interval}, {printed_p(test.p)}. {test.note}"


def _result(
    engine: Engine,
    spec: FigureSpec,
    sentence: str,
    notes: tuple[str, ...],
    data: tuple[Datum, ...] = (),
    rows: tuple[tuple[str, ...], ...] = (),
    base: int | None = None,
) -> FigureResult:
    return FigureResult(
        number=spec.number,
        title=spec.title,
        kind=spec.kind,
        sentence=sentence,
        data=data,
        columns=COLUMNS,
        rows=rows,
        x_title=spec.x_title or "Neighbourhoods in the most deprived tenth (%)",
        y_title=spec.y_title or "Cases a year per 100,000 children",
        notes=notes,
        freeze=engine.freeze_name,
        seed=spec.seed,
        base=base,
    )
