"""Results come as passages, in an order that helps, a page at a time."""

from __future__ import annotations

import random

import pytest

from tests.library.search.making import connection, found, index, listed, passage, texts
from waymark.instruments.problems import CallProblem
from waymark.library.search.index import EVERYWHERE, Hit, Within
from waymark.library.search.passages import IndexedPassage
from waymark.library.search.query_language import parse
from waymark.library.search.sqlite_index import BEHIND_WEIGHT, KIND_WEIGHTS, SqliteIndex
from waymark.library.search.sqlite_tables import CREATE_TEXT_INDEX, DROP_TEXT_INDEX

STORY = "The school wrote to the health visitor in the spring and had no answer."


def marked(hit: Hit) -> list[str]:
    return [hit.text[start:end] for start, end in hit.marks]


def test_a_hit_tells_where_the_passage_stands() -> None:
    stated = IndexedPassage(7, 12, 3, 100, 171, "story", "paragraph", "4.1", STORY)
    hits = found(index([stated]), '"health visitor"')
    assert hits.total == 1
    assert hits.hits == (Hit(7, 12, 3, 100, 171, "story", "4.1", STORY, ((24, 38),)),)


def test_marks_show_what_was_found_by_stem_spelling_and_beginning() -> None:
    made = index([passage("Organised abuse; organizing, vulnerable and abusive. Zoë’s ﬁle.")])
    assert marked(found(made, "organise abuses").hits[0]) == ["Organised", "abuse", "organizing", "abusive"]
    assert marked(found(made, "vulnerab*").hits[0]) == ["vulnerable"]
    assert marked(found(made, "zoe").hits[0]) == ["Zoë"]


def test_marks_of_nearness_stand_only_where_they_are_near() -> None:
    made = index([passage("Alcohol was found. Years later the mother said that the alcohol was his.")])
    assert marked(found(made, "mother NEAR/3 alcohol").hits[0]) == ["mother", "alcohol"]


def test_marks_are_not_made_for_what_must_not_stand() -> None:
    made = index([passage("A fall at home."), passage("A fall at home and a fall at school.")])
    assert [marked(hit) for hit in found(made, "fall NOT (home school)").hits] == [["fall"]]


def test_marks_are_not_made_inside_other_words() -> None:
    made = index([passage("A waterfall, a rainfall and a fall.")])
    assert marked(found(made, "fall").hits[0]) == ["fall"]


def test_overlapping_occurrences_are_one_mark() -> None:
    made = index([passage("no no no")])
    assert marked(found(made, '"no no"').hits[0]) == ["no no no"]


def test_near_counts_the_words_between() -> None:
    made = index([passage("The mother said that day that alcohol was found by the police.")])
    assert found(made, "mother NEAR/4 alcohol").total == 1
    assert found(made, "alcohol NEAR/4 mother").total == 1
    assert found(made, "mother NEAR/3 alcohol").total == 0
    assert found(made, "mother NEAR/7 alcohol NEAR/7 police").total == 0
    assert found(made, "mother NEAR/9 alcohol NEAR/9 police").total == 1
    assert found(made, '"the mother" NEAR/4 "alcohol was"').total == 1


def test_a_beginning_of_no_word_finds_nothing_and_takes_nothing_away() -> None:
    made = index([passage("A fall at home, none elsewhere.")])
    assert found(made, "fall NOT zebra*").total == 1
    assert found(made, "fall OR zebra*").total == 1
    assert found(made, "fall zebra*").total == 0
    assert found(made, "zebra* NOT fall").total == 0
    assert found(made, "fall NEAR zebra*").total == 0


def test_a_beginning_longer_than_the_stem_still_finds() -> None:
    made = index(
        passage(f"It was {word}.")
        for word in listed("vulnerable investigation abusive assessment use usual jazz")
    )
    assert texts(made, "vulnerab*") == ["It was vulnerable."]
    assert texts(made, "investigat*") == ["It was investigation."]
    assert texts(made, "abus*") == ["It was abusive."]
    assert texts(made, "assessm*") == ["It was assessment."]
    assert texts(made, "use*") == ["It was use."]
    assert texts(made, "jaz*") == ["It was jazz."]
    assert texts(made, "zz*") == []


def test_a_beginning_of_too_many_words_is_told() -> None:
    made = index([passage(" ".join(f"ab{n}" for n in range(400)))])
    with pytest.raises(CallProblem, match="“ab\\*” begins 400 different words"):
        found(made, "ab*")
    with pytest.raises(CallProblem, match="NEAR has too many words"):
        found(made, "ab1* NEAR ab2*")


def test_the_body_of_a_report_comes_before_its_glossary_and_headings() -> None:
    said = "Neglect was known to the school that year."
    made = index(
        [
            passage(said, report=1, section="glossary"),
            passage(said, report=2, kind="contents"),
            passage(said, report=3, kind="heading"),
            passage(said, report=4),
            *(passage(STORY, report=5) for _ in range(20)),
        ],
        behind=frozenset({"glossary"}),
    )
    assert [hit.report for hit in found(made, "neglect").hits] == [4, 1, 3, 2]


