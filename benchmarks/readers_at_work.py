"""Twenty readers at their desks, as the server meets them: run by workbench.py in a process of its own.

In: on the standard input, as JSON, who they are and how long they work. Out: on the standard output, as JSON, the
seconds that each request took, by kind; an answer other than 200 or 204 is a kind of its own.
"""

from __future__ import annotations

import http.client
import json
import random
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from uuid import uuid4

REGISTER = "/register/?sort=-age_months&gender=female"
TOKEN = b'name="csrf-token" content="'
PAUSE_SECONDS = (1.0, 4.0)
"""Between two actions of one reader."""


class Browser:
    """One connection that is kept, as browsers do; the time ends when the last byte is there."""

    def __init__(self, port: int, session: str, times: dict[str, list[float]]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies = {"waymark_session": session}
        self.token = ""
        self.times = times

    def ask(self, kind: str, method: str, path: str, body: dict[str, object] | None = None) -> None:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            told = {"Content-Type": "application/json", "Accept": "application/json"}
            headers |= {**told, "X-CSRFToken": self.token}
        began = time.perf_counter()
        self.connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        took = time.perf_counter() - began
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        mark = content.find(TOKEN)
        if mark >= 0:
            begins = mark + len(TOKEN)
            self.token = content[begins : content.index(b'"', begins)].decode()
        self.times[kind if answer.status in (200, 204) else f"{kind}, answered {answer.status}"].append(took)


class Reader:
    """Acts as the desk's script does: an answer names the version it rests on, each act has a token of its own."""

    def __init__(self, browser: Browser, form: int, questions: list[str], report: str) -> None:
        self.browser = browser
        self.path = f"/reading/{form}"
        self.questions = questions
        self.report = report
        self.chance = random.Random(form)
        self.versions: dict[str, int] = defaultdict(lambda: 1)

    def work(self, begins: float, ends: float) -> None:
        time.sleep(max(0.0, begins - time.monotonic()))
        self.open_desk()
        acts: list[Callable[[], None]] = [
            self.save, self.move_on, self.pin, self.open_desk, self.look_through_register
        ]  # fmt: skip
        while True:
            pause = self.chance.uniform(*PAUSE_SECONDS)
            if time.monotonic() + pause > ends:
                return
            time.sleep(pause)
            self.chance.choices(acts, weights=(55, 13, 8, 12, 12))[0]()

    def open_desk(self) -> None:
        self.browser.ask("desk", "GET", self.path)

    def look_through_register(self) -> None:
        self.browser.ask("register", "GET", REGISTER)

    def save(self) -> None:
        question = self.chance.choice(self.questions)
        body: dict[str, object] = {
            "variable": question, "kind": "not stated", "value": [], "memo": f"{self.chance.random()}",
            "base_version": self.versions[question], "token": str(uuid4()),
        }  # fmt: skip
        self.browser.ask("save", "POST", f"{self.path}/answers", body)
        self.versions[question] += 1

    def move_on(self) -> None:
        place: dict[str, object] = {
            "report": self.report,
            "offset": self.chance.randrange(90_000),
            "question": "",
        }
        self.browser.ask("place", "POST", f"{self.path}/place", place)

    def pin(self) -> None:
        start = self.chance.randrange(90_000)
        body: dict[str, object] = {
            "variable": self.chance.choice(self.questions), "report": self.report, "start": start,
            "end": start + 120, "token": str(uuid4()),
        }  # fmt: skip
        self.browser.ask("pin", "POST", f"{self.path}/passages", body)


def main() -> None:
    told = json.load(sys.stdin)
    times: dict[str, list[float]] = defaultdict(list)
    now = time.monotonic()
    threads = []
    for number, one in enumerate(told["readers"]):
        reader = Reader(
            Browser(told["port"], one["session"], times), one["form"], one["questions"], one["report"]
        )
        begins = now + told["arriving"] * number / len(told["readers"])
        threads.append(threading.Thread(target=reader.work, args=(begins, now + told["seconds"])))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    json.dump(times, sys.stdout)


if __name__ == "__main__":
    main()
