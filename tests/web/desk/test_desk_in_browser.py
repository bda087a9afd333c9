"""The desk in a real browser: by keyboard only, without a connection, in two windows, wide and narrow, and by axe."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.web.desk.conftest import Desk
from waymark.reading.models import Answer, Evidence, Form
from waymark.study.models import Person
from waymark.web.desk.questions import KEYS_OF_CHOICES

CHECKER = Path(__file__).parents[3] / "build" / "axe" / "axe.min.js"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
WIDE, NARROW = (1280, 800), (390, 800)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Opened = Callable[..., Page]


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
def context(
    browser: Browser, desk: Desk, address: str, session_of: Callable[[Person], str]
) -> Iterator[BrowserContext]:
    """A browser in which the first reader is signed in."""
    context = browser.new_context(base_url=address, viewport={"width": WIDE[0], "height": WIDE[1]})
    key = session_of(desk.study.reader)
    context.add_cookies([{"name": "waymark_session", "value": key, "url": address}])
    yield context
    context.close()


@pytest.fixture
def open_desk(context: BrowserContext, desk: Desk) -> Iterator[Opened]:
    """Opens the form; at the end nothing may have been said by the console, such as by the policy."""
    said: list[str] = []

    def opened(form: Form = desk.form) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda told: said.append(told.text) if "Security" in told.text else None)
        page.goto(f"/reading/{form.pk}")
        expect(page.locator("body")).to_contain_class("wm-desk-ready")
        return page

    yield opened
    assert said == []


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def until(true: Callable[[], bool]) -> None:
    """The policy of the site forbids Playwright's own waiting for an expression."""
    ends = time.monotonic() + 5
    while not true():
        assert time.monotonic() < ends, "it did not come"
        time.sleep(0.05)


def answers(form: Form) -> dict[str, object]:
    given = Answer.objects.filter(form=form, stands=True).order_by("version")
    return {one.variable: one.value if one.kind == "value" else one.kind for one in given}


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text(re.compile(r"^saved \d\d:\d\d"))


def test_form_is_filled_with_three_passages_by_keyboard_only(open_desk: Opened, desk: Desk) -> None:
    page = open_desk()
    press(page, "j j v e 1")  # the first question is the current one: red
    press(page, "n j v Shift+ArrowDown e 1")  # rusty: yes, with two sentences
    expect(page.locator("#q-rust_where")).to_be_visible()
    press(page, "n 1 3 j v e")  # where: frame and wheel
    press(page, "n 1")
    page.keyboard.type("72")
    press(page, "Escape n x")  # spokes typed; the account is unclear
    expect(page.locator("#counter")).to_have_text("5 of 5")
    saved(page)
    assert answers(desk.form) == {
        "colour": "red",
        "rusty": "yes",
        "rust_where": ["frame", "wheel"],
        "spokes": 72,
        "account": "unclear",
    }
    pinned = Evidence.objects.filter(form=desk.form)
    assert [one.variable for one in pinned] == ["colour", "rusty", "rust_where"]
    assert all(one.quote.endswith((".", "whole")) or one.quote for one in pinned)
    assert page.locator(".wm-margin-pins a").all_inner_texts() == ["1", "2", "3"]
    expect(page.locator("#incident")).to_have_text("Red ones")


def test_number_in_the_margin_and_number_at_the_question_lead_to_each_other(open_desk: Opened) -> None:
    page = open_desk()
    press(page, "j j v e n n")
    page.locator(".wm-margin-pins a").click()
    expect(page.locator("#q-colour")).to_be_focused()
    press(page, "j j j")
    page.locator("#q-colour [data-jump]").click()
    expect(page.locator("[data-start][aria-current]")).to_contain_text("1.3 The review found")


def test_nothing_is_lost_with_the_connection_nor_by_a_reload(
    open_desk: Opened, context: BrowserContext, desk: Desk
) -> None:
    page = open_desk()
    press(page, "1")
    saved(page)
    context.set_offline(True)
    press(page, "n 2 j j v e n 1")
    page.keyboard.type("36")
    press(page, "Escape")
    expect(page.locator("#saved")).to_contain_text("not saved yet: kept on this machine, trying again")
    assert answers(desk.form) == {"colour": "red"}
    page.close()  # as when the machine is switched off
    context.set_offline(False)
    again = open_desk()
    saved(again)
    assert answers(desk.form) == {"colour": "red", "rusty": "no", "spokes": 36}
    assert Answer.objects.count() == 3
    assert Evidence.objects.get().variable == "rusty"
    expect(again.locator("#q-rusty [data-evidence]")).to_have_count(1)
    assert again.evaluate("Object.keys(localStorage).filter(key => key.includes('outbox')).length") == 0


