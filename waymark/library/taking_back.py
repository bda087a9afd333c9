"""Taking back one's last word on whose a report is, so that a slip of the finger costs one more key.

A pair that the rule had found waits to be confirmed again; a link that a person had made by hand goes.
"""

from __future__ import annotations

from django.db import transaction

from waymark.instruments.problems import CallProblem
from waymark.library.models import Link
from waymark.study.actions import record, require_team
from waymark.study.models import Person


@transaction.atomic
def take_back(actor: Person, link_id: int, found_because: str = "") -> Link:
    """`found_because`: why the rule had kept the pair for a person, which stands again. Returns the link as it was
    decided. Raises `CallProblem` where it is no longer the actor's own decision."""
    require_team(actor, "Taking a decision back")
    link = Link.objects.select_related("report", "notification").filter(pk=link_id).first()
    if link is None or link.by_id != actor.pk:
        raise CallProblem(
            "the decision is not yours, or does not stand any longer.",
            right="Look at the page of the report.",
        )
    record(
        actor, "take back decision", link.report.ref, case=link.notification.case_id,
        decision=link.decision, why=link.why,
    )  # fmt: skip
    if link.keys:
        Link.objects.filter(pk=link.pk).update(decision=Link.Decision.TO_CONFIRM, by=None, why=found_because)
    else:
        Link.objects.filter(pk=link.pk).delete()
    return link
