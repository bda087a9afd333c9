"""The questions of a form as the desk shows them: how each is answered, what stands, what is pinned, by which keys.

Pure but for the rows it is given. In: a form as it stands. Out: frozen values: what a question asks, which is the
same for everyone, and what stands of it in this form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Literal
from uuid import uuid4

from waymark.instruments.conditions import Value
from waymark.instruments.dates import in_full
from waymark.instruments.forms import Item
from waymark.instruments.variables import Category, Variable
from waymark.reading.models import Answer, Evidence, Kind
from waymark.reading.queries import FormAsItStands, ItemAsItStands, shown
from waymark.register.stored import value_as_text, value_from_json

Control = Literal["one", "several", "line", "text"]

OPEN_KINDS = ((Kind.NOT_STATED, "0"), (Kind.UNCLEAR, "x"), (Kind.NOT_APPLICABLE, "-"))
"""The answers without a value, each with its key."""

KEYS_OF_CHOICES = "123456789" + "abdfhilorwz" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The keys of the choices, in their order. Digits, then the letters with which the desk does nothing else (`c` and `s`
are left for codes and suggestions), then, for a list as long as that, capitals."""


@dataclass(frozen=True)
class Choice:
    """`sent`: what the form sends for it. `key` is empty where there are more choices than keys."""

    id: str
    sent: str
    label: str
    hint: str
    key: str


@dataclass(frozen=True)
class Asked:
    """What belongs to a question whoever answers it. `number` is its place in the form."""

    id: str
    number: int
    variable: str
    asks: str
    help: str
    control: Control
    folded: bool
    rows: int
    choices: tuple[Choice, ...]
    open: tuple[Choice, ...]


@dataclass(frozen=True)
class Pinned:
    """`number` counts the passages of the form in the order of pinning."""

    id: int
    number: int
    report: str
    page: int
    start: int
    end: int
    quote: str
    moved: str


@dataclass(frozen=True)
class FirstReading:
    """What the first reader answered, where this one may see it."""

    reader: str
    words: str
    memo: str
    passages: tuple[Pinned, ...]
    confirmed: bool


@dataclass(frozen=True)
class KeptBeside:
    """An answer of this reader beside the one that counts, until they say which of the two is to count."""

    answer: int
    words: str
    at: datetime


@dataclass(frozen=True)
class Question:
    """`chosen`: the codes that stand, `typed` the text. `token` goes with the answer where no script makes one;
    `problem`: why what was sent could not be saved; `changed`: what became of the question since it was answered."""

    asked: Asked
    applies: bool
    answered: bool
    version: int
    given: str
    words: str
    at: datetime | None
    chosen: tuple[str, ...]
    typed: str
    memo: str
    pinned: tuple[Pinned, ...]
    first: FirstReading | None
    changed: str
    aside: tuple[KeptBeside, ...]
    token: str
    problem: str = ""


@dataclass(frozen=True)
class Part:
    title: str
    questions: tuple[Question, ...]


def parts_of(stands: FormAsItStands) -> tuple[Part, ...]:
    numbers = _numbers(stands.items)
    order = {item.item.variable: at for at, item in enumerate(stands.items, start=1)}
    return tuple(
        Part(
            section.title,
            tuple(_question(item, order[item.item.variable], numbers) for item in section.items),
        )
        for section in stands.sections
    )


def with_problem(parts: Iterable[Part], problem: str, name: str, typed: Sequence[str]) -> tuple[Part, ...]:
    """The question of that id tells its problem, and shows what was typed."""
    return tuple(
        replace(
            part,
            questions=tuple(
                replace(q, problem=problem, typed=next(iter(typed), "")) if q.asked.id == name else q
                for q in part.questions
            ),
        )
        for part in parts
    )


def _numbers(items: Iterable[ItemAsItStands]) -> dict[int, int]:
    pinned = sorted(evidence.pk for item in items for evidence in item.evidence)
    return {pk: number for number, pk in enumerate(pinned, start=1)}


