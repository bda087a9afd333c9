"""Claims with numbers in sentences: what is read of them, and which do not agree with themselves or with a table."""

from __future__ import annotations

import pytest

from waymark.assurance.checking import checked
from waymark.assurance.documents.plain_text import read_plain_text
from waymark.assurance.findings import Class, Finding
from waymark.assurance.prose.shares import share_claims
from waymark.assurance.prose.spelled import fractions_in, in_words


def findings(text: str) -> list[Finding]:
    return list(checked(read_plain_text("a.txt", text)).findings)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("nine of the 14 wheels (64%) were bent", [("nine", "14", "64")]),
        (
            "57 (46%) of the 123 red ones and 22 (42%) of the 52 blue ones",
            [("57", "123", "46"), ("22", "52", "42")],
        ),
        ("12% (36 of 293) and 20% (20/100)", [("36", "293", "12"), ("20", "100", "20")]),
        ("36 bicycles (12%) had a bell", [("36", None, "12")]),
        ("Twenty-nine of them had one (30% of the 96)", [("Twenty-nine", "96", "30")]),
        ("one in ten (28 or 10%)", [(None, None, "10"), ("28", None, "10")]),
        ("over the three year period (55%)", []),
        ("in 2013 (55%)", []),
    ],
)
def test_the_parts_of_a_claim_are_read(text: str, claims: list[tuple[str | None, str | None, str]]) -> None:
    found = [
        (c.count and c.count.text, c.base and c.base.text, c.percent and c.percent.text)
        for c in share_claims(text)
    ]
    assert found == claims


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("nineteen", 19),
        ("thirty-one", 31),
        ("a hundred and four", 104),
        ("two hundred", 200),
        ("bicycle", None),
    ],
)
def test_numbers_in_words(words: str, value: int | None) -> None:
    assert in_words(words) == value


def test_fractions_in_words_with_their_hedge() -> None:
    found = list(
        fractions_in("Nearly two-thirds, over a quarter, one in seven and half; the third is a fifth wheel.")
    )
    assert [(str(one.value), one.hedge) for one in found][:4] == [
        ("1/7", ""),
        ("2/3", "below"),
        ("1/4", "above"),
        ("1/2", ""),
    ]


def test_a_claim_that_contradicts_itself_is_wrong() -> None:
    (found,) = findings("Nine of the 14 wheels (60%) were bent.")
    assert (found.serious, found.computed, found.place.line) == (Class.WRONG, "64%", 1)
    assert "64.29%" in found.how


def test_a_claim_that_was_cut_off_is_rounding() -> None:
    (found,) = findings("Nineteen of the 30 bells (63.3%) and 20 of the 30 horns (66%) rang.")
    assert (found.serious, found.printed) == (Class.ROUNDING, "20 of the 30 horns (66%)")


def test_a_base_may_stand_elsewhere_in_the_paragraph() -> None:
    assert findings("There were 30 bells. Of these, 20 (67%) rang.") == []
    (found,) = findings("There were some bells. Of these, 20 (67%) rang.")
    assert found.serious is Class.UNEXPLAINED
    assert "a base of 30" in found.how


@pytest.mark.parametrize(
    ("text", "suits"),
    [
        ("Nearly two-thirds (62%) rang.", True),
        ("Nearly two-thirds (71%) rang.", False),
        ("Over half of the bells (52%) rang.", True),
        ("Over half of the bells (48%) rang.", False),
        ("A third (33%) rang.", True),
        ("A third (41%) rang.", False),
        ("One in five bells (22%) rang.", True),
    ],
)
def test_a_fraction_in_words_suits_its_percentage(text: str, suits: bool) -> None:
    found = findings(text)
    assert [one.serious for one in found] == ([] if suits else [Class.STYLE])


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("Repairs more than doubled, from 63 to 135.", []),
        ("Repairs more than doubled, from 63 to 120.", [Class.WRONG]),
        ("Repairs halved, from 80 to 41.", []),
        ("The share fell from 45% to 30%, a fall of 15 percentage points.", []),
        ("The share fell from 45% to 30%, a fall of 33%.", []),
        ("The share fell from 45% to 30%, a fall of 15%.", [Class.STYLE]),
        ("The share fell from 45% to 30%, a fall of 20%.", [Class.WRONG]),
        ("The share rose from 45% to 30%.", [Class.WRONG]),
        ("Riders were aged from 4 to 17 years.", []),
        ("The shop grew from 2009 to 2014.", []),
    ],
)
def test_changes_are_held_against_their_two_figures(text: str, classes: list[Class]) -> None:
    assert [one.serious for one in findings(text)] == classes


TABLE = """\
3.1 Bells

Table 4: Whether the bell rang

\tBells 2009-11 (n=50)\tBells 2011-14 (n=80)\tRed bells 2011-14 (n=25)
Bell rang\t21 (42%)\t36 (45%)\t12 (48%)
Bell was silent\t29 (58%)\t44 (55%)\t13 (52%)

"""


