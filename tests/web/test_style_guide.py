"""The look, on two still pages in a real browser: accessible, under the strict policy, wide and narrow, by night."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).parents[2]
STATIC = PROJECT / "waymark" / "web" / "static"
CHECKER = PROJECT / "build" / "axe" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGES = ("/guide", "/faults", "/desk")


@dataclass(frozen=True)
class SomeStudy:
    title: str = "Reviews of a demonstration"
    name: str = "demonstration"
    synthetic: bool = True


@dataclass(frozen=True)
class SomePerson:
    handle: str = "a.lead"
    name: str = "A. Lead"
    get_role_display: str = "Lead analyst"


@dataclass(frozen=True)
class Entry:
    title: str
    url: str
    current: bool = False


def frame() -> dict[str, Any]:
    titles = ("Register", "Library", "Reading", "Team", "Tables", "Published")
    return {
        "study": SomeStudy(),
        "person": SomePerson(),
        "navigation": [Entry(title, f"/{title.lower()}/", title == "Register") for title in titles],
        "search_url": "/search",
    }


def guide() -> dict[str, Any]:
    areas = ("Barnchester", "Eastmere", "Northwold and the Marches", "Saltby")
    standings = (("Read", "green"), ("Being read", ""), ("Waits", "yellow"), ("Left out", "grey"))
    rows = [
        {
            "case": f"C{number:04d}",
            "area": areas[number % 4],
            "day": date(2012, 1 + number % 12, 1 + number % 27),
            "standing": standings[number % 4][0],
            "colour": standings[number % 4][1],
            "pages": 20 + number * 37 % 1400,
        }
        for number in range(1, 294)
    ]
    return {
        "today": date(2013, 10, 14),
        "when": datetime(2013, 10, 14, 10, 42, tzinfo=UTC),
        "flow": [
            {
                "count": 1808,
                "label": "notifications",
                "out": ("312 outside the window", "181 without a review"),
            },
            {"count": 293, "label": "cases", "out": ("31 reviews not completed", "87 reports not found")},
            {"count": 175, "label": "reports found", "out": ()},
            {"count": 148, "label": "front sheets", "out": ("27 wait",)},
            {"count": 66, "label": "read in depth", "out": ()},
            {"count": 40, "label": "appraised", "out": ()},
        ],
        "page": Paginator(rows, 15).get_page(3),
        "regions": [("", "Any region"), ("north", "North"), ("south", "South")],
        "standings": ["Read", "Being read", "Waits"],
        "chosen": ["Waits"],
        "sexes": [("f", "Female"), ("m", "Male"), ("ns", "Not stated")],
        "people": [
            ("mother", "Mother", "Or who stands in her place"),
            ("father", "Father"),
            ("partner", "Partner"),
        ],
    }


def faults() -> dict[str, Any]:
    wrong = {
        "handle": "Enter your handle",
        "incident": "The day of the incident must be in the past",
        "sex": "Select the sex of the child, or “Not stated”",
        "who": "Select at least one person",
        "report": "The report must be a PDF or a Word document",
        "": "Somebody else changed this case at 10:40. What you typed is kept below",
    }
    typed = QueryDict("handle=&reason=A+reason&incident-day=31&incident-month=2&who=mother")
    return {"errors": wrong, "typed": typed, "done": "The case was saved."}


def drawn(address: str) -> str:
    request = RequestFactory().get("/guide", {"region": "north"})
    context = {**frame(), **guide()}
    if address == "/faults":
        context |= faults()
    if address == "/desk":
        context |= {"paragraphs": range(7, 22), "answers": ("yes", "no", "denied", "unclear")}
        return render_to_string("web/style_guide_desk.html", context, request)
    return render_to_string("web/style_guide.html", context, request)


class Shown(SimpleHTTPRequestHandler):
    """The two pages and the static files, each with the policy of the site."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path not in PAGES:
            super().do_GET()
            return
        body = drawn(path).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/static"))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing on the terminal."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Shown, directory=str(STATIC)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield chromium
        chromium.close()


@dataclass(frozen=True)
class Opened:
    page: Page
    said: list[str]  # by the console, among it whatever the policy refused


def opened(browser: Browser, url: str, *, width: int = 1280, dark: bool = False) -> Opened:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(request.url))
    page.goto(url, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => true)")
    return Opened(page, said)


def violations(page: Page) -> list[str]:
    page.evaluate(CHECKER.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})"
        ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))",
        RULES,
    )
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_piece_of_the_look_has_an_accessibility_fault_wide_or_narrow(
    browser: Browser, address: str, dark: bool
) -> None:
    for path in PAGES:
        shown = opened(browser, address + path, dark=dark)
        shown.page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
        for width in (1280, 390):
            shown.page.set_viewport_size({"width": width, "height": 800})
            assert violations(shown.page) == [], (path, width)
        assert shown.said == [], path
        shown.page.context.close()


