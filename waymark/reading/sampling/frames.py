"""What a sample is drawn from, and what is asked of it.

In: the cases of the full set with the category of each on each variable; how many are wanted, on which variables
they are to match, which must be among them and which cannot be. Out: frozen values that are whole, or a problem told
to the person who asked. A case without a value is in a category of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from waymark.instruments.problems import CallProblem, did_you_mean


@dataclass(frozen=True)
class SamplingFrame:
    """The full set. `variables`: for each, the category's code of every case, in the order of `cases`; None where
    there is no value. `order`: codes as they are to be listed; those not named follow by themselves."""

    cases: tuple[str, ...]
    variables: Mapping[str, tuple[str | None, ...]]
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(set(self.cases)) < len(self.cases):
            raise ValueError("a case stands twice")
        if any(len(codes) != len(self.cases) for codes in self.variables.values()):
            raise ValueError("a variable has one code a case")

    def categories(self, variable: str) -> tuple[str | None, ...]:
        """The codes that occur, as they are to be listed, “no value” last."""
        found = set(self.variables[variable])
        listed = [code for code in self.order.get(variable, ()) if code in found]
        others = sorted(code for code in found - set(listed) if code is not None)
        return (*listed, *others, *((None,) if None in found else ()))


@dataclass(frozen=True)
class SamplePlan:
    """`left_out` are cases of the full set that count in what is to be matched and cannot be drawn: those without a
    report, or already read. No variables: a plain random sample."""

    size: int
    variables: tuple[str, ...]
    seed: int
    must_have: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def check(frame: SamplingFrame, plan: SamplePlan) -> None:
    """Raises where the plan cannot be carried out on the frame."""
    known = set(frame.cases)
    known_case(known, plan.must_have)
    known_case(known, plan.left_out)
    both = set(plan.must_have) & set(plan.left_out)
    if both:
        raise CallProblem(
            f"{_listed(both)} must be in the sample and is left out of it.", right="Take it off one list."
        )
    _check_variables(frame, plan.variables)
    required, free = len(set(plan.must_have)), len(known) - len(set(plan.left_out))
    if plan.size < 1:
        raise CallProblem("A sample of no cases was asked for.", right="The size is 1 or more.")
    if plan.size > len(known):
        raise CallProblem(
            f"A sample of {plan.size:,} was asked for, and the population has {len(known):,} cases.",
            right=f"The size is at most {free:,}.",
        )
    if plan.size > free:
        raise CallProblem(
            f"A sample of {plan.size:,} was asked for, and {free:,} of the {len(known):,} cases can be drawn.",
            right=f"The size is at most {free:,}, unless fewer cases are left out.",
        )
    if required > plan.size:
        raise CallProblem(
            f"{required:,} cases must be in a sample of {plan.size:,}.",
            right=f"Make the sample {required:,} or larger, or the list shorter.",
        )


def known_case(known: Collection[str], named: Iterable[str]) -> None:
    """Raises where a case that is named is not in the population."""
    strangers = [case for case in named if case not in known]
    if strangers:
        near = did_you_mean(strangers[0], sorted(known)[:5_000]) if len(strangers) == 1 else ""
        raise CallProblem(f"{_listed(strangers)} is not a case of this population.", right=near)


def _check_variables(frame: SamplingFrame, variables: tuple[str, ...]) -> None:
    for variable in variables:
        if variable not in frame.variables:
            raise CallProblem(
                f"There is no variable “{variable}” to match on.",
                right=did_you_mean(variable, frame.variables),
            )
        if all(code is None for code in frame.variables[variable]):
            raise CallProblem(
                f"No case has a value of “{variable}”.",
                right="A sample can match on variables that are stated.",
            )


def _listed(cases: Iterable[str]) -> str:
    every = sorted(cases)
    return ", ".join(every[:5]) + (f" and {len(every) - 5:,} more" if len(every) > 5 else "")
