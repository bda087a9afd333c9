"""A half-read study for the demonstration: people, passages pinned, second readings, a sub-sample, summaries begun.

Everything goes through the doors that a person uses; what is written comes from `waymark.demo`.
"""
