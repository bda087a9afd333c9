"""The structure of a report: what it says about itself, and its sections, read by rules from its stored text."""
