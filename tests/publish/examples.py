"""A publication with examples of everything, for the tests: what the gate lets out, pages, workbook, files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import waymark
from tests.publish.example_figures import (
    all_figures,
    areas,
    bars,
    box,
    classification,
    layers,
    lines,
    mirrored,
    plain_bars,
    venn,
)
from tests.publish.example_tables import (
    FREEZE,
    age_by_gender,
    age_of_child,
    all_tables,
    categories_of_death,
    known_to_social_care,
    regions,
    single_cases,
    source_of_harm,
)
from waymark.analysis.results import TestResult
from waymark.instruments.loading import load_pack
from waymark.instruments.pack import Heading
from waymark.publish.disclosure import Rule
from waymark.publish.methods import methods_of
from waymark.publish.publication import (
    Coverage,
    Decided,
    FindingCount,
    Publication,
    Quality,
    RuleCount,
    SampleComparison,
    Stage,
)
from waymark.study.freezes import Manifest

__all__ = [
    "FREEZE",
    "HEADINGS",
    "age_by_gender",
    "age_of_child",
    "all_figures",
    "all_tables",
    "areas",
    "bars",
    "box",
    "categories_of_death",
    "classification",
    "known_to_social_care",
    "layers",
    "lines",
    "manifest",
    "mirrored",
    "plain_bars",
    "publication",
    "regions",
    "single_cases",
    "source_of_harm",
    "venn",
]

PACK = Path(waymark.__file__).parent / "packs" / "scr_2011_14"


def manifest(*, synthetic: bool = True) -> Manifest:
    return Manifest(
        format=1,
        freeze=FREEZE + "5" * 52,
        study="demo-study",
        title="Serious case reviews 2011 to 2014",
        synthetic=synthetic,
        pack="scr_2011_14",
        pack_version="1",
        software="0.1.0",
        frozen_at="2026-10-14T09:30:00+00:00",
        frozen_by="A. Lead",
        why="First publication",
        files={"cases.parquet": "a" * 64, "pack/pack.toml": "b" * 64},
    )


def flow() -> tuple[Decided, ...]:
    return (
        Decided("The same child and incident, notified twice", "excluded", 6),
        Decided("Historic sexual exploitation, read alongside", "alongside", 3),
        Decided("Incident before 1 April 2011", "excluded", 180),
        Decided("Incident after 31 March 2014", "excluded", 123),
        Decided("No review was held", "excluded", 181),
        Decided("Decision on a review not yet made or not stated", "excluded", 22),
        Decided("In the study", "included", 293),
    )


def stages() -> tuple[Stage, ...]:
    return tuple(Stage(d.x, int(d.value)) for d in layers().data)


def comparison() -> SampleComparison:
    def made_test(statistic: float, p: float, effect: float) -> TestResult:
        return TestResult(
            name="Outcome of the reports found",
            statistic_name="χ²",
            statistic=statistic,
            df=1,
            p=p,
            effect_name="Cramér’s V",
            effect=effect,
        )

    return SampleComparison(
        "Outcome: the 175 cases with a report", made_test(0.4714, 0.4923, 0.03), made_test(1.16, 0.28, 0.06)
    )


def quality() -> Quality:
    return Quality(
        cases="Cases in the study",
        coverage=(
            Coverage("gender", "Gender", 293, 293),
            Coverage("ethnicity", "Ethnicity", 282, 293),
            Coverage("legal_status", "Legal status", 292, 293),
        ),
        rules=(
            RuleCount("excel_serial", "A number of days was read as a date.", 41),
            RuleCount("plan_after_incident", "The plan began after the incident and does not count.", 4),
        ),
        findings=(
            FindingCount(
                "plan_without_category", "A child protection plan is given without its category.", 7
            ),
            FindingCount("gender_missing", "The child’s gender is not stated.", 1),
        ),
    )


HEADINGS = (
    Heading(section="2", title="The children and families, and how services knew them"),
    Heading(section="2.2", title="How many reviews"),
    Heading(section="2.3", title="Where the reviews were held"),
    Heading(section="2.4", title="The children and their families"),
    Heading(section="2.5", title="Children’s social care"),
    Heading(section="3", title="The nature of the death or serious harm"),
    Heading(section="3.1", title="Deaths"),
    Heading(section="4", title="What made children and parents vulnerable"),
    Heading(section="4.2", title="Parents"),
    Heading(section="5", title="Adolescents"),
    Heading(section="5.2", title="Suicide"),
    Heading(section="Appendix A", title="How the study was done"),
)


def publication(*, synthetic: bool = True, rule: Rule | None = None) -> Publication:
    return Publication(
        manifest=manifest(synthetic=synthetic),
        description="Deaths and serious harm of children that led to a serious case review.",
        source="the triennial analysis of 2016",
        window="1 April 2011 to 31 March 2014",
        rule=rule or Rule(),
        tables=all_tables(),
        figures=all_figures(),
        notified=sum(step.count or 0 for step in flow()),
        flow=flow(),
        stages=stages(),
        comparisons=(comparison(),),
        quality=quality(),
        methods=methods_of(load_pack(PACK)),
        headings=HEADINGS,
        made_on=date(2026, 11, 23),
    )
