"""The static site of a publication: pages that open from disk, with no network and no script.

In: a publication that has passed the gate, and the folder where its data files stand or will stand. Out: a
folder of HTML pages, styles and typefaces. Pages are written from the templates beside this file.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from waymark.analysis.results import FigureResult, TableResult
from waymark.instruments.dates import in_full, moment_in_full
from waymark.publish.chapters import Chapter, chapters_of
from waymark.publish.csv_files import figure_file_name, table_file_name
from waymark.publish.drawing import NARROW_PX, WIDE_PX, draw
from waymark.publish.drawing.flow import Box, Flow, draw_flow
from waymark.publish.marked_up import marked_up
from waymark.publish.publication import Publication
from waymark.publish.statistics_in_words import in_one_line, told
from waymark.publish.symbols import DEMONSTRATION, SYMBOLS, SYNTHETIC
from waymark.publish.workbook import FILE_NAME

HERE = Path(__file__).parent
DOWNLOADS = "downloads"
WITHHELD = "[c]"
_SPAN = re.compile(r"\d+[-–]\d+|n = [\d,]+")


@dataclass(frozen=True)
class Page:
    """A page of the site as the contents list it."""

    file: str
    title: str
    template: str
    chapter: Chapter | None = None


def write_site(target: Path, publication: Publication) -> Path:
    """Every page of the publication, its styles and typefaces; returns the page to open."""
    target.mkdir(parents=True, exist_ok=True)
    chapters = chapters_of(publication.tables, publication.figures, publication.headings)
    pages = _pages(chapters)
    environment = _environment(publication, pages)
    for place, page in enumerate(pages):
        text = environment.get_template(page.template).render(
            page=page,
            before=pages[place - 1] if place else None,
            after=pages[place + 1] if place + 1 < len(pages) else None,
        )
        (target / page.file).write_text(text, encoding="utf-8")
    shutil.copytree(HERE / "static", target / "static", dirs_exist_ok=True)
    return target / pages[0].file


def _pages(chapters: tuple[Chapter, ...]) -> list[Page]:
    return [
        Page("index.html", "Overview", "index.html"),
        *(Page(chapter.file, chapter.label, "chapter.html", chapter) for chapter in chapters),
        Page("methods.html", "Methods", "methods.html"),
        Page("definitions.html", "Definitions", "definitions.html"),
        Page("data-quality.html", "Data quality", "quality.html"),
        Page("provenance.html", "Where the figures come from", "provenance.html"),
        Page("downloads.html", "Downloads and symbols", "downloads.html"),
    ]


def _environment(publication: Publication, pages: list[Page]) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    fonts = HERE / "static" / "fonts"
    environment.globals.update(
        publication=publication,
        pages=pages,
        chapters=[page.chapter for page in pages if page.chapter],
        flow=_flow(publication),
        symbols=SYMBOLS,
        demonstration=DEMONSTRATION,
        synthetic_words=SYNTHETIC,
        has_fonts=fonts.is_dir() and any(fonts.glob("*.woff2")),
        workbook_file=f"{DOWNLOADS}/{FILE_NAME}",
        csv_of=_csv_of,
        drawn=_drawn,
        drawn_flow=_drawn_flow,
        marked_up=marked_up,
        counted=_counted,
    )
    environment.filters.update(
        day=in_full, moment=moment_in_full, one_line=in_one_line, told=told, tied=_tied
    )
    return environment


def _tied(text: str) -> Markup:
    """The text with spans of numbers (2011-14, n = 293) kept on one line."""
    return Markup(_SPAN.sub(r'<span class="tied">\g<0></span>', str(escape(text))))


def _csv_of(result: TableResult | FigureResult) -> str:
    name = table_file_name(result) if isinstance(result, TableResult) else figure_file_name(result)
    return f"{DOWNLOADS}/{name}"


def _drawn(figure: FigureResult) -> dict[str, Markup]:
    """The figure for a wide and for a narrow page."""
    return {"wide": Markup(draw(figure, WIDE_PX)), "narrow": Markup(draw(figure, NARROW_PX))}


def _drawn_flow(flow: Flow) -> dict[str, Markup]:
    says = "; ".join(f"{box.count} {box.label}" for box in flow.boxes)
    if flow.out:
        says += f". {flow.out_label}: " + "; ".join(f"{box.count} {box.label}" for box in flow.out)
    title = "The flow of cases"
    return {
        name: Markup(draw_flow(flow, width, title, says))
        for name, width in (("wide", WIDE_PX), ("narrow", NARROW_PX))
    }


def _counted(count: int | None) -> str:
    return WITHHELD if count is None else f"{count:,}"


def _flow(publication: Publication) -> Flow:
    """Notifications, cases in the study, then the stages; left out is what the rules did not include."""
    included = [step for step in publication.flow if step.outcome == "included"]
    others = [step for step in publication.flow if step.outcome != "included" and step.count != 0]
    inside = (
        None if any(step.count is None for step in included) else sum(step.count or 0 for step in included)
    )
    stages = list(publication.stages)
    while stages and publication.flow and stages[0].count in (publication.notified, inside):
        stages = stages[1:]  # the boxes before say it
    boxes = [Box(_counted(stage.count), stage.label) for stage in stages]
    if publication.flow:
        boxes = [
            Box(f"{publication.notified:,}", "notifications"),
            Box(_counted(inside), "cases in the study"),
            *boxes,
        ]
    out = tuple(Box(_counted(step.count), step.label) for step in others)
    left = "" if inside is None else f"{publication.notified - inside:,} not in the study"
    return Flow(tuple(boxes), out, left or "Not in the study")
