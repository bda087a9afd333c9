"""Which of Django's own tables a store has.

A person's role is a column of the person and decides everything, so the store holds neither Django's groups and
permissions nor its list of content types; only the code of those applications is used.
"""

from __future__ import annotations


class OnlyOurTables:
    """A database router, named in the settings."""

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        return False if app_label in ("auth", "contenttypes") else None