def _question(item: ItemAsItStands, order: int, numbers: dict[int, int]) -> Question:
    variable, answer = item.variable, item.answer
    value = item.value
    return Question(
        asked=asked_of(item.item, variable, order),
        applies=item.applies,
        answered=item.answered,
        version=item.version,
        given=answer.kind if answer else "",
        words=item.in_words,
        at=answer.at if answer else None,
        chosen=tuple(sent_of(value)),
        typed="" if variable.categories else typed_of(variable, value),
        memo=answer.memo if answer else "",
        pinned=pinned_of(item.evidence, numbers),
        first=_first(item),
        changed=item.changed,
        aside=tuple(_beside(variable, one) for one in item.aside),
        token=str(uuid4()),
    )


def asked_of(item: Item, variable: Variable, number: int) -> Asked:
    """The same value each time, while the pack says the same."""
    control = control_of(variable, item.lines)
    return _asked(
        number, variable.key, item.question, item.help, control, item.folded, item.lines, variable.categories
    )


@lru_cache(maxsize=4096)
def _asked(
    number: int,
    variable: str,
    asks: str,
    help_: str,
    control: Control,
    folded: bool,
    lines: int,
    categories: tuple[Category, ...],
) -> Asked:
    name = f"q-{variable}"
    apart = (
        Choice(f"{name}-{kind.name.lower()}", kind.value, str(kind.label), "", key)
        for kind, key in OPEN_KINDS
    )
    choices = _choices(name, categories)
    return Asked(name, number, variable, asks, help_, control, folded, max(lines, 3), choices, tuple(apart))


def control_of(variable: Variable, lines: int) -> Control:
    if variable.type == "categories":
        return "several"
    if variable.categories:
        return "one"
    return "text" if lines > 1 else "line"


def _choices(name: str, categories: Iterable[Category]) -> tuple[Choice, ...]:
    """Categories that only say that nothing is known stand apart, as answers of their own."""
    stated = [category for category in categories if not category.missing]
    return tuple(
        Choice(
            f"{name}-{at}",
            category.code,
            category.label,
            category.definition,
            KEYS_OF_CHOICES[at - 1 : at],
        )
        for at, category in enumerate(stated, start=1)
    )


def sent_of(value: Value) -> list[str]:
    """A value as a form sends it."""
    if value is None:
        return []
    return list(value) if isinstance(value, tuple) else [value_as_text(value)]


def typed_of(variable: Variable, value: Value) -> str:
    """A value as a person would type it, so that it can be read back."""
    if value is None:
        return ""
    if isinstance(value, date):
        return in_full(value)
    return shown(variable, Kind.VALUE, value) if variable.type == "age" else value_as_text(value)


def answer_as_sent(variable: Variable, answer: Answer) -> list[str]:
    """What a page would have to show as chosen or typed for this answer."""
    value = value_from_json(variable, answer.value) if answer.kind == Kind.VALUE else None
    if variable.categories or value is None:
        return sent_of(value)
    return [typed_of(variable, value)]


def pinned_of(evidence: Iterable[Evidence], numbers: dict[int, int]) -> tuple[Pinned, ...]:
    return tuple(
        Pinned(
            one.pk,
            numbers.get(one.pk, 0),
            one.report.ref,
            one.page,
            one.start,
            one.end,
            one.quote,
            "" if one.carried == "same" else one.get_carried_display(),
        )
        for one in evidence
    )


def _beside(variable: Variable, answer: Answer) -> KeptBeside:
    value = value_from_json(variable, answer.value) if answer.kind == Kind.VALUE else None
    return KeptBeside(answer.pk, shown(variable, answer.kind, value), answer.at)


def _first(item: ItemAsItStands) -> FirstReading | None:
    if item.first is None:
        return None
    answer = item.first.answer
    value = value_from_json(item.variable, answer.value) if answer.kind == Kind.VALUE else None
    return FirstReading(
        answer.form.reader_name,
        shown(item.variable, answer.kind, value),
        answer.memo,
        pinned_of(item.first.evidence, {}),
        item.answer is not None and item.answer.first_id == answer.pk,
    )
