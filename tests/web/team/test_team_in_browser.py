"""The pages of the team in a real browser: a decision by keyboard only, and every page by axe, wide and narrow."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.web.team.conftest import READ, SHEET, Together
from waymark.reading.accepting import accept
from waymark.reading.models import Decision
from waymark.reading.samples import SampleWanted
from waymark.study.models import Person
from waymark.web.people.sessions import BACKEND
from waymark.web.serving import prepare_site, server_of

CHECKER = Path(__file__).parents[3] / "build" / "axe" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOUND = """rules => axe.run(document, {runOnly: rules}).then(found =>
    found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).join(" ")}`))"""
PAGES = (
    "/", "/flow/cases", "/team/", f"/team/assign/{SHEET}", f"/team/second/{SHEET}", f"/team/agreement/{SHEET}",
    f"/team/agreement/{SHEET}/colour", f"/team/adjudicate/{SHEET}", f"/team/adjudicate/{SHEET}/agreements",
    f"/team/adjudicate/{SHEET}/settled", "/team/forms/1/withdraw", "/samples/",
    "/samples/draw", "/samples/draw?population=counted&size=2&seed=7&variables=colour&anyway=yes",
    "/samples/draw?population=counted&size=none&seed=7", "/samples/1",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Playwright's loop runs in the thread of the tests, where Django would refuse to ask its store."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        options = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium
        chromium.close()


@pytest.fixture
def address(together: Together) -> Iterator[str]:
    """The site, served on loopback while a test runs."""
    prepare_site(together.study.workspace, ["127.0.0.1", "testserver"])
    server = server_of("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"  # type: ignore[union-attr]
    finally:
        server.close()
        thread.join(5)


@pytest.fixture
def lead(browser: Browser, address: str, together: Together) -> Iterator[BrowserContext]:
    context = signed_in(browser, address, together.study.lead)
    yield context
    context.close()


def signed_in(browser: Browser, address: str, person: Person) -> BrowserContext:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "waymark_session", "value": str(session.session_key), "url": address}])
    return context


def test_a_disagreement_is_settled_by_keyboard_only(lead: BrowserContext) -> None:
    page = lead.new_page()
    page.goto(f"/team/adjudicate/{SHEET}")
    page.keyboard.press("b")
    expect(page.get_by_label("B is right")).to_be_checked()
    page.keyboard.press("r")
    page.keyboard.type("Page 1 says blue.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("No disagreement is left.")).to_be_visible()
    made = Decision.objects.get()
    assert (made.case.case_id, made.value, made.why) == (READ, "blue", "Page 1 says blue.")


def test_another_answer_is_given_where_neither_is_right_and_can_be_decided_again(
    lead: BrowserContext,
) -> None:
    page = lead.new_page()
    page.goto(f"/team/adjudicate/{SHEET}")
    expect(page.get_by_label("The answer")).to_be_hidden()
    page.keyboard.press("o")
    expect(page.get_by_label("The answer")).to_be_visible()
    page.get_by_label("The answer").select_option("Red")
    page.get_by_label("Reason").fill("The second page says red.")
    page.get_by_role("button", name="Settle it").click()
    page.get_by_role("link", name="What is settled").click()
    page.get_by_role("link", name="Decide again").click()
    page.wait_for_url("**case=**", wait_until="load")
    page.keyboard.press("u")
    expect(page.get_by_label("it is unclear")).to_be_checked()
    page.keyboard.press("r")
    page.keyboard.type("Both pages are torn.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Both pages are torn.")).to_be_visible()
    kinds = Decision.objects.order_by("version").values_list("kind", "value", "stands")
    assert list(kinds) == [("value", "red", True), ("unclear", None, True)]


def test_every_page_passes_axe_and_fits_wide_and_narrow(lead: BrowserContext, together: Together) -> None:
    wanted = SampleWanted("counted", 2, 7, ("colour",), with_report=False)
    accept(together.study.lead, together.study.workspace, wanted, "In depth")
    page, wrong = lead.new_page(), []
    page.on("console", lambda told: wrong.append(told.text) if "Security" in told.text else None)
    for address in PAGES:
        page.goto(address)
        page.evaluate(CHECKER.read_text(encoding="utf-8"))
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            wrong += [f"{address} at {width}: {found}" for found in page.evaluate(FOUND, RULES)]
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wrong.append(f"{address} at {width}: wider than the window")
    assert wrong == []


def test_home_of_a_reader_and_a_viewer_passes_axe(browser: Browser, address: str, together: Together) -> None:
    for person in (together.study.reader, together.study.viewer):
        context = signed_in(browser, address, person)
        page = context.new_page()
        page.goto("/")
        page.evaluate(CHECKER.read_text(encoding="utf-8"))
        assert page.evaluate(FOUND, RULES) == []
        context.close()
