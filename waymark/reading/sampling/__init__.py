"""A sub-sample that matches its full set: drawn from a recorded seed, compared, and changed by recorded swaps."""

from waymark.reading.sampling.comparing import (
    CategoryCompared,
    ChiSquare,
    Comparison,
    VariableCompared,
    compare,
)
from waymark.reading.sampling.drawing import draw
from waymark.reading.sampling.frames import SamplePlan, SamplingFrame
from waymark.reading.sampling.samples import Found, Sample, Swap, swap, swap_must_have

__all__ = [
    "CategoryCompared",
    "ChiSquare",
    "Comparison",
    "Found",
    "Sample",
    "SamplePlan",
    "SamplingFrame",
    "Swap",
    "VariableCompared",
    "compare",
    "draw",
    "swap",
    "swap_must_have",
]
