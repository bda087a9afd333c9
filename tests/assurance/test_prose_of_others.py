"""How other people's texts put their figures: forms of a share and of a change that are read, and what looks like a
claim and is none. Each case is a way of writing met in bulletins, articles and reports; the sentences are our own.
"""

from __future__ import annotations

import pytest

from waymark.assurance.checking import checked
from waymark.assurance.documents.plain_text import read_plain_text
from waymark.assurance.findings import Class, Finding
from waymark.assurance.prose.sentences import sentence_at, sentences
from waymark.assurance.prose.shares import share_claims


def findings(text: str) -> list[Finding]:
    return list(checked(read_plain_text("a.txt", text)).findings)


def classes(text: str) -> list[Class]:
    return [one.serious for one in findings(text)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("a bell was found on 14/40 (35%) bicycles", ("14", "40", "35")),
        ("a bell was found on 14/40 bicycles [35 %]", ("14", "40", "35")),
        ("35% of the bicycles (14/40, Table 3) had one", ("14", "40", "35")),
        ("35% (n = 14 of 40) had one", ("14", "40", "35")),
        ("Twenty-six out of 51 (51 %) rang", ("Twenty-six", "51", "51")),
        ("481 of 32 910 bells (1.46%) rang", ("481", "32910", "1.46")),
        ("a dose of 144 mg and two (7%) rang", ("two", None, "7")),
        ("Two hundred seventy-eight (59.4%) of the 468", ("Two hundred seventy-eight", "468", "59.4")),
        ("25% of\u00a0them, 4318 (25%) of 17\u2009288 visits", ("4318", "17288", "25")),
    ],
)
def test_ways_of_writing_a_share_are_read(text: str, claim: tuple[str, str | None, str]) -> None:
    (found,) = share_claims(text)
    assert found.count is not None and found.percent is not None
    base = found.base.text if found.base is not None else None
    assert (found.count.text, base, found.percent.text) == claim


@pytest.mark.parametrize(
    "text",
    [
        "The rate was 76 (95% CI 46 to 126) for each thousand bells.",
        "They asked 151 riders (76% women) about bells.",
        "It rang on all but one of 74 bicycles (98.6%).",
        "Repairs went down by half (12%) that year.",
        "There was an increase of 120 (5%) over the year.",
        "Bells were louder in week 12 (30%) and at grade 3 (20%).",
        "They cost $12 million (30%) more.",
        "Red bells 14 (37.8%) 16 (66.7%) 10 (26.3%) 0.41",
        "17 (43.6%)",
        "It was shown for model ACR50 (46%, against 43%).",
        "The share was 21.0% (445/2,119, 95% CI 19 to 23).",
        "Bells of grade 3/4 rang (21.9%).",
        "More were louder by over 20% compared with others (25/108, 23%).",
    ],
)
def test_what_looks_like_a_share_of_cases_is_left_alone(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A bell was found on 14/40 (35%) of them.", []),
        ("A bell was found on 14/40 (39%) of them.", [Class.WRONG]),
        ("Of those with a bell, 12 (36%) of 34 had a horn.", [Class.WRONG]),
        ("Of the 180 riders only 90 (50%) heard all of four bells.", []),
        ("It was better for 12 (40%) of the 30 at a price of 91%.", []),
        ("There were 32 of them; 7 bells (21.9%) of two sounds.", []),
        ("One of 15 (6.7%) rang, and 79 out of 199 (40%) did not.", []),
        ("It rang on nine out of 51 (40%) of them.", [Class.WRONG]),
    ],
)
def test_a_share_is_held_against_the_base_that_is_its_own(text: str, found: list[Class]) -> None:
    assert classes(text) == found


APART = "\n\n".join(
    ["Nothing more was counted on that day, and none of the riders came back to the shop."] * 6
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Bells (n = 120) were heard first.", False),
        ("Of the bells 12 of 120 (10%) were red.\n\nOf the horns 24 of 120 (20%) were red.", False),
        ("They heard 120 bells.\n\nThe 120 bells were old.", False),
        ("They heard 119 bells and then 121.", True),
        ("They heard 120 bells.", False),
        ("They heard 12 bells.", True),
    ],
)
def test_a_base_told_once_serves_pages_later(text: str, told: bool) -> None:
    found = classes(f"{text}\n\n{APART}\n\nA horn was found on 54 (45.0%) of all bicycles.")
    assert found == ([Class.UNEXPLAINED] if told else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A total of 73 (72.3%) red bells and 28 (27.7%) blue bells rang.", 0),
        ("A total of 73 (72.3%) red bells and 38 (27.7%) blue bells rang.", 2),
        ("In the shop 7 (19.4%) had a horn, 10 (27.8%) a bell and 1 (2.8%) a whistle.", 0),
        ("In the shop 7 (19.4%) had a horn, 10 (21.3%) a bell and 1 (2.8%) a whistle.", 3),
        ("There were 1,263 bicycles. Bells rang on 60 (9.8%) against 78 (12.0%) in the north.", 0),
        ("There were 1,263 bicycles. Bells rang on 60 (9.8%) against 98 (12.0%) in the north.", 2),
    ],
)
def test_figures_that_agree_on_a_base_vouch_for_one_another(text: str, told: int) -> None:
    assert classes(text) == [Class.UNEXPLAINED] * told