def test_a_much_better_match_comes_first_even_in_the_glossary() -> None:
    made = index(
        [
            passage("Neglect is neglect; neglect.", section="glossary"),
            passage("Neglect " + STORY * 3),
            *(passage(STORY) for _ in range(9)),
        ],
        behind=frozenset({"glossary"}),
    )
    assert [hit.section for hit in found(made, "neglect").hits] == ["glossary", "story"]


def test_equal_passages_come_by_report_and_page() -> None:
    made = index(passage("A fall.", report, page) for report, page in ((2, 1), (1, 5), (1, 4), (3, 1)))
    assert [(hit.report, hit.page) for hit in found(made, "fall").hits] == [(1, 4), (1, 5), (2, 1), (3, 1)]


def test_the_first_of_very_many_equal_passages_are_those_of_the_first_reports() -> None:
    made = index(passage("A fall.", report) for report in range(300, 0, -1))
    assert [hit.report for hit in found(made, "fall", count=5).hits] == [1, 2, 3, 4, 5]


def untidy_index(chance: random.Random, number: int) -> tuple[SqliteIndex, dict[int, float]]:
    """Many passages alike, some behind; and the weight of each report, which has one passage."""
    words, weights, made = listed("fall school home spring"), {}, []
    for report in chance.sample(range(1, number + 1), number):
        kind, section = chance.choice(("paragraph", *KIND_WEIGHTS)), chance.choice(("story", "glossary"))
        weights[report] = KIND_WEIGHTS.get(kind, 1) * (BEHIND_WEIGHT if section == "glossary" else 1)
        said = " ".join(chance.choices(words, k=chance.randrange(1, 6)))
        made.append(passage(said, report, section=section, kind=kind))
    return index(made, frozenset({"glossary"})), weights


@pytest.mark.parametrize("seed", range(5))
def test_the_order_is_that_of_weighing_every_match(seed: int) -> None:
    made, weights = untidy_index(random.Random(seed), 400)
    rows = made._connection.execute(
        "SELECT bm25(library_passagetext), report_id FROM library_passagetext "
        "JOIN library_indexedpassage ON id = library_passagetext.rowid WHERE library_passagetext MATCH ?",
        ("fall",),
    ).fetchall()
    expected = [report for _, report in sorted((score * weights[report], report) for score, report in rows)]
    shown = [[hit.report for hit in found(made, "fall", first=at, count=7).hits] for at in range(0, 400, 7)]
    assert [report for page in shown for report in page] == expected
    assert found(made, "fall", first=3, count=2).total == len(expected)


def test_a_page_beyond_the_last_and_a_page_of_none_are_empty() -> None:
    made = index([passage("A fall.")])
    assert (found(made, "fall", first=5).total, found(made, "fall", first=5).hits) == (1, ())
    assert (found(made, "fall", count=0).total, found(made, "fall", count=0).hits) == (1, ())


def test_a_search_is_restricted_to_reports_and_sections() -> None:
    made = index(
        passage("A fall.", report, section=section)
        for report in (1, 2, 3)
        for section in ("story", "findings")
    )

    def places(within: Within) -> list[tuple[int, str]]:
        return [(hit.report, hit.section) for hit in found(made, "fall", within).hits]

    assert len(places(EVERYWHERE)) == 6
    assert places(Within(frozenset({1, 3}), frozenset({"findings"}))) == [(1, "findings"), (3, "findings")]
    assert places(Within(sections=frozenset({"story"}))) == [(1, "story"), (2, "story"), (3, "story")]
    assert places(Within(frozenset())) == []


def test_a_removed_report_is_found_no_more_and_others_are() -> None:
    made = index([passage("A fall.", 1), passage("A fall.", 2)])
    made.remove(1)
    assert [hit.report for hit in found(made, "fall").hits] == [2]
    made.add([passage("Another fall.", 1)])
    assert sorted(hit.report for hit in found(made, "fall").hits) == [1, 2]
    made._connection.execute(
        "INSERT INTO library_passagetext (library_passagetext) VALUES ('integrity-check')"
    )


def test_odd_characters_in_a_report_are_kept() -> None:
    odd = "A\0fall \U0001f600 “in” \ufffd 孩子 İstanbul.\u0301"
    made = index([passage(odd)])
    assert texts(made, "fall") == [odd]
    assert texts(made, "istanbul") == [odd]


def test_the_index_can_be_dropped_and_made_again() -> None:
    made = connection()
    for statement in (*DROP_TEXT_INDEX, *CREATE_TEXT_INDEX):
        made.execute(statement)
    again = SqliteIndex(made)
    again.add([passage("A fall.")])
    assert again.search(parse("fall"), EVERYWHERE, 0, 1).total == 1
