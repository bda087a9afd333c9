"""Answers that came in without knowing of a newer one, and about which their reader has not yet said which counts.

In: the answers of a form that do not stand, and those that do. Out: the ones still to be decided about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from waymark.reading.models import Answer, Form, LookedAtAgain


def undecided(form: Form, asides: Sequence[Answer], standing: Mapping[str, Answer]) -> tuple[Answer, ...]:
    """Those that were neither stood by nor let go, and say something else than what stands."""
    waiting = [aside for aside in asides if not _settled_by(standing.get(aside.variable), aside)]
    if not waiting:
        return ()
    tokens = [stood_by_token(aside) for aside in waiting]
    stood_by = set(form.answers.filter(token__in=tokens).values_list("token", flat=True))
    gone = set(
        LookedAtAgain.objects.filter(answer__in=waiting, said=LookedAtAgain.Said.LET_GO).values_list(
            "answer_id", flat=True
        )
    )
    return tuple(a for a in waiting if stood_by_token(a) not in stood_by and a.pk not in gone)


def stood_by_token(aside: Answer) -> UUID:
    """The token of the answer that is made of one set aside: the same decision twice is one."""
    return UUID(int=aside.token.int ^ 1)


def _settled_by(standing: Answer | None, aside: Answer) -> bool:
    """An answer of an older store has no version of the instrument; there, whatever was answered later decided."""
    if standing is None:
        return False
    same = (standing.kind, standing.value, standing.memo) == (aside.kind, aside.value, aside.memo)
    return same or (aside.under is None and standing.version > aside.version)
