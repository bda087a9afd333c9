"""Answers from a list: a cell becomes the code of a category, or several codes.

Tried in this order: the code, label or synonym (case, spacing and punctuation do not count); the parts of a
combined answer such as "No - not known"; likeness, for slips of the pen. What is still not known is told
with the answers that are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from rapidfuzz import fuzz

from waymark.instruments.variables import Variable
from waymark.register.cleaning.wording import fold, match_key, says_nothing, tidy
from waymark.register.values import CellValue, Stated

_ALIKE = 90.0
_AHEAD = 4.0  # how far the best has to stand before the next category
_SHORTEST = 5  # letters; shorter words are too near to one another
_TURNS = frozenset(("no", "not", "non", "never", "without", "nor", "none", "un"))
_YES = frozenset(("yes", "y", "true"))
_NO = frozenset(("no", "n", "false", "none"))
_PARTS = re.compile(r"\s+-+\s+|\s*[,;:/|()\[\]\n]\s*|\s+-+(?=\w)|(?<=\w)-+\s+")
_SEVERAL = re.compile(r"\s*[,;/|&+\n]\s*|\s+and\s+|\s+plus\s+", re.IGNORECASE)

Rule = Literal["category-by-code", "category-by-label", "category-by-synonym"]


@dataclass(frozen=True)
class Answers:
    """The ways to write each category of a variable. `known` maps a key to its code and the rule it is
    known by; `written` maps the folded words to their code."""

    variable: Variable
    known: Mapping[str, tuple[str, Rule]]
    written: Mapping[str, str]

    def code(self, text: str) -> tuple[str, Rule] | None:
        return self.known.get(match_key(text))


def answers_of(variable: Variable) -> Answers:
    """Prepared once a variable. Where two categories share a word, codes go before labels before synonyms,
    and the first category before the next."""
    known: dict[str, tuple[str, Rule]] = {}
    written: dict[str, str] = {}
    ways: list[tuple[str, str, Rule]] = [(c.code, c.code, "category-by-code") for c in variable.categories]
    ways += [(c.label, c.code, "category-by-label") for c in variable.categories]
    ways += [(synonym, c.code, "category-by-synonym") for c in variable.categories for synonym in c.synonyms]
    for text, code, rule in ways:
        key = match_key(text)
        if key not in known or (known[key] == (code, "category-by-code") and rule == "category-by-label"):
            known[key] = (code, rule)
        written.setdefault(fold(text), code)
    return Answers(variable, known, written)


def clean_category(opened: Stated, cell: CellValue, answers: Answers) -> Stated:
    if isinstance(cell, date):
        return replace(opened, problem=_held_a_date(opened.raw))
    text = tidy(opened.raw)
    for said in _texts(opened, cell):
        if found := answers.code(said):
            stated = _is(opened, *found)
            doubted = text.endswith("?") and text.strip("? ")
            problem = f"“{text}” is written with doubt; the answer is taken." if doubted else ""
            return replace(stated, problem=problem)
    if says_nothing(text):
        return opened.then("nothing-known", None, "")
    if combined := _combined(opened, answers):
        return combined
    if near := _by_likeness(text, answers):
        return opened.then("category-by-likeness", near, near)
    return replace(opened, problem=_unknown(opened.raw, answers.variable))


def clean_categories(opened: Stated, cell: CellValue, answers: Answers) -> Stated:
    """Several answers: the codes in the pack's order. A part that is not known is told, the others count."""
    if isinstance(cell, date):
        return replace(opened, problem=_held_a_date(opened.raw))
    whole = answers.code(opened.raw)
    if whole is None and says_nothing(opened.raw):
        return opened.then("nothing-known", None, "")
    found: dict[str, str] = {}
    strange: list[str] = []
    for part in (
        [opened.raw] if whole else [part for part in _SEVERAL.split(opened.raw.strip()) if part.strip()]
    ):
        if known := answers.code(part):
            found[known[0]] = known[1]
        elif near := _by_likeness(part, answers):
            found[near] = "category-by-likeness"
        elif match_key(part) != "none" and not says_nothing(part):
            strange.append(tidy(part))
    missing = answers.variable.missing_codes
    stated = {code: rule for code, rule in found.items() if code not in missing} or found
    if not stated:
        problem = _unknown(strange[0], answers.variable) if strange else ""
        return replace(opened, problem=problem) if strange else opened.then("nothing-known", None, "")
    return _several(opened, stated, strange, answers.variable)