def test_connection_that_comes_back_sends_what_waited(
    open_desk: Opened, context: BrowserContext, desk: Desk
) -> None:
    page = open_desk()
    context.set_offline(True)
    press(page, "1 2")  # a change of mind without a connection is no conflict later
    expect(page.locator("#saved")).to_contain_text("trying again")
    context.set_offline(False)
    saved(page)
    assert answers(desk.form) == {"colour": "blue"}
    expect(page.get_by_text("Changed meanwhile")).to_have_count(0)


def test_second_window_is_told_and_its_conflict_is_decided(
    open_desk: Opened, context: BrowserContext, desk: Desk
) -> None:
    one, other = open_desk(), open_desk()
    one.bring_to_front()
    press(one, "1")
    saved(one)
    expect(other.locator("#q-colour input[value=red]")).to_be_checked()
    # The other window did not hear of it: it is as another machine.
    other.evaluate("document.getElementById('q-colour').dataset.version = '0'")
    other.bring_to_front()
    press(other, "2")
    told = other.get_by_text("Changed meanwhile in another window")
    expect(told).to_contain_text("Red. Yours is kept beside it: Blue.")
    assert answers(desk.form) == {"colour": "red"}
    other.get_by_role("button", name="Keep mine").click()
    expect(told).to_have_count(0)
    saved(other)
    expect(one.locator("#q-colour input[value=blue]")).to_be_checked()
    assert answers(desk.form) == {"colour": "blue"}


def test_conflict_that_was_not_decided_is_asked_about_again_after_a_reload(
    open_desk: Opened, desk: Desk, client_of: Callable[[Person], Client]
) -> None:
    page = open_desk()
    press(page, "1")
    saved(page)
    elsewhere = {"variable": "colour", "kind": "value", "value": ["blue"], "token": str(uuid4())}
    told = client_of(desk.study.reader).post(
        f"/reading/{desk.form.pk}/answers",
        elsewhere,
        content_type="application/json",
        headers={"Accept": "application/json"},
    )
    assert told.status_code == 409
    page.reload()
    asked = page.get_by_text("Yours is kept beside it: Blue.")
    expect(asked).to_be_visible()
    expect(page.locator("#q-colour [data-state]")).to_have_text("two answers")
    page.get_by_role("button", name="Keep that").click()
    expect(asked).to_have_count(0)
    saved(page)
    page.reload()
    expect(page.locator("#q-colour input[value=red]")).to_be_checked()
    expect(asked).to_have_count(0)


def test_reload_comes_back_to_the_line_and_the_question(open_desk: Opened) -> None:
    page = open_desk()
    page.keyboard.press("g")
    page.keyboard.type("3")
    press(page, "Enter j j n n")
    here = page.locator("[data-start][aria-current]")
    before, top = here.inner_text(), "Math.round(document.getElementById('report').scrollTop)"
    at = page.evaluate(top)
    assert before.startswith("3.")
    page.reload()
    expect(page.locator("body")).to_contain_class("wm-desk-ready")
    expect(page.locator("#q-spokes")).to_contain_class("wm-question--current")
    until(lambda: abs(page.evaluate(top) - at) < 60)


def test_place_is_kept_while_another_part_of_the_desk_is_shown(open_desk: Opened, desk: Desk) -> None:
    page = open_desk()
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    page.locator("#tabs [data-part=report]").click()
    page.keyboard.press("g")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    begins, ends = (
        int(page.locator(f"#page-{number} [data-start]").first.get_attribute("data-start") or "0")
        for number in (2, 3)
    )
    page.locator("#tabs [data-part=instrument]").click()
    press(page, "1")
    saved(page)
    page.reload()
    until(lambda: Form.objects.get(pk=desk.form.pk).place_question != "")
    assert begins <= Form.objects.get(pk=desk.form.pk).place_offset < ends


def test_words_are_found_counted_and_walked_through(open_desk: Opened) -> None:
    page = open_desk()
    page.keyboard.press("/")
    page.keyboard.type("2.2")
    expect(page.locator("#find-count")).to_have_text("2 found")
    press(page, "Enter Enter")
    expect(page.locator("#find-count")).to_have_text("2 of 2")
    expect(page.locator("[data-start][aria-current]")).to_contain_text("2.20 The review")


