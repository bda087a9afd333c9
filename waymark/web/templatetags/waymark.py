"""Words and numbers as the pages say them, links that keep the rest of a query, and the parts of long lists.

Dates read 14 October 2013, thousands have a comma, and a share stands beside its count. Links of sorting and
paging change one part of the address and keep every other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from waymark.analysis.rounding import printed_percent
from waymark.instruments.dates import in_full

register = template.Library()


@register.filter
def thousands(number: int) -> str:
    return f"{number:,}"


@register.filter
def counted(number: int, words: str) -> str:
    """The number and its word, from "case,cases", or from "case" where the plural only has an s more."""
    one, _, many = words.partition(",")
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


@register.simple_tag
def share(count: int, base: int) -> SafeString:
    """`58 (33%)`; where nobody is in the base, only the count."""
    if base == 0:
        return format_html("{}", thousands(count))
    return format_html(
        '{} <span class="wm-share">({})</span>', thousands(count), printed_percent(count, base)
    )


@register.filter
def day(value: date | datetime | str | None) -> str:
    """14 October 2013, of a date, of a moment as its own day here, or of an ISO text; nothing for nothing."""
    if not value:
        return ""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return in_full(_here(value) if isinstance(value, datetime) else value)


@register.filter
def moment(value: datetime | None) -> SafeString:
    """14 October 2013, 10:42, in an element that machines can read as well."""
    if value is None:
        return SafeString("")
    here = _here(value)
    return format_html('<time datetime="{}">{}, {}</time>', value.isoformat(), in_full(here), f"{here:%H:%M}")


@register.filter
def clock(value: datetime) -> str:
    return f"{_here(value):%H:%M}"


def _here(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """The query of this page with some of it changed; `None` and "" take a part out."""
    asked = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            asked.pop(name, None)
        else:
            asked[name] = str(value)
    return f"?{asked.urlencode()}" if asked else "?"


@register.inclusion_tag("web/sort_header.html", takes_context=True)
def sort_header(
    context: Context, name: str, label: str, *, numeric: bool = False, default: str = ""
) -> dict[str, Any]:
    """A heading whose link sorts by it, and the other way at the second time: `?sort=name`, `?sort=-name`.

    `default` is what the list is sorted by while nothing was asked. Sorting begins at the first page again.
    """
    now = context["request"].GET.get("sort") or default
    direction = {name: "ascending", f"-{name}": "descending"}.get(now, "")
    wanted = f"-{name}" if now == name else name
    return {
        "label": label,
        "numeric": numeric,
        "direction": direction,
        "url": query(context, sort=wanted, page=None),
    }


_NO_FILTERS = {"page", "sort", "c", "more", "as"}
"""What an address says beside its filters: where in the list, in which order, which columns."""


@register.inclusion_tag("web/filters_summary.html", takes_context=True)
def filters_summary(context: Context, *besides: str) -> dict[str, int]:
    """The line under which filters are folded where there is no room beside the list: how many are set. `besides`:
    fields that stand outside the fold."""
    asked = context["request"].GET
    return {"count": sum(any(asked.getlist(name)) for name in asked if name not in (*_NO_FILTERS, *besides))}


@dataclass(frozen=True)
class PageLink:
    """A page of a long list; of pages left out between two, the number is `None`."""

    number: int | None
    url: str = ""
    current: bool = False


@register.inclusion_tag("web/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], words: str = "row") -> dict[str, Any]:
    """Links to the other pages of a Django `Page`, and a line that says which rows these are."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    links = [
        PageLink(number, query(context, page=number), number == page.number)
        if isinstance(number, int)
        else PageLink(None)
        for number in numbers
    ]
    return {
        "pages": links,
        "previous_url": query(context, page=page.number - 1) if page.has_previous() else "",
        "next_url": query(context, page=page.number + 1) if page.has_next() else "",
        "told": _rows_told(page, words),
    }


def _rows_told(page: Page[Any], words: str) -> str:
    total = page.paginator.count
    if page.paginator.num_pages == 1:
        return counted(total, words)
    return f"{page.start_index():,} to {page.end_index():,} of {counted(total, words)}"


@register.inclusion_tag("web/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, Any]:
    """`{% breadcrumbs "Register" "/register/" "Child K" "/cases/K" %}`: titles and addresses in turn."""
    return {"crumbs": list(zip(parts[::2], parts[1::2], strict=True))}
