"""What a claim without a base may be a share of: the numbers nearby that can be bases.

Those of its sentence and paragraph, of the paragraphs before it in its section, the bases of the tables that it names
or that stand in its section or in one above, and those that a report uses throughout: in several tables, declared as
“n = 120”, or named again and again in its text. Years, ages, pages, percentages and ends of ranges are none.
In: the prose and the shapes of the tables. Out: for each paragraph, numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from waymark.assurance.documents.document import Prose
from waymark.assurance.prose.against_tables import tables_named
from waymark.assurance.prose.shares import share_claims
from waymark.assurance.prose.spelled import COUNT, number_of
from waymark.assurance.tables.shape import Shape

_NUMBER = re.compile(COUNT, re.IGNORECASE)
_NOT_AFTER = re.compile(
    r"\s*(?:%|per\s?cent|[-–]\s*\d|st\b|nd\b|rd\b|th\b)|[\s-]*(?:years?|months?|weeks?|days?|hours?|minutes?|pages?|times|"
    r"thousand|million|billion|trillion|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)\b", re.IGNORECASE,
)  # fmt: skip
_NOT_BEFORE = re.compile(
    r"(?:\b(?:tables?|figures?|chapters?|box|section|appendix|aged?|pp?\.|lines?|rows?|steps?|parts?|note)\s*|[-–/:]\s?)$",
    re.IGNORECASE,
)
_BACK = 4
"""How many paragraphs before."""
_THROUGHOUT = 3
"""In how many tables or paragraphs a base has to stand to be one of the whole report."""
_DECLARED = re.compile(r"\bn\s*=\s*(\d{1,3}(?:,\d{3})+|\d{2,9})(?![\d.]*\d|\s?%)", re.IGNORECASE)
_GROUPS = 4
_NAMED_AGAIN = 2
_TWICE = 2
_LARGE = 100
_LEAST = 10


def bases_near(prose: Sequence[Prose], shapes: Sequence[Shape]) -> Iterator[tuple[Prose, frozenset[int]]]:
    """Every paragraph with what its claims may be shares of."""
    own = [frozenset(may_be_bases(block.text)) for block in prose]
    of_tables = {shape.table.number: _sizes(shape) for shape in shapes}
    in_tables = Counter(size for sizes in of_tables.values() for size in sizes)
    throughout = frozenset(size for size, tables in in_tables.items() if tables >= _THROUGHOUT) | declared(
        prose
    )
    first = 0
    for at, block in enumerate(prose):
        if prose[first].section != block.section:
            first = at
        since = max(first, at - _BACK)
        near = frozenset().union(*own[since : at + 1])
        named = [number for one in prose[since : at + 1] for number in tables_named(one.text)]
        above = [
            _sizes(shape)
            for shape in shapes
            if _is_in(block.section, shape.table.section) or shape.table.number in named
        ]
        yield block, frozenset(near.union(throughout, *above))


def declared(prose: Sequence[Prose]) -> frozenset[int]:
    """The sizes of its groups, which a text tells once and uses pages later: “n = 120”, what two of its claims name as
    their base, what stands in three paragraphs, or in two if it is a hundred or more, which hardly comes by chance. A
    number below ten is not told that way."""
    sizes = {int(found[1].replace(",", "")) for one in prose for found in _DECLARED.finditer(one.text)}
    sizes |= {size for one in prose for size in _together(one.text)}
    named = Counter(
        int(claim.base.value) for one in prose for claim in share_claims(one.text) if claim.base is not None
    )
    repeated = Counter(number for one in prose for number in frozenset(may_be_bases(one.text)))
    sizes |= {size for size, times in named.items() if times >= _NAMED_AGAIN}
    sizes |= {
        size for size, times in repeated.items() if times >= (_TWICE if size >= _LARGE else _THROUGHOUT)
    }
    return frozenset(size for size in sizes if size >= _LEAST)


def _together(text: str) -> Iterator[int]:
    """Groups whose sizes stand next to one another are parts of a whole: “red (n = 30) and blue (n = 30)”."""
    sizes = [int(found[1].replace(",", "")) for found in _DECLARED.finditer(text)]
    for at in range(len(sizes)):
        yield from accumulate(sizes[at : at + _GROUPS])


@lru_cache(maxsize=16_384)  # every paragraph of a long report
def may_be_bases(text: str) -> tuple[int, ...]:
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[int]:
    for found in _NUMBER.finditer(text):
        number = number_of(found[0])
        if number is None or number.decimals or number.value < 2:
            continue
        is_year = number.text.isdigit() and 1900 <= number.value <= 2100
        before = text[max(0, found.start() - 12) : found.start()]
        if not (is_year or _NOT_AFTER.match(text, found.end()) or _NOT_BEFORE.search(before)):
            yield int(number.value)


def _sizes(shape: Shape) -> frozenset[int]:
    return frozenset(base.size for column in shape.columns for base in column.bases)


def _is_in(section: str, of_table: str) -> bool:
    """Whether the section is that of the table or one under it."""
    return bool(of_table) and (section == of_table or section.startswith(f"{of_table}."))
