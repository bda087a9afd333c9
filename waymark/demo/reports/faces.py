"""The two families of type that the synthetic reports are set in, with the width of every word.

Widths come from the metrics of the standard fonts that reportlab carries, so nothing is embedded or read
from the machine. A width is in thousandths of the type size. Two signs stand for what is blacked out: `BAR`
is drawn as a rectangle and never written, `BLOCK` is written with a font of its own (`block_font`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from reportlab.pdfbase import pdfmetrics

from waymark.instruments.problems import InputProblem

Family = Literal["serif", "sans"]
Cut = Literal["plain", "bold", "italic"]

BAR = "\ue000"
BLOCK = "█"
BLOCKED_OUT_WIDTH = 550

_NAMES: dict[tuple[Family, Cut], str] = {
    ("serif", "plain"): "Times-Roman",
    ("serif", "bold"): "Times-Bold",
    ("serif", "italic"): "Times-Italic",
    ("sans", "plain"): "Helvetica",
    ("sans", "bold"): "Helvetica-Bold",
    ("sans", "italic"): "Helvetica-Oblique",
}


class WordWidths(dict[str, int]):
    """Widths of the words met so far; a new word is measured when it is first asked for."""

    def __init__(self, characters: dict[str, int], name: str) -> None:
        super().__init__()
        self._characters = characters
        self._name = name

    def __missing__(self, word: str) -> int:
        try:
            width = sum(map(self._characters.__getitem__, word))
        except KeyError as missing:
            raise InputProblem(
                f"The character {missing.args[0]!r} of “{word}” cannot be drawn: {self._name} has none.",
                right="Text of a synthetic report keeps to the characters of Windows-1252.",
            ) from None
        self[word] = width
        return width


@dataclass(frozen=True, eq=False)
class Face:
    name: str
    widths: WordWidths
    space: int

    def points(self, text: str, size: float) -> float:
        """The width of a line that may hold spaces."""
        words = text.split(" ")
        return (sum(map(self.widths.__getitem__, words)) + self.space * (len(words) - 1)) * size / 1000


@cache
def face(family: Family, cut: Cut) -> Face:
    name = _NAMES[family, cut]
    by_code = pdfmetrics.getFont(name).widths
    characters = {BAR: BLOCKED_OUT_WIDTH, BLOCK: BLOCKED_OUT_WIDTH}
    for code in (*range(33, 127), *range(128, 173), *range(174, 256)):
        character = bytes([code]).decode("cp1252", "ignore")
        if character:
            characters[character] = by_code[code]
    return Face(name, WordWidths(characters, name), by_code[32])


@dataclass(frozen=True)
class Lettering:
    """How a kind of text is set. `size` and `leading` in points; `ink` is the colour as PDF writes it."""

    face: Face
    size: float
    leading: float
    ink: str = "0 g"

    @property
    def drop(self) -> float:
        """From the top of a line down to its baseline."""
        return self.leading / 2 + self.size * 0.26

    def points(self, text: str) -> float:
        return self.face.points(text, self.size)
