"""A freeze → tables, rates, tests and figures. Counting is written once, in Ibis."""