def _several(opened: Stated, stated: Mapping[str, str], strange: list[str], variable: Variable) -> Stated:
    codes = tuple(category.code for category in variable.categories if category.code in stated)
    shown = "; ".join(codes)
    result = replace(opened, value=codes)
    if shown != opened.raw:
        for rule in dict.fromkeys(stated[code] for code in codes):
            result = result.then(rule, codes, shown)
        if len(codes) > 1:
            result = result.then("categories-in-order", codes, shown)
    return replace(result, problem=_unknown(strange[0], variable)) if strange else result


def _texts(opened: Stated, cell: CellValue) -> tuple[str, ...]:
    if isinstance(cell, bool):
        return ("true", "yes") if cell else ("false", "no")
    return (opened.raw,)


def _is(opened: Stated, code: str, rule: str) -> Stated:
    return replace(opened, value=code) if opened.raw == code else opened.then(rule, code, code)


def _combined(opened: Stated, answers: Answers) -> Stated | None:
    """An answer of several parts. Parts that agree are one answer; an answer beside a “not known” is not
    known, and told; two answers are told and none is taken; words that only explain a known first part are
    told. A bare “yes” gives way to the answer that says more."""
    said = tidy(opened.raw)
    parts = [part for part in _PARTS.split(said) if part.strip()]
    found = {part: known[0] for part in parts if (known := answers.code(part))}
    if len(parts) < 2 or parts[0] not in found:
        return None
    keys = {match_key(part) for part in found}
    if keys & _YES and not keys & _NO and len(set(found.values())) > 1:
        found = {part: code for part, code in found.items() if match_key(part) not in _YES}
    codes = _most_exact(list(dict.fromkeys(found.values())), answers.variable)
    if len(codes) == 1:
        rest = [part for part in parts if not answers.code(part) and not says_nothing(part)]
        stated = opened.then("category-by-first-part", codes[0], codes[0])
        told = f"“{'; '.join(rest)}” in “{said}” is not part of the answer." if rest else ""
        return replace(stated, problem=told)
    both = " and ".join(f"“{answers.variable.category(code).label}”" for code in codes)
    missing = [code for code in codes if code in answers.variable.missing_codes]
    if missing:
        stated = opened.then("category-in-doubt", missing[0], missing[0])
        return replace(stated, problem=f"“{said}” says {both}; it counts as not stated.")
    return replace(opened, problem=f"“{said}” says {both}; one answer is needed.")


def _most_exact(codes: list[str], variable: Variable) -> list[str]:
    """Without the categories of which another one named is a part."""
    wider = {variable.category(code).part_of for code in codes}
    return [code for code in codes if code not in wider]


def _by_likeness(text: str, answers: Answers) -> str | None:
    words = fold(text)
    if len(words) < _SHORTEST:
        return None
    best: dict[str, float] = {}
    for written, code in answers.written.items():
        if (
            len(written) < _SHORTEST
            or _turns(words) != _turns(written)
            or _figures(words) != _figures(written)
        ):
            continue
        likeness = max(fuzz.ratio(words, written), fuzz.token_sort_ratio(words, written))
        best[code] = max(best.get(code, 0.0), likeness)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _ALIKE:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _AHEAD:
        return None
    return ranked[0][0]


def _turns(words: str) -> frozenset[str]:
    return frozenset(words.split()) & _TURNS


def _figures(words: str) -> list[str]:
    return re.findall(r"\d+", words)


def _held_a_date(raw: str) -> str:
    return f"the spreadsheet holds a date ({raw}), not an answer; a text like 1-5 turns into one."


def _unknown(text: str, variable: Variable) -> str:
    labels = [category.label for category in variable.categories]
    listed = ", ".join(f"“{label}”" for label in labels[:20]) + (", …" if len(labels) > 20 else "")
    return f"“{tidy(text)}” is not an answer of “{variable.label}”. Known: {listed}."
