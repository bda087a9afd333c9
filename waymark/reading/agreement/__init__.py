"""Agreement of readers: how often they gave the same answer, how much more than chance would, and where not."""

from waymark.reading.agreement.agreeing import Agreement, Counted, agreement, agreements
from waymark.reading.agreement.estimates import Estimate
from waymark.reading.agreement.metrics import Metric, metric_of
from waymark.reading.agreement.ratings import (
    Answer,
    Difference,
    Ratings,
    Unanswered,
    differing,
    of_two,
    pairs_of_readers,
    ratings_of,
)

__all__ = [
    "Agreement",
    "Answer",
    "Counted",
    "Difference",
    "Estimate",
    "Metric",
    "Ratings",
    "Unanswered",
    "agreement",
    "agreements",
    "differing",
    "metric_of",
    "of_two",
    "pairs_of_readers",
    "ratings_of",
]
