"""The colours and letters of figures: the Analysis Function's palette in its order, and what never changes.

Fatal is always the dark blue and non-fatal the turquoise, wherever a figure tells them apart. No figure tells
anything by colour alone: every series is named where it stands, and neighbours differ in lightness.
"""

from __future__ import annotations

from collections.abc import Sequence

DARK_BLUE = "#12436D"
TURQUOISE = "#28A197"
DARK_PINK = "#801650"
ORANGE = "#F46A25"
DARK_GREY = "#3D3D3D"
LIGHT_PURPLE = "#A285D1"
PALETTE = (DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, DARK_GREY, LIGHT_PURPLE)

INK = "#0B0C0C"
QUIET_INK = "#484B4E"  # 8.6 to 1 on white
HAIRLINE = "#B1B4B6"
PAPER = "#FFFFFF"
WASH = "#F3F4F5"

FONT = "Inter Variable, Inter, Arial, Helvetica, sans-serif"
TEXT_PX = 14
SMALL_PX = 13

FATAL = ("fatal", "death", "deaths", "fatal cases")
NON_FATAL = ("non-fatal", "non fatal", "serious harm", "non-fatal cases")


def colours(series: Sequence[str]) -> dict[str, str]:
    """A colour for each series, in its order, with those of death and harm kept for them."""
    fixed = {name: DARK_BLUE for name in series if name.casefold() in FATAL}
    fixed |= {name: TURQUOISE for name in series if name.casefold() in NON_FATAL}
    free = [colour for colour in PALETTE if colour not in fixed.values()] or list(PALETTE)
    others = [name for name in series if name not in fixed]
    return fixed | {name: free[i % len(free)] for i, name in enumerate(others)}


def text_on(colour: str) -> str:
    """Ink or paper, whichever is read better on the colour."""
    return PAPER if 1.05 / (_luminance(colour) + 0.05) >= (_luminance(colour) + 0.05) / 0.05 else INK


def ink_of(colour: str) -> str:
    """The colour for words: itself where it is read well on white, else a darker one of its kind."""
    return {TURQUOISE: "#19655F", ORANGE: "#A8410A", LIGHT_PURPLE: "#6A4C9C"}.get(colour, colour)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
