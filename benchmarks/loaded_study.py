"""A study as large as the targets of the workbench ask for: 2,000 cases, a report of 190 pages, twenty readers of it.

In: a demonstration study (`waymark demo`), of which a copy is changed. Out: what a client needs to be one of the
readers. The report is joined from the pages of the demonstration's own, and imported as any other.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pypdfium2 as pdfium

from waymark.study.workspace import Workspace, connect, open_workspace, use_secret

CASES = 2000
PAGES = 190
ANSWERED, PINNED = 30, 8
"""Each form is half filled when its reader comes."""

SERVE = """
import sys
from pathlib import Path
from waymark.study.workspace import open_workspace
from waymark.web.serving import prepare_site, server_of
prepare_site(open_workspace(Path(sys.argv[1])), ["127.0.0.1"])
server_of("127.0.0.1", int(sys.argv[2])).run()
"""


@dataclass(frozen=True)
class Reader:
    """`session`: the key of a session in which they are signed in; `form`: theirs, on the long report."""

    session: str
    form: int
    questions: tuple[str, ...]
    report: str


def load(study: Path, people: int) -> tuple[Reader, ...]:
    workspace = open_workspace(study)
    connect(workspace)
    use_secret(workspace)
    from django.db import transaction

    with transaction.atomic():
        _pad()
    report, case = _long_report(workspace)
    with transaction.atomic():
        return tuple(_reader(workspace, number, report, case) for number in range(people))


@contextmanager
def served(study: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The server that `waymark serve` runs, in a process of its own, ready to be asked."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(study), str(port)], env=environment)
    try:
        _wait_for(port)
        yield server
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request("GET", "/sign-in")
                connection.getresponse().read()
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not come up.")


def _pad() -> None:
    from waymark.register.models import Notification, RowReceived, SettledValue

    have = list(Notification.objects.order_by("position").prefetch_related("settled"))
    for number in range(len(have) + 1, CASES + 1):
        pattern = have[number % len(have)]
        row = RowReceived.objects.create(file=pattern.row.file, place="padding", number=number, cells={})
        made = Notification.objects.create(
            case_id=f"N{number:05d}", position=number, row=row, case_number=f"P{number}"
        )
        SettledValue.objects.bulk_create(
            SettledValue(notification=made, variable=s.variable, value=s.value, source=s.source)
            for s in pattern.settled.all()
        )


def _long_report(workspace: Workspace):  # type: ignore[no-untyped-def]
    """The new report, and a case that has no other."""
    from waymark.library.actions import decide
    from waymark.library.intake import import_reports
    from waymark.library.models import Link, Report
    from waymark.register.models import Notification
    from waymark.study.models import Person

    lead = Person.objects.filter(role="lead").first()
    with TemporaryDirectory() as folder:
        _joined(workspace, Path(folder) / "long.pdf")
        import_reports(lead, workspace, Path(folder))
    report = Report.objects.order_by("-files__texts__pages")[0]
    case = Notification.objects.filter(links=None).order_by("position")[0]
    decide(lead, report.ref, case.case_id, Link.Decision.CONFIRMED, "Joined for this case.")
    return report, case


def _joined(workspace: Workspace, target: Path) -> None:
    from waymark.library.models import ReportText

    joined = pdfium.PdfDocument.new()
    texts = ReportText.objects.filter(file__current=True, file__source__name__endswith=".pdf")
    for text in texts.select_related("file__source").order_by("-pages"):
        source = pdfium.PdfDocument(workspace.original(text.file.source.sha256))
        wanted = list(range(min(len(source), PAGES - len(joined))))
        joined.import_pages(source, wanted)
        source.close()
        if len(joined) == PAGES:
            break
    joined.save(target)


def _reader(workspace: Workspace, number: int, report, case) -> Reader:  # type: ignore[no-untyped-def]
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from waymark.library.queries import current_text
    from waymark.library.stored import text_from
    from waymark.reading.models import Answer, Evidence, Form
    from waymark.study.models import Person
    from waymark.web.people.sessions import BACKEND

    instrument = workspace.pack.instruments[0]
    person = Person.objects.create(handle=f"load-{number}", role="lead")
    form = Form.objects.create(
        case=case, instrument=instrument.key, part="second" if number else "first", manner="blind",
        reader=person, assigned_by=person,
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(form=form, variable=name, version=1, kind="not stated", by=person, token=uuid4())
        for name in instrument.variables[:ANSWERED]
    )
    row = current_text(report)
    stored = text_from(row)
    passages = [paragraph for paragraph in stored.paragraphs if paragraph.kind == "paragraph"][::40][:PINNED]
    Evidence.objects.bulk_create(
        Evidence(
            form=form, variable=instrument.variables[at], report=report, text=row, page=passage.page,
            start=passage.start, end=passage.end, quote=stored.said(passage), by=person, token=uuid4(),
        )
        for at, passage in enumerate(passages)
    )  # fmt: skip
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return Reader(str(session.session_key), form.pk, instrument.variables, report.ref)