def test_a_sentence_is_held_against_the_row_it_speaks_of() -> None:
    assert findings(TABLE + "As Table 4 shows, many rang (42% in 2009-11 and 45% in 2011-14) at once.") == []
    (found,) = findings(TABLE + "As Table 4 shows, many rang (42% in 2009-11 and 48% in 2011-14) at once.")
    assert (found.serious, found.printed, found.computed) == (Class.WRONG, "48%", "45%")
    assert "Bell rang" in found.how


def test_a_sentence_about_something_else_is_left_alone() -> None:
    assert findings(TABLE + "The hens laid (42% in 2009-11 and 48% in 2011-14) well.") == []


def test_a_sentence_that_uses_a_cell_found_wrong_is_found_too() -> None:
    table = TABLE.replace("36 (45%)", "36 (47%)")
    found = findings(table + "In the later years the bell rang on 47% of them.")
    assert [(one.place.row, one.printed, one.computed) for one in found] == [
        ("Bell rang", "36 (47%)", "45%"),
        ("", "47%", "45%"),
    ]
    assert [one.place.row for one in findings(table + "In the later years 47% of the hens laid.")] == [
        "Bell rang"
    ]


COLOURS = """\
3.1 Bells

Table 4: Colour

\tBells 2005-07 (n=60)\tBells 2007-09 (n=80)\tBells 2009-11 (n=70)
Red\t20 (33%)\t30 (38%)\t24 (34%)
Blue\t10 (17%)\t18 (23%)\t11 (16%)
Green\t30 (50%)\t32 (40%)\t35 (50%)

"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Table 4 has them: red and blue ones were 50%, 60% and 50% over time.", []),
        ("Table 4 has them: red and blue ones were 50%, 63% and 50% over time.", [(Class.WRONG, "60%")]),
        (
            "Table 4 has them: red and blue ones were 50%, 61% and 50% over time.",
            [(Class.ROUNDING, "60%")],
        ),
        ("Table 4 has them: the hens were 50%, 80% and 50% over time.", []),
        ("Over time red ones were between 33% and 38%.", []),
        ("Over time red ones were between 33% and 34%.", [(Class.WRONG, "33% to 38%")]),
        ("Over time red ones were between 33% and 34%, apart from 2007-09.", []),
        ("Over time red and blue ones were between 33% and 34%.", []),
        ("In the north red ones were between 33% and 34%.", []),
    ],
)
def test_a_series_or_a_span_is_held_against_rows(text: str, found: list[tuple[Class, str]]) -> None:
    assert [(one.serious, one.computed) for one in findings(COLOURS + text)] == found


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("Of the 60 bells, 20 (33%) were red and 10 (17%) were blue.", []),
        ("Of all, 21 (35%) of the 60 were red and a further 12 (20%) were blue.", [Class.UNEXPLAINED] * 2),
        ("Of all, 20 (33%) of the 60 were red and a further 12 (20%) were blue.", [Class.WRONG]),
        ("Of all, 21 (35%) of the 60 were old and a further 12 (20%) were new.", []),
        ("Of all, 21 (34%) of the 61 were red and a further 12 (20%) were blue.", []),
    ],
)
def test_a_table_told_again_elsewhere_is_held_against_its_column(text: str, classes: list[Class]) -> None:
    found = findings(f"{COLOURS}\n4 Elsewhere\n\n{text}\n")
    assert [one.serious for one in found] == classes


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("A total of 1,856,400 repairs were made in 2011-14, an average of 619,000 per year.", None),
        ("A total of 1,856,400 repairs were made in 2011-14, an average of 464,000 a year.", None),
        ("A total of 1,856,400 repairs were made in 2011-14, an average of 629,000 per year.", "618800.0"),
        ("In three years there were a total of 90 repairs, an average of 30 per year.", None),
        ("In three years there were a total of 90 repairs, an average of 31 per year.", "30.0"),
        ("In three years there were a total of 90 repairs, an average of about 31 per year.", None),
        ("In three years there were a total of 90 repairs, an average of 8 per month.", None),
        ("There were 384 repairs in 30 shops, a mean of 12.8 per shop.", None),
        ("There were 384 repairs in 30 shops, a mean of 12.9 per shop.", "12.8"),
        ("There were 384 repairs in 30 shops, a mean of 12.9 per bicycle.", None),
    ],
)
def test_an_average_is_held_against_its_total_and_its_period(text: str, computed: str | None) -> None:
    assert [one.computed for one in findings(text)] == ([computed] if computed else [])


LINES = """\
3.1 Bells

Table 4: Bells and horns

\t2011-12\t2012-13\t2013-14
A) Bells\t5,200\t5,300\t6,000
B) Horns\t5\t6\t8