def test_no_page_is_wider_than_the_window(browser: Browser, address: str) -> None:
    for path in PAGES:
        page = opened(browser, address + path).page
        for width in (1280, 1000, 640, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
        page.context.close()


def test_report_text_is_set_in_source_serif_18_on_28_and_66_wide(browser: Browser, address: str) -> None:
    page = opened(browser, address + "/desk").page
    loaded = page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")
    assert any("Source Serif 4" in family for family in loaded)
    assert any("Inter" in family for family in loaded)
    set_as = page.locator(".wm-report p").first.evaluate(
        "p => { const s = getComputedStyle(p); return [s.fontSize, s.lineHeight] }"
    )
    assert set_as == ["18px", "28px"]
    page.context.close()


def test_each_column_of_the_desk_scrolls_by_itself_and_the_page_does_not(
    browser: Browser, address: str
) -> None:
    page = opened(browser, address + "/desk").page
    assert page.evaluate("document.documentElement.scrollHeight") <= 800
    report = page.locator(".wm-desk__report")
    assert report.evaluate("one => one.scrollHeight > one.clientHeight")
    assert page.locator(".wm-desk__contents").bounding_box()["width"] == 200  # type: ignore[index]
    assert page.locator(".wm-desk__instrument").bounding_box()["width"] == 420  # type: ignore[index]
    page.context.close()


def test_a_narrow_desk_shows_the_part_that_was_chosen(browser: Browser, address: str) -> None:
    page = opened(browser, address + "/desk", width=640).page
    page.evaluate("document.querySelector('.wm-desk').dataset.shows = 'instrument'")
    assert page.locator(".wm-desk__instrument").is_visible()
    assert not page.locator(".wm-desk__report").is_visible()
    assert page.locator(".wm-desk__tabs").is_visible()
    page.context.close()


def test_errors_take_the_focus_and_lead_to_their_field(browser: Browser, address: str) -> None:
    page = opened(browser, address + "/faults").page
    assert page.title().startswith("Error: ")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    for message, field in (
        ("Enter your handle", "handle"),
        ("day of the incident", "incident"),
        ("sex", "sex"),
    ):
        page.locator(".govuk-error-summary a", has_text=message).click()
        assert page.evaluate("document.activeElement.id") == field
    assert page.locator("#incident").input_value() == "31"
    assert page.locator("#reason").input_value() == "A reason"
    page.context.close()


def test_keys_do_what_their_element_does_unless_somebody_types(browser: Browser, address: str) -> None:
    page = opened(browser, address + "/guide").page
    page.evaluate(
        "document.querySelectorAll('[data-key]').forEach(one => one.addEventListener('click', () => "
        "{ document.title += '!' + one.dataset.key }))"
    )
    page.keyboard.press("a")
    assert page.title().endswith("!a")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "site-search"
    page.keyboard.type("ab?")
    assert page.locator("#site-search").input_value() == "ab?"
    assert page.title().endswith("!a")
    page.context.close()


def test_a_question_mark_lists_the_keys_and_single_ones_can_be_switched_off(
    browser: Browser, address: str
) -> None:
    page = opened(browser, address + "/guide").page
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    assert dialog.get_by_text("Take the next report").is_visible()
    assert dialog.get_by_text("Next row").is_visible()
    assert violations(page) == []
    dialog.get_by_label("Keys of one character are on").uncheck()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "site-search"
    page.keyboard.press("?")
    page.get_by_label("Keys of one character are on").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "site-search"
    page.context.close()


def test_rows_are_walked_with_j_and_k(browser: Browser, address: str) -> None:
    page = opened(browser, address + "/guide").page
    links = page.locator("[data-rows] tbody a").all_text_contents()
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.textContent") == links[place]
    page.context.close()


def test_the_menu_of_the_person_closes_with_escape(browser: Browser, address: str) -> None:
    page = opened(browser, address + "/guide").page
    page.locator(".wm-menu summary").click()
    assert page.get_by_role("button", name="Sign out").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Sign out").is_visible()
    page.context.close()


def test_paper_leaves_out_what_is_pressed(browser: Browser, address: str) -> None:
    page = opened(browser, address + "/guide", dark=True).page
    page.emulate_media(media="print")
    assert not page.locator(".wm-masthead").is_visible()
    assert not page.locator(".govuk-button").first.is_visible()
    assert page.locator(".wm-table--result").is_visible()
    assert page.locator("body").evaluate("b => getComputedStyle(b).backgroundColor") == "rgb(255, 255, 255)"
    page.context.close()
