"""What is known beforehand about the reports of a study: kinds and models of review, how their sections are
headed, which variables tell which case a report belongs to, and why a case may have no report.
"""

from __future__ import annotations

from typing import Literal

import msgspec

MatchKeyName = Literal["board", "label", "incident_date", "age", "author", "details"]
MATCH_KEYS: tuple[MatchKeyName, ...] = ("board", "label", "incident_date", "age", "author", "details")

SectionPart = Literal["front", "body", "back"]


class ReviewKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kind of review by law or guidance. `words`: what a title or an opening page calls it."""

    key: str
    label: str
    words: tuple[str, ...]


class ReviewModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A method by which a review is held. `words`: phrases by which a report says that it was used.

    A model without words is what stands where no other is stated.
    """

    key: str
    label: str
    definition: str
    words: tuple[str, ...] = ()


class SectionKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a section of a report is for. `headings`: words that stand in its heading, the surest first.

    `front` comes before the report proper, `back` after it: pages of `back` count as appendices.
    """

    key: str
    label: str
    headings: tuple[str, ...]
    part: SectionPart = "body"


class ReportState(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Why a case has no report. `final`: its board need not be asked again."""

    key: str
    label: str
    definition: str
    final: bool = False


class MatchKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One of the keys by which a report is known as a case's, and the variables of the case that it is
    compared with."""

    key: MatchKeyName
    variables: tuple[str, ...]
