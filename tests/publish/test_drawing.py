"""Figures as images: named, described, in the colours that mean something, with numbers that can be read."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import msgspec
import pytest

from tests.publish import examples
from waymark.analysis.results import Datum, FigureResult
from waymark.instruments.problems import InputProblem
from waymark.publish.drawing import KINDS, NARROW_PX, WIDE_PX, draw
from waymark.publish.drawing.flow import Box, Flow, draw_flow
from waymark.publish.drawing.palette import DARK_BLUE, TURQUOISE, colours, ink_of, text_on

SVG = "{http://www.w3.org/2000/svg}"
FIGURES = examples.all_figures()


def words_in(svg: str) -> str:
    return " ".join("".join(element.itertext()) for element in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def test_there_is_an_example_of_every_kind() -> None:
    assert {figure.kind for figure in FIGURES} == set(KINDS)


@pytest.mark.parametrize("width", [WIDE_PX, NARROW_PX])
@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: f"{figure.kind}-{figure.number}")
class TestEveryDrawing:
    def test_is_one_image_with_title_and_description(self, figure: FigureResult, width: int) -> None:
        root = ElementTree.fromstring(draw(figure, width))
        title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert root.attrib["role"] == "img"
        assert title is not None
        assert description is not None
        assert title.text == f"Figure {figure.number}: {figure.title}"
        assert description.text == figure.sentence
        assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], description.attrib["id"]]

    def test_fits_the_width_and_scales(self, figure: FigureResult, width: int) -> None:
        root = ElementTree.fromstring(draw(figure, width))
        assert float(root.attrib["viewBox"].split()[2]) <= width * 1.04
        assert "height" not in root.attrib

    def test_holds_no_style_script_link_or_foreign_id(self, figure: FigureResult, width: int) -> None:
        for element in ElementTree.fromstring(draw(figure, width)).iter():
            assert element.tag.removeprefix(SVG) not in ("style", "script", "a", "image", "foreignObject")
            assert "style" not in element.attrib
            assert not any("http" in value for value in element.attrib.values())
            if "id" in element.attrib:
                assert element.attrib["id"].startswith(f"figure-{figure.number.replace('.', '-')}-{width}")

    def test_has_words_of_a_readable_size(self, figure: FigureResult, width: int) -> None:
        sizes = [
            float(element.attrib["font-size"].removesuffix("px"))
            for element in ElementTree.fromstring(draw(figure, width)).iter(f"{SVG}text")
        ]
        assert min(sizes) >= 12


def test_fatal_is_dark_blue_and_non_fatal_turquoise_wherever_they_stand() -> None:
    assert colours(["Fatal", "Non-fatal"]) == {"Fatal": DARK_BLUE, "Non-fatal": TURQUOISE}
    assert colours(["Non-fatal", "Fatal"]) == {"Fatal": DARK_BLUE, "Non-fatal": TURQUOISE}
    assert colours(["Other", "Serious harm"])["Serious harm"] == TURQUOISE
    assert TURQUOISE not in (colours(["Other", "Serious harm"])["Other"],)


@pytest.mark.parametrize("figure", [examples.bars(), examples.lines()], ids=lambda figure: figure.kind)
def test_fatal_and_non_fatal_are_drawn_in_their_colours_and_named(figure: FigureResult) -> None:
    svg = draw(figure)
    assert DARK_BLUE in svg
    assert TURQUOISE in svg
    assert re.search(r"\bFatal\b", words_in(svg))
    assert "Non-fatal" in words_in(svg)


def test_words_on_and_beside_a_colour_can_be_read() -> None:
    for colour in ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"):
        assert contrast(text_on(colour), colour) >= 4.5
        assert contrast(ink_of(colour), "#FFFFFF") >= 4.5


def test_every_bar_says_its_number() -> None:
    words = words_in(draw(examples.plain_bars())).split()
    assert {"63", "95", "135"} <= set(words)


def test_a_box_plot_says_its_medians_and_marks_what_lies_beyond() -> None:
    words = words_in(draw(examples.box()))
    assert "6.5" in words
    assert "Circles: values beyond" in words.replace("  ", " ")


def test_a_classification_adds_up_its_groups() -> None:
    assert "85 (43%)" in words_in(draw(examples.classification()))


def test_a_venn_diagram_shows_every_region_and_the_cases_outside() -> None:
    words = words_in(draw(examples.venn()))
    for number in ("16", "20", "11", "21", "19", "13", "39"):
        assert number in words.split()
    assert "In none of these: 36" in words
    assert "95 of 175" in words


def test_two_sets_make_two_circles_and_four_make_bars() -> None:
    two = msgspec.structs.replace(
        examples.venn(), data=tuple(Datum(x=x, value=9.0) for x in ("A", "B", "A + B"))
    )
    four = msgspec.structs.replace(examples.venn(), data=tuple(Datum(x=x, value=9.0) for x in "ABCD"))
    assert draw(two).count("<circle") == 4  # a fill and an outline each
    assert draw(four).count("<circle") == 0


def test_an_unknown_kind_is_a_problem_that_names_the_kinds() -> None:
    with pytest.raises(InputProblem, match="bars"):
        draw(msgspec.structs.replace(examples.plain_bars(), kind="bar"))


def test_the_flow_shows_every_box_and_what_left() -> None:
    flow = Flow((Box("808", "notifications"), Box("293", "in the study")), (Box("515", "No review"),), "Out")
    for width in (WIDE_PX, NARROW_PX):
        words = words_in(draw_flow(flow, width, "Flow", "808 notifications"))
        assert "808" in words
        assert "515" in words
        assert "No review" in words


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
