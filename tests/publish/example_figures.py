"""A figure of every kind as an analysis gives it; quartiles, shares and authorities are invented."""

from __future__ import annotations

from tests.publish.example_tables import FREEZE
from waymark.analysis.results import Datum, FigureResult


def _figure(number: str, kind: str, title: str, data: list[Datum], **more: object) -> FigureResult:
    columns = ("Panel", "Category", "Series", "Value")
    rows = tuple((d.panel, d.x, d.series or d.kind, f"{d.value:g}") for d in data)
    settings: dict[str, object] = {
        "sentence": f"{title}, in numbers.",
        "seed": f"2.2 Figure {number}",
        **more,
    }
    return FigureResult(
        number=number,
        kind=kind,
        title=title,
        data=tuple(data),
        columns=columns,
        rows=rows,
        freeze=FREEZE,
        **settings,  # type: ignore[arg-type]
    )


def bars() -> FigureResult:
    ages = {"Under 1 year": (77, 43), "1-5 years": (45, 19), "6-10 years": (18, 10)}
    ages |= {"11-15 years": (22, 19), "16-17 years": (31, 9)}
    data = [
        Datum(x=age, value=float(n), series=series, order=i)
        for i, (age, pair) in enumerate(ages.items())
        for series, n in zip(("Fatal", "Non-fatal"), pair, strict=True)
    ]
    return _figure(
        "9",
        "bars",
        "Age distribution by type of incident",
        data,
        x_title="Age",
        y_title="Cases",
        base=293,
        seed="2.4.1 Figure 9",
    )


def plain_bars() -> FigureResult:
    years = {"2011-12": 63, "2012-13": 95, "2013-14": 135}
    data = [Datum(x=year, value=float(n), order=i) for i, (year, n) in enumerate(years.items())]
    return _figure(
        "5", "bars", "Number of reviews", data, x_title="Year of incident", y_title="Reviews", base=293
    )


def lines() -> FigureResult:
    fatal = (62, 61, 79, 79, 73, 45, 51, 64, 82)
    harm = (33, 33, 61, 61, 43, 17, 12, 31, 53)
    years = [f"{y}-{(y + 1) % 100:02d}" for y in range(2005, 2014)]
    data = [
        Datum(x=year, value=float(n), series=series, order=i, kind="published" if i < 6 else "")
        for series, values in (("Fatal", fatal), ("Non-fatal", harm))
        for i, (year, n) in enumerate(zip(years, values, strict=True))
    ]
    return _figure(
        "6",
        "lines",
        "Fatal and non-fatal cases by year",
        data,
        x_title="Year of incident",
        y_title="Cases",
        base=293,
        notes=("Earlier years are as printed in earlier reports.",),
    )


def mirrored() -> FigureResult:
    girls = (70, 11, 6, 5, 4, 3, 4, 3, 2, 3, 4, 4, 5, 5, 6, 6, 10, 10)
    boys = (50, 14, 8, 5, 5, 3, 3, 2, 2, 2, 3, 2, 2, 3, 4, 4, 10, 10)
    data = [
        Datum(x="Under 1" if i == 0 else str(i), value=float(n), series=series, order=i)
        for series, values in (("Female", girls), ("Male", boys))
        for i, n in enumerate(values)
    ]
    return _figure(
        "10",
        "mirrored",
        "Gender and age of the children",
        data,
        x_title="Age in years",
        y_title="Children",
        base=293,
        seed="2.4.1 Figure 10",
    )


def shares() -> FigureResult:
    ages = ("Under 1 year", "1-5 years", "6-10 years", "11-15 years", "16-17 years")
    family = {"Fatal": (75, 42, 16, 15, 13), "Non-fatal": (42, 18, 8, 9, 1)}
    all_of_them = {"Fatal": (77, 45, 18, 22, 31), "Non-fatal": (43, 19, 10, 19, 9)}
    data = [
        Datum(x=age, value=float(n), series=series, panel=panel, order=i)
        for panel, values in family.items()
        for i, (age, inside) in enumerate(zip(ages, values, strict=True))
        for series, n in (
            ("Family context", inside),
            ("Community context", all_of_them[panel][i] - inside),
        )
    ]
    return _figure(
        "11",
        "shares",
        "Family or community context by age",
        data,
        x_title="Age",
        y_title="Percentage of cases",
        base=293,
        seed="2.4.6 Figure 11",
    )


