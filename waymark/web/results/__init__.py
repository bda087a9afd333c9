"""The pack's tables and figures of the data as they stand, and any two variables against each other."""
