"""What a lost connection left in the browser is gone once its reader has signed out, and saved before where it can be
(ASVS 4.0.3, 8.2.2 and 8.2.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.publish.test_site_in_browser import CHROMIUM, OPTIONS
from tests.web.desk.conftest import Desk
from waymark.reading.models import Answer
from waymark.study.models import Person

SOMEBODY_ELSES = "waymark.outbox.999.1.000000000000001.000001.x"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Playwright's loop runs in the thread of the tests, where Django would refuse to ask its store."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        yield chromium
        chromium.close()


@pytest.fixture
def lost(browser: Browser, desk: Desk, address: str, session_of: Callable[[Person], str]) -> Iterator[Page]:
    """The desk of a reader who answered a question while the connection was lost."""
    context = browser.new_context(base_url=address)
    key = session_of(desk.study.reader)
    context.add_cookies([{"name": "waymark_session", "value": key, "url": address}])
    page = context.new_page()
    page.goto(f"/reading/{desk.form.pk}")
    expect(page.locator("body")).to_contain_class("wm-desk-ready")
    page.evaluate(f"localStorage.setItem('{SOMEBODY_ELSES}', '{{}}')")
    page.route("**/answers", lose)
    page.keyboard.press("1")
    expect(page.locator("#saved")).to_contain_text("not saved")
    assert len(kept(page)) == 1
    yield page
    context.close()


def lose(route: Route) -> None:
    route.abort()


def kept(page: Page) -> list[str]:
    """What the browser holds of this reader."""
    held: list[str] = page.evaluate("Object.keys(localStorage)")
    return [key for key in held if key.startswith("waymark.outbox") and key != SOMEBODY_ELSES]


def sign_out(page: Page) -> None:
    page.evaluate("document.querySelector('form[action=\"/sign-out\"]').requestSubmit()")


def test_what_was_not_saved_is_saved_and_then_gone(lost: Page) -> None:
    lost.unroute("**/answers", lose)
    sign_out(lost)
    expect(lost.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert kept(lost) == []
    assert Answer.objects.get(stands=True).value == "red"
    assert lost.evaluate(f"localStorage.getItem('{SOMEBODY_ELSES}')") == "{}"


def test_where_it_cannot_be_saved_that_is_told_and_a_second_word_clears_it(lost: Page) -> None:
    sign_out(lost)
    expect(lost.locator("#told")).to_contain_text(
        "1 change is not saved yet. Signing out now loses it", timeout=15_000
    )
    assert len(kept(lost)) == 1
    sign_out(lost)
    expect(lost.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert kept(lost) == []


def test_another_page_does_not_forget_what_a_form_has_not_saved(lost: Page) -> None:
    lost.goto("/")
    sign_out(lost)
    expect(lost.locator("#told")).to_contain_text("open the form under Reading", timeout=15_000)
    assert len(kept(lost)) == 1
    sign_out(lost)
    expect(lost.get_by_role("heading", name="You are signed out")).to_be_visible()
    assert kept(lost) == []
