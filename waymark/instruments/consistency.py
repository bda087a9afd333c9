"""Whether a pack's parts agree: every name leads somewhere, every code is a category, every key is once.

`faults` returns all that is wrong, each with the place and what would be right; an empty list is a pack
that the rest of the house can trust without looking again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from waymark.instruments.conditions import Condition
from waymark.instruments.exhibits import exhibit_faults
from waymark.instruments.faults import fault, named_variable, unknown
from waymark.instruments.forms import ANSWERS_WITHOUT_VALUE, SAMPLE, Instrument
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem


def faults(pack: Pack) -> list[InputProblem]:
    """Every contradiction of the pack, in the order in which its files are read."""
    return [
        *_identity(pack),
        *_variables(pack),
        *_populations(pack),
        *(found for place, condition in pack.conditions() for found in _condition(pack, place, condition)),
        *_rules(pack),
        *_instruments(pack),
        *exhibit_faults(pack),
        *_reports(pack),
    ]


def _identity(pack: Pack) -> Iterator[InputProblem]:
    about = pack.about
    places = (about.case_number, about.incident_date, about.notified_on, about.area)
    for name in (*places, about.standing, about.same_incident, about.report, about.narrative):
        yield from named_variable(pack, "pack", name)
    for source in (*about.final, about.agreed, about.adjudicated):
        if source and source not in about.precedence:
            yield unknown("pack", "source", source, about.precedence)
    for kind in about.answer_codes:
        if kind not in ANSWERS_WITHOUT_VALUE:
            yield unknown("pack answer_codes", "answer", kind, ANSWERS_WITHOUT_VALUE)


def _variables(pack: Pack) -> Iterator[InputProblem]:
    for variable in pack.variables.values():
        place = f"variable.{variable.key}"
        codes = [category.code for category in variable.categories]
        for category in variable.categories:
            if category.part_of and category.part_of not in codes:
                yield unknown(place, "category", category.part_of, codes)
        for source in variable.sources:
            if source not in pack.about.precedence:
                yield unknown(place, "source", source, pack.about.precedence)
        if variable.age_between:
            yield from named_variable(pack, place, variable.age_between.born)
            yield from named_variable(pack, place, variable.age_between.at)
        if variable.derive is None:
            continue
        for needed in variable.derive.variables:
            yield from named_variable(pack, place, needed)
        for new in variable.derive.map:
            if new not in codes:
                yield unknown(place, "category", new, codes)
        if variable.derive.recode in pack.variables:
            old_codes = [c.code for c in pack.variables[variable.derive.recode].categories]
            for code in (code for old in variable.derive.map.values() for code in old):
                if code not in old_codes:
                    yield unknown(place, "category of the recoded variable", code, old_codes)
    yield from _circles(pack)


def _reports(pack: Pack) -> Iterator[InputProblem]:
    keys: dict[str, list[str]] = {
        "review_kind": [kind.key for kind in pack.review_kinds],
        "review_model": [model.key for model in pack.review_models],
        "section_kind": [kind.key for kind in pack.section_kinds],
        "report_state": [state.key for state in pack.report_states],
        "match_key": [match_key.key for match_key in pack.match_keys],
    }
    for name, listed in keys.items():
        for key, count in Counter(listed).items():
            if count > 1:
                yield fault(f"{name} {key}", "the key stands twice.")
    for match_key in pack.match_keys:
        for variable in match_key.variables:
            yield from named_variable(pack, f"match_key {match_key.key}", variable)
    if pack.match_keys and not 1 <= pack.about.keys_that_match <= len(pack.match_keys):
        right = f"Write a number from 1 to {len(pack.match_keys)}."
        yield fault("pack", "keys_that_match asks for more keys than there are.", right)


def _circles(pack: Pack) -> Iterator[InputProblem]:
    for key, variable in pack.variables.items():
        seen, waiting = set[str](), list(variable.derive.variables if variable.derive else ())
        while waiting:
            name = waiting.pop()
            if name == key:
                yield fault(f"variable.{key}", "the variable is derived from itself.")
                break
            if name not in seen and name in pack.variables:
                seen.add(name)
                derivation = pack.variables[name].derive
                waiting.extend(derivation.variables if derivation else ())


def _populations(pack: Pack) -> Iterator[InputProblem]:
    for population in pack.populations.values():
        place = f"population.{population.key}"
        if population.within and population.within not in pack.populations:
            yield unknown(place, "population", population.within, pack.populations)
        seen, name = {population.key}, population.within
        while name in pack.populations:
            if name in seen:
                yield fault(place, "the population lies within itself.")
                break
            seen.add(name)
            name = pack.populations[name].within


def _condition(pack: Pack, place: str, condition: Condition) -> Iterator[InputProblem]:
    if condition.population:
        if condition.population not in pack.populations:
            yield unknown(place, "population", condition.population, pack.populations)
        return
    variable = pack.variables.get(condition.variable)
    if variable is None:
        yield unknown(place, "variable", condition.variable, pack.variables)
        return
    codes = [category.code for category in variable.categories]
    for code in condition.codes:
        if codes and code not in codes:
            yield unknown(place, f"category of “{variable.key}”", code, codes)
    ranged = any(limit is not None for limit in (condition.from_, condition.to, condition.below))
    if ranged and variable.type not in ("number", "age", "date"):
        yield fault(place, f"“{variable.key}” has no range: it is a {variable.type}.")


def _rules(pack: Pack) -> Iterator[InputProblem]:
    for correction in pack.corrections:
        place = f"correction “{correction.name}”"
        for name in (correction.variable, correction.date, correction.later_than):
            yield from named_variable(pack, place, name)
        target = pack.variables.get(correction.variable)
        codes = [c.code for c in target.categories] if target else []
        if codes and correction.becomes not in codes:
            yield unknown(place, "category", correction.becomes, codes)


def _instruments(pack: Pack) -> Iterator[InputProblem]:
    for instrument in pack.instruments:
        place = f"instrument.{instrument.key}"
        if instrument.population and instrument.population not in pack.populations:
            yield unknown(place, "population", instrument.population, pack.populations)
        for name in instrument.stratified_by:
            yield from named_variable(pack, place, name)
        if instrument.sampled_into:
            yield from _sampled(pack, instrument)
        for name, times in Counter(instrument.variables).items():
            yield from named_variable(pack, place, name)
            if times > 1:
                yield fault(place, f"the variable “{name}” is asked {times} times.")
            if name in pack.variables and instrument.key not in pack.variables[name].sources:
                yield fault(
                    place,
                    f"the variable “{name}” is asked here, but does not name this instrument.",
                    f"Add “{instrument.key}” to its sources.",
                )


def _sampled(pack: Pack, instrument: Instrument) -> Iterator[InputProblem]:
    """Who is in an accepted sample is said by the sample alone, or the population would not be the sample."""
    place, about = f"instrument.{instrument.key}", pack.about
    yield from named_variable(pack, place, instrument.sampled_into)
    variable = pack.variables.get(instrument.sampled_into)
    if variable is None:
        return
    if variable.type != "category" or not {"yes", "no"} <= {c.code for c in variable.categories}:
        what = f"“{variable.key}” cannot say whether a case is in a sample."
        yield fault(place, what, "Give it the categories “yes” and “no”.")
    if SAMPLE not in variable.sources:
        what = f"a sample sets “{variable.key}”, which does not name that source."
        yield fault(place, what, f"Add “{SAMPLE}” to its sources.")
    elif about.precedence[:1] != (SAMPLE,) or (about.final and SAMPLE not in about.final):
        right = f"Put “{SAMPLE}” first in “precedence”" + (" and into “final”." if about.final else ".")
        yield fault(place, f"another source can overrule what a sample says of “{variable.key}”.", right)
