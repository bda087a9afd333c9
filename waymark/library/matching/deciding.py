"""Which pairs are linked and which a person has to confirm: the rule and its guards.

In: every candidate compared, and what persons have decided. Out: pairs with a decision and its reason. The rule
is that of the study: so many of the six keys agree. The machine links only where, besides, no key speaks strongly
against it, the agreement is rarer than chance, and no other case or report comes near. False links are the worst
fault, so that every doubt goes to a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from waymark.instruments.reports import MatchKeyName
from waymark.library.matching import saying
from waymark.library.matching.agreement import KeyCompared
from waymark.library.matching.boards import BoardReader
from waymark.library.matching.keys import (
    FIRM_DIFFERENCE_BITS,
    Comparison,
    agreeing,
    differing,
    excused,
    speaks_against,
    strongly_against,
)
from waymark.library.matching.rivals import NEAR_BITS, Rivals

Decision = Literal["linked", "to confirm", "confirmed", "refused"]
ByPerson = Literal["confirmed", "refused"]
Decided = Mapping[tuple[str, str], ByPerson]

NEAR_BITS_WHERE_ROUGH = 10.0
"""How near a rival may come where the rule holds only by two keys that agree roughly."""
_FEWEST_KEYS = 2
_MOST_SUGGESTED = 3


class Pair(msgspec.Struct, frozen=True):
    """`weight` is Splink's, in powers of two, and only orders. `why` is for a person."""

    report: str
    case_id: str
    keys: Mapping[MatchKeyName, KeyCompared]
    weight: float
    decision: Decision
    why: str


@dataclass(frozen=True)
class Rule:
    """`least`: how many keys have to agree. `enough_bits`: how rare the agreement has to be to be believed."""

    least: int
    enough_bits: float


def decide(
    compared: Sequence[Comparison], rule: Rule, decided: Decided, boards: BoardReader
) -> tuple[Pair, ...]:
    """By report, the likeliest case first. Left out are pairs that come nowhere near the rule, and those that
    another pair, linked or confirmed, clearly outdoes."""
    in_order = sorted(compared, key=lambda one: (one.report.ref, -one.weight, one.case.case_id))
    confirmed = {pair for pair, decision in decided.items() if decision == "confirmed"}
    standing = (
        one
        for one in in_order
        if decided.get(one.pair) == "confirmed" or (one.pair not in decided and one.evidence > 0)
    )
    rivals = Rivals(standing, confirmed, boards)
    linked = {one.pair for one in in_order if one.pair not in decided and _links(one, rule, rivals)}
    found: list[Pair] = []
    for one in in_order:
        by_person = decided.get(one.pair)
        if by_person is not None:
            found.append(_pair(one, by_person, saying.by_person(by_person)))
        elif one.pair in linked:
            found.append(_pair(one, "linked", saying.linked(one.keys, excused(one))))
        elif why := _doubt(one, rule, rivals, linked, confirmed):
            found.append(_pair(one, "to confirm", why))
    found += _likeliest(in_order, found, decided, rule)
    return tuple(sorted(found, key=lambda pair: (pair.report, -pair.weight, pair.case_id)))


def _likeliest(
    compared: Sequence[Comparison], found: Sequence[Pair], decided: Decided, rule: Rule
) -> list[Pair]:
    """For a report that has nothing to show else, the few cases that it fits best: a person would begin there."""
    has_case = {pair.report for pair in found if pair.decision != "refused"}
    taken = {pair.case_id for pair in found if pair.decision in ("linked", "confirmed")}
    shown: Counter[str] = Counter()
    pairs = []
    for one in sorted(compared, key=lambda one: (-one.evidence, one.report.ref, one.case.case_id)):
        ref, case_id = one.pair
        fits = len(agreeing(one.keys)) >= max(rule.least - 1, _FEWEST_KEYS) and not strongly_against(one.keys)
        if ref in has_case or case_id in taken or one.pair in decided or not fits or one.evidence <= 0:
            continue
        shown[ref] += 1
        if shown[ref] <= _MOST_SUGGESTED:
            pairs.append(_pair(one, "to confirm", saying.likeliest(one.keys, rule.least)))
    return pairs


def _pair(one: Comparison, decision: Decision, why: str) -> Pair:
    return Pair(one.report.ref, one.case.case_id, one.keys, one.weight, decision, why)


def _links(one: Comparison, rule: Rule, rivals: Rivals) -> bool:
    return _believable(one, rule) and not rivals.near(one, _reach(one, rule))


def _believable(one: Comparison, rule: Rule) -> bool:
    holds = len(agreeing(one.keys)) >= rule.least
    return holds and not speaks_against(one) and one.evidence >= rule.enough_bits


def _reach(one: Comparison, rule: Rule) -> float:
    firm = sum(one.keys[key].firmness == "firm" for key in agreeing(one.keys))
    return NEAR_BITS_WHERE_ROUGH if firm + 1 < rule.least or strongly_against(one.keys) else NEAR_BITS


def _doubt(
    one: Comparison, rule: Rule, rivals: Rivals, linked: set[tuple[str, str]], confirmed: set[tuple[str, str]]
) -> str:
    """Why a person has to look at a pair that is not linked; blank for one that is not worth it."""
    if len(agreeing(one.keys)) < rule.least:
        return _nearly(one, rule, rivals, linked | confirmed)
    better = rivals.beaten_by(one, linked | confirmed)
    if better is not None:
        doubted = better.pair in confirmed and _believable(one, rule)
        return saying.person_chose(one, better) if doubted else ""
    strongly = strongly_against(one.keys)
    if strongly and not _believable(one, rule):
        believable_without = one.evidence + FIRM_DIFFERENCE_BITS >= rule.enough_bits
        return saying.against(one.keys, strongly) if len(strongly) == 1 and believable_without else ""
    near = rivals.near(one, _reach(one, rule))
    return saying.rivals(one, near) if near else saying.too_common(one.keys)


def _nearly(one: Comparison, rule: Rule, rivals: Rivals, held: Collection[tuple[str, str]]) -> str:
    """One key short of the rule, with nothing that differs and nothing that comes near."""
    agree = len(agreeing(one.keys))
    if agree < max(rule.least - 1, _FEWEST_KEYS) or differing(one.keys):
        return ""
    near = [other for other in rivals.near(one, NEAR_BITS) if len(agreeing(other.keys)) >= agree]
    if near or rivals.beaten_by(one, held):
        return ""
    return saying.nearly(one.keys, rule.least)
