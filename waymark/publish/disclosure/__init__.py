"""Disclosure control at the gate to publication: what a study's rule on small numbers lets out.

The working data are never touched. `apply` takes a table, `apply_figure` a figure; both give the same kind of
value back, with reasons where numbers were.
"""

from waymark.publish.disclosure.figures import apply_figure
from waymark.publish.disclosure.rule import Rule
from waymark.publish.disclosure.tables import apply, withheld_cells

__all__ = ["Rule", "apply", "apply_figure", "withheld_cells"]
