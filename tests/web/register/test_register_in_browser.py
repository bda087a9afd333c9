"""The pages of the register in a real browser: accessible wide and narrow, worked by keys, filtered in place."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.publish.test_site_in_browser import CHROMIUM, OPTIONS, violations
from tests.web.conftest import opened
from tests.web.register.conftest import case_of_reader
from waymark.register.correcting import correct_value
from waymark.register.models import Notification, Problem, ProblemLookedAt
from waymark.web.serving import prepare_site, server_of

WIDTHS = (1280, 390)


@dataclass(frozen=True)
class Served:
    address: str
    session: str
    problem: int
    row: int

    def page(self, browser: Browser, width: int = 1280) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": self.session, "url": self.address}])
        return context.new_page()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield chromium
        chromium.close()


@pytest.fixture
def served(tmp_path: Path, register_made_once: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright keeps a loop of its own in this thread
    shutil.copytree(register_made_once, tmp_path / "served")
    study = opened(tmp_path / "served")
    case_of_reader(study, "N00002")
    correct_value(study.lead, study.workspace, "N00001", "gears", "value", "5", "Counted them.")
    prepare_site(study.workspace, ["127.0.0.1", "testserver"])
    client = Client()
    client.force_login(study.lead)
    server = server_of("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    problem = Problem.objects.get(check_name="sources_disagree").pk
    row = Notification.objects.get(case_id="N00002").row_id
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    yield Served(f"http://127.0.0.1:{server.effective_port}", session, problem, row)  # type: ignore[union-attr]
    server.close()
    thread.join(timeout=10)
    connections.close_all()


def test_every_page_is_accessible_wide_and_narrow(served: Served, browser: Browser) -> None:
    addresses = (
        "/register/?is.colour=red&more=rusty",
        "/register/?q=nothing+like+it",
        "/register/?from=soon",
        "/register/problems",
        f"/register/problems/{served.problem}",
        "/cases/N00001",
        "/cases/N00002",
        "/cases/N00002/correct/colour",
        "/cases/N00002/correct/gears",
        f"/cases/N00002/rows/{served.row}",
        "/trail/",
    )
    faults: dict[str, object] = {}
    for width in WIDTHS:
        page = served.page(browser, width)
        for address in addresses:
            page.goto(served.address + address)
            page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
            found: list[object] = [*violations(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append("wider than the window")
            if found:
                faults[f"{address} at {width}"] = found
        page.context.close()
    assert faults == {}


def test_a_filter_changes_the_list_and_leaves_the_place(served: Served, browser: Browser) -> None:
    page = served.page(browser)
    page.goto(f"{served.address}/register/?c=colour&c=gears")
    expect(page.locator("tbody tr")).to_have_count(4)
    chosen = page.locator("select[name='is.colour']")
    chosen.focus()
    chosen.select_option("red")
    expect(page.locator("tbody tr")).to_have_count(3)
    assert "is.colour=red" in page.url
    assert page.evaluate("document.activeElement.name") == "is.colour"
    page.get_by_role("link", name="Gears").click()
    expect(page.locator("tbody tr").first).to_contain_text("N00004")
    page.context.close()


def test_where_there_is_no_room_the_filters_are_folded_and_the_list_is_in_sight(
    served: Served, browser: Browser
) -> None:
    page = served.page(browser, 390)
    first = page.locator("tbody tr").first
    for address in ("/register/", "/register/?is.colour=red&report=none"):
        page.goto(served.address + address)
        expect(first).to_be_in_viewport()
        expect(page.get_by_label("Words")).to_be_hidden()
        assert violations(page) == []
    fold = page.get_by_text("Filters: 2 set")
    page.keyboard.press("f")  # the key of the field finds it in the fold
    expect(page.get_by_label("Words")).to_be_focused()
    page.locator("select[name='is.colour']").select_option("")
    expect(fold).to_have_count(0)
    expect(page.get_by_text("Filters: 1 set")).to_be_visible()
    page.goto(f"{served.address}/register/?from=soon")  # what is to be mended is seen
    expect(page.get_by_label("Incident from")).to_be_visible()
    page.goto(f"{served.address}/register/")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.get_by_label("Words")).to_be_visible()
    page.context.close()


def test_a_problem_is_settled_by_keys_alone(served: Served, browser: Browser) -> None:
    page = served.page(browser)
    page.goto(f"{served.address}/register/problems/no_colour/next")
    page.keyboard.press("l")
    page.keyboard.press("w")
    page.keyboard.type("The frame is bare.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("N00003 is left as it is.")
    assert ProblemLookedAt.objects.get().why == "The frame is bare."
    page.context.close()


def test_where_part_of_a_page_cannot_be_had_that_is_told_and_the_list_stays(
    served: Served, browser: Browser
) -> None:
    page = served.page(browser)
    page.goto(f"{served.address}/register/?c=colour")
    told, chosen = page.get_by_role("alert"), page.locator("select[name='is.colour']")
    page.route(
        lambda url: "/register/?" in url,
        lambda route: route.fulfill(
            status=422, content_type="text/html", body="<h1>There is a problem</h1><p>In the pack.</p>"
        ),
    )
    chosen.select_option("blue")
    expect(told).to_contain_text("There is a problem")
    expect(told.get_by_role("link", name="Open the page again")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(4)
    page.unroute_all()
    page.context.clear_cookies()
    chosen.select_option("red")
    expect(told).to_contain_text("You are signed out.")
    way = told.get_by_role("link", name="Sign in")
    expect(page.locator("tbody tr")).to_have_count(4)
    way.click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert "next=%2Fregister" in page.url
    page.context.close()
