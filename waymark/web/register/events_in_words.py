"""Events of the trail as a person reads them: what was done, to what, what stood before and after, and the rest.

In: events and the pack; out: `EventShown`. Values of variables are told in words; whatever else an event keeps is
told as it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable
from waymark.register.in_words import value_in_words
from waymark.register.stored import value_from_json
from waymark.study.models import Event

_TOLD_APART = ("before", "after", "variable", "why")
_LONGEST = 400


@dataclass(frozen=True)
class EventShown:
    """`changes`: whether `before` and `after` tell something. `further`: what else the event keeps, named."""

    at: datetime
    person: str
    action: str
    subject: str
    case: str
    variable: str
    changes: bool
    before: str
    after: str
    why: str
    further: tuple[tuple[str, str], ...]

    @property
    def as_text(self) -> str:
        """Everything but who, when and what, on one line, for a file."""
        parts = [f"{self.variable}:" if self.variable else ""]
        parts.append(
            f"before {self.before or 'nothing'}; after {self.after or 'nothing'};" if self.changes else ""
        )
        parts += [
            f"why: {self.why};" if self.why else "",
            *(f"{name}: {words};" for name, words in self.further),
        ]
        return " ".join(part for part in parts if part).rstrip(";")


def events_shown(events: Iterable[Event], pack: Pack) -> list[EventShown]:
    return [_shown(event, pack) for event in events]


def _shown(event: Event, pack: Pack) -> EventShown:
    detail: Mapping[str, Any] = event.detail if isinstance(event.detail, dict) else {}
    variable = pack.variables.get(str(detail.get("variable", "")))
    return EventShown(
        at=event.at,
        person=event.person.called,
        action=event.action[:1].upper() + event.action[1:],
        subject=event.subject,
        case=event.case,
        variable=variable.label if variable else str(detail.get("variable", "")),
        changes="before" in detail or "after" in detail,
        before=_value(variable, detail.get("before")),
        after=_value(variable, detail.get("after")),
        why=str(detail.get("why", "")),
        further=tuple(
            (_name(key), _plain(value))
            for key, value in detail.items()
            if key not in _TOLD_APART and value not in ("", [], {}, None)
        ),
    )


def _value(variable: Variable | None, value: Any) -> str:
    """A value of a variable in words; an answer kept with its kind by that kind, where it has no value."""
    if isinstance(value, dict):
        answer = value.get("value")
        words = str(value.get("kind", "")).capitalize() if answer is None else _value(variable, answer)
        rest = {key: part for key, part in value.items() if key not in ("kind", "value", "version")}
        return "; ".join(part for part in (words, _plain(rest)) if part)
    if variable is None or value is None:
        return _plain(value)
    try:
        return value_in_words(variable, value_from_json(variable, value))
    except (TypeError, ValueError):  # the variable was of another type when the event was kept
        return _plain(value)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        text = "; ".join(f"{_name(key)}: {_plain(part)}" for key, part in value.items())
    elif isinstance(value, list):
        text = ", ".join(_plain(part) for part in value)
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    else:
        text = str(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " […]"


def _name(key: str) -> str:
    return str(key).replace("_", " ")
