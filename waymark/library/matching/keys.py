"""The six keys of a report and a case, each compared: agrees, differs or absent, with what each side says.

In: records. Out: `KeyCompared` by key, and what all keys together are worth as evidence. The comparison of a
key is the business of its own module; here they are brought together with what chance would give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from waymark.instruments.reports import MATCH_KEYS, MatchKeyName
from waymark.library.matching.ages import compare_ages, compare_births
from waymark.library.matching.agreement import Finding, KeyCompared
from waymark.library.matching.boards import BoardReader, compare_boards
from waymark.library.matching.chance import OtherCases, bits
from waymark.library.matching.details import Part, compare_details, says_any
from waymark.library.matching.labels import Token, compare_labels, may_be_changed
from waymark.library.matching.names import compare_people
from waymark.library.matching.partial_dates import compare_dates
from waymark.library.matching.records import CaseRecord, ReportRecord

ROUGH_DIFFERENCE_BITS = 2.5
FIRM_DIFFERENCE_BITS = 7.0
_OLDER_THAN_ITS_INCIDENT = 1 / 1_000
_OUTWEIGH_A_LABEL: frozenset[MatchKeyName] = frozenset(("board", "incident_date", "age"))
"""Siblings share the first two, and two children of a board its month or its age, but hardly all three."""
_ANOTHER_CHILD = "what the report says may be of another of its children"

Keys = Mapping[MatchKeyName, KeyCompared]


@dataclass(frozen=True)
class Comparison:
    """`evidence`: how much rarer than chance the agreement is, in bits."""

    report: ReportRecord
    case: CaseRecord
    keys: Keys
    evidence: float
    weight: float

    @property
    def pair(self) -> tuple[str, str]:
        return self.report.ref, self.case.case_id


class Comparer:
    """Compares any report with any of the cases it was made for."""

    def __init__(self, cases: Sequence[CaseRecord], boards: BoardReader) -> None:
        self.boards = boards
        self.others = OtherCases(cases, [boards.areas(case.boards) for case in cases])
        self._phrases = self.others.phrases
        self._said: dict[str, frozenset[frozenset[str]]] = {}
        self._details_shares: dict[tuple[str, tuple[Part, ...]], float] = {}

    def compare(self, report: ReportRecord, case: CaseRecord, weight: float = 0.0) -> Comparison:
        keys: dict[MatchKeyName, KeyCompared] = {
            "board": self._board(report, case),
            "label": self._label(report, case),
            "incident_date": self._incident(report, case),
            "age": self._age(report, case),
            "author": self._author(report, case),
            "details": self._details(report, case),
        }
        return Comparison(report, case, keys, evidence_of(keys), weight)

    def _board(self, report: ReportRecord, case: CaseRecord) -> KeyCompared:
        of_report, of_case = self.boards.areas(report.boards), self.boards.areas(case.boards)
        found = compare_boards(of_report, of_case)
        share = self.others.on_board(of_report) if found.on else 1.0
        return _shown(found, "; ".join(report.boards), "; ".join(case.boards), share)

    def _label(self, report: ReportRecord, case: CaseRecord) -> KeyCompared:
        found = compare_labels(report.label, case.label)
        share = self._share_of_label(report, found.on) if found.on else 1.0
        if found.on and found.on.form == "reference":
            return _shown(found, report.label.written, case.label.written or "case number", share)
        return _shown(found, report.label.written, case.label.written, share)

    def _share_of_label(self, report: ReportRecord, agreed: Token) -> float:
        """Of several children a case may be any."""
        stated = {token for token in report.label.tokens if token.form == agreed.form} | {agreed}
        return min(1.0, sum(self.others.on_label(token) for token in stated))

    def _incident(self, report: ReportRecord, case: CaseRecord) -> KeyCompared:
        if case.incident is None:
            return KeyCompared("absent", str(report.incident or ""))
        if report.finished is not None and report.finished.last < case.incident:
            said, note = f"report of {report.finished}", "the report is older than the incident"
            return KeyCompared(
                "differs", said, str(case.incident), note=note, one_in=_OLDER_THAN_ITS_INCIDENT
            )
        if report.incident is None:
            return KeyCompared("absent", "", str(case.incident))
        found = compare_dates(report.incident, case.incident)
        share = self.others.on_incident(found.on) if found.on else 1.0
        return _shown(found, str(report.incident), str(case.incident), share)

    def _age(self, report: ReportRecord, case: CaseRecord) -> KeyCompared:
        """A date of birth that agrees or differs decides; else the age."""
        if report.births and case.born is not None:
            born = compare_births(report.births, case.born)
            if born.agreement != "absent":
                share = self.others.on_birth(born.on) if born.on else 1.0
                said = "born " + ", ".join(map(str, report.births))
                return _shown(born, said, f"born {case.born}", share)
        said = ", ".join(map(str, report.ages))
        has = "" if case.age_months is None else f"{case.age_months} months"
        if not report.ages or case.age_months is None:
            return KeyCompared("absent", said, has)
        found = compare_ages(report.ages, case.age_months)
        if found.agreement == "differs" and report.several_children:
            return KeyCompared("absent", said, has, note=_ANOTHER_CHILD)
        share = sum(self.others.on_age(age) for age in set(report.ages)) if found.on else 1.0
        if found.on and len(report.ages) == 1:
            share = self.others.on_age(found.on)
        return _shown(found, said, has, min(share, 1.0))

    def _author(self, report: ReportRecord, case: CaseRecord) -> KeyCompared:
        found = compare_people(report.people, case.people)
        areas = self.boards.areas(case.boards)
        share = self.others.on_author(found.on[1], areas) if found.on else 1.0
        said, has = (", ".join(p.written for p in record.people) for record in (report, case))
        return _shown(found, said, has, share)

    def _details(self, report: ReportRecord, case: CaseRecord) -> KeyCompared:
        if report.ref not in self._said:
            said = frozenset(phrases for phrases in self._phrases if says_any(report.details, phrases))
            self._said[report.ref] = said
        said = self._said[report.ref]
        category_said = case.details.phrases in said
        found = compare_details(report.details, case.details, category_said, self.others.rare_words)
        if found.agreement == "differs" and report.several_children:
            return KeyCompared("absent", report.details.said, case.details.said, note=_ANOTHER_CHILD)
        share = 1.0
        if found.on:
            known = report.ref, found.on
            if known not in self._details_shares:
                self._details_shares[known] = self.others.on_details(report.details, found.on, said)
            share = self._details_shares[known]
        return _shown(found, report.details.said, case.details.said, share)


def _shown(found: Finding[Any], report_says: str, case_says: str, share: float) -> KeyCompared:
    one_in = found.usual if found.agreement == "differs" else round(found.usual / share, 2)
    return KeyCompared(found.agreement, report_says, case_says, found.firmness, found.note, one_in)


def agreeing(keys: Keys) -> tuple[MatchKeyName, ...]:
    return tuple(key for key in MATCH_KEYS if keys[key].agreement == "agrees")


def differing(keys: Keys) -> tuple[MatchKeyName, ...]:
    return tuple(key for key in MATCH_KEYS if keys[key].agreement == "differs")


def strongly_against(keys: Keys) -> tuple[MatchKeyName, ...]:
    return tuple(key for key in differing(keys) if keys[key].firmness == "firm")


def excused(one: Comparison) -> bool:
    """Whether the label is all that differs, and may have been changed so that the child is not known: board, date,
    age and one key more agree."""
    agree = agreeing(one.keys)
    return (
        differing(one.keys) == ("label",)
        and may_be_changed(one.report.label, one.case.label)
        and frozenset(agree) > _OUTWEIGH_A_LABEL
    )


def speaks_against(one: Comparison) -> tuple[MatchKeyName, ...]:
    """What differs firmly and is not excused."""
    return () if excused(one) else strongly_against(one.keys)


def evidence_of(keys: Keys) -> float:
    """For what agrees or fits, less for what differs."""
    found = sum(bits(1 / key.one_in) for key in keys.values())
    against = (
        FIRM_DIFFERENCE_BITS if keys[key].firmness == "firm" else ROUGH_DIFFERENCE_BITS
        for key in differing(keys)
    )
    return found - sum(against)
