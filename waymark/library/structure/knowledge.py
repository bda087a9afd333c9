"""What the structure of a report is read with: the kinds and models of review and of section that a pack knows.

Made from a pack once, and small and plain enough to be handed to a process of its own as msgpack.
"""

from __future__ import annotations

import msgspec

from waymark.instruments.pack import Pack
from waymark.instruments.reports import ReviewKind, ReviewModel, SectionKind


class Knowledge(msgspec.Struct, frozen=True):
    review_kinds: tuple[ReviewKind, ...]
    review_models: tuple[ReviewModel, ...]
    section_kinds: tuple[SectionKind, ...]


def knowledge_of(pack: Pack) -> Knowledge:
    return Knowledge(pack.review_kinds, pack.review_models, pack.section_kinds)
