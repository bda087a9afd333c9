"""A reader at the desk with nothing but a keyboard: what the page shows is looked at, never touched."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping

from playwright.sync_api import Page, expect

from tests.walk.conftest import PATIENCE
from tests.walk.material import FIRST_READING, Reading
from waymark.reading.models import Answer, Evidence, Form

SAVED = re.compile(r"^saved \d\d:\d\d$")
NOTHING_LEFT = re.compile(r"^(saved \d\d:\d\d)?$")
NOT_SENT = re.compile(r"not saved yet: kept on this machine, trying again")


def desk_is_open(page: Page) -> None:
    expect(page.locator("body")).to_contain_class("wm-desk-ready")


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def current(page: Page) -> str:
    """The variable of the question at which the reader is."""
    return page.locator(".wm-question--current").get_attribute("data-variable") or ""


def answer(page: Page, reading: Reading) -> None:
    expect(page.locator(".wm-question--current")).to_have_attribute("data-variable", reading.variable)
    if reading.typed:
        page.keyboard.press("1")
        page.keyboard.type(reading.typed)
        page.keyboard.press("Escape")
    else:
        press(page, reading.keys)


def pin_first_sentence(page: Page, paragraphs_on: int) -> None:
    """Of the paragraph so many further on, to the question at which the reader is."""
    press(page, "j " * paragraphs_on + "v e")


def answer_in_turn(page: Page, readings: Iterable[Reading]) -> None:
    for reading in readings:
        answer(page, reading)
        page.keyboard.press("n")


def answer_what_is_left(page: Page, readings: Mapping[str, Reading]) -> None:
    """From one unanswered question to the next, until the page counts none."""
    for _ in range(2 * len(readings)):
        expect(page.locator("#saved")).to_have_text(SAVED)
        if page.locator("#missing").is_hidden():
            return
        page.keyboard.press("u")
        answer(page, readings[current(page)])
    raise AssertionError(f"still missing: {page.locator('#missing').inner_text()}")


def standing(form: Form) -> dict[str, object]:
    """What the store holds as the reader's answers."""
    given = Answer.objects.filter(form=form, stands=True).order_by("version")
    return {one.variable: one.value if one.kind == "value" else one.kind for one in given}


def pinned(form: Form) -> list[tuple[str, str]]:
    return list(Evidence.objects.filter(form=form).order_by("start").values_list("variable", "quote"))


def leave_and_come_back(page: Page) -> None:
    """The line stays where it was: measured at the paragraph that is at the top of the report."""
    before, ends = top_line(page), time.monotonic() + PATIENCE / 1000
    page.reload()
    desk_is_open(page)
    while top_line(page) != before:
        assert time.monotonic() < ends, f"the reader was at “{before}” and is at “{top_line(page)}”"


def top_line(page: Page) -> str:
    """The words of the first paragraph that is not above the view."""
    return str(page.evaluate(TOP_LINE))


TOP_LINE = """() => {
    const top = document.getElementById("report").getBoundingClientRect().top;
    const all = [...document.querySelectorAll("#text [data-start]")];
    return all.find(one => one.getBoundingClientRect().bottom > top + 1).textContent.slice(0, 60);
}"""


def tab_to(page: Page, name: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if (
            page.evaluate(
                "(document.activeElement.labels?.[0] ?? document.activeElement).textContent"
            ).strip()
            == name
        ):
            return
    raise AssertionError(f"“{name}” cannot be reached by Tab")


def finish_by_keyboard(page: Page, why: str) -> None:
    """From the last question on: the mark for the next layer with its reason, then the end of the form."""
    press(page, "n " * len(FIRST_READING))
    tab_to(page, "This report is worth reading in the next layer")
    page.keyboard.press("Space")
    tab_to(page, "Why")
    page.keyboard.type(why)
    tab_to(page, "Save the mark")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    desk_is_open(page)
    press(page, "n")
    tab_to(page, "Finish the form")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Open the form again")).to_be_visible()


def read_again(page: Page, differing: Mapping[str, Reading], blind: Mapping[str, Reading]) -> None:
    """As the second reader: `y` confirms what is seen of the first, unless it differs; the rest is read blind."""
    for _ in range(2 * len(FIRST_READING)):
        expect(page.locator("#saved")).to_have_text(NOTHING_LEFT)
        if page.locator("#missing").is_hidden():
            return
        press(page, "u")
        asked, here = current(page), page.locator(".wm-question--current")
        if here.locator("[data-confirm]").count() and asked not in differing:
            press(page, "y")
        else:
            answer(page, differing.get(asked, blind[asked]))
        expect(here).to_have_attribute("data-answered", "yes")
