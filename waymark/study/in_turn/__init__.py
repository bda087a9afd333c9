"""SQLite as Django knows it, where those who write within one process take turns (docs/decisions/0013)."""
