"""Why a pair was linked or kept for a person, in a sentence or two for people."""

from __future__ import annotations

from collections.abc import Sequence

from waymark.instruments.reports import MatchKeyName
from waymark.library.matching.agreement import KEY_LABELS
from waymark.library.matching.keys import Comparison, Keys, agreeing, differing

_MOST_NAMED = 3


def linked(keys: Keys, label_excused: bool) -> str:
    changed = ", which may have been changed so that the child is not known" if label_excused else ""
    return f"{_agree(keys)}{_but_differs(keys)}{changed}. No other case or report comes near."


def nearly(keys: Keys, least: int) -> str:
    asked = f"Only {_named(agreeing(keys))} agree, where {least} keys are asked for"
    return f"{asked}; nothing differs and no other comes near."


def likeliest(keys: Keys, least: int) -> str:
    asked = f"Only {_named(agreeing(keys))} agree, where {least} keys are asked for"
    return f"{asked}; the report has no better case, and others may fit as well."


def too_common(keys: Keys) -> str:
    return f"{_agree(keys)}{_but_differs(keys)}. As much may agree by chance."


def against(keys: Keys, strongly: Sequence[MatchKeyName]) -> str:
    said = "; ".join(
        f"{KEY_LABELS[key]}: {keys[key].note or 'not the same'} "
        f"(“{keys[key].report_says}” in the report, “{keys[key].case_says}” in the case)"
        for key in strongly
    )
    return f"{_agree(keys)}, but this speaks strongly against it: {said}."


def rivals(one: Comparison, near: Sequence[Comparison]) -> str:
    cases = [other.case.case_id for other in near if other.report is one.report]
    reports = [other.report.ref for other in near if other.report is not one.report]
    listed = [f"{kind} {_some(found)}" for kind, found in (("case", cases), ("report", reports)) if found]
    return f"{_agree(one.keys)}, but {' and '.join(listed)} may fit as well."


def person_chose(one: Comparison, chosen: Comparison) -> str:
    taken = (
        f"the report for case {chosen.case.case_id}"
        if chosen.report is one.report
        else f"report {chosen.report.ref} for this case"
    )
    return f"{_agree(one.keys)}, but a person has confirmed {taken}."


def by_person(decision: str) -> str:
    return f"A person has {decision} it."


def _agree(keys: Keys) -> str:
    named = agreeing(keys)
    text = f"{_named(named)} {'agrees' if len(named) == 1 else 'agree'}"
    return text[:1].upper() + text[1:]


def _but_differs(keys: Keys) -> str:
    found = differing(keys)
    return f"; {_named(found)} {'differs' if len(found) == 1 else 'differ'}" if found else ""


def _named(keys: Sequence[MatchKeyName]) -> str:
    labels = [KEY_LABELS[key] for key in keys]
    return " and ".join((", ".join(labels[:-1]), labels[-1])) if len(labels) > 1 else "".join(labels)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(sorted(names)[:_MOST_NAMED]) + more
