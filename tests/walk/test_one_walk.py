"""The whole road of reading in a browser, as one story in order: people come in, reports are read, read again, settled,
a sample is drawn, and what was read is taken away.

Each test goes on where the one before stopped. Nothing waits on time: only on what a page shows.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.walk.at_the_desk import (
    NOT_SENT,
    SAVED,
    answer,
    answer_in_turn,
    answer_what_is_left,
    current,
    desk_is_open,
    finish_by_keyboard,
    leave_and_come_back,
    pin_first_sentence,
    pinned,
    press,
    read_again,
    standing,
    top_line,
)
from tests.walk.coming_in import come_in, sign_in
from tests.walk.conftest import Workbench
from tests.walk.material import (
    BEFORE_THE_CONNECTION_GOES,
    DIFFERING,
    FIRST_READING,
    PINNED_TO,
    WHEN_IT_IS_BACK,
    WITHOUT_A_CONNECTION,
    WORDS,
    values_of,
)
from waymark.reading.models import Answer, ChosenSample, Decision, Form


def test_lead_comes_in_by_the_printed_link_and_invites_two_readers(bench: Workbench) -> None:
    lead = bench.browser_of("a.lead")
    come_in(bench, lead, bench.way_in, "a.lead", bench.passes)
    expect(lead.get_by_role("heading", level=1, name="Serious case reviews 2011 to 2014")).to_be_visible()
    bench.passes(lead)
    for name, handle in (("M. Reader", "m.reader"), ("P. Reader", "p.reader")):
        lead.goto("/people/")
        lead.get_by_label("Their name").fill(name)
        lead.get_by_role("button", name="Make a link").click()
        link = lead.get_by_label("Link").input_value()
        come_in(bench, bench.browser_of(handle), link, handle)
        expect(bench.opened[handle].pages[0].get_by_text("Nothing is assigned to you yet.")).to_be_visible()
        bench.opened.pop(handle).close()
    bench.passes(lead)  # the link to hand over
    lead.goto("/people/")
    bench.passes(lead)
    assert bench.wrong == []


def test_lead_gives_the_reports_to_a_reader(bench: Workbench) -> None:
    lead = bench.opened["a.lead"].pages[0]
    lead.goto("/")
    lead.get_by_role("link", name="without a reader: front sheet").click()
    bench.passes(lead)
    lead.get_by_label("M. Reader").check()
    lead.get_by_role("button", name="Assign", exact=True).click()
    expect(lead.get_by_text("4 cases")).to_be_visible()
    bench.passes(lead)
    assert bench.wrong == []


def test_reader_fills_the_front_sheet_by_keyboard_and_loses_nothing_with_the_connection(
    bench: Workbench,
) -> None:
    page = sign_in(bench, "m.reader")
    expect(page.get_by_role("button", name="Begin reading")).to_be_visible()
    bench.passes(page)
    press(page, "g")
    desk_is_open(page)
    bench.passes(page)
    answer_in_turn(page, BEFORE_THE_CONNECTION_GOES)
    assert current(page) == PINNED_TO[0]
    pin_first_sentence(page, 6)
    expect(page.locator("#saved")).to_have_text(SAVED)
    form = Form.objects.get(reader__handle="m.reader", case__case_number="20001")
    before = values_of(BEFORE_THE_CONNECTION_GOES)
    assert standing(form) == before

    bench.opened["m.reader"].set_offline(True)
    for reading in WITHOUT_A_CONNECTION:
        answer(page, reading)
        if reading.variable == PINNED_TO[1]:
            pin_first_sentence(page, 2)
        page.keyboard.press("n")
    expect(page.locator("#saved")).to_have_text(NOT_SENT)
    bench.passes(page)
    assert standing(form) == before
    assert len(pinned(form)) == 1

    bench.opened["m.reader"].set_offline(False)
    for reading in WHEN_IT_IS_BACK:
        if reading.variable == PINNED_TO[2]:
            pin_first_sentence(page, 1)
        answer(page, reading)
        page.keyboard.press("n")
    answer_what_is_left(page, {one.variable: one for one in FIRST_READING})
    expect(page.locator("#counter")).to_have_text(re.compile(r"^(\d+) of \1$"))
    assert standing(form) == values_of(FIRST_READING)
    assert Answer.objects.filter(form=form).count() == len(FIRST_READING), "each answer is there once"
    assert pinned(form) == list(zip(PINNED_TO, WORDS, strict=True))
    assert page.locator(".wm-margin-pins a").all_inner_texts() == ["1", "2", "3"]
    bench.passes(page)
    assert bench.wrong == []


def test_reader_comes_back_to_the_line_and_finishes(bench: Workbench) -> None:
    page = bench.opened["m.reader"].pages[0]
    press(page, "j " * 9)
    assert not top_line(page).startswith("Serious Case Review"), "the report has been walked down"
    leave_and_come_back(page)
    press(page, "m")
    page.keyboard.type("Look again at the poster.")
    page.goto("/")  # with the words just typed, as a tab is closed or a machine taken away
    expect(page.get_by_role("button", name="Go on reading: Case 20001")).to_be_visible()
    here = Form.objects.get(reader__handle="m.reader", case__case_number="20001")
    assert here.place_offset > 0
    press(page, "g")
    desk_is_open(page)
    expect(page.locator("#saved")).to_have_text(SAVED)
    assert Answer.objects.filter(form=here, memo="Look again at the poster.").count() == 1
    finish_by_keyboard(page, "Told in full.")
    bench.passes(page)
    here.refresh_from_db()
    assert (here.next_layer, here.next_layer_why) == (True, "Told in full.")
    assert here.finished_at
    assert standing(here) == values_of(FIRST_READING)
    assert bench.wrong == []


def test_second_reader_confirms_facts_reads_judgements_blind_and_differs(bench: Workbench) -> None:
    lead = bench.opened["a.lead"].pages[0]
    lead.goto("/team/")
    bench.passes(lead)
    lead.get_by_role("link", name=re.compile("Read again.*Front sheet")).click()
    lead.get_by_label("P. Reader").check()
    lead.get_by_label("Those that you tick").check()
    lead.get_by_label("N00001", exact=True).check()
    bench.passes(lead)
    lead.get_by_role("button", name="Assign the second reading").click()
    expect(lead.get_by_role("cell", name="Second reading")).to_be_visible()

    page = sign_in(bench, "p.reader")
    press(page, "g")
    desk_is_open(page)
    expect(page.locator("#q-mother_age")).to_contain_text("M. Reader answered 24")
    expect(page.locator("#q-context")).not_to_contain_text("M. Reader")
    bench.passes(page)
    blind = {one.variable: one for one in FIRST_READING}
    read_again(page, DIFFERING, blind)
    second = Form.objects.get(reader__handle="p.reader")
    assert standing(second) == values_of(FIRST_READING) | values_of(DIFFERING.values())
    assert pinned(second) == [(PINNED_TO[2], WORDS[2])], "a fact is confirmed with its passage"
    finish_by_keyboard(page, "Also told in full.")
    bench.passes(page)
    assert bench.wrong == []


def test_lead_settles_what_differs_by_keyboard_and_the_rest_in_bulk(bench: Workbench) -> None:
    lead = bench.opened["a.lead"].pages[0]
    lead.goto("/team/agreement/front_sheet")
    blind = lead.get_by_role("row").filter(has_text="Family or community context")
    expect(blind).to_contain_text(re.compile(r"Judgement\s+1\s+0%"))
    corrected = lead.get_by_role("row").filter(has_text="Mother's age")
    expect(corrected).to_contain_text(re.compile(r"Fact\s+1\s+0 \(0%\)"))
    bench.passes(lead)
    lead.goto("/")
    expect(
        lead.get_by_role("listitem").filter(has_text="disagreements to settle: front sheet")
    ).to_contain_text("3")
    lead.get_by_role("link", name="disagreements to settle: front sheet").click()
    bench.passes(lead)
    settle(
        lead, "Did it happen in a family or in a community context?", "b r", "Paragraph 1 tells of a street."
    )
    settle(lead, "Is there evidence of neglect?", "a r", "The first finding.")
    settle(
        lead, "How old was the mother at the incident?", "o Tab 2 6 Tab", "Neither counted from the birthday."
    )
    expect(lead.get_by_text("No disagreement is left.")).to_be_visible()
    agreed = len(FIRST_READING) - len(DIFFERING)
    lead.get_by_role("link", name="Settle the agreements").click()
    bench.passes(lead)
    expect(lead.get_by_role("button", name=f"Settle {agreed} agreements as answered")).to_be_visible()
    press(lead, "Control+Enter")
    expect(lead.get_by_text(f"{agreed} agreements are settled.")).to_be_visible()
    bench.passes(lead)
    kept = Decision.objects.exclude(how="agreed").order_by("pk").values_list("variable", "value", "why")
    assert list(kept) == [
        ("context", "community", "Paragraph 1 tells of a street."),
        ("neglect_evidence", "yes", "The first finding."),
        ("mother_age", 26, "Neither counted from the birthday."),
    ]
    assert bench.wrong == []


def settle(lead: Page, question: str, keys: str, why: str) -> None:
    expect(lead.get_by_role("heading", name=question)).to_be_visible()
    lead.wait_for_load_state()
    press(lead, keys)
    lead.keyboard.type(why)
    press(lead, "Control+Enter")


def test_what_was_settled_counts_in_the_tables(bench: Workbench) -> None:
    lead = bench.opened["a.lead"].pages[0]
    lead.goto("/tables/12")
    counted = lead.get_by_role("row").filter(
        has=lead.get_by_role("rowheader", name="Community context", exact=True)
    )
    expect(counted).not_to_contain_text("1 (100%)")
    lead.goto("/")
    press(lead, "s")
    expect(lead.get_by_text("The cases were selected anew: 6 are in the study.")).to_be_visible()
    bench.passes(lead)
    lead.goto("/tables/12")
    expect(counted).to_contain_text("1 (100%)")
    bench.passes(lead)
    lead.goto("/cases/N00001")
    bench.passes(lead)
    assert bench.wrong == []


def test_a_sample_is_drawn_compared_and_accepted(bench: Workbench) -> None:
    lead = bench.opened["a.lead"].pages[0]
    lead.goto("/samples/")
    bench.passes(lead)
    press(lead, "d")
    lead.get_by_label("Draw from").select_option("included")
    lead.get_by_label("To be read with").select_option("case_summary")
    lead.get_by_label("How many cases").fill("2")
    lead.get_by_label("Seed").fill("7")
    lead.get_by_label("Region", exact=True).uncheck()  # no notification told it
    lead.get_by_label(re.compile(r"N00001: Told in full\..*M\. Reader")).check()
    press(lead, "Control+Enter")
    expect(lead.get_by_role("heading", name="2 cases of 6, seed 7")).to_be_visible()
    outcome = lead.get_by_role("rowheader").filter(has_text="Death or serious harm")
    expect(outcome).to_contain_text(
        re.compile(r"sample against the rest: χ² = \d\.\d\d, df = 1, p = \d\.\d{3}")
    )
    bench.passes(lead)
    assert not ChosenSample.objects.exists(), "nothing is kept before it is accepted"
    lead.get_by_label("Name of the sample").fill("In depth")
    press(lead, "Enter")
    expect(lead.get_by_role("heading", level=1, name="In depth")).to_be_visible()
    bench.passes(lead)
    chosen = ChosenSample.objects.get()
    assert (chosen.seed, chosen.must_have, len(chosen.standing)) == (7, ["N00001"], 2)
    assert bench.wrong == []


def test_what_was_read_is_taken_away(bench: Workbench) -> None:
    lead = bench.opened["a.lead"].pages[0]
    lead.goto("/register/")
    lead.get_by_text("Columns", exact=True).click()
    for label in ("Mother's age", "Family or community context", "Parental mental health problems"):
        lead.get_by_label(label, exact=True).check()
    lead.get_by_role("button", name="Show").click()
    bench.passes(lead)
    rows = list(csv.DictReader(taken(lead, "CSV").open(encoding="utf-8-sig", newline="")))
    first = next(row for row in rows if row["Case"] == "N00001")
    read = [
        first[name]
        for name in ("Mother's age", "Family or community context", "Parental mental health problems")
    ]
    assert (len(rows), read) == (6, ["26", "Community context", "Yes"])
    assert taken(lead, "Excel").read_bytes()[:2] == b"PK"

    lead.goto("/trail/")
    bench.passes(lead)
    events = list(csv.DictReader(taken(lead, "CSV").open(encoding="utf-8-sig", newline="")))
    acts = {event["Action"] for event in events}
    assert acts >= {
        "Sign in",
        "Open report",
        "Answer",
        "Pin passage",
        "Finish form",
        "Adjudicate",
        "Export cases",
    }
    assert sum(event["Action"] == "Pin passage" and event["Who"] == "M. Reader" for event in events) == len(
        WORDS
    )
    assert bench.wrong == []


def taken(page: Page, kind: str) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("link", name=kind, exact=True).click()
    return Path(coming.value.path())
