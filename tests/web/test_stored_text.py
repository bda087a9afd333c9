"""Text from files and from people is shown as text on every page: in cells, names of columns and sheets, names,
reasons, notes, memos and the words of problems."""

from __future__ import annotations

import json
import shutil
import uuid
from pathlib import Path

from django.test import Client

from tests.register.making import docx, xlsx
from tests.web.conftest import HEADER, opened
from tests.web.every_page import every_page
from tests.web.odd_values import MARKED
from tests.web.register.conftest import take_corrections
from waymark.cli.main import main
from waymark.reading.models import Form
from waymark.reading.settling import settle_study
from waymark.register.models import Notification, Problem
from waymark.study.models import Event, Person

SHELVES = (
    "/register/?c=shop&c=colour",
    "/register/problems",
    "/trail/",
    "/library/?title=o",
    "/outstanding/",
)
WORDS = f"{MARKED}' onfocus=x \""


def test_no_text_becomes_part_of_a_page(tmp_path: Path, whole_made_once: Path) -> None:
    place = tmp_path / "shop"
    shutil.copytree(whole_made_once, place)
    take_corrections(place)
    study = opened(place)
    rows = (
        (*HEADER, WORDS),
        (f"T9{MARKED}", "4/3/2020", WORDS, WORDS, 4, WORDS),
        ("T10", "4/3/2020", f"South{MARKED}", "red", 4, "plain"),
    )
    sheet = xlsx(tmp_path / "tickets b id=odd.xlsx", rows, name="Sheet<b id=odd>")
    (tmp_path / "more").mkdir()
    docx(tmp_path / "more" / "second.docx", [f"# {WORDS}", f"{WORDS} What the second shop found."])
    at = ["--study", str(place)]
    for command in (
        ["import", "notifications", str(sheet), "--yes", "--set-aside"],
        ["import", "reports", str(tmp_path / "more")],
    ):
        assert main([*command, *at]) == 0, command
    lead = Client()
    lead.force_login(study.lead)
    case = Notification.objects.order_by("-position")[1].case_id
    form = Form.objects.get()
    for address, values in (
        ("/account/name", {"name": WORDS}),
        ("/people/invite", {"role": "reader", "name": WORDS}),
        ("/register/views", {"name": WORDS[:80], "query": f"q={MARKED}"}),
        (f"/cases/{case}/correct/shop", {"kind": "value", "value": WORDS, "why": WORDS}),
        ("/reports/R0001/correct/title", {"values": WORDS, "why": WORDS}),
        ("/reports/R0002/whose", {"case": case, "decision": "belongs", "why": WORDS}),
    ):
        assert lead.post(address, values).status_code in (200, 302), address
    reader = Client()
    reader.force_login(study.second_reader)
    memo = {
        "variable": "colour",
        "kind": "value",
        "value": ["red"],
        "memo": WORDS,
        "token": str(uuid.uuid4()),
    }
    sent = reader.post(
        f"/reading/{form.pk}/answers",
        json.dumps(memo),
        content_type="application/json",
        headers={"accept": "application/json"},
    )
    assert sent.status_code == 200
    settle_study(study.lead, study.workspace)
    assert Problem.objects.filter(says__contains="odd").exists()
    assert Event.objects.filter(detail__why=WORDS).exists()
    assert Person.objects.filter(name__contains="odd").exists()
    addresses = [
        *(page.address(study).replace("N00001", case) for page in every_page() if "form_id" not in page.arguments
          and "ref" not in page.arguments),
        *(f"/reading/{form.pk}", "/reports/R0001", "/reports/R0002", "/reports/R0002/text", f"/cases/{case}"),
        *(f"/cases/{case}/rows/{Notification.objects.get(case_id=case).row_id}", "/search?q=shop"),
        *(f"/register/problems/{problem.pk}" for problem in Problem.objects.all()),
        *SHELVES,
    ]  # fmt: skip
    seen = 0
    for address in addresses:
        page = lead.get(address)
        if page.streaming or not page.headers["Content-Type"].startswith(("text/html", "image/svg")):
            continue
        text = page.content.decode()
        assert MARKED not in text, address
        assert "' onfocus=x \"" not in text, address
        seen += "&lt;b id=odd&gt;" in text
    assert seen >= 10
