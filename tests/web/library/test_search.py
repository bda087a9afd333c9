"""Searching in the browser: passages with their words marked, held to what was asked for and to what is open."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from django.test import Client

from tests.library.made_study import KM, TB
from tests.web.conftest import MadeStudy, text_of
from tests.web.library.conftest import ALONE, assign_case, ref_of
from waymark.study.models import Person

ClientOf = Callable[[Person], Client]


def marks(page: str) -> list[str]:
    return re.findall(r"<mark[^>]*>(.*?)</mark>", page)


def test_a_hit_opens_in_its_place_with_the_same_words_marked(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)
    found = lead.get("/search", {"q": '"missed appointments"'}).content.decode()
    assert "1 passage" in found
    assert marks(found) == ["missed appointments"] or marks(found) == ["missed", "appointments"]
    url = html.unescape(re.findall(r'href="(/reports/[^"]+)" data-row-link', found)[0])
    assert url.startswith(f"/reports/{ref_of(KM)}/text?")
    assert marks(lead.get(url.partition("#")[0]).content.decode()) == marks(found)


def test_a_reader_finds_only_words_of_their_own_reports(study: MadeStudy, client_of: ClientOf) -> None:
    assign_case(study, TB)
    reader = client_of(study.reader)
    assert "Nothing was found" in text_of(reader.get("/search", {"q": "orchard"}))
    assert "1 passage" in text_of(client_of(study.lead).get("/search", {"q": "orchard"}))
    assert "1 passage" in text_of(reader.get("/search", {"q": "attendance"}))
    held = text_of(reader.get("/search", {"q": "orchard", "board": "Wexcombe"}))
    assert "Nothing was found" in held
    assert "R000" not in text_of(reader.get("/search", {"q": ref_of(ALONE)}))


def test_a_search_is_held_to_board_year_age_and_outcome(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)

    def refs(**asked: str) -> set[str]:
        page = lead.get("/search", {"q": "review", **asked}).content.decode()
        return set(re.findall(r'href="/reports/(R\d+)/text', page))

    assert len(refs()) == 5
    assert refs(board="Barnmere") == {ref_of(KM)}
    assert refs(**{"year-from": "2013", "year-to": "2013"}) >= {ref_of(TB)}
    assert ref_of(KM) not in refs(**{"year-from": "2013", "year-to": "2013"})
    assert refs(**{"age-from": "13"}) == {ref_of(TB), ref_of(ALONE)}
    assert ref_of(TB) not in refs(outcome="death")


def test_what_cannot_be_read_is_told_and_kept(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)
    for asked, told in (
        ({"q": '"missed'}, "There is a problem"),
        ({"q": "review", "year-from": "20x"}, "Write a year as four figures"),
        ({"q": "review", "age-from": "9", "age-to": "4"}, "9 comes after 4"),
    ):
        page = lead.get("/search", asked)
        assert page.status_code == 422
        assert told in text_of(page)
        for value in asked.values():
            assert f'value="{html.escape(value)}"' in page.content.decode()


def test_the_number_of_a_case_or_a_report_leads_to_it(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)
    assert "/cases/N00001" in lead.get("/search", {"q": "20001"}).content.decode()
    assert f'"/reports/{ref_of(KM)}"' in lead.get("/search", {"q": ref_of(KM).lower()}).content.decode()
