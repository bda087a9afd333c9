"""The queue of pairs to confirm, one after another; undoing a slip; links by hand; cases without a report."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

from django.test import Client

from tests.library.made_study import KM, TB, MadeReport
from tests.web.conftest import MadeStudy, text_of
from tests.web.library.conftest import ALONE, RIVAL, WAITS, assign_case, ref_of, waiting
from waymark.library.actions import decide
from waymark.library.models import Link, StateOfReport
from waymark.study.models import Event, Person

ClientOf = Callable[[Person], Client]
Decision = Link.Decision


def made_of(link: Link) -> MadeReport:
    return next(made for made in (WAITS, RIVAL) if ref_of(made) == link.report.ref)


def asked_about(client: Client, url: str = "/matching/") -> str:
    """The report that the queue asks about; empty at its end."""
    found = re.search(r"Does (R\d+) belong to case", text_of(client.get(url, follow=True)))
    return found[1] if found else ""


def test_pairs_come_one_after_another_until_none_is_left(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)
    first, second = waiting()
    page = text_of(lead.get("/matching/"))
    assert "2 left" in page
    assert "✓ agrees" in page
    assert "– absent" in page
    after = lead.post(f"/matching/pairs/{first.pk}/decide", {"decision": "belongs"}, follow=True)
    assert "1 left" in text_of(after)
    assert f"Does {second.report} belong" in text_of(after)
    lead.post(f"/matching/pairs/{second.pk}/decide", {"decision": "does-not", "why": "another child"})
    assert "Nothing waits to be confirmed" in text_of(lead.get("/matching/"))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.decision, first.by) == (Decision.CONFIRMED, study.lead)
    assert (second.decision, second.why) == (Decision.REFUSED, "another child")


def test_later_goes_on_to_the_next_pair_and_round_again(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)
    first, second = waiting()
    assert asked_about(lead) == first.report.ref
    assert asked_about(lead, f"/matching/?after={first.pk}") == second.report.ref
    assert asked_about(lead, f"/matching/?after={second.pk}") == first.report.ref
    assert asked_about(lead, "/matching/?after=nonsense") == first.report.ref


def test_the_last_decision_is_taken_back_as_if_it_had_not_been(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)
    first, _ = waiting()
    why = first.why
    lead.post(f"/matching/pairs/{first.pk}/decide", {"decision": "does-not", "why": "slip"})
    page = lead.post("/matching/undo", follow=True)
    assert "Taken back" in text_of(page)
    assert f"Does {first.report} belong" in text_of(page)
    first.refresh_from_db()
    assert (first.decision, first.by, first.why) == (Decision.TO_CONFIRM, None, why)
    assert Event.objects.get(action="take back decision").case == "N00003"
    assert "2 left" in text_of(lead.post("/matching/undo", follow=True))


def test_what_somebody_else_decided_meanwhile_stands_and_is_told(
    study: MadeStudy, client_of: ClientOf
) -> None:
    first, _ = waiting()
    lead = client_of(study.lead)
    lead.get("/matching/")
    decide(study.second_reader, first.report.ref, "N00003", Decision.REFUSED)
    page = lead.post(f"/matching/pairs/{first.pk}/decide", {"decision": "belongs"}, follow=True)
    assert "was decided meanwhile: Refused by a person (P. Reader). That stands." in text_of(page)
    first.refresh_from_db()
    assert first.decision == Decision.REFUSED


def test_a_decision_is_not_taken_back_once_somebody_else_has_decided(
    study: MadeStudy, client_of: ClientOf
) -> None:
    first, _ = waiting()
    lead = client_of(study.lead)
    lead.post(f"/matching/pairs/{first.pk}/decide", {"decision": "belongs"})
    decide(study.second_reader, first.report.ref, "N00003", Decision.REFUSED)
    assert lead.post("/matching/undo").status_code == 422
    first.refresh_from_db()
    assert first.decision == Decision.REFUSED


def test_a_reader_decides_for_their_own_cases_only(study: MadeStudy, client_of: ClientOf) -> None:
    first, second = waiting()
    reader = client_of(study.reader)
    assert asked_about(reader) == ""
    assert reader.post(f"/matching/pairs/{second.pk}/decide", {"decision": "belongs"}).status_code == 403
    decide(study.lead, first.report.ref, "N00003", Decision.CONFIRMED)
    assign_case(study, made_of(first))
    assert asked_about(reader) == second.report.ref
    assert reader.get(f"/reports/{second.report.ref}").status_code == 403
    reader.post(f"/matching/pairs/{second.pk}/decide", {"decision": "belongs"})
    assert reader.get(f"/reports/{second.report.ref}").status_code == 200


def test_a_report_without_a_case_is_linked_by_hand_and_unlinked(
    study: MadeStudy, client_of: ClientOf
) -> None:
    lead, ref = client_of(study.lead), ref_of(ALONE)
    listed = text_of(lead.get("/matching/reports/"))
    assert all(ref_of(one) in listed for one in (ALONE, WAITS, RIVAL))
    assert ref_of(KM) not in listed
    found = lead.get(f"/matching/reports/{ref}?board=falst")
    assert "1 case" in text_of(found)
    by_day = {"day-day": "14", "day-month": "5", "day-year": "2012"}
    assert "20001" in text_of(lead.get(f"/matching/reports/{ref}", by_day))
    assert lead.get(f"/matching/reports/{ref}", by_day | {"day-month": "15"}).status_code == 422
    done = lead.post(f"/reports/{ref}/whose", {"case": "N00002", "why": "the board says so"}, follow=True)
    assert "belongs to case 20002" in text_of(done)
    assert ref not in text_of(lead.get("/matching/reports/"))
    undone = lead.post(f"/reports/{ref}/whose", {"case": "N00002", "decision": "does-not"}, follow=True)
    assert "Refused by a person" in text_of(undone)


def test_why_a_case_has_no_report_is_noted_and_heard_again(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)
    assert "Nothing heard" in text_of(lead.get("/outstanding/"))
    asked = {"asked-day": "2", "asked-month": "11", "asked-year": "2015"}
    assert lead.post("/outstanding/N00003", asked).status_code == 422
    wrong = lead.post("/outstanding/N00003", {"state": "not_completed"} | asked | {"asked-month": "13"})
    assert "Write a real date" in text_of(wrong)
    to_come = lead.post("/outstanding/N00003", {"state": "not_completed"} | asked | {"asked-year": "2999"})
    assert "still to come" in text_of(to_come)
    assert not StateOfReport.objects.exists()
    lead.post("/outstanding/N00003", {"state": "not_completed", "note": "waits for a court"} | asked)
    words = text_of(lead.get("/outstanding/?state=not_completed"))
    assert "Not completed waits for a court 2 November 2015" in words
    assert "What was noted before" in text_of(lead.get("/outstanding/N00003"))


def test_the_boards_to_write_to_are_a_list_to_take_away(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)
    lead.post("/outstanding/N00003", {"state": "not_completed", "note": "=1+1"})
    answer = lead.get("/outstanding/letters.csv")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["Board"], row["Case"], row["Note"]) == ("Eastmere", "N00003", "'=1+1")
    assert lead.get("/outstanding/letters.xlsx").content[:2] == b"PK"
    lead.post("/outstanding/N00003", {"state": "not_published"})
    assert "No board needs to be asked" in text_of(lead.get("/outstanding/letters"))


def test_a_reader_sees_the_outstanding_cases_that_are_theirs(study: MadeStudy, client_of: ClientOf) -> None:
    assign_case(study, TB)
    reader = client_of(study.reader)
    assert "20003" not in text_of(reader.get("/outstanding/"))
    assert reader.get("/outstanding/N00003").status_code == 403
    assert reader.get("/outstanding/letters.csv").status_code == 403


def test_the_outstanding_cases_are_counted_and_narrowed_and_paged_by_the_database(
    study: MadeStudy, client_of: ClientOf
) -> None:
    lead = client_of(study.lead)
    lead.post("/outstanding/N00003", {"state": "not_completed", "note": "waits for a court"})
    every = text_of(lead.get("/outstanding/"))
    assert "20003" in every
    assert "20003" not in text_of(lead.get("/outstanding/?state=nothing-heard"))
    assert "20003" in text_of(lead.get("/outstanding/?board=eastm&page=99999999999999999999"))
    assert "No case is like that." in text_of(lead.get("/outstanding/?board=nowhere"))
    assert "No case is like that." in text_of(lead.get("/outstanding/?state=unknown"))
