"""Which kind of review it is, and by which model it says it was held."""

from __future__ import annotations

import msgspec
import pytest

from tests.library.structure.reports import KNOWLEDGE, described, report
from waymark.instruments.reports import ReviewKind, ReviewModel
from waymark.library.structure.describing import describe

TITLE = "# Serious Case Review: Child S\n## Methodology\n"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Serious Case Review: Child S", "serious_case_review"),
        ("SCR re Baby K", "serious_case_review"),
        ("Overview report: Child S", "serious_case_review"),
        ("Child Practice Review: Child S", "child_practice_review"),
        ("Concise Child Practice Review", "child_practice_review"),
        ("Local Child Safeguarding Practice Review: Tom", "practice_review"),
        ("The death of ‘Tom’ – learning review", "learning_review"),
        ("Learning review: overview report", "learning_review"),
    ],
)
def test_kind_in_the_title(title: str, kind: str) -> None:
    assert described(f"# {title}\nMarch 2014").value("review_kind") == kind


def test_kind_told_by_the_text_goes_by_what_the_review_calls_itself() -> None:
    text = (
        "The criteria for a serious case review were not met. This learning review looked at the help given."
    )
    assert described(f"The story of Child S\n{text}").value("review_kind") == "learning_review"


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("The review used the SCIE Learning Together model.", "scie_learning_together"),
        ("The Board chose a systems approach.", "systems"),
        ("This was undertaken as a Significant Incident Learning Process (SILP).", "silp"),
        (
            "The review did not follow the SCIE Learning Together model, but used root cause analysis.",
            "root_cause",
        ),
        ("Instead of the Learning Together model, the reviewers adopted a thematic approach.", "thematic"),
        ("A hybrid approach was used, drawing on SCIE Learning Together and SILP.", "blended"),
        ("The review combined elements of SILP and the Welsh model.", "blended"),
        ("The SILP model was considered and rejected. A systems methodology was used.", "systems"),
        (
            "Each agency prepared an individual management review, and these were joined in one chronology.",
            "traditional",
        ),
        ("The review was held as an appreciative inquiry. IMRs were also requested.", "appreciative"),
        ("Other boards have used the SCIE Learning Together model. Agencies submitted IMRs.", "traditional"),
        (
            "The lead reviewer is accredited in the SCIE Learning Together model. Agencies submitted IMRs.",
            "traditional",
        ),
        (
            "Root cause analysis was examined as a possible method, and not adopted for this review.",
            "not_stated",
        ),
        ("A thematic approach had been weighed at first, but was not used here.", "not_stated"),
        ("The panel met five times and read the records.", "not_stated"),
        ("The panel discussed whether to use root cause analysis but decided against it.", "not_stated"),
    ],
)
def test_model(text: str, model: str) -> None:
    assert described(TITLE + text).value("review_model") == model


def test_model_told_only_in_an_appendix_is_found() -> None:
    filler = "Practitioners told the reviewers what they had known and what they had made of it then. " * 40
    pages = [f"## Analysis\n{filler}", *[filler] * 11]
    found = described(TITLE, *pages, "## Appendix 1: Method\nThis review used the SILP approach throughout.")
    assert found.value("review_model") == "silp"


def test_another_pack_needs_no_code() -> None:
    other = msgspec.structs.replace(
        KNOWLEDGE,
        review_kinds=(ReviewKind(key="homicide", label="Homicide review", words=("homicide review",)),),
        review_models=(
            ReviewModel(key="circle", label="Circle", definition="", words=("circle method",)),
            ReviewModel(key="none", label="None", definition=""),
        ),
    )
    found = describe(report("# Domestic homicide review: Adult A\nThe panel used the circle method."), other)
    assert (found.value("review_kind"), found.value("review_model")) == ("homicide", "circle")
