"""Every check over one document, in the order of seriousness.

In: a `Document`. Out: what was read of it and what was found. Nothing is known here of any report: which base a table
uses, which rule it rounds by, what a sentence speaks of is taken from the document itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from waymark.assurance.documents.document import Document
from waymark.assurance.findings import Class, Finding
from waymark.assurance.prose.against_tables import findings_against_tables, tables_named
from waymark.assurance.prose.agreeing import bases_agreed, compared
from waymark.assurance.prose.arithmetic import finding_of_claim, may_be_share
from waymark.assurance.prose.averages import findings_of_averages
from waymark.assurance.prose.bases import bases_near, may_be_bases
from waymark.assurance.prose.changes import findings_of_changes
from waymark.assurance.prose.multiples import findings_of_multiples
from waymark.assurance.prose.pairs import findings_of_pairs
from waymark.assurance.prose.parts import findings_of_parts
from waymark.assurance.prose.repeated import findings_of_repeats
from waymark.assurance.prose.retold import findings_of_retold
from waymark.assurance.prose.sentences import sentence_at, sentences
from waymark.assurance.prose.series import findings_of_series
from waymark.assurance.prose.shares import share_claims
from waymark.assurance.statistics.consistency import finding_of_consistency
from waymark.assurance.statistics.printed_tests import PrintedTest, printed_tests
from waymark.assurance.statistics.recomputing import recomputed
from waymark.assurance.tables.changes import findings_of_column_changes
from waymark.assurance.tables.common_denominators import findings_of_common_denominators
from waymark.assurance.tables.hundreds import findings_of_hundreds
from waymark.assurance.tables.quotients import findings_of_quotients
from waymark.assurance.tables.shape import Shape, shape_of
from waymark.assurance.tables.shares import findings_of_shares, shares_of
from waymark.assurance.tables.totals import findings_of_totals

_ORDER = tuple(Class)


@dataclass(frozen=True)
class Checked:
    """`shapes`: the tables with figures. `claims`: how many claims of the prose were read, `tests` how many tests."""

    document: Document
    shapes: tuple[Shape, ...]
    claims: int
    tests: int
    findings: tuple[Finding, ...]

    @property
    def wrong(self) -> bool:
        return any(finding.serious is Class.WRONG for finding in self.findings)


def checked(document: Document) -> Checked:
    shapes = tuple(shape for table in document.tables if (shape := shape_of(table)) is not None)
    by_number = {shape.table.number: shape for shape in shapes if shape.table.number}
    tests = [test for prose in document.prose for test in printed_tests(prose)]
    claims = sum(len(share_claims(prose.text)) for prose in document.prose)
    of_tables = [finding for shape in shapes for finding in _of_table(shape)]
    found = [
        *of_tables,
        *(finding for test in tests for finding in _of_test(test, by_number)),
        *_of_claims(document, shapes),
        *_of_sentences(document),
        *findings_against_tables(document.prose, by_number),
        *findings_of_series(document.prose, by_number),
        *findings_of_multiples(document.prose, by_number),
        *findings_of_pairs(document.prose, by_number),
        *findings_of_retold(document.prose, shapes),
        *findings_of_repeats(of_tables, document.prose, by_number),
    ]
    return Checked(document, shapes, claims, len(tests), tuple(sorted(_once(found), key=_rank)))


def _of_table(shape: Shape) -> Iterator[Finding]:
    shares = tuple(shares_of(shape))
    yield from findings_of_hundreds(shape, shares)
    yield from findings_of_shares(shape, shares)
    yield from findings_of_totals(shape)
    yield from findings_of_column_changes(shape)
    yield from findings_of_quotients(shape)
    yield from findings_of_common_denominators(shape)


def _of_test(test: PrintedTest, shapes: Mapping[str, Shape]) -> Iterator[Finding]:
    """A test that its table does not give is told as such, with what the table gives; if it contradicts itself too,
    that is told before."""
    own = finding_of_consistency(test)
    if own is not None:
        yield own
    if test.kind != "chi-square":
        return
    tried = [again for shape in _tables_of(test, shapes) if (again := recomputed(test, shape)) is not None]
    if not tried or any(again.gives for again in tried):
        return
    nearest = tried[0]
    how = (
        f"None of the usual tests of the table gives it; {nearest.method} over {nearest.reading} is "
        f"χ² = {nearest.value:.2f}, df = {nearest.df}, p = {nearest.p:.4f}."
    )
    yield Finding(Class.UNEXPLAINED, test.place, test.text, f"χ² = {nearest.value:.2f}", how, test.sentence)


def _tables_of(test: PrintedTest, shapes: Mapping[str, Shape]) -> list[Shape]:
    """The table that it stands under, else those that its own sentence names."""
    if test.place.table:
        return [shapes[test.place.table]] if test.place.table in shapes else []
    return [shapes[number] for number in tables_named(test.sentence) if number in shapes]


def _of_claims(document: Document, shapes: Sequence[Shape]) -> Iterator[Finding]:
    """The size of a group is often told pages before its parts, so one that is printed anywhere explains them."""
    anywhere = sorted({number for prose in document.prose for number in may_be_bases(prose.text)})
    for prose, near in bases_near(document.prose, shapes):
        claims = share_claims(prose.text)
        bases = sorted(near | bases_agreed(claims))
        in_groups = compared(prose.text, claims, near)
        for claim in claims:
            if claim.start in in_groups:
                continue
            sentence = sentence_at(prose.text, claim.start)
            finding = finding_of_claim(claim, prose.place_at(claim.start), sentence, bases)
            if finding is not None and (finding.computed or not may_be_share(claim, anywhere)):
                yield finding


def _of_sentences(document: Document) -> Iterator[Finding]:
    for prose in document.prose:
        for start, sentence in sentences(prose.text):
            place = prose.place_at(start)
            yield from findings_of_changes(sentence, place)
            yield from findings_of_averages(sentence, place)
            yield from findings_of_parts(sentence, place)


def _once(findings: list[Finding]) -> list[Finding]:
    """What two checks found alike is told once."""
    return list({(one.serious, one.place, one.printed): one for one in reversed(findings)}.values())[::-1]


def _rank(finding: Finding) -> tuple[int, int, int]:
    return _ORDER.index(finding.serious), finding.place.page, finding.place.line
