"""Test statistics as printed: read with their degrees of freedom and p, held against themselves and their table."""

from __future__ import annotations

import pytest

from waymark.assurance.checking import checked
from waymark.assurance.documents.document import Place, Prose
from waymark.assurance.documents.plain_text import read_plain_text
from waymark.assurance.findings import Class, Finding
from waymark.assurance.statistics.printed_tests import printed_tests


def findings(text: str) -> list[Finding]:
    return list(checked(read_plain_text("a.txt", text)).findings)


@pytest.mark.parametrize(
    ("text", "kind", "statistic", "df", "p", "sign"),
    [
        ("($\\chi^2 = 24.59$, $df=9$, $p = .005$)", "chi-square", "24.59", 9, ".005", "="),
        ("Chi Square 6.93, p < 0.01", "chi-square", "6.93", None, "0.01", "<"),
        ("χ²(3) = 7.81, p=0.05", "chi-square", "7.81", 3, "0.05", "="),
        ("Spearman Rank Correlation coefficient 0.197, p=0.018", "spearman", "0.197", None, "0.018", "="),
    ],
)
def test_tests_are_read_as_they_are_printed(
    text: str, kind: str, statistic: str, df: int | None, p: str, sign: str
) -> None:
    from waymark.assurance.documents.marks import plain

    (found,) = printed_tests(Prose(plain(text), Place()))
    assert (found.kind, found.statistic.text, found.df, found.p and found.p.text, found.sign) == (
        kind,
        statistic,
        df,
        p,
        sign,
    )


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("χ² = 3.84, df = 1, p = .05", True),
        ("χ² = 3.84, df = 1, p < .05", True),  # 3.844 is
        ("χ² = 3.84, df = 1, p = .025", True),  # one tail
        ("χ² = 3.84, df = 1, p = .01", False),
        ("χ² = 2.10, df = 1, p < .05", False),
        ("Spearman's rho = 0.30, n = 100, p = .002", True),
        ("Spearman's rho = 0.30, n = 20, p = .002", False),
    ],
)
def test_statistic_and_p_suit_one_another(text: str, right: bool) -> None:
    assert [one.serious for one in findings(f"It differed ({text}).")] == ([] if right else [Class.WRONG])


TABLE = """\
Table 1: Colours by shop

\tNorth (n=70)\tSouth (n=45)\tWest (n=46)
Red\t27 (39%)\t17 (38%)\t29 (63%)
Blue\t43 (61%)\t28 (62%)\t17 (37%)

(χ² = {}, df=2, p = {})
"""


def test_a_test_under_its_table_is_computed_again() -> None:
    from scipy.stats import chi2_contingency

    again = chi2_contingency([[27, 17, 29], [43, 28, 17]], correction=False)
    right = f"{again.statistic:.2f}", f"{again.pvalue:.3f}"
    assert findings(TABLE.format(*right)) == []
    (found,) = findings(TABLE.format("9.99", ".007"))
    assert found.serious is Class.UNEXPLAINED
    assert right[0] in found.computed


def test_a_test_of_two_columns_is_recognised() -> None:
    from scipy.stats import chi2_contingency

    two = chi2_contingency([[17, 29], [28, 17]], correction=True)
    text = TABLE.format(f"{two.statistic:.2f}", f"{two.pvalue:.3f}").replace("df=2", "df=1")
    assert findings(text) == []
