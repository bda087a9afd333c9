"""What the gate withholds from figures, the flow of cases and the quality of the data."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from tests.publish import examples
from waymark.analysis.results import FigureResult
from waymark.publish.disclosure import Rule, apply_figure
from waymark.publish.drawing import draw
from waymark.publish.gate import gated

BELOW_FIVE = Rule(suppress_below=5)


def test_without_a_threshold_a_figure_stays_as_it_is() -> None:
    assert apply_figure(examples.mirrored(), Rule()) == examples.mirrored()


def test_small_counts_leave_data_listing_and_sentence() -> None:
    figure = msgspec.structs.replace(examples.classification(), sentence="Only 3 were infanticide.")
    guarded = apply_figure(figure, BELOW_FIVE)
    withheld = [d.x for d in guarded.data if d.kind == "suppressed"]
    assert withheld == ["Infanticide or covert homicide", "Extreme neglect or deprivational abuse"]
    assert "3" not in guarded.sentence
    assert all(row[-1] == "[c]" for row in guarded.rows if row[0] in withheld or row[1] in withheld)
    assert all(d.value == 0 for d in guarded.data if d.kind == "suppressed")


def test_one_withheld_region_of_a_venn_diagram_takes_another_with_it() -> None:
    data = tuple(
        msgspec.structs.replace(d, value=2.0) if d.x == "Substance misuse" else d
        for d in examples.venn().data
    )
    guarded = apply_figure(msgspec.structs.replace(examples.venn(), data=data), BELOW_FIVE)
    withheld = [d.x for d in guarded.data if d.kind == "suppressed"]
    assert "Substance misuse" in withheld
    assert sum("Substance misuse" in x for x in withheld) >= 2
    assert len(withheld) >= 3  # two within the set, and one more against the sum of all


def test_earlier_points_of_a_line_stand_as_they_were_printed() -> None:
    guarded = apply_figure(examples.lines(), Rule(suppress_below=60))
    printed = [d for d in examples.lines().data if d.kind == "published"]
    assert [d for d in guarded.data if d.kind == "published"] == printed


@pytest.mark.parametrize("figure", [examples.areas(), examples.box()], ids=lambda figure: figure.kind)
def test_figures_of_single_areas_or_single_ages_are_withheld_whole(figure: FigureResult) -> None:
    guarded = apply_figure(figure, BELOW_FIVE)
    assert guarded.data == ()
    assert guarded.rows == ()
    assert "withheld" in guarded.sentence


@pytest.mark.parametrize(
    "figure", [f for f in examples.all_figures() if f.kind not in ("areas", "box")], ids=lambda f: f.number
)
def test_every_drawing_marks_what_is_withheld(figure: FigureResult) -> None:
    guarded = apply_figure(figure, Rule(suppress_below=100))
    assert any(d.kind == "suppressed" for d in guarded.data)
    assert "[c]" in draw(guarded)


def test_rounded_figures_speak_of_rounded_counts() -> None:
    guarded = apply_figure(examples.plain_bars(), Rule(round_to=10))
    assert [d.value for d in guarded.data] == [60, 100, 140]
    assert "63" not in str(guarded.rows)


def test_one_small_step_of_the_flow_takes_another_with_it() -> None:
    out = gated(examples.publication(rule=BELOW_FIVE))
    withheld = [step.label for step in out.flow if step.count is None]
    assert "Historic sexual exploitation, read alongside" in withheld
    assert len(withheld) == 2
    assert "In the study" not in withheld


def test_small_numbers_of_rules_findings_and_coverage_are_withheld() -> None:
    quality = gated(examples.publication(rule=BELOW_FIVE)).quality
    assert [line.count for line in quality.findings] == [7, None]
    assert [line.count for line in quality.rules] == [41, None]
    assert [line.stated for line in quality.coverage] == [293, 282, None]


def test_tables_of_single_cases_leave_only_where_cases_are_synthetic() -> None:
    synthetic = gated(examples.publication())
    real = gated(replace(examples.publication(synthetic=False), rule=Rule()))
    assert "26" in [table.number for table in synthetic.tables]
    assert "26" not in [table.number for table in real.tables]
    assert any(title.startswith("Table 26") for title in real.withheld)


def test_a_rule_that_withholds_keeps_tables_of_single_cases_of_synthetic_studies_too() -> None:
    assert "26" not in [table.number for table in gated(examples.publication(rule=BELOW_FIVE)).tables]
