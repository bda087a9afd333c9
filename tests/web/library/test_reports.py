"""The list of reports and the page of one: who sees which, what stands of it, how it is corrected and taken away."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from tests.library.made_study import KM, TB
from tests.web.conftest import MadeStudy, text_of
from tests.web.library.conftest import ALONE, WAITS, assign_case, ref_of
from waymark.library.actions import correct
from waymark.study.models import Event, Person

ClientOf = Callable[[Person], Client]


def refs_listed(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/library/{query}")
    assert page.status_code == 200
    return re.findall(r'href="/reports/(R\d+)" data-row-link', page.content.decode())


def test_the_lead_sees_every_report_and_a_reader_those_of_their_cases(
    study: MadeStudy, client_of: ClientOf
) -> None:
    assert len(refs_listed(client_of(study.lead))) == 5
    reader = client_of(study.reader)
    assert refs_listed(reader) == []
    assign_case(study, TB)
    assert refs_listed(reader) == [ref_of(TB)]
    assert reader.get(f"/reports/{ref_of(TB)}").status_code == 200


def test_a_reader_is_not_told_whether_another_report_exists(study: MadeStudy, client_of: ClientOf) -> None:
    assign_case(study, TB)
    reader = client_of(study.reader)
    for ending in ("", "/text", "/file", "/file/1", "/correct/board"):
        other, none = reader.get(f"/reports/{ref_of(KM)}{ending}"), reader.get(f"/reports/R9999{ending}")
        assert other.status_code == none.status_code == 403
        assert text_of(other) == text_of(none)
    assert not Event.objects.filter(person=study.reader, subject=ref_of(KM)).exists()


def test_the_list_is_filtered_by_board_case_and_title(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)
    assert refs_listed(lead, "?board=falstow") == [ref_of(TB)]
    assert refs_listed(lead, "?title=child+zz") == [ref_of(ALONE)]
    assert refs_listed(lead, "?match=none") == [ref_of(ALONE)]
    assert ref_of(WAITS) in refs_listed(lead, "?match=waiting")
    assert refs_listed(lead, "?match=case") == sorted([ref_of(KM), ref_of(TB)])
    assert refs_listed(lead, "?pages=40") == refs_listed(lead, "?only=machine") == []


def test_the_list_is_sorted_both_ways(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)
    forwards = refs_listed(lead, "?sort=board")
    assert forwards[0] == ref_of(KM)
    assert forwards[-1] == ref_of(ALONE)
    assert refs_listed(lead, "?sort=-board") == forwards[::-1]
    assert refs_listed(lead, "?sort=nonsense") == refs_listed(lead)


def test_the_list_and_its_filter_follow_a_correction(study: MadeStudy, client_of: ClientOf) -> None:
    correct(study.lead, study.workspace, ref_of(TB), "board", ["Highmoor Board", "Lowmoor Board"])
    correct(study.lead, study.workspace, ref_of(KM), "board", [])
    lead = client_of(study.lead)
    assert refs_listed(lead, "?board=lowmoor") == [ref_of(TB)]
    assert refs_listed(lead, "?board=falstow") == refs_listed(lead, "?board=barnmere") == []
    assert "Highmoor Board" in text_of(lead.get("/library/"))


def test_the_page_of_a_report_says_what_was_read_where_and_how_sure(
    study: MadeStudy, client_of: ClientOf
) -> None:
    words = text_of(client_of(study.lead).get(f"/reports/{ref_of(KM)}"))
    assert "Helen Marrow" in words
    assert re.search(
        r"Barnmere Safeguarding Children Board \d+% sure “Barnmere Safeguarding Children Board” page 1", words
    )
    assert "Linked by the rule" in words
    assert "✓ agrees" in words
    assert "final report v3 (2).docx" in words


def test_opening_a_report_is_noted_for_its_case(study: MadeStudy, client_of: ClientOf) -> None:
    client_of(study.lead).get(f"/reports/{ref_of(KM)}")
    event = Event.objects.get(action="open report")
    assert (event.person, event.subject, event.case) == (study.lead, ref_of(KM), "N00001")


def test_a_correction_needs_a_reason_and_then_stands(study: MadeStudy, client_of: ClientOf) -> None:
    lead, ref = client_of(study.lead), ref_of(KM)
    refused = lead.post(f"/reports/{ref}/correct/author", {"values": "Ruth Linden", "why": " "})
    assert refused.status_code == 422
    assert "Say why" in text_of(refused)
    assert "Ruth Linden" in refused.content.decode()
    done = lead.post(
        f"/reports/{ref}/correct/author",
        {"values": "Ruth Linden\nHelen Marrow", "why": "two on the cover"},
        follow=True,
    )
    words = text_of(done)
    assert "Author or lead reviewer is corrected." in words
    assert "Ruth Linden corrected by" in words
    assert "two on the cover" in words


def test_a_wrong_correction_is_told_and_keeps_what_was_typed(study: MadeStudy, client_of: ClientOf) -> None:
    page = client_of(study.lead).post(
        f"/reports/{ref_of(KM)}/correct/incident_date", {"values": "May last year", "why": "misread"}
    )
    assert page.status_code == 422
    assert "Write 2013-05-14, 2013-05 or 2013" in text_of(page)
    assert "May last year" in page.content.decode()
    assert "misread" in page.content.decode()


def test_the_file_is_only_ever_a_download(study: MadeStudy, client_of: ClientOf) -> None:
    answer = client_of(study.lead).get(f"/reports/{ref_of(KM)}/file")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.getvalue()[:2] == b"PK"  # type: ignore[attr-defined]
    event = Event.objects.get(action="download report")
    assert (event.case, event.detail["version"]) == ("N00001", 1)


def test_the_text_marks_what_the_address_names_and_nothing_else(
    study: MadeStudy, client_of: ClientOf
) -> None:
    lead, ref = client_of(study.lead), ref_of(KM)
    plain = lead.get(f"/reports/{ref}/text").content.decode()
    assert 'id="page-1"' in plain
    assert "<mark" not in plain
    at = re.search(
        r'/text\?start=(\d+)&amp;end=(\d+)#found">page 1<[^>]*>: author',
        lead.get(f"/reports/{ref}").content.decode(),
    )
    assert at is not None
    marked = lead.get(f"/reports/{ref}/text?start={at[1]}&end={at[2]}").content.decode()
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", marked) == ["Helen Marrow"]
    assert 'id="found"' in marked
    for nonsense in ("?start=9&end=x", "?mark=9-3&mark=-", "?mark=99999999-999999999", "?start=-5&end=%00"):
        page = lead.get(f"/reports/{ref}/text{nonsense}")
        assert page.status_code == 200
        assert b"<mark" not in page.content