"""


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("over 800 times", True),
        ("nearly 900 times", True),
        ("over 2,000 times", False),
        ("about 900 times", True),
        ("400 times", False),
    ],
)
def test_a_multiple_is_held_against_the_lines_that_it_names(said: str, right: bool) -> None:
    found = findings(f"{LINES}The number of bells (line A in Table 4) was {said} that of horns (line B).")
    assert [one.serious for one in found] == ([] if right else [Class.WRONG])


def test_a_multiple_is_held_against_two_numbers_of_its_sentence() -> None:
    assert findings("There were 120 bells, three times the 40 of last year.") == []
    (found,) = findings("There were 120 bells, five times the 40 of last year.")
    assert (found.serious, found.computed) == (Class.WRONG, "3.0")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("More were red (55%) rather than blue (45%).", False),
        ("More were red (55%) rather than blue ones (44%).", False),  # both can have been rounded
        ("More were red (55%) rather than blue ones (48%).", True),
        ("More were red (35%) rather than blue ones (25%).", False),  # there is a third colour
        ("More were red (55%) and old (48%).", False),
        ("In these 50 shops there was a bell in 43% of the shops.", True),
        ("In these 50 shops there was a bell in 44% of the shops.", False),
        ("In these 50 shops there was a bell in about 43% of the shops.", False),
        ("Of the 50 shops for which it is known there was a bell in 43% of the shops.", False),
        ("In these 500 shops there was a bell in 43% of the shops.", False),
    ],
)
def test_percentages_without_counts_that_cannot_be_are_unexplained(text: str, found: bool) -> None:
    assert [one.serious for one in findings(text)] == ([Class.UNEXPLAINED] if found else [])


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("There were 293 bells; one in ten (29) rang.", []),
        ("There were 193 bells; one in ten (29) rang.", [Class.UNEXPLAINED]),
        ("One in ten of the 293 bells (29) rang.", []),
        ("One in ten of the 193 bells (29) rang.", [Class.STYLE]),
        ("Just under half of the 175 bells (84) rang.", []),
        ("Just under half of the 175 bells (94) rang.", [Class.STYLE]),
        ("One in ten bells rang (2).", []),
        ("One in ten bells rang (Smith, 2012).", []),
    ],
)
def test_a_fraction_in_words_suits_its_count(text: str, classes: list[Class]) -> None:
    assert [one.serious for one in findings(text)] == classes


def test_a_base_that_stands_in_the_sentence_tells_the_rule_of_rounding() -> None:
    assert findings("For eight bells the maker was known; seven (88%) rang.") == []
    (found,) = findings("For eight bells the maker was known; seven (87%) rang.")
    assert (found.serious, found.computed) == (Class.ROUNDING, "88%")


def test_what_another_print_said_is_no_claim_of_the_text() -> None:
    assert findings("Red, 2011-14: printed as 21 (76%); the counts give 21 (75%), 21 of 28.") == []
    (found,) = findings("Red, 2011-14: now given as 21 (76%), for 21 of 28.")
    assert found.serious is Class.UNEXPLAINED


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Of the 40 bells, most were red: 20 bells (50%).", False),
        ("Of the 40 bells, most were red: 20 bells (33%).", True),  # 60 stands elsewhere only
        ("Most were red: 20 bells (33%).", False),
        ("In 25 cases the rim was bent, and in 20 cases (33%) the bell.", False),
        ("Of the 40 bells, 30 were known; of these, 20 (67%) were red.", False),
        ("Of the 40 bells, all were red: 40 bells (100%).", False),
        ("Most were red: 178 bells (103%).", True),
        ("There were 125 of them (or 43% of the 292).", False),
        ("There were 125 of them (or 53% of the 292).", True),
    ],
)
def test_a_base_that_the_sentence_brings_in_goes_before_others_nearby(text: str, found: bool) -> None:
    assert bool(findings(f"There were 60 bells in May 2014.\n\n{text}")) is found


def test_figures_beside_labels_are_held_against_one_column() -> None:
    said = "Bells were red on {}%; blue on {}% and green on {}% (Table 4)."
    assert findings(COLOURS + said.format(38, 23, 40)) == []
    (found,) = findings(COLOURS + said.format(38, 25, 40))
    assert (found.serious, found.printed, found.computed) == (Class.WRONG, "25%", "23%")
    assert findings(COLOURS + said.format(38, 25, 45)) == []  # it may speak of other bells
    assert findings(COLOURS + said.format(38, 17, 40)) == []  # so does one that another column has


def test_a_multiple_is_of_the_years_that_the_sentence_names() -> None:
    said = "Between {} the number of bells (line A in Table 4) was over 1,000 times that of horns (line B)."
    assert findings(LINES + said.format("2011 and 2012")) == []
    (found,) = findings(LINES + said.format("2011 and 2014"))
    assert (found.serious, found.computed) == (Class.WRONG, "868.4")
