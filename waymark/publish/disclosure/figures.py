"""The gate for figures: withheld counts leave the picture, its data and the sentence that speaks of them.

A withheld value stays in the data as a datum of the kind "suppressed", which every drawing marks [c]. Where a
figure is made of something that cannot be judged by counts (rates of single authorities, spreads of single
ages), the whole figure is withheld under a rule that withholds anything.
"""

from __future__ import annotations

import msgspec

from waymark.analysis.results import Datum, FigureResult
from waymark.publish.disclosure.rule import SYMBOL, Rule
from waymark.publish.disclosure.solving import Relation, protected

SUPPRESSED = "suppressed"
PUBLISHED = "published"
COUNTED = ("bars", "lines", "mirrored", "shares", "classification", "venn", "layers")
ALONE = ("layers",)  # values that are no parts of anything
OUTSIDE = "none"
JOIN = " + "
GONE = "This figure is withheld under the study’s rule on small numbers."


def apply_figure(figure: FigureResult, rule: Rule) -> FigureResult:
    """The figure as it may be published under the rule; without data where it may not be."""
    if rule.withholds and figure.kind not in COUNTED:
        notes = (*figure.notes, " ".join(rule.about_withholding()))
        return msgspec.structs.replace(figure, data=(), rows=(), sentence=GONE, notes=notes)
    if rule.withholds:
        hidden = _withheld(figure, rule)
        figure = _without(figure, hidden, rule) if hidden else figure
    return _rounded(figure, rule) if rule.round_to > 1 and figure.data else figure


def _withheld(figure: FigureResult, rule: Rule) -> frozenset[int]:
    """Places in the data whose values are withheld."""
    counts = {i: int(d.value) for i, d in enumerate(figure.data) if d.kind != PUBLISHED}
    small = {i for i, count in counts.items() if rule.is_small(count)}
    if not small or not rule.secondary or figure.kind in ALONE:
        return frozenset(small)
    sums = [parts for parts in _sums(figure, counts) if len(parts) > 1]
    known = [Relation(parts=parts, total=sum(counts[i] for i in parts)) for parts in dict.fromkeys(sums)]
    known = [relation for relation in known if relation.total >= rule.suppress_below]
    return protected(counts, known, small, lambda i: (int(counts[i] == 0), counts[i]))


def _sums(figure: FigureResult, counts: dict[int, int]) -> list[tuple[int, ...]]:
    """Values whose sum a reader can know from a table: along x, across series, within a set, all of them."""
    data = figure.data
    if figure.kind == "venn":
        labels = dict.fromkeys(label for i in counts for label in data[i].x.split(JOIN) if label != OUTSIDE)
        return [
            tuple(counts),
            *(tuple(i for i in counts if label in data[i].x.split(JOIN)) for label in labels),
        ]
    along: dict[tuple[str, str, str], list[int]] = {}
    for i in counts:
        d = data[i]
        along.setdefault(("series", d.panel, d.series), []).append(i)
        along.setdefault(("x", d.panel, d.x), []).append(i)
    return [tuple(counts), *(tuple(parts) for parts in along.values())]


def _without(figure: FigureResult, hidden: frozenset[int], rule: Rule) -> FigureResult:
    data = tuple(
        msgspec.structs.replace(d, value=0.0, kind=SUPPRESSED) if i in hidden else d
        for i, d in enumerate(figure.data)
    )
    columns, rows = listing(figure, data)
    sentence = (
        f"{figure.title}. Small counts are withheld; those that are shown stand in the table of the data."
    )
    notes = (*figure.notes, " ".join(rule.about_withholding()))
    return msgspec.structs.replace(
        figure, data=data, columns=columns, rows=rows, sentence=sentence, notes=notes
    )


def listing(
    figure: FigureResult, data: tuple[Datum, ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The data as a table of one value a row, made anew so that nothing withheld is left in it."""
    heads = {"panel": "Part", "x": figure.x_title or "Category", "series": "Series"}
    used = [name for name in heads if name == "x" or any(getattr(d, name) for d in data)]
    published = any(d.kind == PUBLISHED for d in data)
    columns = (
        *(heads[name] for name in used),
        "Cases" if figure.kind == "shares" else figure.y_title or "Cases",
        *(["Source"] if published else []),
    )
    rows = tuple(
        (
            *(str(getattr(d, name)) for name in used),
            SYMBOL if d.kind == SUPPRESSED else f"{d.value:,g}",
            *([("printed earlier" if d.kind == PUBLISHED else "this study")] if published else []),
        )
        for d in data
    )
    return columns, rows


def _rounded(figure: FigureResult, rule: Rule) -> FigureResult:
    if figure.kind not in COUNTED:
        return figure
    data = tuple(
        d
        if d.kind in (PUBLISHED, SUPPRESSED)
        else msgspec.structs.replace(d, value=float(rule.rounded(int(d.value))))
        for d in figure.data
    )
    columns, rows = listing(figure, data)
    sentence = f"{figure.title}, in rounded counts."
    base = None if figure.base is None else rule.rounded(figure.base)
    notes = (*figure.notes, *rule.about_rounding())
    return msgspec.structs.replace(
        figure, data=data, columns=columns, rows=rows, sentence=sentence, base=base, notes=notes
    )
