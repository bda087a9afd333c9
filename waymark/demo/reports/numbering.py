"""How a report numbers its sections, headings and paragraphs, and how its headings are written."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Literal

NumberStyle = Literal["4.1", "4-12", "4.1.2", "headings", "(a)", "12.", "none"]
HeadingStyle = Literal["sentence", "capitals", "section"]

_NUMBER_STYLES: tuple[NumberStyle, ...] = (
    "4.1",
    "4.1",
    "4-12",
    "4.1.2",
    "headings",
    "headings",
    "(a)",
    "12.",
    "none",
    "none",
)
_HEADING_STYLES: tuple[HeadingStyle, ...] = ("sentence", "sentence", "sentence", "capitals", "section")


@dataclass
class Numbering:
    """Counts as it goes. Sections at the back have names of their own and number nothing."""

    style: NumberStyle
    headings: HeadingStyle
    _section: int = 0
    _subhead: int = 0
    _paragraph: int = 0
    _running: int = 0
    _numbers: bool = field(default=True)

    @staticmethod
    def drawn(chance: random.Random) -> Numbering:
        return Numbering(chance.choice(_NUMBER_STYLES), chance.choice(_HEADING_STYLES))

    def section(self, title: str) -> tuple[str, str]:
        """The next section of the body: its number and its heading as printed."""
        self._section, self._subhead, self._paragraph, self._numbers = self._section + 1, 0, 0, True
        if self.headings == "section":
            return "", f"Section {self._section} – {title}"
        number = "" if self.style in ("(a)", "12.", "none") else f"{self._section}"
        if number and self.style == "headings":
            number += "."
        return number, self.heading(title)

    def back_section(self, title: str) -> str:
        self._numbers = False
        return self.heading(title)

    def heading(self, title: str) -> str:
        return title.upper() if self.headings == "capitals" else title

    def subhead(self) -> str:
        self._subhead += 1
        if self.style == "4.1.2":
            self._paragraph = 0
        return (
            f"{self._section}.{self._subhead}"
            if self._numbers and self.style in ("4.1.2", "headings")
            else ""
        )

    def paragraph(self) -> str:
        if not self._numbers or self.style in ("none", "headings"):
            return ""
        self._paragraph += 1
        self._running += 1
        match self.style:
            case "4.1":
                return f"{self._section}.{self._paragraph}"
            case "4-12":
                return f"{self._section}-{self._paragraph}"
            case "4.1.2":
                parts = (
                    [self._section, self._subhead, self._paragraph]
                    if self._subhead
                    else [self._section, self._paragraph]
                )
                return ".".join(map(str, parts))
            case "(a)":
                return f"({_letters(self._paragraph)})"
            case _:
                return f"{self._running}."


def _letters(number: int) -> str:
    """a to z, aa to az, and so on."""
    return (_letters((number - 1) // 26) if number > 26 else "") + chr(ord("a") + (number - 1) % 26)
