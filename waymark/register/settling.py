"""What counts where several sources speak of one case: the strongest source that has a value stands.

In: the statements of one case, in order of receipt; out: what stands for each variable and a finding for each
disagreement, with every value kept. Three things come before the order of sources: an age follows from the two
dates that the pack names, where both are known; a stated value comes before “not stated”; and a source that the
pack calls final (what readers agreed on, what was adjudicated) ends the matter, also where it says “not stated”.
Of one reader and source the last word counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from waymark.instruments.conditions import Value, is_stated
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable
from waymark.register.cases import Finding, Statement
from waymark.register.cleaning.ages import precision_months
from waymark.register.cleaning.areas import area_key
from waymark.register.cleaning.numbers import limits
from waymark.register.values import Stated, Step

REGISTER = "register"

Place = Callable[[Statement], str]
"""Says for a person where a statement comes from."""


@dataclass(frozen=True)
class Standing:
    """What stands for a variable. `statement` carries every step; `original` is the statement as given, None
    where the register itself made the value."""

    statement: Statement
    original: Statement | None

    @property
    def value(self) -> Value:
        return self.statement.stated.value

    @property
    def added(self) -> tuple[Step, ...]:
        """The steps that came after cleaning."""
        steps = self.statement.stated.steps
        return steps[len(self.original.stated.steps) :] if self.original else steps

    def then(self, rule: str, value: Value, shown: str) -> Standing:
        stated = self.statement.stated.then(rule, value, shown)
        return replace(self, statement=replace(self.statement, stated=stated))


@dataclass(frozen=True)
class Settled:
    """`standing` by variable, in the pack's order; a variable of which nothing is stated is not in it."""

    standing: dict[str, Standing]
    findings: tuple[Finding, ...] = ()

    @property
    def values(self) -> dict[str, Value]:
        return {variable: standing.value for variable, standing in self.standing.items()}


def source_name(statement: Statement) -> str:
    """The source in words, where nothing more exact is known."""
    return statement.source.replace("_", " ")


def settle(statements: Sequence[Statement], pack: Pack, place: Place = source_name) -> Settled:
    """What stands of one case. A source that the pack's precedence does not name is the weakest."""
    stated: dict[str, list[Statement]] = defaultdict(list)
    for statement in _last_words(statements, pack.about.final):
        stated[statement.stated.variable].append(statement)
    strength = {source: rank for rank, source in enumerate(pack.about.precedence)}
    standing: dict[str, Standing] = {}
    findings: list[Finding] = []
    for variable in pack.variables.values():
        everything = stated.get(variable.key, [])
        final = [statement for statement in everything if statement.source in pack.about.final]
        said = [statement for statement in final or everything if _says_something(statement)]
        if not said:
            continue
        if len(said) > 1:
            said.sort(key=lambda s: strength.get(s.source, len(strength)))
            said.sort(key=lambda s: not is_stated(s.stated.value, variable.missing_codes))
            findings += _disagreements(variable, said, pack, place)
        standing[variable.key] = Standing(said[0], said[0])
    for variable in pack.variables.values():
        if variable.age_between:
            findings += _age_from_dates(variable, standing, pack, place)
    return Settled(_in_order(standing, pack), tuple(findings))


def _says_something(statement: Statement) -> bool:
    return statement.stated.value is not None and statement.stated.value != ()


def _last_words(statements: Sequence[Statement], final: Collection[str]) -> list[Statement]:
    """Without what a reader said before saying it anew; a final source has one voice, whoever speaks for it."""

    def voice(s: Statement) -> tuple[str, str, str]:
        return s.source, "" if s.source in final else s.reader, s.stated.variable

    last = {voice(s): s for s in statements if s.reader}
    return [s for s in statements if not s.reader or last[voice(s)] is s]


def _in_order(standing: dict[str, Standing], pack: Pack) -> dict[str, Standing]:
    return {key: standing[key] for key in pack.variables if key in standing}


