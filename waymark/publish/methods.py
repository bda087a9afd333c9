"""The methods of a publication, told from the pack that the freeze holds, so that they cannot go stale.

In: a pack. Out: sections of paragraphs and of entries (a term and what is said of it), in the order of the
work: who is in, which source counts, what does not count, what is derived, who is counted in which table.
"""

from __future__ import annotations

from dataclasses import dataclass

from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable
from waymark.publish.conditions_in_words import all_in_words, band_in_words, in_words, listed

OUTCOMES = {
    "included": "in the study",
    "excluded": "not in the study",
    "alongside": "read alongside, outside every statistic",
}


@dataclass(frozen=True)
class Entry:
    term: str
    text: str
    detail: str = ""


@dataclass(frozen=True)
class Method:
    key: str
    title: str
    paragraphs: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    ordered: bool = False
    page: str = "methods"  # or "definitions"


def methods_of(pack: Pack) -> tuple[Method, ...]:
    """The sections that have something to say for this pack."""
    sections = (
        _selection(pack),
        _populations(pack),
        _sources(pack),
        _counting(),
        _derived(pack),
        _stated(pack),
    )
    return tuple(section for section in sections if section.entries or section.paragraphs)


def _selection(pack: Pack) -> Method:
    entries = tuple(
        Entry(
            term=rule.label,
            text=f"{_capital(all_in_words(rule.where, pack))}."
            if rule.where
            else "Every other notification.",
            detail=_capital(OUTCOMES[rule.outcome]),
        )
        for rule in pack.selection
    )
    say = "The rules are tried in this order; the first whose conditions all hold decides a notification."
    return Method("selection", "Who is in the study", (say,) if entries else (), entries, ordered=True)


def _populations(pack: Pack) -> Method:
    entries = []
    for population in pack.populations.values():
        within = pack.populations[population.within].label if population.within else ""
        where = all_in_words(population.where, pack)
        rule = " where ".join(part for part in (f"among “{within}”" if within else "", where) if part)
        entries.append(
            Entry(
                population.label,
                population.definition or f"{_capital(rule)}.",
                f"{_capital(rule)}." if population.definition and rule else "",
            )
        )
    say = "Each table and figure counts one of these groups of cases."
    return Method("populations", "Groups of cases", (say,), tuple(entries))


def _sources(pack: Pack) -> Method:
    order = listed([source.replace("_", " ") for source in pack.about.precedence], "then")
    paragraphs = [
        "Every value is kept with the source that stated it. "
        f"Where sources disagree, the first of these that states a value counts: {order}."
    ]
    if pack.corrections:
        paragraphs.append("A stated value that does not count is kept, with the rule that set it aside:")
    entries = tuple(
        Entry(
            correction.says,
            f"“{pack.variables[correction.variable].label}” becomes "
            f"“{_category(pack.variables[correction.variable], correction.becomes)}” where "
            f"“{pack.variables[correction.date].label}” is later than "
            f"“{pack.variables[correction.later_than].label}”.",
        )
        for correction in pack.corrections
    )
    return Method("sources", "Which value counts", tuple(paragraphs), entries)


def _counting() -> Method:
    return Method(
        "counting",
        "How tables are counted",
        (
            "A cell counts the cases of the table’s group that meet what its row and its column say. "
            "A percentage is of the base in the head of its column, or of its row where the table says so; "
            "cases for which the variable is not stated are in no base.",
            "Percentages are worked out from counts and rounded half up when they are shown; the data files "
            "hold them unrounded. Columns of earlier periods hold counts as they were printed, in grey.",
            "Rates are cases a year per 100,000 of the population, with exact 95% Poisson intervals. A test "
            "is told with its size first (Cramér’s V, an odds ratio or a rank correlation), for many cases "
            "can make a small difference significant. Where a recomputed statistic differs from the printed "
            "one, both are shown.",
        ),
    )


def _derived(pack: Pack) -> Method:
    entries = tuple(
        Entry(variable.label, variable.definition, _derivation(variable, pack))
        for variable in pack.variables.values()
        if variable.derive
    )
    return Method("derived", "Values derived from others", (), entries, page="definitions")


def _derivation(variable: Variable, pack: Pack) -> str:
    derive = variable.derive
    if derive is None:
        return ""
    if derive.bands:
        of = pack.variables[derive.bands]
        bands = "; ".join(f"{c.label}: {band_in_words(c, of)}" for c in variable.categories)
        return f"Bands of “{of.label}”. {bands}."
    if derive.recode:
        old = pack.variables[derive.recode]
        groups = "; ".join(
            f"{variable.category(new).label}: {listed([old.category(code).label for code in codes])}"
            for new, codes in derive.map.items()
        )
        return f"Groups of “{old.label}”. {groups}."
    conditions = "; ".join(in_words(condition, pack) for condition in derive.any_of or derive.count_of)
    return f"{'Yes when any of these holds' if derive.any_of else 'How many of these hold'}: {conditions}."


def _stated(pack: Pack) -> Method:
    entries = tuple(
        Entry(variable.label, variable.definition, _answers(variable))
        for variable in pack.variables.values()
        if not variable.derive and variable.definition
    )
    return Method("variables", "Values stated by a source", (), entries, page="definitions")


def _answers(variable: Variable) -> str:
    if not variable.categories:
        return ""
    several = " (several can hold)" if variable.type == "categories" else ""
    return f"Answers{several}: {'; '.join(category.label for category in variable.categories)}."


def _category(variable: Variable, code: str) -> str:
    return next((c.label for c in variable.categories if c.code == code), code)


def _capital(text: str) -> str:
    """The first letter a capital, also after an opening quotation mark."""
    first = 1 if text[:1] == "“" else 0
    return text[:first] + text[first : first + 1].upper() + text[first + 1 :]
