"""Waymark: national analysis of reviews of children's deaths and serious harm."""

__version__ = "0.1.0"
