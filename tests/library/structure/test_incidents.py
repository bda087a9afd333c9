"""What happened to the child and when; not to others, not before, not where it is hidden."""

from __future__ import annotations

import pytest

from tests.library.structure.reports import described

TITLE = "# Serious Case Review: Child S\n## Introduction\n"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("On 14 May 2013 Child S died.", "2013-05-14"),
        ("Child S died in May 2013.", "2013-05"),
        ("Child S, aged 7 months, died in hospital in the spring of 2013.", "2013"),
        ("Child S was found dead at home on the 14th May, 2013.", "2013-05-14"),
        ("The death of Child S on 14/05/13 led to this review.", "2013-05-14"),
        ("Child S was born on 3 October 2012 and died on 14 May 2013.", "2013-05-14"),
        (
            "Following the death of Child S on 14 May 2013, the Board decided on 20 June 2013 to hold a review.",
            "2013-05-14",
        ),
        ("Child S's grandmother died on 2 January 2012. Child S died on 14 May 2013.", "2013-05-14"),
        ("Date of death: 14.05.2013", "2013-05-14"),
        ("In May 2013 Child S's father killed Child S and then himself.", "2013-05"),
        ("Child S, her brother and her mother were found dead on 14 May 2013.", "2013-05-14"),
        ("A review was held after 14 May 2013, when Child S was seriously injured.", "2013-05-14"),
        ("| Date of incident | 14 May 2013 |\n| Date of birth | 3 October 2012 |", "2013-05-14"),
        ("On 14 May 2013 an ambulance was called and Child S was pronounced dead.", "2013-05-14"),
        ("In the early hours of 14 May 2013, Child S was stabbed and died.", "2013-05-14"),
        ("Child S took her own life in May 2013.", "2013-05"),
        ("In May 2013 Child S suffered serious injuries. She has recovered.", "2013-05"),
        ("The incident which led to this review took place on 14 May 2013.", "2013-05-14"),
        ("Child S was taken to hospital on 14 May 2013 with life-threatening injuries.", "2013-05-14"),
        (
            "Child S died in May 2013. At 6 am on 14 May 2013 Child S was found and pronounced dead.",
            "2013-05-14",
        ),
    ],
)
def test_date_of_the_incident(text: str, date: str) -> None:
    assert described(TITLE + text).value("incident_date") == date


@pytest.mark.parametrize(
    "text",
    [
        "Child S died. The health visitor saw Child S on 3 March 2013.",
        "Child S died on [redacted]. The father was sentenced on 3 March 2014 for the murder of Child S.",
        "Child S's father died on 3 March 2011. Child S died some time later; the date is withheld.",
        "Between January 2011 and May 2013 Child S suffered serious neglect.",
        "The review takes in the period from 1 January 2011 to the death of Child S.",
        "Child S died. The inquest into the death of Child S opened on 3 June 2013.",
        "Under Working Together 2013 a review is held where a child has died or been seriously harmed.",
        "Since a law of March 2012, when a child dies after neglect, the death of the child is reviewed. Child S died.",
        "Child S died on XX/XX/XXXX. The panel met on 3 June 2013.",
    ],
)
def test_no_date_of_the_incident(text: str) -> None:
    assert described(TITLE + text).value("incident_date") is None


def test_date_told_only_at_the_end_of_a_long_story() -> None:
    story = "The health visitor saw Child S at home and was told that all was well with the family. " * 12
    pages = [f"{story}\n" * 3 for _ in range(12)]
    found = described(
        TITLE + "This review follows the death of Child S, a boy.",
        "## The story\n" + pages[0],
        *pages[1:],
        "On 14 May 2013 Child S died in hospital.\n## Findings\nThere were four.",
    )
    assert found.value("incident_date") == "2013-05-14"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Child S died on 14 May 2013.", "death"),
        ("This report is about the death of Child S.", "death"),
        ("Child S was murdered by a family friend.", "death"),
        ("Child S suffered serious injuries and survived.", "serious_harm"),
        ("This review concerns a girl who was seriously harmed in 2013.", "serious_harm"),
        (
            "Child S was seriously neglected. Her grandfather died during the period under review.",
            "serious_harm",
        ),
        (
            "Reviews are held where a child has died or been seriously harmed. Child S was critically injured.",
            "serious_harm",
        ),
        ("Child S was at risk of death and was seriously injured.", "serious_harm"),
        ("Child S feared death at the hands of a gang. Child S was stabbed.", "serious_harm"),
        ("Child S came close to death but survived.", "serious_harm"),
        ("Child S was sexually abused over several years by her stepfather.", "serious_harm"),
        ("Child S's brother died in 2009. In 2013 Child S sustained a serious head injury.", "serious_harm"),
    ],
)
def test_outcome(text: str, outcome: str) -> None:
    assert described(TITLE + text).value("outcome") == outcome


def test_outcome_in_the_title() -> None:
    assert described("# The death of ‘Tom’ – learning review").value("outcome") == "death"


def test_harm_that_is_denied_is_no_outcome() -> None:
    assert described(TITLE + "Child S was never seriously harmed.").value("outcome") is None


def test_what_the_law_says_is_no_outcome() -> None:
    text = "A review must be held where a child dies or is seriously harmed, and abuse is known or suspected."
    assert described(TITLE + text).value("outcome") is None