def months_between(born: date, at: date) -> int:
    """Completed months from one day to another; negative where the second lies before the first."""
    return (at.year - born.year) * 12 + at.month - born.month - (at.day < born.day)


# -- disagreements --------------------------------------------------------------------------------


def _disagreements(
    variable: Variable, said: Sequence[Statement], pack: Pack, place: Place
) -> Iterable[Finding]:
    """One finding for a variable whose sources differ. Free text differs as a matter of course and is not
    compared."""
    if variable.type == "text" and variable.key != pack.about.case_number:
        return
    first = said[0]
    others = [s for s in said[1:] if _differ(variable, first.stated, s.stated)]
    if others:
        listed = "; ".join(f"{_shown(variable, s.stated)} ({place(s)})" for s in others)
        stands = f"{_shown(variable, first.stated)} ({place(first)}) stands"
        says = f"{variable.label}: {stands}; against it {listed}."
        yield Finding("sources_disagree", (variable.key,), says)


def _differ(variable: Variable, one: Stated, other: Stated) -> bool:
    a, b = one.value, other.value
    if a == b:
        return False
    missing = variable.missing_codes
    if is_stated(a, missing) is not is_stated(b, missing):
        return False
    if variable.type == "area":
        return area_key(str(a)) != area_key(str(b))
    if variable.type == "age" and isinstance(a, int) and isinstance(b, int):
        return not _ages_agree(a, precision_months(one.steps), b, precision_months(other.steps))
    if variable.type == "category":
        # one may only say more exactly what the other says
        return b not in variable.codes_within(str(a)) and a not in variable.codes_within(str(b))
    if isinstance(a, tuple) and isinstance(b, tuple):
        return set(a) != set(b)
    return True


def _ages_agree(a: int, width_a: int, b: int, width_b: int) -> bool:
    """Whether two ages can be the same child's to within a month, each standing for a stretch of months."""
    return a <= b + width_b and b <= a + width_a


def _shown(variable: Variable, stated: Stated) -> str:
    value = stated.value
    if isinstance(value, tuple):
        return "“" + "; ".join(variable.category(code).label for code in value) + "”"
    if isinstance(value, str) and variable.type == "category":
        return f"“{variable.category(value).label}”"
    unit = f" {variable.unit}" if variable.unit and isinstance(value, int) else ""
    return f"“{value}{unit}”"


# -- age from dates -------------------------------------------------------------------------------


def _age_from_dates(
    variable: Variable, standing: dict[str, Standing], pack: Pack, place: Place
) -> Iterable[Finding]:
    """Put the computed age in place of the written one. An age that cannot be (born after the incident, or
    outside the limits of the variable) is told and not used."""
    between = variable.age_between
    assert between is not None
    born, at = standing.get(between.born), standing.get(between.at)
    if not born or not at or not isinstance(born.value, date) or not isinstance(at.value, date):
        return
    months = months_between(born.value, at.value)
    names = (variable.key, between.born, between.at)
    if (variable.low is not None and months < variable.low) or (
        variable.high is not None and months > variable.high
    ):
        if born.value <= at.value:
            says = f"{variable.label}: the dates give {months} months, which is outside {limits(variable)}."
            yield Finding("age_outside_limits", names, says)
        return
    if months < 0:
        return
    written = standing.get(variable.key)
    if written and isinstance(written.value, int):
        width = precision_months(written.statement.stated.steps)
        if not _ages_agree(months, 1, written.value, width):
            as_written = f"{_shown(variable, written.statement.stated)} ({place(written.statement)})"
            says = f"{variable.label}: the dates give {months} months, which stands; written is {as_written}."
            yield Finding("age_disagrees", names, says)
    standing[variable.key] = _computed(variable, months, born, at)


def _computed(variable: Variable, months: int, born: Standing, at: Standing) -> Standing:
    raw = f"{born.value} to {at.value}"
    stated = Stated(variable.key, None, raw).then("age-from-dates", months, f"{months} months")
    return Standing(Statement(REGISTER, born.statement.row, stated), None)
