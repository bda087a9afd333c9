"""The workbench under load: 20 people reading, saving and looking through the register, on SQLite.

    python benchmarks/workbench.py STUDY [--seconds 30]

STUDY is a demonstration study (`waymark demo`); a copy of it is padded to 2,000 cases and served by the server that
`waymark serve` runs, in a process of its own. Twenty clients open the desk on the longest report that is being read,
save answers and open the filtered and sorted register, each thinking up to a second and a half between two requests.
Then fifty threads fill forms straight through the actions, and every answer is counted. Targets: 95 of 100 within
150 ms for each kind of request; no answer lost, doubled or refused.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parent.parent))

PORT = 8917
PEOPLE = 20
CASES = 2000
HANDS = 50
SERVE = """
import sys
from pathlib import Path
from waymark.study.workspace import open_workspace
from waymark.web.serving import prepare_site, server_of
prepare_site(open_workspace(Path(sys.argv[1])), ["127.0.0.1"])
server_of("127.0.0.1", int(sys.argv[2])).run()
"""


def prepare(study: Path) -> tuple[list[tuple[str, int, list[str]]], str]:
    """Pad the register; give each of twenty people a form on the longest report. Returns session, form, questions."""
    from waymark.study.workspace import connect, open_workspace

    workspace = open_workspace(study)
    connect(workspace)
    from django.contrib.auth import login
    from django.contrib.sessions.backends.db import SessionStore
    from django.http import HttpRequest

    from waymark.library.models import Link, ReportText
    from waymark.reading.models import Form
    from waymark.register.models import Notification, RowReceived, SettledValue
    from waymark.study.models import Person
    from waymark.web.serving import use_secret

    use_secret(workspace)
    have = list(Notification.objects.order_by("position"))
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
    longest = (
        ReportText.objects.filter(file__current=True, file__report__links__decision="linked")
        .order_by("-pages")
        .first()
    )
    assert longest is not None
    case = Link.objects.filter(report=longest.file.report, decision="linked").first().notification
    instrument = workspace.pack.instruments[0]
    lead = Person.objects.filter(role="lead").first()
    Form.objects.filter(case=case).update(withdrawn_at="2000-01-01T00:00Z")
    people = []
    for number in range(PEOPLE):
        person = Person.objects.create(handle=f"load-{number}", role="lead")
        form = Form.objects.create(
            case=case, instrument=instrument.key, part="second" if number else "first", manner="blind",
            reader=person, assigned_by=lead,
        )  # fmt: skip
        request = HttpRequest()
        request.session = SessionStore()
        login(request, person, backend="django.contrib.auth.backends.ModelBackend")
        request.session.save()
        questions = [item.variable for item in instrument.items]
        people.append((request.session.session_key or "", form.pk, questions))
    return people, f"{longest.pages} pages"


class Client:
    def __init__(self, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.cookies = {"waymark_session": session}
        self.token = ""

    def ask(self, method: str, path: str, body: dict[str, object] | None = None) -> tuple[float, int]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers |= {
                "Content-Type": "application/json",
                "X-CSRFToken": self.token,
                "Accept": "application/json",
            }
        began = time.perf_counter()
        self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        took = time.perf_counter() - began
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        mark = content.find(b'name="csrf-token" content="')
        if mark >= 0:
            self.token = content[mark + 27 : content.index(b'"', mark + 27)].decode()
        return took, answer.status


def work(session: str, form: int, questions: list[str], until: float, times: dict[str, list[float]]) -> None:
    chance = random.Random(form)
    client = Client(session)
    versions: dict[str, int] = defaultdict(int)
    first = True
    while time.monotonic() < until:
        time.sleep(chance.uniform(0.2, 1.5))
        draw = chance.random()
        if first or draw < 0.15:
            kind, (took, status) = "desk", client.ask("GET", f"/reading/{form}")
            first = False
        elif draw < 0.75:
            question = chance.choice(questions)
            body = {
                "variable": question, "kind": "not stated", "value": [], "memo": f"{chance.random()}",
                "base_version": versions[question], "token": str(uuid4()),
            }  # fmt: skip
            kind, (took, status) = "save", client.ask("POST", f"/reading/{form}/answers", body)
            versions[question] += 1
        else:
            path = "/register/?sort=-age_months&gender=female"
            kind, (took, status) = "register", client.ask("GET", path)
        times[kind].append(took)
        if status != 200:
            times[f"{kind} answered {status}"].append(took)


def fifty_hands(study: Path, seconds: float) -> str:
    """Fifty threads, each with a form of its own, through the actions."""
    from django.db import connection

    from waymark.reading.answering import save_answer
    from waymark.reading.given import Given
    from waymark.reading.models import Answer, Form
    from waymark.register.models import Notification
    from waymark.study.models import Person
    from waymark.study.workspace import connect, open_workspace

    workspace = open_workspace(study)
    connect(workspace)
    lead = Person.objects.filter(role="lead").first()
    instrument = workspace.pack.instruments[0]
    cases = list(Notification.objects.order_by("-position")[:HANDS])
    forms = [
        Form.objects.create(case=case, instrument=instrument.key, reader=lead, assigned_by=lead)
        for case in cases
    ]
    sent: list[int] = []
    refused: list[str] = []
    until = time.monotonic() + seconds

    def fill(form: Form) -> None:
        count = 0
        try:
            while time.monotonic() < until:
                name = instrument.variables[count % len(instrument.variables)]
                version = count // len(instrument.variables)
                given = Given("not stated", None, f"{count}")
                save_answer(lead, workspace, form.pk, name, given, version, uuid4())
                count += 1
        except Exception as fault:
            refused.append(repr(fault))
        finally:
            sent.append(count)
            connection.close()

    threads = [threading.Thread(target=fill, args=(form,)) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = Answer.objects.filter(form__in=forms)
    standing = kept.filter(stands=True).count()
    return (
        f"{sum(sent)} answers sent by {HANDS} threads in {seconds:.0f} s, {kept.count()} kept, {standing} stand, "
        f"refused: {refused or 'none'}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("study", type=Path)
    parser.add_argument("--seconds", type=float, default=30)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        study = Path(scratch) / "study"
        shutil.copytree(args.study, study)
        people, pages = prepare(study)
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
        server = subprocess.Popen([sys.executable, "-c", SERVE, str(study), str(PORT)], env=environment)
        try:
            wait_for_server()
            times: dict[str, list[float]] = defaultdict(list)
            until = time.monotonic() + args.seconds
            threads = [threading.Thread(target=work, args=(*person, until, times)) for person in people]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        finally:
            server.terminate()
            server.wait()
        print(f"{PEOPLE} people, {CASES} cases, a report of {pages}, {os.cpu_count()} cores")
        for kind, took in sorted(times.items()):
            quantiles = statistics.quantiles(took, n=20) if len(took) > 1 else [took[0]] * 19
            print(
                f"{kind:24} {len(took):5} requests   median {statistics.median(took) * 1000:5.0f} ms"
                f"   p95 {quantiles[18] * 1000:5.0f} ms   longest {max(took) * 1000:5.0f} ms"
            )
        print(fifty_hands(study, args.seconds))


def wait_for_server() -> None:
    for _ in range(200):
        try:
            http.client.HTTPConnection("127.0.0.1", PORT, timeout=1).request("GET", "/sign-in")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server did not come up.")


if __name__ == "__main__":
    main()
