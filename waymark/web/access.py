"""What a person may see of the working data: the lead everything, a reader the cases assigned to them."""

from __future__ import annotations

from waymark.library.models import Report
from waymark.library.queries import BELONGS
from waymark.reading.models import Form
from waymark.register.models import Notification
from waymark.study.models import Person


def cases_open_to(person: Person) -> frozenset[int] | None:
    """The keys of the notifications that a person may open; None is every one."""
    if person.role == Person.Role.LEAD:
        return None
    if person.role != Person.Role.READER:
        return frozenset()
    return frozenset(Form.objects.filter(reader=person, withdrawn_at=None).values_list("case_id", flat=True))


def may_open_case(person: Person, case: Notification) -> bool:
    allowed = cases_open_to(person)
    return allowed is None or case.pk in allowed


def may_open_report(person: Person, report: Report) -> bool:
    """A reader opens the reports of their cases."""
    allowed = cases_open_to(person)
    if allowed is None:
        return True
    return report.links.filter(decision__in=BELONGS, notification__in=allowed).exists()
