"""Whether a file is a version of a report that is there."""

from __future__ import annotations

from tests.library.texts import text_of
from waymark.library.versions import KnownReports, fingerprints, packed, unpacked


def paragraph(number: int) -> str:
    return (
        f"In the matter of point {number} the agencies met, and what they knew of the household was not brought "
        f"together before the {number} of the month."
    )


REPORT = text_of(*(paragraph(number) for number in range(20)))


def known() -> KnownReports:
    reports = KnownReports()
    reports.add(7, fingerprints(REPORT))
    reports.add(8, fingerprints(text_of(*(paragraph(number) for number in range(100, 130)))))
    return reports


def test_a_report_with_two_paragraphs_changed_is_a_version() -> None:
    changed = text_of(*(paragraph(number if number > 1 else number + 900) for number in range(20)))
    found = known().version_of(fingerprints(changed))
    assert found is not None
    assert (found[0], round(found[1], 2)) == (7, 0.9)


def test_case_and_spacing_make_no_other_report() -> None:
    loud = text_of(*(paragraph(number).upper().replace(" ", "  ") for number in range(20)))
    assert known().version_of(fingerprints(loud)) == (7, 1.0)


def test_a_paragraph_is_known_again_without_its_signs_beyond_ascii_in_case_and_spacing() -> None:
    said = "The family’s health visitor wrote to Zoë’s school about " + paragraph(1)
    loud = said.upper().replace(" ", "\u2003\u00a0")
    assert fingerprints(text_of(said)) == fingerprints(text_of(loud)) != frozenset()


def test_a_shared_chapter_makes_no_version() -> None:
    shared = text_of(*(paragraph(number) for number in (*range(8), *range(300, 320))))
    assert known().version_of(fingerprints(shared)) is None


def test_a_summary_of_a_report_is_a_report_of_its_own() -> None:
    assert known().version_of(fingerprints(text_of(*(paragraph(number) for number in range(5))))) is None


def test_a_report_without_long_paragraphs_is_nobodys_version() -> None:
    short = fingerprints(text_of("Page withheld."))
    reports = known()
    reports.add(9, short)
    assert reports.version_of(short) is None


def test_fingerprints_are_kept_as_they_are() -> None:
    prints = fingerprints(REPORT)
    assert len(prints) == 20
    assert unpacked(packed(prints)) == prints