def test_keys_are_listed_and_left_alone_in_a_field(open_desk: Opened, desk: Desk) -> None:
    page = open_desk()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog")
    for act in ("Pin the selection as evidence", "Next unanswered question", "Not stated", "Go to a page"):
        expect(keys.get_by_text(act, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    press(page, "n n m")
    page.keyboard.type("no x1")
    press(page, "Control+Enter")
    saved(page)
    assert Answer.objects.get().memo == "no x1"


def test_choices_beyond_the_ninth_are_chosen_by_the_letter_beside_them(open_desk: Opened, desk: Desk) -> None:
    page = open_desk()
    press(page, "a n 1")  # the letter does nothing in a question of two choices
    expect(page.locator("#q-rust_where")).to_be_visible()
    press(page, "n")
    beside = page.locator("#q-rust_where .wm-answer", has_text="Stand").locator("kbd")
    expect(beside).to_have_text("d")
    press(page, "9 a d")
    until(lambda: answers(desk.form) == {"rusty": "yes", "rust_where": ["rack", "lamp", "stand"]})
    page.keyboard.press("?")
    rows = page.get_by_role("dialog").locator("dl > div")
    letters = rows.filter(has_text="The answer with this letter beside it").locator("kbd")
    assert letters.all_inner_texts() == ["a", "b", "d"]


def test_no_key_of_the_desk_does_two_things(open_desk: Opened) -> None:
    page = open_desk()
    page.keyboard.press("?")
    listed = page.get_by_role("dialog").locator("dl kbd").all_inner_texts()
    assert sorted(listed) == sorted(set(listed))
    others = set(listed) - {"a", "b", "d"}  # those of this form's choices
    assert not set(KEYS_OF_CHOICES[9:]) & others


def test_quoted_words_stand_in_the_text_with_their_page(open_desk: Opened, desk: Desk) -> None:
    page = open_desk()
    press(page, "p u u u")
    page.locator("#q-account-value").focus()
    press(page, "Escape j j v q")
    saved(page)
    quote = Evidence.objects.get().quote
    expect(page.locator("#q-account-value")).to_have_value(f"“{quote}” (p. 1)")
    until(lambda: answers(desk.form) == {"account": f"“{quote}” (p. 1)"})


def test_page_stands_beside_its_text_with_the_passage_marked(open_desk: Opened) -> None:
    page = open_desk()
    press(page, "j j v e t t")
    picture = page.get_by_alt_text("Page 1 of the report, as printed")
    expect(picture).to_be_visible()
    until(lambda: page.evaluate("document.querySelector('.wm-page-picture').naturalWidth") == 900)
    expect(page.locator(".wm-page__pins rect")).not_to_have_count(0)


@pytest.mark.parametrize("size", [WIDE, (900, 800)])
def test_turning_to_the_page_and_back_keeps_the_paragraph(open_desk: Opened, size: tuple[int, int]) -> None:
    page = open_desk()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.keyboard.press("g")
    page.keyboard.type("2")
    press(page, "Enter" + " j" * 18)
    here = page.locator("[data-start][aria-current]")
    words = here.inner_text()
    top = "one => one.getBoundingClientRect().top"
    before = here.evaluate(top)
    for view in ("both", "text", "page", "both", "page", "text"):
        page.locator(f"#views [data-view={view}]").evaluate("button => button.click()")
        if view != "page":
            until(lambda: abs(here.evaluate(top) - before) < 2)
    press(page, "j")
    page.keyboard.press("k")
    expect(here).to_have_text(words)


def test_page_turned_over_beside_the_text_leads_the_text(open_desk: Opened) -> None:
    page = open_desk()
    press(page, "j j t j t")  # to the page, to the next page, to both
    expect(page.get_by_alt_text("Page 2 of the report, as printed")).to_be_visible()
    expect(page.locator("#page-2 [data-start]").first).to_be_in_viewport()


def test_signed_out_loses_nothing(
    open_desk: Opened, context: BrowserContext, desk: Desk, address: str, session_of: Callable[[Person], str]
) -> None:
    page = open_desk()
    context.clear_cookies()
    press(page, "1")
    expect(page.locator("#saved")).to_contain_text("signed out: sign in in another tab, nothing is lost")
    key = session_of(desk.study.reader)
    context.add_cookies([{"name": "waymark_session", "value": key, "url": address}])
    context.new_page().goto("/reading/")  # the other tab
    saved(page)
    assert answers(desk.form) == {"colour": "red"}


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_desk_and_list_are_accessible(open_desk: Opened, size: tuple[int, int]) -> None:
    page = open_desk()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    if size == WIDE:
        press(page, "j j v e 1 t t")
    for part in ("report", "instrument"):
        if size == NARROW:
            page.locator(f"#tabs [data-part={part}]").click()
        assert faults(page) == []
    page.goto("/reading/")
    assert faults(page) == []


def faults(page: Page) -> list[str]:
    page.evaluate(CHECKER.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}" for one in found["violations"]]


def test_offsets_are_code_points_where_a_letter_takes_two_units(open_desk: Opened) -> None:
    page = open_desk()
    count = """async () => {
        const {points, units} = await import("/static/built/scripts/desk_text.js");
        return [points("a\\u{1F600}b", 3), units("a\\u{1F600}b", 2), units("ab", 9)];
    }"""
    assert page.evaluate(count) == [2, 3, 2]


def test_first_useful_paint_comes_within_a_second(open_desk: Opened) -> None:
    page = open_desk()
    page.reload()
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert painted < 1000
