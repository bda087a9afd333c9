"""Checks the figures of any published report, ours included."""
