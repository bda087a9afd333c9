"""The variables and conditions of a pack as Ibis expressions over a table of cases.

`waymark.instruments.deriving` and `conditions.holds` say what each means for one case in plain Python;
what stands here has to give the same for whole columns. The tests hold the two against each other.
"""

from __future__ import annotations

from typing import Any

import ibis

from waymark.instruments.conditions import Condition
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Category, Variable

_STORED = {"categories": "array<string>", "number": "int32", "age": "int32", "date": "date"}


class CaseColumns:
    """Expressions by variable name. A stated variable that the freeze does not hold is never stated."""

    def __init__(self, cases: Any, pack: Pack) -> None:
        self.cases = cases
        self.pack = pack
        self._values: dict[str, Any] = {}

    def value(self, name: str) -> Any:
        """The variable's value: a column of the freeze, or an expression over others."""
        if name not in self._values:
            variable = self.pack.variables[name]
            if variable.derive:
                self._values[name] = self._derived(variable)
            elif name in self.cases.columns:
                self._values[name] = self.cases[name]
            else:
                self._values[name] = ibis.null(_STORED.get(variable.type, "string"))
        return self._values[name]

    def holds(self, condition: Condition) -> Any:
        """Whether the condition holds: never null."""
        if condition.stated is not None:
            stated = self.stated(condition.variable)
            return stated if condition.stated else ~stated
        value, kind = self.value(condition.variable), self.pack.variables[condition.variable].type
        if condition.codes:
            met = self._any_answer(condition.codes, value, kind)
            return self._there(value, kind) & ~met if condition.not_in else met
        limits = []
        if condition.from_ is not None:
            limits.append(value >= _literal(condition.from_))
        if condition.to is not None:
            limits.append(value <= _literal(condition.to))
        if condition.below is not None:
            limits.append(value < _literal(condition.below))
        return _all(limits).fill_null(False)

    def stated(self, name: str) -> Any:
        """Whether there is a value that does not mean "not stated": never null."""
        value, kind = self.value(name), self.pack.variables[name].type
        missing = sorted(self.pack.missing_codes(name))
        if kind != "categories":
            return value.notnull() & ~value.isin(missing).fill_null(False) if missing else value.notnull()
        told = value.filter(lambda answer: ~answer.isin(missing)) if missing else value
        return (told.length() > 0).fill_null(False)

    def _any_answer(self, codes: tuple[str, ...], value: Any, kind: str) -> Any:
        if kind in ("number", "age", "date"):
            return ibis.literal(False)  # a number is no code
        if kind != "categories":
            return value.isin(codes).fill_null(False)
        met = value.contains(codes[0])
        for code in codes[1:]:
            met = met | value.contains(code)
        return met.fill_null(False)

    def _there(self, value: Any, kind: str) -> Any:
        return (value.length() > 0).fill_null(False) if kind == "categories" else value.notnull()

    def _derived(self, variable: Variable) -> Any:
        derivation = variable.derive
        assert derivation is not None
        if derivation.bands:
            number = self.value(derivation.bands)
            return ibis.cases(*((_within(number, band), band.code) for band in variable.categories))
        if derivation.recode:
            if self.pack.variables[derivation.recode].type == "categories":
                return ibis.null("string")  # several answers have no single new code
            code = self.value(derivation.recode)
            return ibis.cases(*((code.isin(old), new) for new, old in derivation.map.items()))
        conditions = derivation.any_of or derivation.count_of
        if derivation.count_of:
            return sum((self.holds(c).cast("int32") for c in conditions), start=ibis.literal(0, "int32"))
        met = _any([self.holds(c) for c in conditions])
        stated = _any([self.stated(c.variable) for c in conditions])
        return ibis.cases((met, "yes"), (stated, "no"))


def _within(number: Any, band: Category) -> Any:
    limits = [number.notnull()]
    if band.from_ is not None:
        limits.append(number >= _literal(band.from_))
    if band.below is not None:
        limits.append(number < _literal(band.below))
    return _all(limits)


def _literal(limit: Any) -> Any:
    return limit if isinstance(limit, int) else ibis.date(limit.year, limit.month, limit.day)


def _all(tests: list[Any]) -> Any:
    met = tests[0]
    for test in tests[1:]:
        met = met & test
    return met


def _any(tests: list[Any]) -> Any:
    met = tests[0]
    for test in tests[1:]:
        met = met | test
    return met
