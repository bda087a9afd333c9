"""Django's settings for one workspace, named by the environment variable WAYMARK_WORKSPACE.

The store is SQLite in write-ahead mode with foreign keys and immediate transactions: a second writer
waits instead of failing half-way, and a killed process leaves the last committed state.
"""

from __future__ import annotations

import os
from pathlib import Path

WORKSPACE = Path(os.environ.get("WAYMARK_WORKSPACE", "."))

INSTALLED_APPS = ["waymark.study", "waymark.register", "waymark.library"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": WORKSPACE / "waymark.db",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-gb"
SECRET_KEY = "no page is served from this store"
