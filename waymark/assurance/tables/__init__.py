"""Tables of a report: what their headers and cells mean, and which of their figures do not add up."""
