"""A question of the desk as HTML: what it asks is written once for all, what stands of it is filled in.

In: the questions of a form and the page they stand on. Out: safe strings. The markup is in the templates
`desk/question.html`, `first.html`, `first_passage.html`, `pinned.html`, `aside.html` and `changed.html`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from waymark.reading.models import Form
from waymark.web.desk.prepared import Prepared, gap, prepare, prepared
from waymark.web.desk.questions import Asked, FirstReading, Pinned, Question
from waymark.web.templatetags.waymark import clock

_PINNED_CHARACTERS = 160
_FIRST_CHARACTERS = 140
_NOTHING = SafeString("")
_CHECKED = SafeString(" checked")


@dataclass(frozen=True)
class Sheet:
    """The page that a form's questions stand on. `under`: the version of the instrument that is shown; `closed`: the
    answers can be read only; `report`: one is shown; `own`: whoever looks may say of an answer that it still holds,
    also when the form is finished."""

    form: Form
    under: int
    closed: bool
    report: bool
    forgery: str
    own: bool = True


@dataclass(frozen=True)
class Written:
    """One question: its HTML, and what a list of the missing ones says of it."""

    id: str
    asks: str
    missing: bool
    html: SafeString


def written(question: Question, sheet: Sheet) -> Written:
    asked = question.asked
    missing = question.applies and not question.answered
    frame, unchecked = _frame(asked)
    values = {**unchecked, **_of_page(sheet), **_of_state(question, sheet, missing)}
    for code in question.chosen:
        values[_box(code)] = _CHECKED
    if question.given:
        values[_box(f"kind:{question.given}")] = _CHECKED
    return Written(asked.id, asked.asks, missing, frame.filled(values))


def _of_page(sheet: Sheet) -> dict[str, str]:
    return {
        "form": str(sheet.form.pk),
        "under": str(sheet.under),
        "forgery": sheet.forgery,
        "disabled": SafeString(" disabled") if sheet.closed else _NOTHING,
        "quote": prepared("desk/quote.html").filled({}) if sheet.report and not sheet.closed else _NOTHING,
    }


def _of_state(question: Question, sheet: Sheet, missing: bool) -> dict[str, str]:
    return {
        "missing": SafeString(" wm-question--missing") if missing else _NOTHING,
        "version": str(question.version),
        "answered": "yes" if question.answered else "no",
        "hidden": _NOTHING if question.applies else SafeString(" hidden"),
        "state": _state(question),
        "token": question.token,
        "problem": question.problem,
        "typed": question.typed,
        "memo": question.memo,
        "memo_open": SafeString(" open") if question.memo else _NOTHING,
        "first": _first(question.first, sheet) if question.first else _NOTHING,
        "changed": _told("desk/changed.html", question, sheet) if question.changed else _NOTHING,
        "aside": _told("desk/aside.html", question, sheet) if question.aside else _NOTHING,
        "pinned": _joined(_pinned(passage, sheet) for passage in question.pinned),
    }


def _state(question: Question) -> str:
    if question.aside:
        return "two answers"
    return clock(question.at) if question.answered and question.at else "missing"


@lru_cache(maxsize=4096)
def _frame(asked: Asked) -> tuple[Prepared, Mapping[str, str]]:
    """The question with its gaps, and for each of its boxes that it is not checked."""
    choices = [(choice, _box(choice.sent)) for choice in asked.choices]
    apart = [(choice, _box(f"kind:{choice.sent}")) for choice in asked.open]
    known = {
        "asked": asked,
        "choices": [(choice, gap(name)) for choice, name in choices],
        "open": [(choice, gap(name)) for choice, name in apart],
    }
    return prepare("desk/question.html", known), {name: _NOTHING for _, name in (*choices, *apart)}


def _box(sent: str) -> str:
    return f"checked {sent}"


def _first(first: FirstReading, sheet: Sheet) -> SafeString:
    holds = {"memo": first.memo, "passages": first.passages, "confirmed": first.confirmed}
    return prepared("desk/first.html", *(name for name, there in holds.items() if there)).filled(
        {
            "form": str(sheet.form.pk),
            "reader": first.reader,
            "words": first.words,
            "memo": first.memo,
            "passages": _joined(_of_first(passage) for passage in first.passages),
        }
    )


def _of_first(passage: Pinned) -> SafeString:
    return prepared("desk/first_passage.html").filled(_where(passage, _FIRST_CHARACTERS))


def _pinned(passage: Pinned, sheet: Sheet) -> SafeString:
    holds = {"moved": passage.moved, "open": not sheet.closed}
    return prepared("desk/pinned.html", *(name for name, there in holds.items() if there)).filled(
        {
            **_where(passage, _PINNED_CHARACTERS),
            "id": str(passage.id),
            "number": str(passage.number),
            "moved": passage.moved,
            "form": str(sheet.form.pk),
            "forgery": sheet.forgery,
        }
    )


def _where(passage: Pinned, characters: int) -> dict[str, str]:
    return {
        "report": passage.report,
        "page": str(passage.page),
        "start": str(passage.start),
        "end": str(passage.end),
        "quote": Truncator(passage.quote).chars(characters),
    }


def _told(template: str, question: Question, sheet: Sheet) -> SafeString:
    """What is seldom told, and so is written anew."""
    context: dict[str, Any] = {
        "question": question,
        "form": sheet.form,
        "closed": sheet.closed,
        "own": sheet.own,
        "csrf_token": sheet.forgery,
    }
    return render_to_string(template, context)


def _joined(pieces: Any) -> SafeString:
    return mark_safe("".join(pieces))
