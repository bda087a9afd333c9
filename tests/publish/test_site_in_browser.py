"""The publication in a real browser, opened from disk: accessible, no call to a network, wide and narrow."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.publish.pages import pages

CHECKER = Path(__file__).parents[2] / "build" / "axe" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield chromium
        chromium.close()


def opened(browser: Browser, path: Path, *, width: int = 1440, dark: bool = False) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", bypass_csp=True
    )
    page = context.new_page()
    page.goto(path.as_uri())
    return page


def violations(page: Page) -> list[str]:
    page.evaluate(CHECKER.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})"
        ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))",
        RULES,
    )
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (390, True)], ids=["wide", "narrow and dark"])
def test_no_page_has_an_accessibility_fault(
    browser: Browser, published_demonstration: Path, width: int, dark: bool
) -> None:
    faults: dict[str, list[str]] = {}
    for path in pages(published_demonstration):
        page = opened(browser, path, width=width, dark=dark)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        if found := violations(page):
            faults[path.name] = found
        page.context.close()
    assert faults == {}


def test_withheld_results_are_accessible_too(browser: Browser, published_guarded: Path) -> None:
    page = opened(browser, published_guarded / "chapter-2.html")
    assert violations(page) == []
    page.context.close()


def test_opening_from_disk_asks_no_network_and_nothing_is_refused(
    browser: Browser, published_demonstration: Path
) -> None:
    asked: list[str] = []
    said: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("requestfailed", lambda request: said.append(request.url))
    for path in pages(published_demonstration):
        page.goto(path.as_uri())
        page.evaluate("document.fonts.ready.then(() => true)")  # leaving earlier would cut them off
    context.close()
    assert asked
    assert all(url.startswith(published_demonstration.as_uri()) for url in asked)
    assert said == []


def test_the_style_sheet_and_typefaces_are_in_use(browser: Browser, published_demonstration: Path) -> None:
    page = opened(browser, published_demonstration / "index.html")
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)")
    assert any("Source Serif 4" in family for family in loaded)
    assert any("Inter" in family for family in loaded)
    page.context.close()


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_no_page_is_wider_than_the_window(
    browser: Browser, published_demonstration: Path, width: int
) -> None:
    for path in pages(published_demonstration):
        page = opened(browser, path, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
        page.context.close()


def test_a_narrow_page_shows_the_narrow_drawings(browser: Browser, published_demonstration: Path) -> None:
    for width, shown, hidden in ((1440, "wide", "narrow"), (390, "narrow", "wide")):
        page = opened(browser, published_demonstration / "chapter-2.html", width=width)
        assert page.locator(f".{shown}-only").first.is_visible()
        assert not page.locator(f".{hidden}-only").first.is_visible()
        page.context.close()


def test_print_leaves_out_navigation_and_puts_no_heading_last(
    browser: Browser, published_demonstration: Path
) -> None:
    page = opened(browser, published_demonstration / "chapter-2.html")
    page.emulate_media(media="print")
    assert not page.locator("nav.contents").is_visible()
    assert not page.locator(".take").first.is_visible()
    assert page.locator("#table-4").is_visible()
    kept = page.locator("h2, h3").evaluate_all(
        "all => all.every(h => getComputedStyle(h).breakAfter == 'avoid')"
    )
    assert kept
    page.context.close()


def test_focus_can_be_seen_and_the_content_reached_at_once(
    browser: Browser, published_demonstration: Path
) -> None:
    page = opened(browser, published_demonstration / "chapter-2.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
    assert "rgb(255, 221, 0)" in shadow
    page.context.close()
