"""Cases and authorities: rates by size of child population and by deprivation, as tables and as a figure."""

from waymark.analysis.areas.behind import cases_behind_area
from waymark.analysis.areas.figure import area_figure
from waymark.analysis.areas.table import tabulate_areas

__all__ = ["area_figure", "cases_behind_area", "tabulate_areas"]
