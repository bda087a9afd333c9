"""What is usual in one report: the size of its text, and how far apart its lines stand.

Whether a gap is a new paragraph or a heading is large can only be told against what the whole report does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from waymark.library.pdf.lines import Line

USUAL_LEADING = 1.25
"""In sizes, where a report has too few lines of a size to tell."""
WIDEST_LEADING = 2.4
ENOUGH_LINES = 10


class Habits(msgspec.Struct, frozen=True):
    """`body_size`: size in which most letters are set. `leadings`: from a size in half points to the distance
    of two baselines within a paragraph."""

    body_size: float
    leadings: dict[int, float]

    def leading(self, size: float) -> float:
        return self.leadings.get(round(size * 2)) or USUAL_LEADING * size


def habits_of(pages: Iterable[Sequence[Line]]) -> Habits:
    letters: dict[float, int] = {}
    apart: list[tuple[float, float]] = []
    for lines in pages:
        last_size, last_baseline, last_left = 0.0, 0.0, 0.0
        for line in lines:
            size, baseline, left = line.size, line.baseline, line.left
            letters[size] = letters.get(size, 0) + len(line.text)
            if size == last_size and -size < left - last_left < size:
                apart.append((size, last_baseline - baseline))
            last_size, last_baseline, last_left = size, baseline, left
    by_half_points: Counter[int] = Counter()
    for size, count in letters.items():
        by_half_points[round(size * 2)] += count
    body = by_half_points.most_common(1)[0][0] if letters else 22
    by_size: dict[int, Counter[int]] = {}
    for (size, gap), count in Counter(apart).items():
        if 0.8 * size < gap < WIDEST_LEADING * size:
            by_size.setdefault(round(size * 2), Counter())[round(gap * 2)] += count
    leadings = {s: _leading(counts) for s, counts in by_size.items() if counts.total() >= ENOUGH_LINES}
    return Habits(max(body, 1) / 2, leadings)


def _leading(counts: dict[int, int]) -> float:
    """The smallest gap that is common: the wider ones stand between paragraphs."""
    most = max(counts.values())
    return min(gap for gap, count in counts.items() if count >= 0.2 * most) / 2
