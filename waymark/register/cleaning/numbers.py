"""Whole numbers as people write them: figures, words, "none", with a remark or a plus behind.

Out: the statement with an integer within the limits of the variable, or with a problem. Ages use the number
words too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from waymark.instruments.variables import Variable
from waymark.register.cleaning.asides import heard, telling
from waymark.register.cleaning.wording import fold, tidy
from waymark.register.values import CellValue, Stated

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
NUMBER_WORDS = {
    word: number for number, word in enumerate((_WORDS + " seventeen eighteen nineteen twenty").split())
}
_NONE = frozenset(("none", "nil", "no", "zero", "nought", "0"))
_FIGURES = re.compile(r"-?\d{1,3}(?:,\d{3})+|-?\d+")
_ALONE = re.compile(rf"({_FIGURES.pattern})(?:\.0*)?")
_AT_LEAST = re.compile(r"(\d+)\s*(?:\+|or more|and over|plus)|(?:at least|more than|over)\s+(\d+)")
_LONGEST = 15  # figures; no count of anything in a case is longer


def clean_number(opened: Stated, cell: CellValue, variable: Variable) -> Stated:
    if isinstance(cell, (bool, date)):
        return replace(opened, problem=_not_a_number(opened.raw))
    if isinstance(cell, (int, float)):
        if not abs(cell) < 10**_LONGEST or cell != int(cell):
            return replace(opened, problem=f"“{opened.raw}” is not a whole number.")
        return within_limits(replace(opened, value=int(cell)), variable)
    return within_limits(_from_text(opened, tidy(str(cell))), variable)


def within_limits(stated: Stated, variable: Variable) -> Stated:
    """The statement, or the problem that its value lies outside the limits of the variable."""
    value = stated.value
    if not isinstance(value, int):
        return stated
    if (variable.low is None or value >= variable.low) and (variable.high is None or value <= variable.high):
        return stated
    says = f"“{stated.raw}” is outside the limits of “{variable.label}”: {limits(variable)}."
    return replace(stated, value=None, steps=(), problem=says)


def limits(variable: Variable) -> str:
    unit = f" {variable.unit}" if variable.unit else ""
    if variable.low is not None and variable.high is not None:
        return f"{variable.low} to {variable.high}{unit}"
    return f"at least {variable.low}{unit}" if variable.low is not None else f"at most {variable.high}{unit}"


def _from_text(opened: Stated, text: str) -> Stated:
    if len(text) <= _LONGEST and (found := _ALONE.fullmatch(text)):
        value = int(found[1].replace(",", ""))
        return (
            replace(opened, value=value)
            if str(value) == text
            else opened.then("number-plain", value, str(value))
        )
    said = heard(text.casefold())
    words = fold(said.bare)
    if words in _NONE:
        return telling(opened.then("number-none", 0, "0"), said)
    if found := _AT_LEAST.fullmatch(said.bare):
        least = int((found[1] or found[2])[:_LONGEST])
        if said.bare.startswith(("more than", "over")):
            return replace(opened, problem=_not_a_number(opened.raw))
        stated = opened.then("number-at-least", least, str(least))
        return replace(stated, problem=f"“{opened.raw}” says at least {least}; {least} is taken.")
    numbers = [int(n.replace(",", "")) for n in _FIGURES.findall(said.bare[:200]) if len(n) <= _LONGEST]
    numbers += [NUMBER_WORDS[word] for word in words.split() if word in NUMBER_WORDS]
    if len(numbers) == 1 and _only_names_it(said.bare):
        rule = "number-without-remark" if said.bare == str(numbers[0]) else "number-from-words"
        stated = opened.then(rule, numbers[0], str(numbers[0]))
        return telling(stated, replace(said, aside="") if rule == "number-without-remark" else said)
    return replace(opened, problem=_not_a_number(opened.raw))


def _only_names_it(bare: str) -> bool:
    """Whether the words beside the number only name what is counted: no fraction, limit, unit of time or
    “not”."""
    if re.search(r"\d\s*[./%<>]\s*\d|[<>%]|\d\.\d", bare):
        return False
    return not re.search(r"\b(?:under|over|less|more|most|least|than|up|not|no|or|several|half$)\b", bare)


def _not_a_number(raw: str) -> str:
    return f"“{raw}” is not one whole number."
