"""What a reader gives as an answer, typed: from what was chosen or typed to a value of the variable.

Pure. In: the variable and what the form sent. Out: `Given`; what cannot be read raises `InputProblem` with what
would be right. A choice that only says “not stated” becomes the answer of that kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from waymark.instruments.conditions import Value
from waymark.instruments.dates import in_full
from waymark.instruments.forms import ANSWERS_WITHOUT_VALUE
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place, did_you_mean
from waymark.instruments.variables import Variable
from waymark.register.cleaning.cell import clean_cell
from waymark.register.stored import value_as_text

VALUE = "value"
TAKEN_BACK = "taken back"
WITHOUT_VALUE = (*ANSWERS_WITHOUT_VALUE, TAKEN_BACK)
LONGEST_TEXT = 100_000


@dataclass(frozen=True)
class Given:
    """`kind` as of `reading.models.Kind`; a value only where the kind is ``value``."""

    kind: str
    value: Value = None
    memo: str = ""

    def __post_init__(self) -> None:
        if (self.kind == VALUE) is (self.value is None):
            raise ValueError("an answer has a value exactly when its kind says so")


def read_given(pack: Pack, variable: Variable, kind: str, raw: Sequence[str], memo: str = "") -> Given:
    """`raw`: the codes chosen, or the one text typed."""
    if len(memo) > LONGEST_TEXT:
        raise _problem(variable, "the memo is too long.", f"Keep it under {LONGEST_TEXT:,} characters.")
    if kind in WITHOUT_VALUE:
        return Given(kind, None, memo)
    if kind != VALUE:
        raise _problem(
            variable, f"“{kind}” is no kind of answer.", did_you_mean(kind, (VALUE, *WITHOUT_VALUE))
        )
    said = [text for text in raw if text.strip()]
    if not said:
        return Given(TAKEN_BACK, None, memo)
    if variable.categories:
        return _chosen(pack, variable, said, memo)
    return Given(VALUE, _typed(variable, said[0]), memo)


def kind_of_code(pack: Pack, code: str) -> str:
    """The kind of answer that a category which means “not stated” stands for."""
    named = {category: kind for kind, category in pack.about.answer_codes.items()}
    return named.get(code, WITHOUT_VALUE[0])


def code_of_kind(pack: Pack, variable: Variable, kind: str) -> str | None:
    """The category that stands for an answer without a value; None where the variable has none."""
    wanted = (pack.about.answer_codes.get(kind), pack.about.answer_codes.get(WITHOUT_VALUE[0]))
    return next((code for code in wanted if code in variable.missing_codes), None)


def shown(variable: Variable, kind: str, value: Value) -> str:
    """An answer in words."""
    if kind != VALUE:
        return "No answer" if kind == TAKEN_BACK else kind.capitalize()
    if isinstance(value, tuple | list):
        return "; ".join(_label(variable, str(code)) for code in value)
    if variable.categories:
        return _label(variable, str(value))
    if isinstance(value, date):
        return in_full(value)
    unit = f" {variable.unit}" if variable.unit else " months" if variable.type == "age" else ""
    return f"{value_as_text(value)}{unit}"


def _label(variable: Variable, code: str) -> str:
    """The label of a category, or the code itself where the pack no longer has it."""
    return next((c.label for c in variable.categories if c.code == code), code)


def _chosen(pack: Pack, variable: Variable, said: Sequence[str], memo: str) -> Given:
    codes = [category.code for category in variable.categories]
    for code in said:
        if code not in codes:
            raise _problem(variable, f"“{code}” is not among the answers.", did_you_mean(code, codes))
    stated = [code for code in codes if code in said and code not in variable.missing_codes]
    if not stated:
        return Given(kind_of_code(pack, said[0]), None, memo)
    if variable.type == "categories":
        return Given(VALUE, tuple(stated), memo)
    if len(said) > 1:
        raise _problem(variable, f"{len(said)} answers are chosen.", "Choose one.")
    return Given(VALUE, stated[0], memo)


def _typed(variable: Variable, text: str) -> Value:
    if len(text) > LONGEST_TEXT:
        raise _problem(variable, "the text is too long.", f"Keep it under {LONGEST_TEXT:,} characters.")
    if variable.type == "text":
        return text.strip()
    read = clean_cell(variable, text)
    if read is None or read.value is None:
        why = read.problem if read and read.problem else f"“{text}” cannot be read."
        raise _problem(variable, why, _FORMS.get(variable.type, ""))
    return read.value


_FORMS = {
    "date": "Write a date as 14/5/2012 or 14 May 2012.",
    "number": "Write a whole number.",
    "age": "Write an age as “7 months”, “3 years” or “2 years 4 months”.",
}


def _problem(variable: Variable, what: str, right: str) -> InputProblem:
    return InputProblem(what, place=Place(part=variable.label), right=right)