def test_a_percentage_that_no_base_gives_is_told_as_such() -> None:
    (found,) = findings("At the end 36 (82.4%) rang.")
    assert found.how == "36 (82.4%) is no whole number's share: 36 of 43 or of 44 is another percentage."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sales rose from $900 million to $1.2 billion, an increase of 33%.", []),
        ("Sales rose from $1.2 billion to $900 million.", [Class.WRONG]),
        ("Sales rose $6.5 million, or 7.3%, from $89.5 million in May to $96.0 million.", []),
        ("Sales rose $6.5 million, or 7.3%, from $89.5 million in May to $36.0 million.", [Class.WRONG]),
        ("Sales rose 25% to 50 from 40.", []),
        ("Sales rose 35% to 50 from 40.", [Class.WRONG]),
        ("Sales fell to 50 from 40.", [Class.WRONG]),
        ("There were 4,188 repairs, a 2% increase on the 4,125 of last year.", []),
        ("There were 4,188 repairs, a 7% increase on the 4,125 of last year.", [Class.WRONG]),
        ("There were 4,188 repairs, a 7% increase on 2012.", []),
        ("The shop cut its forecast of growth from 1.8% to 0.8%.", []),
        ("The decrease ranged from 0.2% (5 bells) to 1.3% for horns.", []),
        ("Repairs grew 15.7%, down from 23% in May, and prices slowed to 4.3%.", []),
        ("The bell slipped from 2nd to 4th place.", []),
        ("Repairs rose by about 20%, from 50 to 59.", []),
        ("Repairs rose by about 20%, from 50 to 75.", [Class.WRONG]),
        ("Repairs rose from 20 to 10 in 2012.", [Class.WRONG]),
    ],
)
def test_ways_of_writing_a_change_are_held_against_their_figures(text: str, found: list[Class]) -> None:
    assert classes(text) == found


def test_a_number_of_thousands_of_digits_is_a_name() -> None:
    assert findings(f"The frame has the mark {'1' * 9000}. Of the 40 bells 20 (50%) rang.") == []


def test_what_runs_on_for_pages_is_cut_and_keeps_its_places() -> None:
    text = "and 20 bells " * 2000
    parts = sentences(text)
    assert "".join(part for _, part in parts) == text.rstrip()
    assert all(text.startswith(part, start) for start, part in parts)
    assert max(len(part) for _, part in parts) < 5000
    assert sentence_at(text, len(text) - 5) == parts[-1][1]


