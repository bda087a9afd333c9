"""Which variable each header of a received table names: as given, exactly, by a synonym, or by likeness.

In: headers as written and a pack. Out: `HeaderMatches`, in which no variable is claimed twice. Case,
punctuation, underscores and spacing do not count. What was matched by likeness, and a header that had to
give way to another of the same rank, is for a person to confirm; a mapping file keeps what they settled.
The same headers always give the same matches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

from waymark.instruments.pack import Pack
from waymark.register.receiving.header_matches import Clash, HeaderMatch, HeaderMatches, How
from waymark.register.receiving.header_names import HeaderNames, check_mapping, names_by_variable
from waymark.register.receiving.likeness import in_words, likeness, plain
from waymark.register.receiving.mapping_files import read_mapping, write_mapping

__all__ = ["Clash", "HeaderMatch", "HeaderMatches", "match_headers", "read_mapping", "write_mapping"]

LEAST_LIKENESS = 0.79
"""Chosen by trying: of 92 headers misspelt, shortened or reordered, 83 find their variable and none another;
of 97 that name no variable, one is taken for one, for a person to refuse. Two words of three are enough."""

LEAST_LEAD = 0.02
"""A header as like to two variables as this is left alone."""


def match_headers(
    headers: Iterable[str],
    pack: Pack,
    source: str,
    *,
    also: Mapping[str, Sequence[str]] | None = None,
    mapping: Mapping[str, str] | None = None,
) -> HeaderMatches:
    """Match the headers to the variables that `source` can state.

    `also`: names of things that are no variable, with their headers. `mapping`: header → variable, or ""
    for a header to ignore, which goes before every other way; raises where it names no variable.
    """
    named = names_by_variable(pack, source, also)
    check_mapping(mapping or {}, named)
    settling = _Settling(tuple(dict.fromkeys(headers)))
    absent = settling.give(mapping or {})
    settling.claim("exact", {name: names.exact for name, names in named.items()})
    settling.claim("synonym", {name: names.synonyms for name, names in named.items()})
    settling.liken(named)
    return HeaderMatches(settling.outcome(), tuple(settling.clashes), absent)


@dataclass
class _Settling:
    """Headers and variables while claims are settled, the surest first."""

    headers: tuple[str, ...]
    found: dict[str, HeaderMatch] = field(default_factory=dict)
    owners: dict[str, HeaderMatch] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)

    def give(self, mapping: Mapping[str, str]) -> tuple[str, ...]:
        """Take over what a person settled; returns the headers of the mapping that are not there.

        A header as written in the mapping is found first; one that differs in spelling only, after it.
        """
        absent: list[str] = []
        for written in sorted(mapping, key=lambda text: text not in self.headers):
            alike = [h for h in self.headers if plain(h) == plain(written) and h not in self.found]
            header = written if written in self.headers else alike[0] if len(alike) == 1 else None
            if header is None:
                absent.append(written)
            else:
                self._settle(HeaderMatch(header, mapping[written] or None, "given", 1.0))
        return tuple(absent)

    def claim(self, how: How, named: Mapping[str, frozenset[str]]) -> None:
        """Give each header that is still free the variable that it names in this way."""
        for header in self.headers:
            if header in self.found or not plain(header):
                continue
            wanted = [name for name, texts in named.items() if plain(header) in texts]
            free = [name for name in wanted if name not in self.owners]
            if free:
                self._settle(HeaderMatch(header, free[0], how, 1.0))
            elif wanted:
                owner = self.owners[wanted[0]]
                self.clashes.append(Clash(wanted[0], owner.header, header, alike=owner.how == how))
                self.found[header] = HeaderMatch(header, None, "none", 0.0)

    def liken(self, named: Mapping[str, HeaderNames]) -> None:
        """Match what is left by likeness, so that the sum of the likenesses is greatest."""
        headers = [header for header in self.headers if header not in self.found]
        names = [name for name in named if name not in self.owners]
        if not headers or not names:
            return
        alike = np.array([[_best_likeness(header, named[name]) for name in names] for header in headers])
        alike[alike < LEAST_LIKENESS] = 0.0
        if len(names) > 1:
            second, first = np.sort(alike, axis=1)[:, -2:].T
            alike[first - second < LEAST_LEAD] = 0.0
        for row, column in zip(*linear_sum_assignment(alike, maximize=True), strict=True):
            if alike[row, column] > 0:
                value = round(float(alike[row, column]), 3)
                self._settle(HeaderMatch(headers[row], names[column], "likeness", value))

    def outcome(self) -> tuple[HeaderMatch, ...]:
        return tuple(self.found.get(h, HeaderMatch(h, None, "none", 0.0)) for h in self.headers)

    def _settle(self, match: HeaderMatch) -> None:
        self.found[match.header] = match
        if match.variable:
            self.owners[match.variable] = match


def _best_likeness(header: str, names: HeaderNames) -> float:
    words = in_words(header)
    return max(likeness(words, name) for name in names.spoken)
