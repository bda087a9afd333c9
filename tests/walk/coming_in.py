"""Coming in: by a link with a password of one's own and a second factor, and later with both of them."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.walk.conftest import Phone, Workbench

PASSWORD = "copper lantern over the ford"


def come_in(
    bench: Workbench, page: Page, link: str, handle: str, look: Callable[[Page], None] = lambda page: None
) -> None:
    """By an invitation: a password of their own, then the second factor that this study requires."""
    page.goto(link)
    look(page)
    if page.get_by_label("Handle").count():
        page.get_by_label("Handle").fill(handle)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Set up a second factor")).to_be_visible()
    look(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    secret = page.locator(".wm-code").inner_text().replace(" ", "")
    look(page)
    bench.phones[handle] = Phone(secret)
    page.get_by_label("Code").fill(bench.phones[handle].code())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your second factor is set up")).to_be_visible()
    look(page)
    page.get_by_role("button", name="I have kept them").click()


def sign_in(bench: Workbench, handle: str) -> Page:
    page = bench.browser_of(handle)
    page.goto("/")
    bench.passes(page)
    page.get_by_label("Handle").fill(handle)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Show your second factor")).to_be_visible()
    bench.passes(page)
    page.get_by_label("Code").fill(bench.phones[handle].code())
    page.keyboard.press("Enter")
    page.wait_for_url("/")
    return page
