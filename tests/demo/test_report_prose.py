"""The prose of the synthetic reports: well-formed, of its case, and so varied that no phrase gives it away."""

from __future__ import annotations

import random
import re
from collections import Counter
from statistics import median

import pytest

from waymark.demo.reports.grammar import Grammar, said
from waymark.demo.reports.plan import ReportPlan
from waymark.demo.rows import Row
from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack

Plans = tuple[ReportPlan, ...]

LISTS = {"references", "glossary"}
"""Sections that name guidance and terms as everybody names them."""
WORD = re.compile(r"[\w’'-]+")


def prose_of(plan: ReportPlan) -> list[str]:
    texts, section = [], ""
    for block in plan.blocks:
        section = block.section or section
        if block.kind in ("paragraph", "list item", "box") and section not in LISTS:
            texts.append(block.text.replace("█", ""))
    return texts


def runs_of(plan: ReportPlan) -> set[tuple[str, ...]]:
    runs: set[tuple[str, ...]] = set()
    for text in prose_of(plan):
        words = WORD.findall(text.lower())
        runs.update(tuple(words[at : at + 8]) for at in range(len(words) - 7))
    return runs


# -- Patterns ------------------------------------------------------------------------------------------------


def every(text: str, slots: dict[str, list[str]] | None = None) -> set[str]:
    chance = random.Random(1)
    pattern = Grammar(slots or {}).pattern(text)
    return {said(pattern, lambda name: f"<{name}>", chance) for _ in range(400)}


def test_a_pattern_says_each_of_its_alternatives() -> None:
    assert every("the [old|new] house") == {"the old house", "the new house"}
    assert every("[a|b[ c|]]") == {"a", "b", "b c"}
    assert every("so[|, at last,] it was") == {"so it was", "so, at last, it was"}


def test_a_slot_says_what_the_grammar_has_and_asks_for_the_rest() -> None:
    slots = {"when": ["at {time}", "later"], "time": ["noon"]}
    assert every("{when} {who} came", slots) == {"at noon <who> came", "later <who> came"}


@pytest.mark.parametrize("text", ["the [old|new house", "the {house", "the old] house", "a } b"])
def test_a_pattern_that_does_not_close_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        Grammar({}).pattern(text)


# -- Sentences -----------------------------------------------------------------------------------------------


def test_text_is_well_formed(plans: Plans) -> None:
    broken = re.compile(r"[\[\]{}|<>]|  | [,.;:]|,,|\.\.|\ba [aeio][a-z]+\b(?<!a one)|\bthe the\b|\bthe a\b")
    faults = Counter(
        found[0] for plan in plans for block in plan.blocks for found in broken.finditer(block.text)
    )
    assert sum(faults.values()) < 20, faults.most_common(20)
    assert not any(set("[]{}|") & set(block.text) for plan in plans for block in plan.blocks)


def test_three_million_words_in_all(plans: Plans) -> None:
    words = sum(len(text.split()) for plan in plans for text in prose_of(plan))
    assert 2_700_000 < words < 4_000_000


def test_two_reports_share_few_runs_of_eight_words(plans: Plans) -> None:
    chance = random.Random(8)
    runs = [runs_of(plan) for plan in chance.sample(plans, 40)]
    shares = []
    for _ in range(300):
        one, other = chance.sample(runs, 2)
        shares.append(len(one & other) / len(one))
    assert median(shares) < 0.02
    assert sorted(shares)[270] < 0.05


def test_no_sentence_stands_in_more_than_a_twentieth_of_the_reports(plans: Plans) -> None:
    in_reports: Counter[str] = Counter()
    for plan in plans:
        sentences = (s for text in prose_of(plan) for s in re.split(r"(?<=[.?!]) ", text.lower()))
        in_reports.update({sentence for sentence in sentences if len(sentence.split()) >= 8})
    often = [(number, sentence) for sentence, number in in_reports.most_common(5) if number > len(plans) / 20]
    assert often == []


# -- Of its case ---------------------------------------------------------------------------------------------

GIVES_AWAY = [
    ("plan_status", "never", r"remain the subject of a|core group"),
    (
        "domestic_abuse",
        "no",
        r"refuge|risk assessment conference|domestic violence adviser, |outreach worker",
    ),
    ("parental_mental_health", "no", r"talking therapy|community mental health team"),
    ("parental_alcohol", "no", r"alcohol service|smelled alcohol"),
    ("parental_drugs", "no", r"community drug|heroin|methadone"),
    ("csc_status", "never", r"social worker visited|core assessment|single assessment"),
    ("agency_police", "no", r"took a statement from"),
]


@pytest.mark.parametrize(("variable", "code", "words"), GIVES_AWAY)
def test_nothing_is_told_that_is_not_true_of_the_case(
    variable: str, code: str, words: str, plans: Plans, rows: tuple[Row, ...]
) -> None:
    truth: dict[str, Value] = {str(row.truth["case_number"]): row.truth.get(variable) for row in rows}
    found = re.compile(words)
    told = {
        plan.file: bool(found.search(text))
        for plan in plans
        if truth[plan.cases[0]] == code and (text := "\n".join(story_of(plan)))
    }
    otherwise = [plan for plan in plans if truth[plan.cases[0]] not in (code, None)]
    assert told and not any(told.values()), [file for file, tells in told.items() if tells]
    assert any(found.search("\n".join(story_of(plan))) for plan in otherwise)


def story_of(plan: ReportPlan) -> list[str]:
    texts, section = [], ""
    for block in plan.blocks:
        section = block.section or section
        if section in ("story", "analysis") and block.kind == "paragraph":
            texts.append(block.text)
    return texts


def test_readers_find_what_they_must_not_fall_for(plans: Plans, shipped: Pack) -> None:
    text = ["\n".join(block.text for block in plan.blocks) for plan in plans]
    assert sum(bool(re.search(r"(earlier|An) review by the ", one)) for one in text) > 20
    assert sum(" was not used" in one or "decided against it" in one for one in text) > 5
    assert sum("Panel" in one and "chaired by" in one for one in text) > 60
    tables = [row for plan in plans for block in plan.blocks for row in block.rows]
    assert sum(row[1:2] == ("Mother",) for row in tables) > 30