def box() -> FigureResult:
    spreads = {
        "Fatal physical abuse": (1, 3, 10, 24, 60),
        "Deliberate or overt homicide": (5, 38, 78, 150, 213),
        "Extreme neglect or deprivational abuse": (4, 9, 20, 48, 87),
        "Sudden unexpected death in infancy": (0, 1, 2, 5, 19),
        "Suicide": (113, 180, 195, 207, 215),
    }
    data = [
        Datum(x=label, value=value / 12, order=i, kind=kind)
        for i, (label, values) in enumerate(spreads.items())
        for kind, value in zip(("low", "q1", "median", "q3", "high"), values, strict=True)
    ]
    data.append(Datum(x="Fatal physical abuse", value=8.0, order=0, kind="outlier"))
    return _figure(
        "12",
        "box",
        "Ages of the children at death",
        data,
        x_title="Category of death",
        y_title="Age in years",
        unit="years",
        base=197,
        seed="3.1 Figure 12",
    )


def classification() -> FigureResult:
    groups = {
        "Directly caused by maltreatment": {
            "Fatal physical abuse": 48,
            "Deliberate or overt homicide": 28,
            "Infanticide or covert homicide": 3,
            "Extreme neglect or deprivational abuse": 6,
        },
        "Related to maltreatment": {
            "Sudden unexpected death in infancy": 31,
            "Suicide": 37,
            "Other death related to but not directly caused by maltreatment": 25,
        },
        "Not clear": {"Other death, category not clear": 19},
    }
    data = [
        Datum(x=label, value=float(n), series=group, order=i)
        for group, labels in groups.items()
        for i, (label, n) in enumerate(labels.items())
    ]
    return _figure(
        "13",
        "classification",
        "Violent and maltreatment deaths",
        data,
        base=197,
        seed="3.1.8 Figure 13",
    )


def venn() -> FigureResult:
    a, b, c = "Domestic abuse", "Parental mental health problems", "Substance misuse"
    regions_of = {
        a: 16,
        b: 20,
        c: 11,
        f"{a} + {b}": 21,
        f"{a} + {c}": 19,
        f"{b} + {c}": 13,
        f"{a} + {b} + {c}": 39,
        "none": 36,
    }
    data = [Datum(x=x, value=float(n), order=i) for i, (x, n) in enumerate(regions_of.items())]
    return _figure(
        "14",
        "venn",
        "Families experiencing several problems",
        data,
        base=175,
        seed="4.2.4 Figure 14",
    )


def layers() -> FigureResult:
    found = {
        "Notifications and front sheets of all cases": 293,
        "Reports found and front sheet filled": 175,
        "Reports read in depth": 66,
        "Reports appraised for quality": 40,
    }
    data = [Datum(x=x, value=float(n), order=i) for i, (x, n) in enumerate(found.items())]
    return _figure("A.1", "layers", "Layers of reading", data, base=293, seed="Appendix A Figure A.1")


def areas() -> FigureResult:
    shares_and_rates = [(0, 0.4), (1.5, 1.1), (2.2, 0.3), (4.1, 0.9), (6.3, 1.6), (8.8, 0.7), (12.4, 1.2)]
    shares_and_rates += [
        (15.0, 2.1),
        (18.9, 0.5),
        (22.5, 1.9),
        (27.1, 2.8),
        (33.3, 1.4),
        (38.0, 3.1),
        (45.2, 1.7),
    ]
    data = [
        Datum(x=f"{share:.4f}", value=rate * part, series=series, panel=f"Authority {i}", order=i)
        for series, part in (("All reviews", 1.0), ("Fatal reviews", 0.7))
        for i, (share, rate) in enumerate(shares_and_rates, start=1)
    ]
    return _figure(
        "7",
        "areas",
        "Annual rate of reviews by deprivation",
        data,
        x_title="Neighbourhoods in the most deprived tenth (%)",
        y_title="Reviews a year per 100,000 children",
        seed="2.3.2 Figure 7",
    )


def all_figures() -> tuple[FigureResult, ...]:
    return (
        plain_bars(),
        lines(),
        areas(),
        bars(),
        mirrored(),
        shares(),
        box(),
        classification(),
        venn(),
        layers(),
    )
