"""Cleaning: a cell as received becomes a typed value, by the type of its variable, each change a recorded
step."""
