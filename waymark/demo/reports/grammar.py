"""Text from patterns: “the [duty |]worker {saw} the home” says one of its alternatives each time it is asked.

In: patterns with alternatives in square brackets (they may nest) and slots in braces. Out: `Pattern`s, read
once and said many times. A slot of the grammar has alternatives that are patterns themselves; every other
slot is asked of the caller, by its name.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

Speak: TypeAlias = Callable[[str], str]
"""What the caller says for a slot that the grammar does not know."""


class Choice:
    """One of several parts. A slot's alternatives are filled in once all slots have been read."""

    __slots__ = ("of",)

    def __init__(self, of: list[Part]) -> None:
        self.of = of


class Asked:
    """A slot that the caller fills."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


Part: TypeAlias = "str | Choice | Asked | list[Part]"
Pattern: TypeAlias = Part


class Grammar:
    """Slots by name, each with its alternatives. Slots may name one another, but not in a circle."""

    def __init__(self, slots: Mapping[str, Iterable[str]]) -> None:
        self._slots: dict[str, Choice] = {name: Choice([]) for name in slots}
        for name, alternatives in slots.items():
            self._slots[name].of = [self.pattern(text) for text in alternatives]

    def pattern(self, text: str) -> Pattern:
        """Read a pattern. Brackets and braces that do not close raise ValueError."""
        part, rest = self._sequence(text, 0, "")
        if rest != len(text):
            raise ValueError(f"“{text[rest]}” at {rest} opens nothing in “{text}”")
        return part

    def _sequence(self, text: str, at: int, ends: str) -> tuple[Part, int]:
        """Parts one after the other, up to one of the characters in `ends`."""
        parts: list[Part] = []
        start = at
        while at < len(text) and text[at] not in ends:
            if text[at] in "[{":
                if text[start:at]:
                    parts.append(text[start:at])
                part, at = self._alternatives(text, at) if text[at] == "[" else self._slot(text, at)
                parts.append(part)
                start = at
            elif text[at] in "]}":
                break
            else:
                at += 1
        if text[start:at]:
            parts.append(text[start:at])
        return (parts[0] if len(parts) == 1 else parts or ""), at

    def _alternatives(self, text: str, at: int) -> tuple[Part, int]:
        opened, choice = at, Choice([])
        while at < len(text) and text[at] in "[|":
            part, at = self._sequence(text, at + 1, "|]")
            choice.of.append(part)
        if at == len(text) or text[at] != "]":
            raise ValueError(f"“[” at {opened} does not close in “{text}”")
        return choice, at + 1

    def _slot(self, text: str, at: int) -> tuple[Part, int]:
        closed = text.find("}", at)
        if closed < 0:
            raise ValueError(f"“{{” at {at} does not close in “{text}”")
        name = text[at + 1 : closed]
        return self._slots.get(name) or Asked(name), closed + 1


def said(pattern: Pattern, speak: Speak, chance: random.Random) -> str:
    """The pattern in words, with single spaces and none before a comma or full stop."""
    words: list[str] = []
    _say(pattern, words.append, speak, chance.random)
    return " ".join("".join(words).split()).replace(" ,", ",").replace(" .", ".")


def _say(part: Part, say: Callable[[str], object], speak: Speak, draw: Callable[[], float]) -> None:
    kind = type(part)
    if kind is str:
        say(part)  # type: ignore[arg-type]
    elif kind is Choice:
        of = part.of  # type: ignore[union-attr]
        _say(of[int(draw() * len(of))], say, speak, draw)
    elif kind is Asked:
        say(speak(part.name))  # type: ignore[union-attr]
    else:
        for inner in part:  # type: ignore[union-attr]
            _say(inner, say, speak, draw)
