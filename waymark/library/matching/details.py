"""What happened and to whom, as far as both sides say it: outcome, gender, category, words of the narrative.

In: what the case holds in the variables of this key, and what the report states with the words it opens with.
Out: whether the details agree, which takes at least two of the four, or the outcome where no gender is stated. A
gender that differs proves nothing by itself: it is one of the things that are changed so that a child is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from waymark.instruments.conditions import Value, is_stated
from waymark.instruments.variables import Category, Variable
from waymark.library.matching.agreement import Finding
from waymark.register.cleaning.wording import fold

Part = Literal["outcome", "gender", "category", "narrative"]
_SAYS: dict[str, frozenset[str]] = {
    "death": frozenset(("death", "died", "fatal")),
    "serious_harm": frozenset(("serious harm", "harm", "non fatal", "serious injury", "injury")),
    "female": frozenset(("female", "girl", "f")),
    "male": frozenset(("male", "boy", "m")),
}
_LEAST_LETTERS_OF_A_PHRASE = 5
_LEAST_LETTERS_OF_A_WORD = 5
_WORDS_THAT_AGREE = 3
_CHANGED = 1 / 8
"""Of reports, those in which the gender was changed, against the half in which chance would differ."""


@dataclass(frozen=True, slots=True)
class CaseDetails:
    """`outcome` and `gender` in the forms that reports are described in; `categories` by variable and code."""

    outcome: str = ""
    gender: str = ""
    categories: tuple[tuple[str, str], ...] = ()
    phrases: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    said: str = ""


@dataclass(frozen=True, slots=True)
class ReportDetails:
    """`opening`: the folded opening words between spaces, to find phrases in."""

    outcome: str = ""
    genders: frozenset[str] = frozenset()
    opening: str = ""
    words: frozenset[str] = frozenset()

    @property
    def said(self) -> str:
        return ", ".join(part.replace("_", " ") for part in (self.outcome, *sorted(self.genders)) if part)


NO_CASE_DETAILS = CaseDetails()
NO_REPORT_DETAILS = ReportDetails()


def case_details(values: Mapping[str, Value], variables: Iterable[Variable]) -> CaseDetails:
    """From the values of a case, by what kind of variable each is; unknown values are left out."""
    found: dict[str, str] = {}
    categories: list[tuple[str, str]] = []
    phrases: set[str] = set()
    words: set[str] = set()
    said: list[str] = []
    for variable in variables:
        value = values.get(variable.key)
        if not is_stated(value, variable.missing_codes):
            continue
        if not variable.categories:
            words |= words_of(str(value))
            continue
        for code in value if isinstance(value, tuple) else (value,):
            category = next((c for c in variable.categories if c.code == code), None)
            if category is None or category.missing:
                continue
            said.append(category.label.lower())
            form = _form_of(variable, category)
            if form is None:
                categories.append((variable.key, category.code))
                phrases |= _phrases(category)
            else:
                found[form[0]] = form[1]
    return CaseDetails(
        found.get("outcome", ""), found.get("gender", ""), tuple(categories), frozenset(phrases),
        frozenset(words), ", ".join(said),
    )  # fmt: skip


def report_details(outcome: str, genders: Iterable[str], opening_words: str) -> ReportDetails:
    return ReportDetails(outcome, frozenset(genders), f" {fold(opening_words)} ", words_of(opening_words))


def _form_of(variable: Variable, category: Category) -> tuple[str, str] | None:
    """(outcome or gender, as reports are described) for a category of a variable that tells one of the two."""
    for kind, forms in (("outcome", ("death", "serious_harm")), ("gender", ("female", "male"))):
        if not _tells(variable, forms):
            continue
        said = [form for form in forms if _names(category) & _SAYS[form]]
        return (kind, said[0]) if len(said) == 1 else None
    return None


def _tells(variable: Variable, forms: tuple[str, ...]) -> bool:
    names = [_names(category) for category in variable.categories]
    return all(sum(bool(each & _SAYS[form]) for each in names) == 1 for form in forms)


@lru_cache(maxsize=2_000)
def _names(category: Category) -> frozenset[str]:
    written = (category.code.replace("_", " "), category.label, *category.synonyms)
    return frozenset(fold(name) for name in written)


def _phrases(category: Category) -> frozenset[str]:
    names = {fold(name) for name in (category.label, *category.synonyms)}
    return frozenset(name for name in names if len(name) >= _LEAST_LETTERS_OF_A_PHRASE)


def words_of(text: str) -> frozenset[str]:
    """The longer words, which say something."""
    words = fold(text).split()
    return frozenset(word for word in words if len(word) >= _LEAST_LETTERS_OF_A_WORD and word.isalpha())


def compare_details(
    report: ReportDetails, case: CaseDetails, category_said: bool, rare_words: frozenset[str]
) -> Finding[tuple[Part, ...]]:
    """`category_said`: whether the report opens with words of a category of the case. `rare_words`: those that
    few cases' narratives hold. `on`: the parts that agree."""
    outcomes = report.outcome and case.outcome
    genders = bool(report.genders and case.gender)
    if outcomes and report.outcome != case.outcome:
        if genders and case.gender not in report.genders:
            return Finding("differs", note="the outcome and the gender differ", usual=_CHANGED)
        return Finding("differs", note="the outcome differs")
    parts: list[Part] = ["outcome"] if outcomes else []
    if genders and case.gender in report.genders:
        parts.append("gender")
    if category_said:
        parts.append("category")
    if len(report.words & case.words & rare_words) >= _WORDS_THAT_AGREE:
        parts.append("narrative")
    changed = "the gender differs; it may have been changed" if genders and "gender" not in parts else ""
    all_that_is_stated = parts == ["outcome"] and not genders
    if len(parts) < 2 and not all_that_is_stated:
        only = f"only the {parts[0]} is known to be the same" if parts else ""
        note = "; ".join(note for note in (only, changed) if note)
        return Finding("absent", note=note, on=tuple(parts), usual=_CHANGED if changed else 1.0)
    firm = "outcome" in parts and ("category" in parts or "narrative" in parts) and not changed
    note = "; ".join(note for note in (_listed(parts), changed) if note)
    return Finding("agrees", "firm" if firm else "rough", note, tuple(parts), _CHANGED if changed else 1.0)


def says_any(report: ReportDetails, phrases: frozenset[str]) -> bool:
    return any(f" {phrase} " in report.opening for phrase in phrases)


def _listed(parts: list[Part]) -> str:
    return " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else f"only the {parts[0]}"
