"""What is read on the walk: six notifications, four Word reports, and the answers that two readers give to one of them.

The study is of the shipped pack, so that the front sheet is the whole one. Every child, board and review is made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tests.library.made_study import CASES, TB, MadeReport
from tests.library.made_study import KM as SHORT_KM

NOTIFIED = (
    *CASES,
    (20004, "Wexcombe", date(2013, 11, 8), date(2013, 11, 20), "Yes", "Serious harm", date(2012, 3, 3), "F", "AN",
     "", "The child was injured at home."),
    (20005, "Oxmouth", date(2012, 8, 17), date(2012, 9, 1), "Yes", "Death", date(2006, 4, 30), "F", "EL", "",
     "The child died in hospital."),
    (20006, "Hartdale", date(2011, 12, 2), date(2011, 12, 12), "Yes", "Serious harm", date(2011, 5, 6), "M", "OP",
     "", "The baby was found to have been injured."),
)  # fmt: skip
KM = replace(
    SHORT_KM,
    findings=[
        *SHORT_KM.findings,
        "The midwife wrote to the general practitioner, whose surgery had merged in the same month with another one.",
        "At the first visit the house was warm and the child well fed; the note of it was the last that anybody read.",
        "The nursery asked twice for a meeting. The first letter was answered after six weeks, the second not at all.",
        "A student social worker drew a plan of the family on one sheet, and her supervisor kept it in another file.",
        "Neighbours were worried and did not know whom to tell; the number on the poster had been dead for a year.",
        "The paediatrician asked for the earlier notes, which were in a store that was closed at the weekend.",
        "Nobody asked the grandmother, who had looked after the child on most days of that spring.",
    ],
)
LC = MadeReport(
    "LC overview.docx", "Eastmere Safeguarding Children Board", "Child LC", "On 30 September 2013",
    "a boy aged 2 months", "died", "Ann Other", "May 2015",
    ["Midwives and the duty team each believed that the other had spoken with the parents about sleeping safely."],
)  # fmt: skip
AN = MadeReport(
    "Wexcombe AN.docx", "Wexcombe Safeguarding Children Board", "Child AN", "On 8 November 2013",
    "a girl aged 20 months", "was seriously injured", "Paul Marl", "July 2015",
    ["The orchard project kept careful notes and shared them with nobody outside its building."],
)  # fmt: skip
REPORTS = (KM, TB, LC, AN)

YES, NO, NOT_STATED, UNCLEAR, NOT_APPLICABLE = "1", "2", "0", "x", "-"
KINDS = {"0": "not stated", "x": "unclear", "-": "not applicable"}


@dataclass(frozen=True)
class Reading:
    """How a question is answered: `keys` pressed one after another, or `typed` into its field; `value` is then kept."""

    variable: str
    value: object
    keys: str = ""
    typed: str = ""


def keyed(variable: str, key: str, value: object = None) -> Reading:
    return Reading(variable, KINDS.get(key, value), keys=key)


def typed(variable: str, words: str, value: object) -> Reading:
    return Reading(variable, value, typed=words)


def yes_or_no(*answers: tuple[str, str]) -> tuple[Reading, ...]:
    said = {YES: "yes", NO: "no"}
    return tuple(keyed(variable, key, said.get(key)) for variable, key in answers)


BEFORE_THE_CONNECTION_GOES = (
    typed("board", "Barnmere", "Barnmere"),
    typed("incident_date", "14 May 2012", "2012-05-14"),
    typed("key_words", "missed appointments, 3 systems", "missed appointments, 3 systems"),
    typed("date_of_birth", "2/10/2011", "2011-10-02"),
    typed("age_months", "7 months", 7),
    keyed("gender", "2", "female"),
    keyed("ethnicity", NOT_STATED),
    keyed("disability", NO, "no"),
    keyed("living_with", "1", "home"),
    keyed("legal_status", "8", "none"),
    keyed("outcome", "1", "death"),
)
WITHOUT_A_CONNECTION = (
    keyed("death_category", UNCLEAR),
    keyed("context", "1", "family"),
    keyed("harm_source", "1", "mother"),
    keyed("neglect_evidence", YES, "yes"),
    *yes_or_no(
        ("domestic_abuse", UNCLEAR),
        ("parental_mental_health", YES),
        ("parental_alcohol", NO),
        ("parental_drugs", NO),
        ("parent_learning_disability", NOT_STATED),
        ("acrimonious_separation", NO),
    ),
    typed("mother_age", "24", 24),
    keyed("father_age", NOT_STATED),
)
WHEN_IT_IS_BACK = (
    *yes_or_no(
        ("mother_known_child", NOT_STATED),
        ("father_known_child", NOT_STATED),
        ("partner_known_child", NOT_APPLICABLE),
        ("father_in_household", YES),
        ("other_male", NO),
    ),
    keyed("plan_status", "1", "never"),
    keyed("csc_status", "1", "open"),
    *yes_or_no(
        ("agency_education", NO),
        ("agency_csc", YES),
        ("agency_health", YES),
        ("agency_police", YES),
        ("agency_housing", NOT_STATED),
        ("family_involved", YES),
        ("in_depth", YES),
        ("appraised", NO),
    ),
)
WHEN_IT_HAS_APPEARED = keyed("csc_level", "4", "child_in_need")
FIRST_READING = (*BEFORE_THE_CONNECTION_GOES, *WITHOUT_A_CONNECTION, *WHEN_IT_IS_BACK, WHEN_IT_HAS_APPEARED)

WORDS = (
    "On 14 May 2012 Child KM, a girl aged 7 months, died.",
    KM.findings[0],
    KM.findings[1],
)
"""The three passages that are pinned: of the introduction, and of the first two findings."""

PINNED_TO = ("death_category", "neglect_evidence", "agency_police")

DIFFERING = {
    "context": keyed("context", "2", "community"),
    "neglect_evidence": keyed("neglect_evidence", NO, "no"),
    "mother_age": typed("mother_age", "25", 25),
}
"""Where the second reader says otherwise: two judgements that they read blind, and a fact that they correct."""


def values_of(readings: Iterable[Reading]) -> dict[str, object]:
    return {one.variable: one.value for one in readings}
