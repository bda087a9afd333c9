"""Tables as an analysis gives them, with the report's own counts; the single cases of the grid are invented."""

from __future__ import annotations

from waymark.analysis.results import Cell, Column, Published, Row, TableResult, TestResult

FREEZE = "0f3c9a1be7d2"


def counted(count: int, base: int | None, note: int | None = None) -> Cell:
    """A cell of a table of counts: with its percentage where it has a base."""
    notes = (note,) if note else ()
    if base is None:
        return Cell(count=count, shown=f"{count:,}", notes=notes)
    percent = 100 * count / base
    return Cell(count=count, percent=percent, shown=f"{count:,} ({int(percent + 0.5)}%)", notes=notes)


def periods(*bases: int) -> tuple[Column, ...]:
    """The last `len(bases)` periods, all but the present one printed earlier."""
    labels = ("2005-07", "2007-09", "2009-11", "2011-14")[-len(bases) :]
    return tuple(
        Column(key=label, label=label, base=base, published=label != "2011-14")
        for label, base in zip(labels, bases, strict=True)
    )


def age_of_child() -> TableResult:
    bases = (189, 280, 178, 293)
    counts = {
        "Under 1 year": (86, 123, 64, 120),
        "1-5 years": (44, 60, 51, 64),
        "6-10 years": (18, 26, 21, 28),
        "11-15 years": (20, 40, 27, 41),
        "16-17 years": (21, 31, 15, 40),
    }
    rows = tuple(
        Row(
            key=label,
            label=label,
            cells=tuple(
                counted(n, base, 1 if (label, base) == ("1-5 years", 280) else None)
                for n, base in zip(values, bases, strict=True)
            ),
        )
        for label, values in counts.items()
    )
    return TableResult(
        number="4",
        title="Age of child at time of incident",
        caption="Cases in the study",
        row_heading="Age",
        columns=periods(*bases),
        rows=rows,
        notes=("60 of 280 is 21.4%; the source prints 22%.",),
        freeze=FREEZE,
        seed="2.4.1 Table 4",
    )


def age_by_gender() -> TableResult:
    groups = (("2007-09", 138, 142, True), ("2009-11", 77, 100, True), ("2011-14", 161, 132, False))
    columns = tuple(
        Column(
            key=f"{period}-{gender}", label=gender, base=base, group=f"Gender {period}", published=published
        )
        for period, women, men, published in groups
        for gender, base in (("Female", women), ("Male", men))
    )
    counts = {
        "Under 1 year": (55, 68, 25, 39, 70, 50),
        "1-5 years": (23, 37, 24, 26, 29, 35),
        "6-10 years": (14, 12, 11, 10, 16, 12),
        "11-15 years": (26, 14, 10, 17, 26, 15),
        "16 years and over": (20, 11, 7, 8, 20, 20),
    }
    rows = tuple(
        Row(
            key=label,
            label=label,
            cells=tuple(counted(n, values[i - i % 2] + values[i - i % 2 + 1]) for i, n in enumerate(values)),
        )
        for label, values in counts.items()
    )
    return TableResult(
        number="7",
        title="Age at time of incident by gender",
        caption="Cases in the study; percentages are of the children of each age",
        row_heading="Age group",
        columns=columns,
        rows=rows,
        freeze=FREEZE,
        seed="2.4.1 Table 7",
    )


def known_to_social_care() -> TableResult:
    bases = (70, 45, 14, 46)
    labels = ("Under 1", "1-5 years", "6-10 years", "11 and over")
    counts = {
        "Open": (27, 17, 6, 29),
        "Closed": (8, 14, 4, 7),
        "Below threshold": (10, 8, 3, 4),
        "Never known": (25, 6, 1, 6),
        "Total": bases,
    }
    return TableResult(
        number="17",
        title="Whether the child was known to children’s social care, by age",
        caption="Cases with a published report",
        row_heading="Contact",
        columns=tuple(
            Column(key=label, label=label, base=base, group="Age of child")
            for label, base in zip(labels, bases, strict=True)
        ),
        rows=tuple(
            Row(
                key=label,
                label=label,
                total=label == "Total",
                cells=tuple(counted(n, base) for n, base in zip(values, bases, strict=True)),
            )
            for label, values in counts.items()
        ),
        tests=(
            TestResult(
                name="Contact by age",
                statistic_name="χ²",
                statistic=23.7681,
                df=9,
                p=0.00469,
                effect_name="Cramér’s V",
                effect=0.2128,
                assumed="6 of 16 expected counts are below 5",
                note="The printed statistic does not follow from the printed counts.",
                published=Published(statistic="24.59", df="9", p=".005"),
            ),
        ),
        freeze=FREEZE,
        seed="2.5.3 Table 17",
    )


def categories_of_death() -> TableResult:
    bases = (123, 158, 118, 197)
    counts: tuple[tuple[str, int, tuple[int, ...]], ...] = (
        ("Fatal physical abuse", 0, (27, 33, 30, 48)),
        ("Deliberate or overt homicide", 0, (9, 22, 20, 28)),
        ("Familial", 1, (8, 16, 19, 22)),
        ("Extra-familial", 1, (1, 6, 1, 6)),
        ("Infanticide or covert homicide", 0, (7, 6, 7, 3)),
        ("Extreme neglect or deprivational abuse", 0, (2, 2, 2, 6)),
        ("Deaths related to maltreatment", 0, (57, 81, 50, 93)),
        ("Sudden unexpected death in infancy", 1, (20, 28, 15, 31)),
        ("Suicide", 1, (20, 21, 17, 37)),
        ("Other death related to but not directly caused by maltreatment", 1, (17, 32, 18, 25)),
        ("Other death, category not clear", 0, (21, 14, 9, 19)),
    )
    return TableResult(
        number="20",
        title="Categories of death in fatal cases",
        caption="Fatal cases",
        row_heading="Category of death",
        columns=periods(*bases),
        rows=tuple(
            Row(
                key=label,
                label=label,
                level=level,
                cells=tuple(
                    counted(n, base if level == 0 else None) for n, base in zip(values, bases, strict=True)
                ),
            )
            for label, level, values in counts
        ),
        freeze=FREEZE,
        seed="3.1 Table 20",
    )


