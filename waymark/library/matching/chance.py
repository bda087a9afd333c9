"""How many of the other cases agree with a report on a key just as well: what an agreement is worth.

In: the cases. Out: for each agreement, the share of the other cases that would agree too. Few cases tell little
of that, so that they are smoothed as if a hundred more had been seen, of which the shares below agreed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import log2

from waymark.library.matching.ages import AgeRange
from waymark.library.matching.details import Part, ReportDetails
from waymark.library.matching.labels import Form, Token
from waymark.library.matching.names import PersonName
from waymark.library.matching.partial_dates import Span
from waymark.library.matching.records import CaseRecord

ASSUMED_CASES = 100
BY_CHANCE = {"board": 1 / 100, "author": 1 / 40, "author again": 1 / 10, "details": 1 / 4}
LABELS_BY_CHANCE: dict[Form, float] = {
    "reference": 1 / 5_000, "initials": 1 / 150, "name": 1 / 60, "letters": 1 / 20, "family": 1 / 25, "number": 1 / 4,
    "initial": 1 / 10,
}  # fmt: skip
DAYS_OF_INCIDENTS = 3 * 365
DAYS_OF_BIRTHS = 18 * 365
MONTHS_OF_AGE = 80
"""Of ages spread evenly, as if childhood had so few months: infants are far the most."""
ASSUMED_CASES_OF_A_BOARD = 5
_RARE_WORD_IN = 0.02


class OtherCases:
    """Counts over the cases of a study, made once. `areas` by case, in the order of the cases."""

    def __init__(self, cases: Sequence[CaseRecord], areas: Sequence[frozenset[str]]) -> None:
        self.total = len(cases)
        self._areas = Counter(area for each in areas for area in each)
        self._tokens = Counter(token for case in cases for token in case.label.tokens)
        self._incidents = sorted(case.incident for case in cases if case.incident)
        self._births = sorted(case.born for case in cases if case.born)
        self._ages = sorted(case.age_months for case in cases if case.age_months is not None)
        self._people: Counter[str] = Counter()
        self._people_at: Counter[tuple[str, str]] = Counter()
        self._known_at: Counter[str] = Counter()
        for case, placed in zip(cases, areas, strict=True):
            keys = {person.key for person in case.people}
            self._people.update(keys)
            self._people_at.update((key, area) for key in keys for area in placed)
            self._known_at.update(placed if keys else ())
        self._details = Counter(
            (case.details.outcome, case.details.gender, case.details.phrases) for case in cases
        )
        holding = Counter(word for case in cases for word in case.details.words)
        most = max(2, int(_RARE_WORD_IN * self.total))
        self.rare_words = frozenset(word for word, count in holding.items() if count <= most)

    def share(self, agreeing: int, by_chance: float) -> float:
        """Of the other cases; `agreeing` counts the case itself."""
        seen = max(agreeing - 1, 0) + ASSUMED_CASES * by_chance
        return min(1.0, seen / (max(self.total - 1, 0) + ASSUMED_CASES))

    def on_board(self, areas: frozenset[str]) -> float:
        return self.share(sum(self._areas[area] for area in areas), BY_CHANCE["board"] * len(areas))

    def on_label(self, token: Token) -> float:
        if token.form == "initial":
            return LABELS_BY_CHANCE["initial"]
        by_chance = LABELS_BY_CHANCE[token.form] / (
            20 if len(token.text) > 1 and token.form == "letters" else 1
        )
        return self.share(self._tokens[token], by_chance)

    def on_incident(self, span: Span) -> float:
        """Never rarer than its share of three years: a day without another case is luck."""
        by_chance = span.days / DAYS_OF_INCIDENTS
        return max(by_chance, self.share(_within(self._incidents, span.first, span.last), by_chance))

    def on_birth(self, span: Span) -> float:
        by_chance = span.days / DAYS_OF_BIRTHS
        return max(by_chance, self.share(_within(self._births, span.first, span.last), by_chance))

    def on_age(self, age: AgeRange) -> float:
        by_chance = min(0.5, (age.last - age.first + 1) / MONTHS_OF_AGE)
        agreeing = bisect_right(self._ages, age.last) - bisect_left(self._ages, age.first)
        return self.share(agreeing, by_chance)

    def on_author(self, person: PersonName, areas: frozenset[str]) -> float:
        """Authors write again for a board that knows them: of its other cases too, some are theirs."""
        everywhere = self.share(self._people[person.key], BY_CHANCE["author"])
        here = sum(self._known_at[area] for area in areas)
        by_them = sum(self._people_at[person.key, area] for area in areas)
        again = max(by_them - 1, 0) + ASSUMED_CASES_OF_A_BOARD * BY_CHANCE["author again"]
        return max(everywhere, again / (max(here - 1, 0) + ASSUMED_CASES_OF_A_BOARD))

    @property
    def phrases(self) -> frozenset[frozenset[str]]:
        """What the categories of the cases are called, each set once."""
        return frozenset(phrases for _, _, phrases in self._details if phrases)

    def on_details(
        self, report: ReportDetails, parts: tuple[Part, ...], said: frozenset[frozenset[str]]
    ) -> float:
        """`said`: of `phrases`, those that the report uses. A narrative that agrees counts as one part more."""
        agreeing = sum(
            count
            for (outcome, gender, phrases), count in self._details.items()
            if ("outcome" not in parts or outcome == report.outcome)
            and ("gender" not in parts or gender in report.genders)
            and ("category" not in parts or phrases in said)
        )
        share = self.share(agreeing, BY_CHANCE["details"])
        return share / 8 if "narrative" in parts else share


def bits(share: float) -> float:
    return -log2(share)


def _within(days: Sequence[date], first: date, last: date) -> int:
    return bisect_right(days, last) - bisect_left(days, first)
