"""Who wrote the report, without title, degrees and office; never who chaired."""

from __future__ import annotations

import pytest

from tests.library.structure.reports import described

TITLE = "# Serious Case Review: Child S\nAmbersett Safeguarding Children Board\n"


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        ("Author: Jane Smith", ("Jane Smith",)),
        ("Independent Author: Dr Jane Smith BA, CQSW", ("Jane Smith",)),
        ("Independent Author\nJane Smith\nMarch 2014", ("Jane Smith",)),
        ("Jane Smith\nIndependent Author\nMarch 2014", ("Jane Smith",)),
        ("Jane Smith, Independent Overview Author", ("Jane Smith",)),
        ("Lead Reviewers: Jane Smith and Peter van Dam", ("Jane Smith", "Peter van Dam")),
        (
            "Lead reviewers – Jane Smith, Ruth O’Hara & Peter Brown",
            ("Jane Smith", "Ruth O’Hara", "Peter Brown"),
        ),
        ("Report by Professor Ruth Green", ("Ruth Green",)),
        ("Prepared by Jane Smith on behalf of Ambersett LSCB", ("Jane Smith",)),
        ("Written by Mrs J. M. Smith-Jones, Independent Consultant", ("J. M. Smith-Jones",)),
        (
            "Authors: Jane Smith, Independent Consultant, and Peter Brown, Director of Brown Ltd",
            ("Jane Smith", "Peter Brown"),
        ),
        ("Chair of the panel: John Black\nAuthor: Jane Smith", ("Jane Smith",)),
        ("Author: Jane Smith\nIndependent Chair: John Black", ("Jane Smith",)),
        ("OVERVIEW REPORT AUTHOR: JANE SMITH", ("JANE SMITH",)),
        ("Report author: Jane Smith March 2014", ("Jane Smith",)),
        ("Author: Ruth Young", ("Ruth Young",)),
        ("Author: April Jones", ("April Jones",)),
    ],
)
def test_author_on_the_cover(lines: str, authors: tuple[str, ...]) -> None:
    assert described(TITLE + lines).values("author") == authors


@pytest.mark.parametrize(
    ("sentence", "authors"),
    [
        ("The author of this report is Jane Smith.", ("Jane Smith",)),
        ("The independent author, Dr Jane Smith, has worked in social care for years.", ("Jane Smith",)),
        ("Jane Smith was appointed by the Board as the lead reviewer.", ("Jane Smith",)),
        ("The Board appointed Jane Smith, an independent consultant, to write this report.", ("Jane Smith",)),
        ("The Board appointed Jane Smith, who had no part in the case.", ("Jane Smith",)),
        ("Ms Jane Smith was commissioned as the author and Mr John Black as the chair.", ("Jane Smith",)),
        ("The lead reviewers were Jane Smith and Peter Brown.", ("Jane Smith", "Peter Brown")),
        ("Jane Smith and Peter Brown were commissioned as lead reviewers.", ("Jane Smith", "Peter Brown")),
        (
            "The overview report was written by Jane Smith, who is independent of all agencies.",
            ("Jane Smith",),
        ),
        (
            "John Black was appointed as chair of the panel and Jane Smith as author of the report.",
            ("Jane Smith",),
        ),
        (
            "Jane Smith, who has no link to the agencies, was commissioned to undertake the review.",
            ("Jane Smith",),
        ),
        (
            "This review was led by Jane Smith and Peter Brown, accredited reviewers.",
            ("Jane Smith", "Peter Brown"),
        ),
    ],
)
def test_author_told_by_the_text(sentence: str, authors: tuple[str, ...]) -> None:
    assert described(TITLE + "## Introduction\n" + sentence).values("author") == authors


@pytest.mark.parametrize(
    "sentence",
    [
        "The review panel was chaired by John Black.",
        "The review panel was led by John Black, who is independent of the agencies.",
        "The panel was led by John Black, who is independent of the agencies.",
        "John Black, the independent chair of the Board, wrote the foreword.",
        "The author of the health management review was Mary Green.",
        "The author worked closely with the panel chair, John Black.",
        "The author was helped by a panel and its chair John Black.",
        "This report was prepared by North Yarshire Council.",
        "The chronology was prepared by North Yarshire Council.",
    ],
)
def test_those_who_chaired_or_wrote_for_one_agency_are_not_authors(sentence: str) -> None:
    assert described(TITLE + "## Introduction\n" + sentence).values("author") == ()


def test_author_who_signs_at_the_end() -> None:
    found = described(
        TITLE,
        "## Introduction\nAgencies met.\n## Findings\nThey differ.\nJane Smith\nIndependent Author\nMay 2014",
    )
    assert found.values("author") == ("Jane Smith",)
