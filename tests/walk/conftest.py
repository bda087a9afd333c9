"""One study served on loopback for the whole walk, and a browser for each person in it.

The study begins as the command line leaves it: notifications, reports with their cases, a first lead with a link.
Everything after that is done in the browser.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyotp
import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.library.made_study import HEADER, docx_report
from tests.register.making import xlsx
from tests.walk.material import NOTIFIED, REPORTS
from waymark.cli.main import main
from waymark.study.workspace import Workspace, open_workspace
from waymark.web.serving import prepare_site, server_of

CHECKER = Path(__file__).absolute().parents[2] / "build" / "axe" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOUND = """rules => axe.run(document, {runOnly: rules}).then(found =>
    found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 200)).join(" ")}`))"""
PATIENCE = 30_000
"""Milliseconds for which a page may keep one waiting, on a machine that is busy with other things."""

WINDOW: ViewportSize = {"width": 1280, "height": 800}


class Phone:
    """An authenticator. A code is taken once, so a second sign-in within half a minute takes the next one."""

    def __init__(self, secret: str) -> None:
        self.codes = pyotp.TOTP(secret)
        self.last = 0

    def code(self) -> str:
        self.last = max(int(time.time()) // 30, self.last + 1)
        return self.codes.generate_otp(self.last)


@dataclass
class Workbench:
    """The study as it is served; `wrong` gathers what no page may do: break a rule of access, or of the policy."""

    workspace: Workspace
    address: str
    browser: Browser
    way_in: str
    wrong: list[str] = field(default_factory=list)
    opened: dict[str, BrowserContext] = field(default_factory=dict)
    phones: dict[str, Phone] = field(default_factory=dict)

    def browser_of(self, name: str) -> Page:
        """A browser of their own, in which nobody has signed in."""
        context = self.browser.new_context(base_url=self.address, viewport=WINDOW)
        context.set_default_timeout(PATIENCE)
        self.opened[name] = context
        return self.watched(context.new_page())

    def watched(self, page: Page) -> Page:
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda told: self.wrong.append(told.text) if "Security" in told.text else None)
        page.on("response", lambda got: self.wrong.append(got.url) if got.status >= 500 else None)
        return page

    def passes(self, page: Page) -> None:
        """The page as it stands now, by axe; in a tall window, so that nothing is half under a heading that stays."""
        page.set_viewport_size({**WINDOW, "height": 12000})
        page.evaluate(CHECKER.read_text(encoding="utf-8"))
        self.wrong += [f"{page.url}: {found}" for found in page.evaluate(FOUND, RULES)]
        page.set_viewport_size(WINDOW)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Playwright's loop runs in the thread of the tests, where Django would refuse to ask its store."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=PATIENCE)
        options = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium
        chromium.close()
        expect.set_options(timeout=None)


@pytest.fixture(scope="module")
def bench(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    folder = tmp_path_factory.mktemp("walk")
    way_in = begin_study(folder)
    workspace = open_workspace(folder / "study")
    prepare_site(workspace, ["127.0.0.1"])
    server = server_of("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{server.effective_port}"  # type: ignore[union-attr]
    bench = Workbench(workspace, address, browser, way_in)
    yield bench
    for context in bench.opened.values():
        context.close()
    server.trigger.pull_trigger(lambda: [one.close() for one in list(server._map.values())])  # type: ignore[union-attr]
    thread.join(5)
    connections["default"].close()


def begin_study(folder: Path) -> str:
    """By commands, as in the tutorial; returns the path by which the first lead comes in."""
    place = folder / "study"
    for report in REPORTS:
        docx_report(folder / "reports", report)
    notifications = xlsx(folder / "notifications.xlsx", (HEADER, *NOTIFIED))
    assert main(["init", str(place)]) == 0
    settings = place / "waymark.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('"optional"', '"required"'))
    for command in (
        ["import", "notifications", str(notifications), "--yes"],
        ["select"],
        ["import", "reports", str(folder / "reports")],
        ["match"],
    ):
        assert main([*command, "--study", str(place)]) == 0
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert (
            main(["people", "add", "a.lead", "--role", "lead", "--name", "A. Lead", "--study", str(place)])
            == 0
        )
    connections["default"].close()
    found = re.search(r"/invitation/\S+", said.getvalue())
    assert found
    return found.group()
