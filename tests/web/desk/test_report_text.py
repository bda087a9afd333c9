"""The text of a report as HTML: exactly the stored characters, at their offsets, under headings in order."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from waymark.library.stored_text import Page, Paragraph, ParagraphKind, StoredText
from waymark.web.desk.report_text import make_shown

HELD = re.compile(r'<(p|h\d)[^>]* data-start="(\d+)">(.*?)</\1>', re.DOTALL)


def stored(*paragraphs: tuple[str, ParagraphKind, int]) -> StoredText:
    made, start = [], 0
    for text, kind, level in paragraphs:
        made.append(Paragraph(start, start + len(text), 1, kind, level=level))
        start += len(text) + 1
    text = "\n".join(text for text, _, _ in paragraphs) + "\n"
    return StoredText(text, (Page(1, 0, len(text), 595, 842),), tuple(made), "made")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), min_size=1, max_size=6))
def test_paragraphs_hold_the_stored_characters_at_their_offsets(texts: list[str]) -> None:
    whole = stored(*((text, "paragraph", 0) for text in texts))
    held = [(int(start), unescape(said)) for _, start, said in HELD.findall(make_shown(1, whole).html)]
    assert [said for _, said in held] == texts
    assert all(whole.text[start : start + len(said)] == said for start, said in held)


def test_markup_in_a_report_is_text() -> None:
    html = make_shown(1, stored(("<script>alert(1)</script>", "paragraph", 0))).html
    assert "<script" not in html


def test_heading_levels_go_down_one_at_a_time() -> None:
    html = make_shown(1, stored(*((f"Heading {level}", "heading", level) for level in (1, 4, 2, 6, 1)))).html
    assert [tag for tag, _, _ in HELD.findall(html)] == ["h3", "h4", "h4", "h5", "h3"]


def test_running_heads_are_quiet_and_keep_their_offset() -> None:
    html = make_shown(1, stored(("Official", "running head", 0), ("Words.", "paragraph", 0))).html
    assert '<p class="wm-furniture" data-start="0">Official</p>' in html
    assert 'id="c9" data-start="9">Words.' in html
