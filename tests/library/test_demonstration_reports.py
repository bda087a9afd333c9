"""The reports of the demonstration, measured against the truth kept beside them: structure, sections, matching."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from waymark.cli.main import main
from waymark.instruments.conditions import Value
from waymark.library.matching.deciding import Pair
from waymark.library.matching.matching import match
from waymark.library.matching.records import case_record
from waymark.library.models import Link, Report, ReportFile, ReportText
from waymark.library.queries import ReportAsItStands, report_as_it_stands, reports_to_match
from waymark.register.models import Notification
from waymark.register.queries import settled_values
from waymark.study.workspace import Workspace, connect, open_workspace

ENOUGH = 0.98
Pairs = set[tuple[str, str]]


@dataclass(frozen=True)
class Measured:
    """`truth` by the name of the file; `found` and `refs` likewise; `true_pairs` of report and case."""

    workspace: Workspace
    truth: dict[str, Any]
    found: dict[str, ReportAsItStands]
    true_pairs: Pairs


@pytest.fixture(scope="module")
def measured(demonstration: Path, demonstration_files: Path) -> Measured:
    workspace = open_workspace(demonstration)
    connect(workspace)
    entries = json.loads((demonstration_files / "reports-truth.json").read_text(encoding="utf-8"))
    truth = {entry["file"]: entry for entry in entries}
    files = ReportFile.objects.filter(current=True).select_related("source", "report")
    found = {file.source.name: report_as_it_stands(file.report) for file in files}
    refs = dict(ReportFile.objects.values_list("source__name", "report__ref"))
    values = case_values(workspace)
    number = workspace.pack.about.case_number
    by_number = defaultdict(set)
    for case_id, stated in values.items():
        by_number[str(stated[number])].add(case_id)
    pairs = {
        (refs[name], case_id)
        for name, entry in truth.items()
        for case in entry["cases"]
        for case_id in by_number[case]
    }
    return Measured(workspace, truth, found, pairs)


def case_values(workspace: Workspace) -> dict[str, dict[str, Value]]:
    """What stands of every case but those notified twice, in order of receipt."""
    values = settled_values(workspace.pack)
    ids = Notification.objects.order_by("position").values_list("case_id", flat=True)
    same = workspace.pack.about.same_incident
    return {case_id: values[case_id] for case_id in ids if values[case_id].get(same) != "duplicate"}


def test_all_reports_are_in_and_those_issued_again_are_versions(measured: Measured) -> None:
    assert len(measured.truth) > 175
    assert Report.objects.count() == 175
    assert ReportFile.objects.count() == len(measured.truth)


def test_pages_that_are_pictures_were_read_by_machine(measured: Measured) -> None:
    scanned = sum(len(entry["scanned_pages"]) for entry in measured.truth.values())
    texts = ReportText.objects.values_list("pages_read_by_machine", "pages_without_text")
    assert scanned > 10
    assert (sum(read for read, _ in texts), sum(without for _, without in texts)) == (scanned, 0)


def test_a_report_tells_which_pages_a_machine_read_and_how_surely(measured: Measured) -> None:
    for name, report in measured.found.items():
        pages = {page.page: page.confidence for page in report.pages_read_by_machine}
        assert list(pages) == measured.truth[name]["scanned_pages"]
        assert all(0.7 < confidence <= 1 for confidence in pages.values())


def plain(values: list[str]) -> list[str]:
    return sorted(" ".join(value.casefold().split()) for value in values)


def test_fields_are_right_for_nearly_all_that_the_reports_state(measured: Measured) -> None:
    stated, right, wrong = Counter[str](), Counter[str](), []
    for name, report in measured.found.items():
        said = defaultdict(list)
        for field in report.fields:
            said[field.field].append(field.value)
        for field, values in measured.truth[name]["fields"].items():
            stated[field] += 1
            if plain(said[field]) == plain(values):
                right[field] += 1
            else:
                wrong.append((name, field, values, said[field]))
    assert len(stated) >= 16
    assert right.total() >= ENOUGH * stated.total(), wrong
    for field, times in stated.items():
        assert right[field] >= 0.94 * times - 1, [entry for entry in wrong if entry[1] == field]


def test_what_a_report_does_not_state_is_not_made_up(measured: Measured) -> None:
    made_up = [
        (name, field.field, field.value)
        for name, report in measured.found.items()
        for field in report.fields
        if field.field not in measured.truth[name]["fields"]
        and (field.field, field.value) != ("redactions", "0")
    ]
    stated = sum(len(report.fields) for report in measured.found.values())
    assert len(made_up) <= (1 - ENOUGH) * stated, made_up


def test_sections_begin_on_their_pages(measured: Measured) -> None:
    stated = right = found = 0
    for name, report in measured.found.items():
        true = {(s["kind"], s["page"]) for s in measured.truth[name]["sections"] if s["kind"] != "other"}
        read = {(s.kind, s.page) for s in report.sections if s.kind != "other"}
        stated, right, found = stated + len(true), right + len(true & read), found + len(read)
    assert right >= ENOUGH * stated
    assert right >= ENOUGH * found


def test_fields_lead_to_the_words_on_their_page(measured: Measured) -> None:
    for report in list(measured.found.values())[::8]:
        row = ReportText.objects.filter(file__report__ref=report.ref, file__current=True).latest("pk")
        for field in report.fields:
            if field.passage is not None:
                assert row.text[field.passage.start : field.passage.end] == field.passage.quote


# -- matching -------------------------------------------------------------------------------------------


def decided(pairs: tuple[Pair, ...], decision: str) -> Pairs:
    return {(pair.report, pair.case_id) for pair in pairs if pair.decision == decision}


def test_reports_find_their_cases_and_no_other(measured: Measured) -> None:
    links = Link.objects.filter(decision="linked").values_list("report__ref", "notification__case_id")
    waiting = Link.objects.filter(decision="to confirm").values_list("report__ref", "notification__case_id")
    assert set(links) - measured.true_pairs == set()
    assert len(set(links) & measured.true_pairs) >= ENOUGH * len(measured.true_pairs)
    assert len({*links, *waiting} & measured.true_pairs) >= ENOUGH * len(measured.true_pairs)


Spoil = Callable[[dict[str, Value], random.Random], None]


def another_label(case: dict[str, Value], chance: random.Random) -> None:
    case["child_label"] = chance.choice(("Child S", "Child C", "Child L", "Child K"))


def pseudonym(case: dict[str, Value], chance: random.Random) -> None:
    case["child_label"] = chance.choice(("Rowan", "Daniel", "Aisha", "Tom"))


def changed_gender(case: dict[str, Value], chance: random.Random) -> None:
    case["gender"] = "male" if case.get("gender") == "female" else "female"


def first_of_the_month(case: dict[str, Value], chance: random.Random) -> None:
    """A date of which only the month was known."""
    if isinstance(case.get("incident_date"), date):
        case["incident_date"] = case["incident_date"].replace(day=1)  # type: ignore[union-attr]


def no_age(case: dict[str, Value], chance: random.Random) -> None:
    case.pop("date_of_birth", None)
    case.pop("age_months", None)


def joint_board(case: dict[str, Value], chance: random.Random) -> None:
    case["board"] = f"{case['board']} and {chance.choice(('Arkenmead', 'Wrenfleet', 'Walfield'))} LSCB"


def notified_years_later(case: dict[str, Value], chance: random.Random) -> None:
    if isinstance(case.get("incident_date"), date):
        case["notified_on"] = case["incident_date"] + timedelta(days=900)  # type: ignore[operator]


WAYS: tuple[Spoil, ...] = (
    another_label, pseudonym, changed_gender, first_of_the_month, no_age, joint_board, notified_years_later,
)  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_tenth_of_the_rows_spoilt_makes_no_false_link_and_loses_few(measured: Measured, seed: int) -> None:
    chance = random.Random(seed)
    pack = measured.workspace.pack
    values = {case_id: dict(stated) for case_id, stated in case_values(measured.workspace).items()}
    for case_id in chance.sample(sorted(values), len(values) // 10):
        chance.choice(WAYS)(values[case_id], chance)
    cases = [case_record(case_id, stated, pack) for case_id, stated in values.items()]
    pairs = match(reports_to_match(), cases, pack.about.keys_that_match)
    linked, waiting = decided(pairs, "linked"), decided(pairs, "to confirm")
    assert linked - measured.true_pairs == set()
    assert len((linked | waiting) & measured.true_pairs) >= ENOUGH * len(measured.true_pairs)
    assert len(linked & measured.true_pairs) >= 0.96 * len(measured.true_pairs)
    assert len(waiting) <= 0.05 * len(measured.true_pairs)


def test_reports_whose_cases_are_not_here_are_linked_to_none(measured: Measured) -> None:
    """The cases of forty reports are taken out, a tenth of the others spoilt."""
    chance = random.Random(40)
    pack = measured.workspace.pack
    gone = set(chance.sample(sorted({case_id for _, case_id in measured.true_pairs}), 40))
    values = {c: dict(stated) for c, stated in case_values(measured.workspace).items() if c not in gone}
    for case_id in chance.sample(sorted(values), len(values) // 10):
        chance.choice(WAYS)(values[case_id], chance)
    cases = [case_record(case_id, stated, pack) for case_id, stated in values.items()]
    linked = decided(match(reports_to_match(), cases, pack.about.keys_that_match), "linked")
    true_pairs = {pair for pair in measured.true_pairs if pair[1] not in gone}
    assert linked - true_pairs == set()
    assert len(linked) >= 0.75 * len(true_pairs)


def test_the_commands_speak_of_the_demonstration(
    demonstration: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = ["--format", "json", "--study", str(demonstration)]
    assert main(["search", "missed appointments", *study]) == 0
    assert json.loads(capsys.readouterr().out)["total"] > 100
    assert main(["outstanding", *study]) == 0
    assert len(json.loads(capsys.readouterr().out)) >= 293 - 175
