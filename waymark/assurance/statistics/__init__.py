"""Test statistics as printed: whether statistic, degrees of freedom and p suit one another, and whether the table that
they speak of gives them."""
