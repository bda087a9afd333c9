"""The child's age at the incident, in months; not a parent's, not at an earlier visit."""

from __future__ import annotations

import pytest

from tests.library.structure.reports import described

TITLE = "# Serious Case Review: Child S\n## Introduction\n"


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Child S died, aged 7 months.", "7"),
        ("This review concerns Child S, a three-year-old boy who died in 2013.", "36-47"),
        ("Child S was 15 years old when she died.", "180-191"),
        ("Child S was fifteen at the time of her death.", "180-191"),
        ("Child S died at the age of 2 years and 3 months.", "27"),
        ("Child S, who was nine weeks old, was seriously injured.", "2"),
        ("Child S (aged 14) took her own life.", "168-179"),
        ("Child S was two and a half years old when he died.", "30"),
        ("The subject of this review is a 16 year old girl, Child S.", "192-203"),
        ("Child S died at 18 months old.", "18"),
        ("| Age at death | 7 months |", "7"),
        ("Age: 4 years", "48-59"),
        ("Child S, a baby of 3 days old, was found dead.", "0"),
        ("Child S, a girl who was eight years four months ████ died in 2012.", "100"),
        ("Child S, a newborn baby, died in hospital.", "0"),
        ("Child S, who was under one year old, was seriously injured.", "0-11"),
        ("In May 2013 Child S, aged 22 months, was killed by her mother's partner.", "22"),
        ("Child S was nearly three years old when he died.", "24-35"),
        ("Child S (7 months) died in hospital.", "7"),
        ("Child S's mother was 19 years old. Child S died, aged 7 months.", "7"),
        ("When Child S was 3 months old the health visitor saw a bruise. Child S died, aged 7 months.", "7"),
        ("Child S, who was 17, died in July 2013.", "204-215"),
        (
            "Child S lived with her mother, aged 24, and her brother, aged 5. She died at the age of four.",
            "48-59",
        ),
    ],
)
def test_age_at_the_incident(text: str, age: str) -> None:
    assert described(TITLE + text).values("age") == (age,)


@pytest.mark.parametrize(
    "text",
    [
        "Child S died in 2013. Her mother was 17 years old when Child S was born.",
        "The father of Child S, aged 34, was convicted of murder.",
        "Child S died. Her brother, a six-year-old boy, was placed with carers.",
        "Child S was killed by her 19-year-old brother.",
        "Child S died after a fight with a 19 year old man.",
        "At the age of 3 months Child S was seen at the clinic.",
        "The eldest child was aged eight at the time, and is not the subject of this review.",
        "Child S died. A 17 year old male was charged.",
    ],
)
def test_ages_of_others_and_at_other_times(text: str) -> None:
    assert described(TITLE + text).values("age") == ()


TITLE_OF_TWO = "# Serious Case Review: Children A and B\n## Introduction\n"


@pytest.mark.parametrize(
    "text",
    [
        "Child A, aged 7, and Child B, aged 4, were seriously harmed.",
        "Child A and Child B were aged 7 and 4 when they died.",
    ],
)
def test_ages_of_several_children(text: str) -> None:
    assert described(TITLE_OF_TWO + text).values("age") == ("84-95", "48-59")
