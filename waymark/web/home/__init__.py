"""The first page, for each role its own, and the lists behind its numbers."""
