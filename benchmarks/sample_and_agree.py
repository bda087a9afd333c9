"""A sample of 500 from 50,000 cases drawn and compared (target: a few seconds), and agreement on a large instrument.

    python benchmarks/sample_and_agree.py [runs]

Sampling is set beside a plain random choice of as many cases. Agreement is for 60 variables of 300 units, each read by
two of six readers, with all intervals, beside alpha alone without any.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable

from waymark.reading.agreement import Metric, Ratings, agreements, ratings_of
from waymark.reading.agreement.alpha import alpha, paired
from waymark.reading.sampling import SamplePlan, SamplingFrame, draw

CATEGORIES = {"a": 5, "b": 2, "c": 2, "d": 3, "e": 9, "f": 150}


def population(cases: int) -> SamplingFrame:
    chance = random.Random(1)
    return SamplingFrame(
        tuple(f"C{number:05}" for number in range(cases)),
        {
            name: tuple(str(code) for code in chance.choices(range(count), k=cases))
            for name, count in CATEGORIES.items()
        },
    )


def read(units: int, variable: int) -> Ratings:
    chance = random.Random(variable)
    return ratings_of(
        (f"unit {unit}", reader, str(chance.choice((unit % 4, unit % 4, unit % 4, 0))))
        for unit in range(units)
        for reader in chance.sample("ABCDEF", 2)
    )


def seconds(work: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    frame = population(50_000)
    few = tuple(name for name, count in CATEGORIES.items() if count < 10)
    forms = [read(300, variable) for variable in range(60)]
    print("| what | median s |\n|---|---|")
    for named, variables in (("five variables", few), ("six, one of 150 categories", tuple(CATEGORIES))):
        plan = SamplePlan(500, variables, seed=7)
        sample = draw(frame, plan)
        taken = seconds(lambda plan=plan: draw(frame, plan), runs)  # type: ignore[misc]
        said = (
            "proved nearest" if sample.proved_nearest else f"{sample.distance:.1f} against {sample.least:.1f}"
        )
        print(f"| 500 of 50,000, {named} ({said}) | {taken:.2f} |")
    plain = seconds(lambda: random.Random(7).sample(frame.cases, 500), runs)
    print(f"| a plain random choice of as many | {plain:.4f} |")
    whole = seconds(lambda: [agreements(form, Metric.NOMINAL) for form in forms], runs)
    print(f"| agreement of 60 variables with intervals | {whole:.2f} |")
    bare = seconds(lambda: [alpha(paired(form, Metric.NOMINAL)) for form in forms], runs)
    print(f"| alpha alone | {bare:.2f} |")


if __name__ == "__main__":
    main()
