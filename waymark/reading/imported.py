"""Answers that came in as a file, as forms that were filled: so they can be verified, compared and corrected on the
desk like any other. Each answer names the statement that it came from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place
from waymark.reading.given import kind_of_code
from waymark.reading.models import Answer, Form, Kind
from waymark.register.many_rows import insert_many
from waymark.register.models import Notification, StatedValue
from waymark.study.models import Person, SourceFile

ANSWER = (
    "form", "variable", "version", "stands", "kind", "value", "memo", "by", "at", "token", "first", "stated",
)  # fmt: skip


def keep_forms(
    actor: Person,
    pack: Pack,
    file: SourceFile,
    instrument: str,
    owners: Sequence[Notification],
    readers: Sequence[str],
) -> None:
    """One finished form a row: the first of a case is its first reading, further ones are second readings. A reader
    who is a person of the study, by handle or name, has it among their own. Raises `InputProblem` where a reader has
    two rows for a case."""
    _refuse_twice(file.name, owners, readers)
    now = datetime.now(UTC)
    people = _people()
    read = set(
        Form.objects.filter(instrument=instrument, part=Form.Part.FIRST, withdrawn_at=None).values_list(
            "case_id", flat=True
        )
    )
    held: set[tuple[int, int | None]] = set(
        Form.objects.filter(instrument=instrument, withdrawn_at=None).values_list("case_id", "reader_id")
    )
    forms = []
    for owner, reader in zip(owners, readers, strict=True):
        person = people.get(reader.casefold())
        if person is not None and (owner.pk, person.pk) in held:
            person = None  # they read it here too; the file is kept as another reading
        held.add((owner.pk, person.pk if person else None))
        forms.append(
            Form(
                case=owner, instrument=instrument, reader=person, read_by=reader[:80], file=file, assigned_by=actor,
                part=Form.Part.SECOND if owner.pk in read else Form.Part.FIRST,
                manner=Form.Manner.BLIND if owner.pk in read else Form.Manner.PACK,
                started_at=now, finished_at=now,
            )
        )  # fmt: skip
        read.add(owner.pk)
    kept = Form.objects.bulk_create(forms, batch_size=500)
    by_owner = {(form.case_id, form.read_by): form for form in kept}
    stated = StatedValue.objects.filter(row__file=file, source=instrument).order_by("pk")
    rows = stated.values_list("pk", "notification_id", "reader", "variable", "value")
    at = now.replace(tzinfo=None).isoformat(" ")  # the store keeps times in UTC
    insert_many(Answer, ANSWER, (_answer(pack, by_owner, at, *row) for row in rows if row[4] is not None))


def _answer(
    pack: Pack,
    forms: dict[tuple[int, str], Form],
    now: str,
    stated: int,
    case: int,
    reader: str,
    name: str,
    value: Any,
) -> tuple[Any, ...]:
    form = forms[case, reader[:80]]
    missing = pack.variables[name].missing_codes
    codes = value if isinstance(value, list) else [value]
    without = all(code in missing for code in codes) and bool(missing)
    kind = kind_of_code(pack, codes[0]) if without else Kind.VALUE.value
    kept = None if without else value
    return form.pk, name, 1, True, kind, kept, "", None, now, uuid4().hex, None, stated


def _refuse_twice(file: str, owners: Sequence[Notification], readers: Sequence[str]) -> None:
    rows = Counter(
        (owner.case_number, reader[:80].casefold()) for owner, reader in zip(owners, readers, strict=True)
    )
    twice = [f"{case} by {reader}" for (case, reader), count in rows.items() if count > 1]
    if twice:
        named = ", ".join(twice[:3]) + (", …" if len(twice) > 3 else "")
        raise InputProblem(
            f"a reader has several rows for the same case: {named}.",
            place=Place(file=file),
            right="Leave one row for each reader of a case; only one of the answers could stand.",
        )


def _people() -> dict[str, Person]:
    """By handle and by name, where only one person has it."""
    found: dict[str, Person] = {}
    twice: set[str] = set()
    for person in Person.objects.all():
        for called in {person.handle.casefold(), person.name.casefold()} - {""}:
            if called in found:
                twice.add(called)
            found[called] = person
    return {called: person for called, person in found.items() if called not in twice}
