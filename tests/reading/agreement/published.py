"""Worked examples as their authors printed them: the answers, one line a reader or one line a unit."""

from __future__ import annotations

from collections.abc import Sequence

from waymark.reading.agreement import Answer, Ratings, ratings_of


def by_reader(*lines: Sequence[Answer | None]) -> Ratings:
    """One line a reader, one place a unit."""
    return ratings_of(
        (f"unit {unit}", f"reader {reader}", answer)
        for reader, line in enumerate(lines)
        for unit, answer in enumerate(line)
        if answer is not None
    )


def by_table(counts: Sequence[Sequence[int]]) -> Ratings:
    """Two readers, from the cross-table of their answers."""
    pairs = [
        (f"c{a}", f"c{b}")
        for a, row in enumerate(counts)
        for b, count in enumerate(row)
        for _ in range(count)
    ]
    return by_reader([a for a, _ in pairs], [b for _, b in pairs])


def _numbers(line: str) -> list[int | None]:
    return [None if mark == "." else int(mark) for mark in line.split()]


# Krippendorff (2011), parts A to D.
KRIPPENDORFF_A = by_reader(_numbers("0 1 0 0 0 0 0 0 1 0"), _numbers("1 1 1 0 0 1 0 0 0 0"))
KRIPPENDORFF_B = by_reader("aabbdcccedda", "babbbcccedd" + "d")
KRIPPENDORFF_C = by_reader(
    _numbers("1 2 3 3 2 1 4 1 2 . . ."),
    _numbers("1 2 3 3 2 2 4 1 2 5 . 3"),
    _numbers(". 3 3 3 2 3 4 2 2 5 1 ."),
    _numbers("1 2 3 3 2 4 4 1 2 5 1 ."),
)

# Hayes & Krippendorff (2007), Table 1: forty units in order, five readers.
_HAYES = """
112.2 1101. 2333. .00.0 000.0 000.0 102.1 1.20. 222.2 2111.
.100. 0000. 1222. 33223 111.1 111.1 212.2 1233. 1101. 000.0
0011. 00.00 2333. 0000. 12.22 0111. 00010 1212. 1122. 112.2
110.0 2121. 22.22 3222. 222.2 223.2 222.2 22.12 2222. 111.1
"""
HAYES_KRIPPENDORFF = ratings_of(
    (f"unit {unit}", f"reader {reader}", int(mark))
    for unit, marks in enumerate(_HAYES.split())
    for reader, mark in enumerate(marks)
    if mark != "."
)

# Cohen (1960): two hundred patients, three diagnoses.
COHEN = by_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
