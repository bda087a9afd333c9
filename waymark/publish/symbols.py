"""Words that stand in every publication: what the symbols mean, and what a demonstration says of itself."""

from __future__ import annotations

SYMBOLS: tuple[tuple[str, str], ...] = (
    ("c", "withheld under the study’s rule on small numbers"),
    ("x", "not available"),
    ("z", "not applicable"),
    ("k", "not zero, but rounds to zero"),
)
DEMONSTRATION = "Demonstration: synthetic cases"
SYNTHETIC = (
    "Every case, child and authority here is made up; no number describes a real child, family or review."
)