@pytest.mark.parametrize(
    "text",
    [
        "The share of those with at least one bell this year (55% → 56%) grew.",
        "The score is 61 (68% “bells” less 6% “horns”) this year.",
        "The share of shops was 95% (78-100%) in the north.",
        "They rang on 257 days (67% of their whole stay of 378.3 days).",
        "They ring bells 3 × 10 (70%) each day.",
        "They asked again at six (85%) and 12 (88%) weeks.",
        "Out of the nearly 12 million bicycles, just over 400,000 (3%) have a bell.",
        "In one year a horn was found among 52 bicycles (1.9% [95% CI 0.04% to 10.2%]).",
        "The bells of a shop ranged from 2 (1%) to 448 (79%).",
        "Bells rang in groups 3 and 4 (12.2%) alike.",
        "Twenty-four percent (24%) never rang.",
        "Fewer rang before 8 pm (45%) than later.",
        "The share of 0 values in the shops (39.8%) was high.",
        "They rang on day one and four in the north (9.2%).",
        "The red bells were louder than those of the 279,396 group (6.7%).",
        "Most worked in shops of 2 – 500 riders (51%).",
        "They had a minimum of 10 bells (37%).",
        "Of those who missed any of the three rides 50.1% wrote, and 59.8% of those who missed two rides.",
        "At any of the three rides they asked, 1.5% of the riders had no bell.",
        "They found bells on two or more bicycles with horns (33%).",
        "What I use: 4,201 (67%)Bells 3,935 (63%)Horns 3,381 (54%)Whistles",
        "Bells 9 (30.1%)31 (15.5%) and horns",
        "Bells 44 (55.1%) 39 (47.5%) old 0.34 new 83 (51.2%) Horns 36 (45.2%) 43 (52.4%) 79 (48.7%) red",
    ],
)
def test_a_percentage_that_speaks_of_something_else_is_no_claim(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The answer was 52,5% (42/80) in May.", []),
        ("The answer was 72% (20/20 mg), 53% (20/30 mg) and 70% (20/40-mg bells).", []),
        ("The average share of bells in a shop was 85.4% (34/40).", []),
        ("They rang one of the two bells of the shop (51.9%).", []),
        ("Of the 32 shops 3 (9.4%) of four kinds rang.", []),
        ("Visits to the shop: 2 222/1311 (17%) of the riders.", []),
        ("Visits to the shop: 2 222/1311 (27%) of the riders.", [Class.WRONG]),
        ("Forty‐two of the 47 (89%) rang.", []),
        ("Forty‐two of the 47 (98%) rang.", [Class.WRONG]),
        ("Bells on bicycles†13/249 (1%)1/240 (0.4%)25/249 (2%)5/240 (2%)", []),
        ("More than 400 of 1,000 bells (42%) rang.", []),
        ("With three (15%) of these 17 on bells.", [Class.UNEXPLAINED]),
        ("They had 450 letters out of 549 (79%).", [Class.WRONG]),
        ("One-hundred eighteen of 200 (59%) rang.", []),
        ("They had 450 letters out of 549 (82%).", []),
        ("A horn was found on 100 [73%] of 138 bells.", [Class.WRONG]),
    ],
)
def test_only_what_no_reading_makes_right_is_wrong(text: str, found: list[Class]) -> None:
    assert classes(text) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("They saw red bells (n = 61) and blue ones (n = 59).", False),
        ("They saw red bells (n = 61) and blue ones (n = 58).", True),
        ("Of the 120 bells a horn was heard on 54 (45.0%).", False),
        ("Of the 119 bells a horn was heard on 56 (47.1%).", True),
    ],
)
def test_a_base_in_parts_serves_elsewhere(text: str, told: bool) -> None:
    found = classes(f"A horn was found on 54 (45.0%) of all bicycles.\n\n{APART}\n\n{text}")
    assert found == ([Class.UNEXPLAINED] if told else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("65 of the 79 riders rang: 30 (83%) in the north and 35 (81%) in the south.", 0),
        ("66 of the 79 riders rang: 30 (83%) in the north and 35 (81%) in the south.", 2),
    ],
)
def test_two_parts_that_add_up_need_no_base_of_their_own(text: str, told: int) -> None:
    assert classes(text) == [Class.UNEXPLAINED] * told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("For each slide from 15 to 20 fields were seen.", []),
        ("The shops told of reductions from 0.2% on day 1 to 32.0% on day 28.", []),
        ("To bring the share down from 41% to 30% and to have a power of 80% they asked 544 riders.", []),
        ("Sales rose from 20 in 2001 to 50 in 2009, an increase of 11% a year.", []),
        ("Sales rose from 20 in 2001 to 50 in 2009, an increase of 5% on 2008.", []),
        ("Sales rose from 20 in 2001 to 50 in 2009, an increase of 5% on 2001.", [Class.WRONG]),
        ("Sales rose from 20 in 2001 to 50 in 2009, an increase of 5%.", [Class.WRONG]),
        ("Sales slid from 20 to 30.", [Class.WRONG]),
    ],
)
def test_a_change_is_held_only_against_the_figures_it_is_of(text: str, found: list[Class]) -> None:
    assert classes(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("About half of them came by bicycle, but almost as many (45%) came on foot.", []),
        ("About half of them (35%) came by bicycle.", [Class.STYLE]),
        ("About half of them (45%) came by bicycle.", []),
        ("That share nearly reached two thirds of them (62%).", []),
        ("That share was two thirds of them (62%).", [Class.STYLE]),
        ("For 73 riders it rang on day 2 in four cases (5.5%).", []),
        ("More than half (62%) had a bell.", []),
        ("More than half (72%) had a bell.", [Class.STYLE]),
        ("More than half (42%) had a bell.", [Class.STYLE]),
    ],
)
def test_a_fraction_in_words_is_held_against_its_own_percentage(text: str, found: list[Class]) -> None:
    assert classes(text) == found
