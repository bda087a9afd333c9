"""The library and the publications in a real browser: no accessibility fault, and the queue decided by keys alone."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.library.made_study import KM
from tests.publish import examples
from tests.web.conftest import opened
from tests.web.library.conftest import ALONE, ref_of, waiting
from waymark.publish.publishing import publish
from waymark.web.serving import server_of

CHECKER = Path(__file__).parents[3] / "build" / "axe" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Site:
    """The study as the lead sees it, on an address of this machine."""

    def __init__(self, folder: Path) -> None:
        study = opened(folder)
        settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
        client = Client()
        client.force_login(study.lead)
        self.cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        publication = publish(study.workspace.publications, examples.publication()).parent.name
        km, alone, (first, second) = ref_of(KM), ref_of(ALONE), waiting()
        self.queue = [first.report.ref, second.report.ref]
        self.pages = (
            "/library/",
            f"/reports/{km}",
            f"/reports/{km}/correct/section",
            f"/reports/{km}/text?start=0&end=20",
            "/search?q=review",
            "/search?q=%22unclosed",
            "/matching/",
            "/matching/reports/",
            f"/matching/reports/{alone}?board=a",
            "/outstanding/",
            "/outstanding/N00003",
            "/outstanding/letters",
            "/published/",
            f"/published/{publication}/index.html",
        )
        self._server = server_of("127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{self._server.effective_port}"  # type: ignore[union-attr]
        threading.Thread(target=self._server.run, daemon=True).start()

    def close(self) -> None:
        self._server.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, library_made_once: Path) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("in_browser") / "study"
    shutil.copytree(library_made_once, folder)
    served = Site(folder)
    yield served
    served.close()


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield chromium
        chromium.close()


def page_of(browser: Browser, site: Site, width: int = 1280) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": site.cookie, "url": site.address}])
    return context.new_page()


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_has_an_accessibility_fault_or_breaks_the_policy(
    browser: Browser, site: Site, width: int
) -> None:
    page = page_of(browser, site, width)
    told: list[str] = []
    page.on(
        "console", lambda message: told.append(message.text) if "Security Policy" in message.text else None
    )
    for address in site.pages:
        page.goto(site.address + address)
        page.evaluate(CHECKER.read_text(encoding="utf-8"))
        faults = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})"
            ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))",
            RULES,
        )
        assert faults == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert told == []


def test_the_queue_is_decided_by_keys_alone(browser: Browser, site: Site) -> None:
    first, second = site.queue
    page = page_of(browser, site)
    page.goto(f"{site.address}/matching/")
    heading = page.locator("h1")
    for key, then in (
        ("l", f"Does {second} belong"),
        ("l", f"Does {first} belong"),
        ("n", f"Does {second} belong"),
        ("u", f"Does {first} belong"),
        ("y", f"Does {second} belong"),
        ("n", "Nothing waits to be confirmed"),
    ):
        page.keyboard.press(key)
        expect(heading).to_contain_text(then)
        page.wait_for_load_state()  # its keys are there
    assert "0 left" in page.locator("main").inner_text()
    page.goto(f"{site.address}/reports/{second}")
    assert "Refused by a person" in page.locator("main").inner_text()
