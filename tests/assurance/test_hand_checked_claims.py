"""Claims with numbers that people checked by hand, each said of bicycles: the class found is the verdict of the hand.

`claims.csv` has numbers and places of a published report, no sentence of it. Each kind of claim has a sentence or a
table of our own here, into which its numbers are put; what the hand found right, or no claim at all, finds nothing.
The report itself is measured by `benchmarks/check_a_report.py`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from waymark.assurance.checking import checked
from waymark.assurance.documents.plain_text import read_plain_text
from waymark.assurance.printed import Rounding, printed_number

Row = dict[str, str]
with (Path(__file__).parent / "claims.csv").open(encoding="utf-8", newline="") as _file:
    CLAIMS: list[Row] = list(csv.DictReader(_file))

APART = frozenset(["average over tables", "rate cell"])
"""What cannot be said in one sentence or one row: a figure that only several tables together contradict."""


def table(head: list[str], rows: list[list[str]], after: str = "", title: str = "Bells") -> str:
    lines = ["\t".join(["", *head]), *("\t".join(row) for row in rows)]
    return f"3.1 Bells\n\nTable 4: {title}\n\n" + "\n".join(lines) + f"\n\n{after}\n"


def cell(count: int, base: int, printed: str = "") -> str:
    share = Fraction(100 * count, base) + Fraction(1, 2)
    return f"{count} ({printed or share.numerator // share.denominator}%)"


def share_alone(row: Row, sentence: str = "{print}% of the bicycles had a bell.") -> str:
    count, base = int(row["count"]), int(row["base"])
    rows = [["Bell", cell(count, base)], ["Silent", cell(base - count, base)]]
    return table([f"Bicycles (n={base})"], rows, sentence.format(**row))


def cell_alone(row: Row) -> str:
    """In a column with four others, which are right and add up with it to the base."""
    count, base = int(row["count"]), int(row["base"])
    parts = [(base - count) // 4] * 3
    others = [*parts, base - count - sum(parts)]
    rows = [["Bell", cell(count, base, row["print"])]]
    rows += [[f"Horn {at}", cell(one, base)] for at, one in enumerate(others, start=1)]
    return table([f"Bicycles (n={base})"], rows)


def multiple(row: Row) -> str:
    rows = [["A) Bells", row["count"]], ["B) Horns", row["base"]]]
    said = f"The number of bells (line A in Table 4) was {row['more']} {row['print']} times that of horns (line B)."
    return table(["Number"], rows, said)


def chi_square(row: Row) -> str:
    df = f", df={row['base']}" if row["base"] else ""
    return f"The red ones had more bells (χ² = {row['count'] or row['print']}{df}, p {row['print']})."


def chi_of_table(row: Row) -> str:
    rows = [counts.split() for counts in row["more"].split("/")]
    head = [f"Year {at}" for at, _ in enumerate(rows[0], start=1)]
    body = [[f"Bell {at}", *counts] for at, counts in enumerate(rows, start=1)]
    return table(head, body, f"Bells had more years (Chi-square {row['count']}, df={row['base']}) (Table 4).")


def series(row: Row) -> str:
    """“60:22” is a count of 60 printed as 22%."""
    bases = [int(base) for base in row["base"].split()]
    added = [[one.partition(":") for one in counts.split()] for counts in row["more"].split("/")]
    rest = [base - sum(int(one[at][0]) for one in added) for at, base in enumerate(bases)]
    body = [
        [name, *(cell(int(one[0]), base, one[2]) for one, base in zip(counts, bases, strict=True))]
        for name, counts in zip(("Red", "Blue"), added, strict=True)
    ]
    body.append(["Green", *(cell(count, base) for count, base in zip(rest, bases, strict=True))])
    *first, last = row["print"].split()
    said = f"Over the four periods {'%, '.join(first)}% and {last}% were red or blue (Table 4)."
    return table(_periods(bases), body, said)


def span(row: Row, apart: str = "") -> str:
    bases = [int(base) for base in row["base"].split()]
    counts = [int(count) for count in row["more"].split()]
    body = [
        ["Red", *(cell(count, base) for count, base in zip(counts, bases, strict=True))],
        ["Blue", *(cell(base - count, base) for count, base in zip(counts, bases, strict=True))],
    ]
    low, high = row["print"].split()
    return table(_periods(bases), body, f"Over time between {low}% and {high}% were red{apart}.")


def _periods(bases: list[int]) -> list[str]:
    spans = ("2005-07", "2007-09", "2009-11", "2011-14")
    return [f"Bicycles {years} (n={base})" for years, base in zip(spans, bases, strict=True)]


def periods(row: Row) -> str:
    counts, bases = ([int(one) for one in row[key].split()] for key in ("count", "base"))
    head = [f"Bicycles {years} (n={base})" for years, base in zip(("2009-11", "2011-14"), bases, strict=True)]
    body = [["Bell", *(cell(*pair) for pair in zip(counts, bases, strict=True))]]
    body.append(["Silent", *(cell(base - count, base) for count, base in zip(counts, bases, strict=True))])
    first, last = row["print"].split()
    return table(head, body, f"As Table 4 shows, a bell was on {first}% in 2009-11 and {last}% in 2011-14.")


def retold(row: Row) -> str:
    base = int(row["base"])
    said, kept = ([int(one) for one in part.split()] for part in row["more"].split("/"))
    rows = [[name, cell(count, base)] for name, count in zip(("Red", "Blue"), kept, strict=True)]
    rows.append(["Green", cell(base - sum(kept), base)])
    first, second = (cell(count, base) for count in said)
    told = f"Of all, {first} of the {base} bicycles were red, and a further {second} were blue."
    return table([f"Bicycles (n={base})"], rows) + "\n4 Colours\n\n" + told + "\n"


def repeat(row: Row) -> str:
    count, base = int(row["count"]), int(row["base"])
    rows = [
        ["Red", cell(count, base, row["print"])],
        ["Blue", cell(100, base)],
        ["Green", cell(base - count - 100, base)],
    ]
    return table([f"Bicycles (n={base})"], rows, f"The red ones were {row['print']}% of the bicycles.")


def several(row: Row) -> str:
    first, second = row["print"].split()
    return (
        f"Bells and horns were both on many ({first}% and {second}% respectively), with one of them on 70%."
    )


SAID: dict[str, Callable[[Row], str] | str] = {
    "share": "{count} of the {base} bicycles ({print}%) had a bell.",
    "share before": "For {base} bicycles the maker was known; {count} ({print}%) had a bell.",
    "share near": "The shop had {base} bicycles. Then {count} of them ({print}%) had a bell.",
    "share alone": share_alone,
    "words": "{more} of the bicycles ({print}%) had a bell.",
    "words of a count": "The shop had {base} bicycles, and {more} of them ({count}) had a bell.",
    "words alone": lambda row: share_alone(row, "{more} of the bicycles had a bell."),
    "change": "Repairs {more}, from {base} to {count}.",
    "average": "In {base} years a total of {count} repairs were made, an average of {print} per year.",
    "average of parts": "There were {count} repairs in {base} shops, an average of {print} per shop.",
    "multiple": multiple,
    "chi-square": "The red ones had more bells (χ² = {print_of_test}{df}, p {p}).",
    "spearman": "Bells went with age (Spearman rank correlation coefficient {print_of_test}, p {p}).",
    "p of a statistic": "The red ones had more bells (χ² = {print_of_test}{df}, p {p}).",
    "test of a table": chi_of_table,
    "series": series,
    "span": span,
    "span apart from the first": lambda row: span(row, ", apart from 2005-07"),
    "periods": periods,
    "retold": retold,
    "repeat": repeat,
    "small base": "In these {base} workshops there was a bell in {print}% of the shops.",
    "complement": "More red ones ({first}%) rather than blue ones ({last}%) had a bell.",
    "rate": "There were {count} repairs among {base} people, or {print} per 100,000 in each of three years.",
    "ratio": "There were {count} bells and {base} horns, a ratio of {print}:1.",
    "sum": "Of the {count} bicycles, {parts} were of one colour each.",
    "cell": cell_alone,
    # what is no claim, or is right for a reason that the sentence does not give
    "age": "Riders aged {print} years (55%) had a bell, mostly of {print}.",
    "age in months": "Their ages were {print} months (median, 10 months); most were red.",
    "date": "It ran from 1 April 2009 to 31 March {print} (55%).",
    "period": "Between {print} and later, in {print} (55%), bells rang.",
    "citation": "Bells were found on most bicycles (Smith et al, {print}).",
    "page": "As was said, “bells ring” (Smith, 2014, p.{print}).",
    "reference": "- Smith, A. and Jones, B. (2005) On bells. Journal of Bicycles, {print}.",
    "section": "As told in section {print} above, most had a bell.",
    "mark of a note": "Half of the bicycles{print} had a bell.",
    "address": "<https://example.org/bells.html?edition=a%3A{print}>",
    "base of a column": "Table 4 (n={print}) has the bells.",
    "national": "In the country as a whole {print}% of all bicycles had a bell at 31 March 2014.",
    "of another study": "Smith et al (2011) found up to {print} times as many, or {print}% of those asked.",
    "span of another study": "Elsewhere {print}% are thought to have a bell (Smith et al, 2015).",
    "attendance": "The rider was there {print} per cent of the time.",
    "quartile": "The box has the middle, within which {print}% of bicycles will be found.",
    "interval": "They had a mean of 12.8 bells ({print}% fell within the range of 8.5-17.1).",
    "range": "They had a median of 7 bells (range {print}).",
    "length": "The longest list of bells was {print} pages long.",
    "lasting": "The bell rang for {print} (55%) before it broke.",
    "moving base": "Of the {base} reports, {more} named the maker. Of these, {count} ({print}%) were of bells.",
    "sub-group": "There were {base} bicycles. {print}% had a bell and 24% were of another colour.",
    "of a sub-set": "Where it was known, the maker was the first ({print}% of bicycles) or the second (22%).",
    "several answers": several,
    "round number": "Over 40% had a bell, a share which was as much as {print}% among the red ones.",
    "size": "Of the bicycles in the country, {print} in number, most had a bell.",
    "rate of another source": "There were 249 repairs in 2013, a rate of {print} per 1,000 bicycles.",
}  # fmt: skip


def said(row: Row) -> str:
    form = SAID[row["kind"]]
    if not isinstance(form, str):
        return form(row)
    numbers = row["print"].split() or [""]
    named = {"first": numbers[0], "last": numbers[-1], "parts": ", ".join(row["more"].split())}
    df = f", df={row['base']}" if row["base"] else ""
    return form.format(**row, **named, print_of_test=row["count"], df=df, p=row["print"])


def classes(text: str) -> set[str]:
    """Of prose and tests, or, where a table is asked for, of cells."""
    return {finding.serious.value for finding in checked(read_plain_text("a.txt", text)).findings}


def in_prose(text: str) -> set[str]:
    findings = checked(read_plain_text("a.txt", text)).findings
    return {finding.serious.value for finding in findings if not finding.place.row}


def test_there_are_enough_claims_and_false_alarms() -> None:
    alarms = [row for row in CLAIMS if row["alarm"] == "yes"]
    assert len(CLAIMS) >= 150
    assert 3 * len(alarms) >= len(CLAIMS)
    assert all(row["verdict"] == "right" for row in alarms)


@pytest.mark.parametrize("kind", sorted({row["kind"] for row in CLAIMS} - APART))
def test_what_is_found_is_the_verdict_of_the_hand(kind: str) -> None:
    for row in CLAIMS:
        if row["kind"] != kind:
            continue
        text = said(row)
        expected = set() if row["verdict"] == "right" else {row["verdict"]}
        found = classes(text) if row["place"] == "table" else in_prose(text)
        assert found == expected, f"line {row['line']}: {text}"


def test_what_is_apart_is_not_found_and_not_blamed() -> None:
    assert {row["verdict"] for row in CLAIMS if row["kind"] in APART} == {"unexplained"}


@pytest.mark.parametrize("kind", ["share", "share near", "share alone", "moving base", "cell"])
def test_the_verdicts_of_the_list_are_those_of_arithmetic(kind: str) -> None:
    for row in CLAIMS:
        if row["kind"] == kind and row["verdict"] != "unexplained":
            printed = printed_number(row["print"])
            assert printed is not None
            exact = Fraction(100 * int(row["count"]), int(row["base"]))
            assert printed.is_print_of(exact, Rounding.HALF_UP) == (row["verdict"] == "right"), row


@pytest.mark.parametrize("kind", ["share", "share near", "words", "average", "average of parts", "series"])
def test_a_right_claim_is_found_once_its_print_is_spoilt(kind: str) -> None:
    for row in CLAIMS:
        if row["kind"] == kind and row["verdict"] == "right":
            first, *rest = row["print"].replace(",", "").split()
            more = round(float(first) * 1.3 + 9)
            text = said(row | {"print": " ".join([str(more if more < 98 else more - 40), *rest])})
            assert in_prose(text), f"line {row['line']}: {text}"
