"""The gate: a publication goes in as the analysis made it and comes out as the study's rule lets it.

Every number passes here, not those of tables alone: the flow of cases, the stages of reading, coverage, rules
and findings. Tables of single cases are published only where the rule withholds nothing, and the cases are
synthetic or the pack says so.
"""

from __future__ import annotations

from dataclasses import replace

from waymark.analysis.results import TableResult
from waymark.publish.disclosure import Rule, apply, apply_figure
from waymark.publish.disclosure.solving import Relation, protected
from waymark.publish.publication import Coverage, Decided, Publication, Quality


def gated(publication: Publication) -> Publication:
    """The publication as it may leave the house."""
    rule = publication.rule
    out = [table for table in publication.tables if _may_leave(table, publication)]
    kept = [f"Table {table.number}: {table.title}" for table in publication.tables if table not in out]
    return replace(
        publication,
        tables=tuple(apply(table, rule) for table in out),
        figures=tuple(apply_figure(figure, rule) for figure in publication.figures),
        flow=_flow(publication.flow, rule),
        stages=tuple(replace(stage, count=_alone(stage.count, rule)) for stage in publication.stages),
        comparisons=publication.comparisons if not rule.withholds else (),
        quality=_quality(publication.quality, rule),
        withheld=tuple(kept),
    )


def _may_leave(table: TableResult, publication: Publication) -> bool:
    """A table of single cases leaves only where nothing is withheld, and the cases are synthetic or the pack
    says so: among withheld ones and printed noughts each mark could be read."""
    if table.single_cases:
        return not publication.rule.withholds and (table.publish or publication.synthetic)
    return table.publish


def _alone(count: int | None, rule: Rule) -> int | None:
    """A count that is no part of a sum a reader could take apart."""
    return None if count is None or rule.is_small(count) else rule.rounded(count)


def _flow(flow: tuple[Decided, ...], rule: Rule) -> tuple[Decided, ...]:
    """The decisions add up to the notifications, so one withheld count never stands alone."""
    counts = {i: step.count for i, step in enumerate(flow) if step.count is not None}
    hidden = frozenset(i for i, count in counts.items() if rule.is_small(count))
    if hidden and rule.secondary:
        whole = Relation(parts=tuple(counts), total=sum(counts.values()))
        included = {i for i, step in enumerate(flow) if step.outcome == "included"}
        hidden = protected(
            counts, [whole], hidden, lambda i: (int(i in included), int(counts[i] == 0), counts[i])
        )
    return tuple(
        replace(step, count=None if i in hidden or step.count is None else rule.rounded(step.count))
        for i, step in enumerate(flow)
    )


def _quality(quality: Quality, rule: Rule) -> Quality:
    return replace(
        quality,
        coverage=tuple(_coverage(line, rule) for line in quality.coverage),
        rules=tuple(replace(line, count=_alone(line.count, rule)) for line in quality.rules),
        findings=tuple(replace(line, count=_alone(line.count, rule)) for line in quality.findings),
    )


def _coverage(line: Coverage, rule: Rule) -> Coverage:
    """Few stated and few missing tell the same: both are withheld."""
    if line.stated is None or rule.is_small(line.stated) or rule.is_small(line.base - line.stated):
        return replace(line, stated=None)
    return replace(line, stated=rule.rounded(line.stated), base=rule.rounded(line.base))