def source_of_harm() -> TableResult:
    counts = {
        "Mother": 41,
        "Father": 29,
        "Mother’s partner or father figure": 18,
        "Both parents": 21,
        "Other relation or carer": 6,
        "Known, but unrelated": 8,
        "Stranger": 3,
        "Young person him or herself": 27,
        "Not clear, not applicable": 22,
    }
    return TableResult(
        number="22",
        title="Source of the harm to the child or young person",
        caption="Cases with a published report",
        row_heading="Source of harm",
        columns=(
            Column(key="cases", label="Number of reviews"),
            Column(key="percent", label="Percentage of all reviews", base=175),
        ),
        rows=tuple(
            Row(
                key=label,
                label=label,
                cells=(
                    Cell(count=n, shown=str(n)),
                    Cell(percent=100 * n / 175, shown=f"{int(100 * n / 175 + 0.5)}%"),
                ),
            )
            for label, n in counts.items()
        ),
        freeze=FREEZE,
        seed="3.3 Table 22",
    )


def regions() -> TableResult:
    counts = {
        "East": (1266602, 14, 14),
        "East Midlands": (956613, 23, 9),
        "London": (1852927, 31, 14),
        "North East": (525013, 9, 9),
        "North West": (1504744, 33, 16),
        "South East": (1876155, 24, 20),
        "South West": (1064139, 15, 6),
        "West Midlands": (1244262, 25, 1),
        "Yorkshire & Humber": (1132855, 23, 7),
    }
    rows = []
    for label, (children, fatal, harm) in counts.items():
        rate = (fatal + harm) / 3 / children * 100_000
        rows.append(
            Row(
                key=label,
                label=label,
                cells=(
                    Cell(value=float(children), shown=f"{children:,}"),
                    counted(fatal, None),
                    counted(harm, None),
                    Cell(value=fatal / harm, shown=f"{fatal / harm:.1f}"),
                    Cell(value=rate, low=rate * 0.7, high=rate * 1.4, shown=f"{rate:.3f}"),
                ),
            )
        )
    return TableResult(
        number="2",
        title="Geographical distribution of reviews",
        caption="Cases in the study",
        row_heading="Region",
        columns=(
            Column(key="children", label="Children aged 0 to 17"),
            Column(key="fatal", label="Fatal"),
            Column(key="non_fatal", label="Non-fatal"),
            Column(key="ratio", label="Ratio of fatal to non-fatal"),
            Column(key="rate", label="Annual rate per 100,000 children"),
        ),
        rows=tuple(rows),
        freeze=FREEZE,
        seed="2.3.1 Table 2",
    )


def legal_status() -> TableResult:
    counts = {
        "Section 20 accommodation": (9, 4),
        "Care order": (7, 7),
        "Interim care order": (3, 2),
        "Supervision order": (3, 2),
        "Residence order": (2, 1),
        "Adopted": (1, 1),
        "Other order": (10, 6),
        "No order in force": (162, 72),
        "Total": (197, 95),
    }
    bases = (197, 95, 292)
    return TableResult(
        number="15",
        title="Legal status of the child before the incident",
        caption="Cases in the study whose legal status is stated",
        row_heading="Legal status",
        columns=tuple(
            Column(key=label, label=label, base=base)
            for label, base in zip(("Death", "Serious harm", "All children"), bases, strict=True)
        ),
        rows=tuple(
            Row(
                key=label,
                label=label,
                total=label == "Total",
                cells=tuple(
                    counted(n, base if label in ("No order in force", "Total") else None)
                    for n, base in zip((death, harm, death + harm), bases, strict=True)
                ),
            )
            for label, (death, harm) in counts.items()
        ),
        freeze=FREEZE,
        seed="2.5.2 Table 15",
    )


def single_cases() -> TableResult:
    marks = ("**.*", ".*..", "*.**", "...*")
    columns = ("Parental separation", "At home", "Case open", "Young carer")
    return TableResult(
        number="26",
        title="Circumstances of the adolescents who died through suicide",
        caption="One row a case",
        row_heading="Case",
        columns=tuple(Column(key=label, label=label) for label in columns),
        rows=tuple(
            Row(
                key=str(i),
                label=f"Case {i}",
                cells=tuple(Cell(shown="*" if mark == "*" else "") for mark in line),
            )
            for i, line in enumerate(marks, start=1)
        ),
        notes=("* The characteristic was present.",),
        freeze=FREEZE,
        seed="5.2 Table 26",
        publish=False,
        single_cases=True,
    )


def all_tables() -> tuple[TableResult, ...]:
    return (
        regions(),
        age_of_child(),
        age_by_gender(),
        legal_status(),
        known_to_social_care(),
        categories_of_death(),
        source_of_harm(),
        single_cases(),
    )
