"""Which answers a change of the instrument touches, and which the question does not have any more.

In: answers, the versions of their instrument and the pack as it stands. Out: what was changed of each one's question
since it was given, in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from waymark.instruments.pack import Pack
from waymark.reading.instrument_versions import Versions, as_it_was, changes_touching
from waymark.reading.models import Answer, Form, Kind, LookedAtAgain
from waymark.register.stored import value_from_json


def answered_variables(pack: Pack, own: Mapping[str, Answer]) -> list[str]:
    """Those with an answer of any kind that the question still has."""
    return [
        name
        for name, answer in own.items()
        if answer.kind != Kind.TAKEN_BACK and still_readable(pack, answer)
    ]


def still_readable(pack: Pack, answer: Answer) -> bool:
    """Whether the answer is one that its question still has; its category may have gone, or its type changed."""
    if answer.kind != Kind.VALUE:
        return True
    variable = pack.variables.get(answer.variable)
    return variable is not None and value_from_json(variable, answer.value) is not None


def changed_since(pack: Pack, versions: Versions, answers: Iterable[Answer]) -> dict[int, str]:
    """By the answer's key what was changed of its question since, in words; those that nothing touches are not in it,
    nor those of which their reader said that they still hold."""
    touched = [a for a in answers if changes_touching(versions, a) or not still_readable(pack, a)]
    held = _held_under(touched) if touched else {}
    found: dict[int, str] = {}
    for answer in touched:
        changes = changes_touching(versions, answer, held.get(answer.pk, 0))
        words = [change.in_words for change in changes]
        if not still_readable(pack, answer):
            words.append(f"The answer given, “{as_it_was(versions, answer)}”, is kept; answer again.")
        if words:
            found[answer.pk] = " ".join(words)
    return found


def asked_later(
    versions: Versions, form: Form, missing: Iterable[str], own: Mapping[str, Answer]
) -> tuple[str, ...]:
    """What is missing in a finished form because it was not asked so when it was finished: the question, or when it
    applies, came later, or its answer went. What was left open then is not among it."""
    then = versions.at(form.finished_at) if form.finished_at else versions.newest
    if then >= versions.newest:
        return ()
    later = versions.asked_since(then)
    return tuple(name for name in missing if name in later or name in own)


def _held_under(answers: Iterable[Answer]) -> dict[int, int]:
    rows = LookedAtAgain.objects.filter(answer__in=list(answers), said=LookedAtAgain.Said.HOLDS)
    return dict(rows.order_by("under").values_list("answer_id", "under"))
