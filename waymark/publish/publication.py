"""What is published of a freeze, as one frozen value: results, the flow of cases, data quality and methods.

`publication_of` gathers it; `publishing.publish` lets it through the disclosure gate and writes it. Nothing
here counts anything: the analysis has done that, and the freeze says what it was done from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from waymark.analysis.results import FigureResult, FlowStep, TableResult, TestResult
from waymark.instruments.dates import in_full
from waymark.instruments.pack import Heading
from waymark.publish.disclosure import Rule
from waymark.publish.methods import Method, methods_of
from waymark.study.freezes import Freeze, Manifest, require_unchanged


@dataclass(frozen=True)
class Coverage:
    """For how many of `base` cases a variable is stated. None where the gate withholds it."""

    variable: str
    label: str
    stated: int | None
    base: int


@dataclass(frozen=True)
class RuleCount:
    """How often a rule of cleaning or correction changed a value. None where the gate withholds it."""

    rule: str
    says: str
    count: int | None


@dataclass(frozen=True)
class FindingCount:
    """How many cases a check speaks of. None where the gate withholds it."""

    check: str
    says: str
    count: int | None


@dataclass(frozen=True)
class Quality:
    """`cases` says whom the coverage is counted among; `notes` are further sentences."""

    cases: str = ""
    coverage: tuple[Coverage, ...] = ()
    rules: tuple[RuleCount, ...] = ()
    findings: tuple[FindingCount, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SampleComparison:
    """A sub-sample against the full set as printed, and against the cases not in it: the valid test."""

    title: str
    as_printed: TestResult
    valid: TestResult
    note: str = ""


@dataclass(frozen=True)
class Decided:
    """How many notifications a decision rule decided, and how. None where the gate withholds it."""

    label: str
    outcome: str
    count: int | None


@dataclass(frozen=True)
class Stage:
    """How many cases a later layer of the work holds: reports found, read in depth …"""

    label: str
    count: int | None


@dataclass(frozen=True)
class Publication:
    """`flow` is what the decision rules made of the `notified`; `stages` follow it, those in the study first.
    `withheld` names the tables that are not published at all."""

    manifest: Manifest
    description: str
    source: str
    window: str
    rule: Rule
    tables: tuple[TableResult, ...]
    figures: tuple[FigureResult, ...]
    notified: int = 0
    flow: tuple[Decided, ...] = ()
    stages: tuple[Stage, ...] = ()
    comparisons: tuple[SampleComparison, ...] = ()
    quality: Quality = field(default_factory=Quality)
    methods: tuple[Method, ...] = ()
    headings: tuple[Heading, ...] = ()
    withheld: tuple[str, ...] = ()
    made_on: date = date.min

    @property
    def title(self) -> str:
        return self.manifest.title

    @property
    def synthetic(self) -> bool:
        return self.manifest.synthetic

    @property
    def short_name(self) -> str:
        return self.manifest.freeze[:12]


def publication_of(
    freeze: Freeze,
    *,
    rule: Rule,
    tables: Iterable[TableResult],
    figures: Iterable[FigureResult] = (),
    flow: Iterable[FlowStep] = (),
    comparisons: Iterable[SampleComparison] = (),
    quality: Quality | None = None,
    headings: Iterable[Heading] = (),
) -> Publication:
    """Everything that is to be published of a freeze, and the study's rule for it.

    A freeze that was changed is refused with an `InputProblem`. The stages after selection are those of the
    first figure of layers.
    """
    require_unchanged(freeze)
    about = freeze.pack.about
    drawn, steps = tuple(figures), tuple(flow)
    return Publication(
        manifest=freeze.manifest,
        description=about.description,
        source=about.source,
        window=_window(about.from_, about.to),
        rule=rule,
        tables=tuple(tables),
        figures=drawn,
        notified=sum(step.count for step in steps),
        flow=tuple(Decided(step.label, step.outcome, step.count) for step in steps),
        stages=_stages(drawn),
        comparisons=tuple(comparisons),
        quality=quality or Quality(),
        methods=methods_of(freeze.pack),
        headings=tuple(headings),
        made_on=datetime.now(UTC).date(),
    )


def _window(first: date | None, last: date | None) -> str:
    if first and last:
        return f"{in_full(first)} to {in_full(last)}"
    return f"from {in_full(first)}" if first else f"to {in_full(last)}" if last else ""


def _stages(figures: tuple[FigureResult, ...]) -> tuple[Stage, ...]:
    layers = next((figure for figure in figures if figure.kind == "layers"), None)
    if layers is None:
        return ()
    return tuple(Stage(d.x, int(d.value)) for d in sorted(layers.data, key=lambda d: d.order))
