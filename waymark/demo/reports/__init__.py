"""The reports of the demonstration: 175 synthetic reports as PDF, and the truth about each."""
