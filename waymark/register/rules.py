"""The catalogue of rules: every step that the register can record, with a sentence that says what it does.

The manual prints it, and `waymark trace` explains a step by it. A pack adds its own corrections and decision
rules (`rules_with`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from waymark.instruments.pack import Pack

RULES: Mapping[str, str] = MappingProxyType(
    {
        "nothing-known": (
            "The cell says in words that nothing is known or the question does not apply; no value is stated."
        ),
        # dates
        "date-day-first": "A date in figures is read day, month, year.",
        "date-month-first": "A date in figures that is impossible day first is read month first, and told.",
        "date-year-first": "A date that begins with a year of four figures is read year, month, day.",
        "date-from-words": "A date with its month as a word is read.",
        "date-from-digits": "Six or eight figures without marks are read as a date.",
        "date-from-serial": "A spreadsheet's day number (1900 system) becomes the date it stands for.",
        "date-two-digit-year": (
            "A year of two figures is of this century from 00 to 29, of the last from 30 to 99."
        ),
        "date-without-time": "The time of day beside a date is left out.",
        # ages
        "age-from-years": (
            "An age in whole years becomes months. A bare number is years unless the header names a unit."
        ),
        "age-from-part-years": "An age in years and a fraction becomes completed months.",
        "age-from-months": "An age in months, or in twelfths of a year, becomes completed months.",
        "age-from-years-and-months": "An age in years and smaller units becomes completed months.",
        "age-from-weeks": "An age in weeks becomes completed months (a twelfth of 365.25 days).",
        "age-from-days": "An age in days, hours or minutes becomes completed months.",
        "age-from-small-units": "An age in several units below the year becomes completed months.",
        "age-of-newborn": "A word for a child just born becomes 0 months.",
        "age-from-dates": (
            "The age is computed in completed months from the date of birth to the incident; it "
            "stands before an age as written."
        ),
        # categories
        "category-by-code": "The answer is a category's code, but for case, spacing or punctuation.",
        "category-by-label": "The answer is a category's label, but for case, spacing or punctuation.",
        "category-by-synonym": (
            "The answer is a known synonym of a category, but for case, spacing or punctuation."
        ),
        "category-by-likeness": (
            "The answer is nearly a category's label or synonym, and clearly nearer than to any other."
        ),
        "category-by-first-part": (
            "The answer begins with a known answer; what follows agrees with it or only explains it, "
            "and is told."
        ),
        "category-in-doubt": (
            "The answer names a category and “not stated” together; it counts as not stated, and is told."
        ),
        "categories-in-order": "Several answers are put in the order of the pack, each once.",
        # numbers, text, areas
        "number-plain": "A number is written without leading zeros, points or thousands marks.",
        "number-none": "“None”, “nil” and the like become 0.",
        "number-from-words": (
            "A number word, or the one number beside a word that names what is counted, is taken."
        ),
        "number-without-remark": "A remark in brackets or a word of doubt beside a number is left out.",
        "number-at-least": "“2+” and the like become the least number meant, and are told.",
        "text-spaces-folded": (
            "Spaces at the ends go, and each run of spaces or line breaks within becomes one space."
        ),
        "area-office-dropped": (
            "Words for a board, council or borough beside the name of an area are dropped."
        ),
        "area-spaces-and-signs": "Spaces are folded, and “&” in the name of an area becomes “and”.",
        "area-code": "The code of an area is written in capitals.",
        "area-spelling-unified": (
            "Spellings of one area that differ in case, spacing or punctuation become the most frequent one."
        ),
        # cases
        "same-incident-index": (
            "The case stands for its incident: the first received that the decision rules include, "
            "else the first received."
        ),
        "same-incident-sibling": "Another child of the same area on the same incident date.",
        "same-incident-duplicate": (
            "The same notification again: same number and incident date, or same area, incident date "
            "and date of birth with nothing against it."
        ),
        "no-rule-holds": "No decision rule of the pack holds for the case.",
        "no-rules": "The pack has no decision rules; every case is included.",
    }
)


def rules_with(pack: Pack) -> Mapping[str, str]:
    """The catalogue with the pack's corrections and decision rules."""
    corrections = {correction.name: correction.says for correction in pack.corrections}
    return {**RULES, **corrections, **{rule.name: rule.label for rule in pack.selection}}
