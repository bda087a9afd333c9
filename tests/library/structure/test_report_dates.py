"""When the report was written and published, and which dates are neither."""

from __future__ import annotations

import pytest

from tests.library.structure.reports import described

TITLE = "# Serious Case Review: Child S\nAmbersett Safeguarding Children Board\n"


@pytest.mark.parametrize(
    ("line", "written", "published"),
    [
        ("March 2014", "2014-03", None),
        ("Date of report: 8 March 2014", "2014-03-08", None),
        ("Final report, March 2014", "2014-03", None),
        ("Report completed 08/03/14", "2014-03-08", None),
        ("Version 3 – 8 March 2014", "2014-03-08", None),
        ("Published: 3 June 2015", None, "2015-06-03"),
        ("Date of publication: June 2015", None, "2015-06"),
        ("Published on the Board's website in June 2015", None, "2015-06"),
        ("March 2014\nPublished 3 June 2015", "2014-03", "2015-06-03"),
        ("Publication date\n3 June 2015\nDate of report\nMarch 2014", "2014-03", "2015-06-03"),
        ("Date of death: 3 May 2013\nMarch 2014", "2014-03", None),
        ("Date of incident\n3 May 2013", None, None),
    ],
)
def test_dates_on_the_cover(line: str, written: str | None, published: str | None) -> None:
    found = described(TITLE + line)
    assert (found.value("report_date"), found.value("publication_date")) == (written, published)


@pytest.mark.parametrize(
    ("sentence", "written", "published"),
    [
        ("This report was completed in March 2014 and published on 3 June 2015.", "2014-03", "2015-06-03"),
        ("The overview report was signed off by the Board on 8 March 2014.", "2014-03-08", None),
        ("The Board accepted this report on 8 March 2014.", "2014-03-08", None),
        ("The report was finalised in March 2014.", "2014-03", None),
        ("The Munro report was published in May 2011.", None, None),
        ("The chair of the Board agreed in May 2013 that the criteria for this review were met.", None, None),
        ("The terms of reference of this review were agreed in May 2013.", None, None),
        ("A first draft of the health management review was completed in May 2013.", None, None),
        ("Working Together was published in March 2013.", None, None),
        ("The review began in May 2013.", None, None),
    ],
)
def test_dates_told_by_the_text(sentence: str, written: str | None, published: str | None) -> None:
    found = described(TITLE + "## Introduction\n" + sentence)
    assert (found.value("report_date"), found.value("publication_date")) == (written, published)


def test_publication_in_an_imprint_on_the_last_page() -> None:
    found = described(
        TITLE,
        "## Introduction\nAgencies met.",
        "© Ambersett Safeguarding Children Board\nPublished June 2015",
    )
    assert found.value("publication_date") == "2015-06"
