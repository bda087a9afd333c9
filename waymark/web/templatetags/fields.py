"""Fields of a form as the GOV.UK Design System draws them: label, hint, error, and what was typed kept.

A view gives its template `errors` (field name → what is wrong and what would be right) and `typed` (what was
sent, such as `request.POST`); each field finds its own in them, and `error_summary` lists them all with a link
to each field. An error under the name "" belongs to no field. Any further argument becomes an attribute of the
control, underscores as hyphens: `{% text_input "q" "Search" data_key="/" %}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()


@dataclass(frozen=True)
class Field:
    """What every kind of field shows. `value` is text; kinds of several values keep theirs elsewhere."""

    name: str
    id: str
    label: str
    hint: str
    error: str
    value: str = ""

    @property
    def described(self) -> SafeString:
        """The attribute that ties hint and error to the control."""
        told = [f"{self.id}-{part}" for part in ("hint", "error") if getattr(self, part)]
        return flatatt({"aria-describedby": " ".join(told)} if told else {})


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    hint: str
    id: str
    chosen: bool


@dataclass(frozen=True)
class DatePart:
    name: str
    id: str
    label: str
    value: str
    width: int


@dataclass(frozen=True)
class Listed:
    """An error as the summary lists it."""

    field: str
    message: str


@register.inclusion_tag("web/error_summary.html", takes_context=True)
def error_summary(context: Context) -> dict[str, Any]:
    errors: Mapping[str, Any] = context.get("errors") or {}
    field_ids: Mapping[str, str] = context.get("field_ids") or {}
    return {
        "listed": [
            Listed("" if name in ("", "__all__") else field_ids.get(name, name), message)
            for name, value in errors.items()
            for message in _messages(value)
        ]
    }


@register.inclusion_tag("web/field/text_input.html", takes_context=True)
def text_input(
    context: Context,
    name: str,
    label: str,
    *,
    value: object = None,
    hint: str = "",
    kind: str = "text",
    width: int = 0,
    **further: object,
) -> dict[str, Any]:
    """`width`: how many characters fit, one of 2, 3, 4, 5, 10, 20, 30."""
    field = _field(context, name, label, hint, further, value)
    return {"field": field, "kind": kind, "width": width, "further": _attributes(further)}


@register.inclusion_tag("web/field/text_area.html", takes_context=True)
def text_area(
    context: Context,
    name: str,
    label: str,
    *,
    value: object = None,
    hint: str = "",
    rows: int = 4,
    **further: object,
) -> dict[str, Any]:
    field = _field(context, name, label, hint, further, value)
    return {"field": field, "rows": rows, "further": _attributes(further)}


@register.inclusion_tag("web/field/file_input.html", takes_context=True)
def file_input(
    context: Context, name: str, label: str, *, hint: str = "", **further: object
) -> dict[str, Any]:
    field = _field(context, name, label, hint, further, "")
    return {"field": field, "further": _attributes(further)}


@register.inclusion_tag("web/field/select.html", takes_context=True)
def select(
    context: Context,
    name: str,
    label: str,
    options: Iterable[Any],
    *,
    value: object = None,
    hint: str = "",
    **further: object,
) -> dict[str, Any]:
    field = _field(context, name, label, hint, further, value)
    shown = _options(field.id, options, {field.value})
    return {"field": field, "options": shown, "further": _attributes(further)}


@register.inclusion_tag("web/field/radios.html", takes_context=True)
def radios(
    context: Context,
    name: str,
    label: str,
    options: Iterable[Any],
    *,
    value: object = None,
    hint: str = "",
    inline: bool = False,
    **further: object,
) -> dict[str, Any]:
    field = _field(context, name, label, hint, further, value)
    shown = _options(field.id, options, {field.value})
    return {"field": field, "options": shown, "inline": inline}


@register.inclusion_tag("web/field/checkboxes.html", takes_context=True)
def checkboxes(
    context: Context,
    name: str,
    label: str,
    options: Iterable[Any],
    *,
    values: Iterable[object] | None = None,
    hint: str = "",
    inline: bool = False,
    **further: object,
) -> dict[str, Any]:
    typed = context.get("typed")
    if typed is not None:
        several = getattr(typed, "getlist", None)
        chosen: Iterable[object] = several(name) if several else typed.get(name, ())
    else:
        chosen = values or ()
    field = _field(context, name, label, hint, further, "")
    shown = _options(field.id, options, {str(one) for one in chosen})
    return {"field": field, "options": shown, "inline": inline}


@register.inclusion_tag("web/field/date_input.html", takes_context=True)
def date_input(
    context: Context,
    name: str,
    label: str,
    *,
    value: date | None = None,
    hint: str = "",
    **further: object,
) -> dict[str, Any]:
    """Three fields, `name-day`, `name-month` and `name-year`; the first has the id that errors lead to."""
    field = _field(context, name, label, hint, further, "")
    typed: Mapping[str, object] = context.get("typed") or {}
    parts = [
        DatePart(
            f"{name}-{part}",
            field.id if part == "day" else f"{field.id}-{part}",
            part.capitalize(),
            str(typed.get(f"{name}-{part}", getattr(value, part, ""))),
            4 if part == "year" else 2,
        )
        for part in ("day", "month", "year")
    ]
    return {"field": field, "parts": parts}


def _field(
    context: Context, name: str, label: str, hint: str, further: dict[str, object], value: object = None
) -> Field:
    """Takes `id` out of the further arguments. What was typed comes before what was stored."""
    typed: Mapping[str, object] = context.get("typed") or {}
    errors: Mapping[str, object] = context.get("errors") or {}
    shown = typed.get(name, value)
    return Field(
        name=name,
        id=str(further.pop("id", name)),
        label=label,
        hint=hint,
        error=" ".join(_messages(errors.get(name))),
        value="" if shown is None else str(shown),
    )


def _messages(value: object) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [str(one) for one in value]
    return [str(value)]


def _options(field_id: str, options: Iterable[Any], chosen: set[str]) -> list[Option]:
    """From pairs (value, label), triples with a hint, or plain words. The first has the id of the field."""
    shown: list[Option] = []
    for place, option in enumerate(options):
        parts = (option, option) if isinstance(option, str) else tuple(option)
        value, label, hint = (*parts, "")[:3]
        option_id = field_id if place == 0 else f"{field_id}-{place + 1}"
        shown.append(Option(str(value), str(label), str(hint), option_id, str(value) in chosen))
    return shown


def _attributes(further: Mapping[str, object]) -> SafeString:
    return flatatt({name.replace("_", "-"): value for name, value in further.items()})
