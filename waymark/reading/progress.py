"""What waits for the lead, how far each reader is, and what happened lately.

Made for a home page: a handful of queries, each over one table, and counting in the store where it can be done.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from waymark.instruments.problems import CallProblem
from waymark.library.models import Link
from waymark.reading.left_to_settle import questions_left
from waymark.reading.models import Form
from waymark.reading.reach import waiting_answers
from waymark.register.actions import require_selected
from waymark.register.listing import problems_waiting
from waymark.register.models import Notification
from waymark.study.models import Event, Person
from waymark.study.workspace import Workspace


@dataclass(frozen=True)
class ReaderProgress:
    person: Person
    finished: int
    assigned: int

    @property
    def key(self) -> str:
        return str(self.person.pk)


def disagreements(workspace: Workspace, instrument: str) -> int:
    """How many questions wait for a decision."""
    if Form.objects.filter(instrument=instrument, part=Form.Part.SECOND, withdrawn_at=None).exists():
        return questions_left(workspace, instrument)
    return 0


def links_to_confirm() -> int:
    return Link.objects.filter(decision=Link.Decision.TO_CONFIRM).count()


def problems_to_look_at() -> int:
    """Problems that nobody has looked at as they stand."""
    return problems_waiting().count()


def touched_by_change(workspace: Workspace, instrument: str) -> int:
    """How many answers a change of the instrument touches that nobody has looked at again."""
    return len(waiting_answers(workspace, instrument))


def out_of_date(workspace: Workspace) -> bool:
    """Whether something that counts was done since the cases were selected last."""
    try:
        require_selected(workspace)
    except CallProblem:
        return Notification.objects.exists()
    return False


def readers() -> tuple[ReaderProgress, ...]:
    """Whoever has forms, by name."""
    forms = Q(forms__withdrawn_at=None)
    people = Person.objects.annotate(
        assigned=Count("forms", filter=forms),
        finished=Count("forms", filter=forms & Q(forms__finished_at__isnull=False)),
    ).filter(assigned__gt=0)
    return tuple(
        ReaderProgress(person, person.finished, person.assigned) for person in people.order_by("handle")
    )


def monday(now: datetime | None = None) -> datetime:
    day = timezone.localtime(now or timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def since_monday() -> Counter[str]:
    """How often each thing was done since Monday morning."""
    rows = Event.objects.filter(at__gte=monday()).order_by().values_list("action").annotate(Count("pk"))
    return Counter(dict(rows))
