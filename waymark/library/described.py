"""What a report says about itself: fields with confidence and passage, and its sections.

Values are text in one form for each field, so that what the machine read, what a person corrects and what
is printed are the same kind of thing. A field that the report does not state has no entry.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from waymark.library.stored_text import Passage

Field = Literal[
    "title",
    "board",
    "child",
    "author",
    "incident_date",
    "report_date",
    "publication_date",
    "review_kind",
    "review_model",
    "contents_page",
    "pages",
    "pages_without_appendices",
    "pages_of_appendices",
    "redactions",
    "age",
    "birth_date",
    "gender",
    "outcome",
]


class FieldForm(msgspec.Struct, frozen=True):
    """`form` says how the value is written; `many`: a report may state several."""

    field: str
    label: str
    form: str
    many: bool = False


FIELDS: tuple[FieldForm, ...] = (
    FieldForm("title", "Title", "as printed, on one line"),
    FieldForm("board", "Board", "as printed, without “the”", many=True),
    FieldForm("child", "Label of the child", "as printed: “Child S”, “Baby AB”, a first name", many=True),
    FieldForm("author", "Author or lead reviewer", "name as printed, without title or office", many=True),
    FieldForm("incident_date", "Date of the incident", "2013-05-14, 2013-05 or 2013: as exact as printed"),
    FieldForm("report_date", "Date of the report", "2013-05-14, 2013-05 or 2013: as exact as printed"),
    FieldForm("publication_date", "Date of publication", "2013-05-14, 2013-05 or 2013: as exact as printed"),
    FieldForm("review_kind", "Kind of review", "key of a review_kind of the pack"),
    FieldForm("review_model", "Model of review", "key of a review_model of the pack"),
    FieldForm("contents_page", "Contents page", "number of the page, counted from 1"),
    FieldForm("pages", "Pages", "number"),
    FieldForm("pages_without_appendices", "Pages without appendices", "number"),
    FieldForm("pages_of_appendices", "Pages of appendices", "number; 0 where there is none"),
    FieldForm("redactions", "Redactions", "number of places where words are blacked or struck out"),
    FieldForm(
        "age", "Age at the incident", "months, or a range of months “24-35” for “two years old”", many=True
    ),
    FieldForm("birth_date", "Date of birth", "2013-05-14, 2013-05 or 2013: as exact as printed", many=True),
    FieldForm("gender", "Gender", "female or male", many=True),
    FieldForm("outcome", "Outcome", "death or serious_harm"),
)


class Stated(msgspec.Struct, frozen=True):
    """One value of one field. `confidence` 0 to 1; `passage` None where it follows from the whole report."""

    field: Field
    value: str
    confidence: float
    passage: Passage | None = None


class Section(msgspec.Struct, frozen=True):
    """`kind`: key of a section_kind of the pack, “other” where none fits. From its heading to the next section;
    `start` and `end` are offsets into the stored text, `page` that of the heading, `last_page` of its end."""

    kind: str
    title: str
    page: int
    last_page: int
    start: int
    end: int
    confidence: float


class Described(msgspec.Struct, frozen=True):
    stated: tuple[Stated, ...]
    sections: tuple[Section, ...]

    def values(self, field: Field) -> tuple[str, ...]:
        return tuple(stated.value for stated in self.stated if stated.field == field)

    def value(self, field: Field) -> str | None:
        return next(iter(self.values(field)), None)

    def section_at(self, offset: int) -> str:
        """The kind of the section in which a code point stands; “other” outside all."""
        return next((s.kind for s in self.sections if s.start <= offset < s.end), "other")
