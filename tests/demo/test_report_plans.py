"""What the synthetic reports state agrees with the truth of their cases, as exactly as each says it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from waymark.demo.identities import with_identities
from waymark.demo.reports.composing import compose
from waymark.demo.reports.making import make_reports
from waymark.demo.reports.plan import ReportPlan
from waymark.demo.rows import Row
from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack

Plans = tuple[ReportPlan, ...]
Truth = Mapping[str, Value]

AGAIN = re.compile(r"v2 \(final\)|REVISED|amended")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


@pytest.fixture(scope="module")
def first(plans: Plans) -> Plans:
    """The reports without those that were done again."""
    return tuple(plan for plan in plans if not AGAIN.search(plan.file))


@pytest.fixture(scope="module")
def truth_by_case(rows: tuple[Row, ...]) -> dict[str, Truth]:
    return {str(row.truth["case_number"]): row.truth for row in rows if not row.again}


def text_of(plan: ReportPlan) -> str:
    cells = (cell for block in plan.blocks for row in block.rows for cell in row)
    return "\n".join([*(block.text for block in plan.blocks), *cells]).replace("█", "")


def days_as_printed(day: date) -> Iterator[str]:
    month = MONTHS[day.month - 1]
    yield from (f"{day.day:02}/{day.month:02}/{day.year}", f"{day.day:02}.{day.month:02}.{day.year}")
    yield from (f"{day.day}{end} {month} {day.year}" for end in ("", "st", "nd", "rd", "th"))


# -- Which reports there are ---------------------------------------------------------------------------------


def test_each_of_175_cases_has_a_report_and_three_were_done_again(
    plans: Plans, first: Plans, truth_by_case: dict[str, Truth]
) -> None:
    with_report = {
        number
        for number, truth in truth_by_case.items()
        if truth.get("report_available") == "yes" and truth["standing"] == "included"
    }
    assert len(with_report) == len(first) == 175
    assert {plan.cases[0] for plan in first} == with_report
    assert len(plans) == 178
    for again in (plan for plan in plans if plan not in first):
        before = next(plan for plan in first if plan.cases == again.cases)
        assert before.fields == again.fields
        assert before.blocks != again.blocks


def test_a_report_of_siblings_is_of_the_rows_of_all(first: Plans, truth_by_case: dict[str, Truth]) -> None:
    of_several = [plan for plan in first if len(plan.cases) > 1]
    assert len(of_several) == 6
    for plan in of_several:
        index, *siblings = (truth_by_case[number] for number in plan.cases)
        assert {truth["same_incident"] for truth in siblings} == {"sibling"}
        assert {(truth["board"], truth["incident_date"]) for truth in siblings} == {
            (index["board"], index["incident_date"])
        }
        assert len(plan.fields["child"]) == len(plan.cases)
        assert all(label in text_of(plan) for label in plan.fields["child"])


def test_files_are_named_as_people_name_them(plans: Plans) -> None:
    names = [plan.file for plan in plans]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(name.endswith(".pdf") and "/" not in name and "{" not in name for name in names)
    assert any(re.search(r"\(\d+\)\.pdf$", name) for name in names)
    assert any("final" in name.casefold() for name in names)


# -- What they state -----------------------------------------------------------------------------------------


def test_board_date_age_and_outcome_are_those_of_the_case(
    first: Plans, truth_by_case: dict[str, Truth]
) -> None:
    exact = Counter[int]()
    for plan in first:
        truth = truth_by_case[plan.cases[0]]
        assert any(str(truth["board"]) in board for board in plan.fields["board"])
        day = truth["incident_date"]
        assert isinstance(day, date)
        for value in plan.fields.get("incident_date", ("",)):
            assert day.isoformat().startswith(value)
            exact[len(value)] += 1
        months = [truth_by_case[number]["age_months"] for number in plan.cases]
        for age in plan.fields.get("age", ()):
            low, _, high = age.partition("-")
            assert any(int(low) <= month <= int(high or low) for month in months if isinstance(month, int))
        if outcome := plan.fields.get("outcome"):
            assert outcome == (truth["outcome"],)
    assert all(exact[length] > 10 for length in (0, 4, 7, 10))
    assert sum(len(plan.fields["board"]) == 2 for plan in first) == 7
    assert sum("outcome" not in plan.fields for plan in first) <= 1


def test_gender_is_mostly_told_sometimes_hidden_and_rarely_changed(
    first: Plans, truth_by_case: dict[str, Truth]
) -> None:
    single = [plan for plan in first if len(plan.cases) == 1]
    told = Counter(
        "hidden"
        if "gender" not in plan.fields
        else "true"
        if plan.fields["gender"] == (truth_by_case[plan.cases[0]]["gender"],)
        else "changed"
        for plan in single
    )
    assert told["true"] > 110
    assert 1 <= told["changed"] <= 20
    assert 10 <= told["hidden"] <= 45
    for plan in single:
        words = Counter(re.findall(r"\b(boy|girl)\b", text_of(plan)))
        shown = {"female": {"girl"}, "male": {"boy"}}.get(plan.fields.get("gender", ("",))[0], set())
        assert set(words) <= shown, (plan.file, words)
        assert not shown or set(words) == shown


def test_labels_and_authors_agree_with_what_was_notified(
    first: Plans, truth_by_case: dict[str, Truth]
) -> None:
    pseudonyms = authors = 0
    for plan in first:
        truth = truth_by_case[plan.cases[0]]
        known = str(truth.get("child_label", ""))
        label = plan.fields["child"][0]
        letters = label.split()[-1]
        if known and letters.isupper():
            assert set(letters) <= set(known.split()[-1]), (label, known)
        pseudonyms += not letters.isupper()
        if "author" in plan.fields and truth.get("lead_reviewer"):
            assert plan.fields["author"][0] == truth["lead_reviewer"]
            authors += 1
    assert 5 < pseudonyms < 45
    assert authors > 40


def test_what_is_said_to_be_stated_is_printed(plans: Plans) -> None:
    for plan in plans:
        text = text_of(plan)
        for name in ("title", "board", "child", "author"):
            for value in plan.fields.get(name, ()):
                assert value in text, (plan.file, name, value)
        for name in ("incident_date", "report_date", "publication_date", "birth_date"):
            for value in plan.fields.get(name, ()):
                assert any(printed in text for printed in printed_forms(value)), (plan.file, name, value)
        marks = sum(block.text.count("█") for block in plan.blocks)
        assert plan.fields.get("redactions", ("0",)) == (str(marks // 2),)


def printed_forms(value: str) -> Iterable[str]:
    if len(value) == 10:
        return days_as_printed(date.fromisoformat(value))
    return (f"{MONTHS[int(value[5:7]) - 1]} {value[:4]}",) if len(value) == 7 else (value,)


def test_what_a_report_hides_stands_nowhere_in_it(plans: Plans, truth_by_case: dict[str, Truth]) -> None:
    for plan in plans:
        text, truth = text_of(plan), truth_by_case[plan.cases[0]]
        day = truth["incident_date"]
        assert isinstance(day, date)
        if len(plan.fields.get("incident_date", ("",))[0]) < 10:
            assert not any(printed in text for printed in days_as_printed(day)), plan.file
        if not plan.fields.get("author"):
            assert not truth.get("lead_reviewer") or str(truth["lead_reviewer"]) not in text


# -- Models, lengths, looks ----------------------------------------------------------------------------------


def test_models_are_as_many_as_were_found(first: Plans, shipped: Pack) -> None:
    models = Counter(plan.fields["review_model"][0] for plan in first)
    assert {key: models[key] for key in ("scie_learning_together", "systems", "silp", "partnership")} == {
        "scie_learning_together": 25,
        "systems": 19,
        "silp": 10,
        "partnership": 4,
    }
    assert (models["thematic"], models["welsh"]) == (2, 2)
    assert models["not_stated"] + models["blended"] + models["traditional"] == 103
    assert set(models) == {model.key for model in shipped.review_models}
    kinds = Counter(plan.fields["review_kind"][0] for plan in first)
    assert kinds == {"serious_case_review": 169, "learning_review": 4, "child_practice_review": 2}


def test_a_report_names_its_model_and_others_only_as_not_used(plans: Plans, shipped: Pack) -> None:
    not_used = re.compile(r"not used|set aside|not adopt|decided against|chose not to")
    body = {kind.key for kind in shipped.section_kinds if kind.part == "body"}
    for plan in plans:
        own = plan.fields["review_model"][0]
        said: dict[str, list[str]] = {}
        section = ""
        for block in plan.blocks:
            section = block.section or section
            for model in shipped.review_models if section in body else ():
                if any(word in block.text for word in model.words):
                    said.setdefault(model.key, []).append(block.text)
        assert own == "not_stated" or own in said, (plan.file, own)
        for key, texts in said.items():
            related = {own, "systems"} if own == "scie_learning_together" else {own}
            assert key in related or all(not_used.search(text) for text in texts), (own, key, texts)


def test_every_report_says_on_its_first_page_and_in_its_foot_that_it_is_synthetic(plans: Plans) -> None:
    for plan in plans:
        front = [block.text for block in plan.blocks if block.kind == "cover line"]
        assert any("SYNTHETIC" in line for line in front)
        assert "SYNTHETIC" in plan.look.running_foot


def test_looks_differ(first: Plans) -> None:
    looks = [plan.look for plan in first]
    assert sum(look.columns == 2 for look in looks) == 12
    assert Counter(look.scanned for look in looks) == {"none": 170, "all": 3, "appendix": 2}
    assert sum(look.web_print for look in looks) == 4
    assert 90 < sum(look.contents for look in looks) < 160
    assert len({look.page_numbers for look in looks}) == 5
    numbers = {re.sub(r"\d+", "4", b.number) for plan in first for b in plan.blocks if b.kind == "paragraph"}
    assert {"", "4.4", "4-4", "4.4.4", "(a)", "4."} <= numbers
    assert sum("redactions" in plan.fields for plan in first) == 8


def test_headings_open_sections_of_the_pack_and_distractors_do_not(plans: Plans, shipped: Pack) -> None:
    kinds = {kind.key for kind in shipped.section_kinds}
    for plan in plans:
        opened = [block for block in plan.blocks if block.section]
        assert all(block.kind == "heading" and block.level == 1 for block in opened)
        assert {block.section for block in opened} <= kinds
        assert {"introduction", "findings"} & {block.section for block in opened}
    within = [b.text for plan in plans for b in plan.blocks if b.kind == "heading" and not b.section]
    assert any("earlier reviews" in text for text in within)


@pytest.fixture(scope="module")
def folder(rows: tuple[Row, ...], shipped: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("made")
    make_reports(rows, made, shipped)
    return made


@pytest.fixture(scope="module")
def entries(folder: Path) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads((folder / "reports-truth.json").read_text(encoding="utf-8"))
    return told


def test_every_report_is_drawn_and_its_truth_stands_beside_it(
    folder: Path, entries: list[dict[str, Any]], plans: Plans
) -> None:
    files = {path.name for path in (folder / "reports").iterdir()}
    assert files == {plan.file for plan in plans} == {entry["file"] for entry in entries}
    by_file = {plan.file: plan for plan in plans}
    for entry in entries:
        plan = by_file[entry["file"]]
        assert tuple(entry["cases"]) == plan.cases
        assert all(tuple(entry["fields"][name]) == values for name, values in plan.fields.items())
        assert bool(entry["scanned_pages"]) == (plan.look.scanned != "none")
        assert ("contents_page" in entry["fields"]) == plan.look.contents
        assert [s["kind"] for s in entry["sections"]] == [b.section for b in plan.blocks if b.section]


def test_a_child_notified_twice_is_told_with_both_numbers(
    entries: list[dict[str, Any]], truth_by_case: dict[str, Truth]
) -> None:
    twice = [entry for entry in entries if "notified_again_as" in entry]
    assert twice
    for entry in twice:
        for number in entry["notified_again_as"]:
            assert truth_by_case[number]["same_incident"] == "duplicate"
            assert truth_by_case[number]["board"] == truth_by_case[entry["cases"][0]]["board"]


def test_lengths_are_about_those_that_were_found(entries: list[dict[str, Any]]) -> None:
    first = [entry["fields"] for entry in entries if not AGAIN.search(entry["file"])]
    pages = [int(fields["pages"][0]) for fields in first]
    backs = [int(fields["pages_of_appendices"][0]) for fields in first]
    assert 45 < sum(pages) / len(pages) < 51
    assert min(pages) == 3
    assert 169 < max(pages) < 207
    assert 76 <= sum(number < 50 for number in pages) <= 92
    assert 10 <= sum(number > 100 for number in pages) <= 14
    assert 28 <= backs.count(0) <= 34
    assert 38 < max(backs) < 50
    assert 4 < sum(backs) / sum(back > 0 for back in backs) < 6
    assert sum(len(entry["scanned_pages"]) for entry in entries) <= 24


# -- The same each time --------------------------------------------------------------------------------------


def test_composed_twice_the_plans_are_the_same(rows: tuple[Row, ...], shipped: Pack, plans: Plans) -> None:
    assert tuple(islice(compose(rows, shipped), 5)) == plans[:5]


def test_identities_leave_the_rest_of_the_rows_as_it_was(rows: tuple[Row, ...], shipped: Pack) -> None:
    names = {"child_label", "lead_reviewer"}
    bare = [row.with_truth({}) for row in rows]
    for row in bare:
        for name in names & row.truth.keys():
            del row.truth[name]
    assert [row.truth for row in with_identities(bare, shipped)] == [row.truth for row in rows]
    labelled = sum("child_label" in row.truth for row in rows)
    reviewed = [row for row in rows if row.truth.get("decision") == "review"]
    known = sum("lead_reviewer" in row.truth for row in reviewed)
    assert 0.8 < labelled / len(rows) < 0.95
    assert 0.4 < known / len(reviewed) < 0.6
    assert not any("lead_reviewer" in row.truth for row in rows if row.truth.get("decision") == "no_review")
