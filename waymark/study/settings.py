"""Django's settings for one workspace, named by the environment variable WAYMARK_WORKSPACE.

The store is SQLite in write-ahead mode with foreign keys and immediate transactions: writers take turns, a second one
waits instead of failing half-way, and a killed process leaves the last committed state.
"""

from __future__ import annotations

import os
from pathlib import Path

WORKSPACE = Path(os.environ.get("WAYMARK_WORKSPACE", "."))

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "waymark.study",
    "waymark.register",
    "waymark.library",
    "waymark.reading",
    "waymark.web",
]
DATABASES = {
    "default": {
        "ENGINE": "waymark.study.in_turn",
        "NAME": WORKSPACE / "waymark.db",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
}
DATABASE_ROUTERS = ["waymark.study.tables.OnlyOurTables"]
MIGRATION_MODULES = {"auth": None, "contenttypes": None}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "Europe/London"  # of what is shown; the store keeps UTC
LANGUAGE_CODE = "en-gb"
# Serving takes the workspace's own secret from waymark.secret (see `Workspace.secret`); nothing else needs one,
# and Django refuses to sign anything while this is empty.
SECRET_KEY = ""

# People. The class is in waymark/study/models.py, what they may do with their accounts in waymark/study/people.py.
AUTH_USER_MODEL = "study.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("handle", "name")},
    },
]

# Sessions end after an hour in which nothing was asked for (`waymark/web/people/sessions.py` moves the hour on,
# once a minute at most) and after twelve hours whatever was done. Behind TLS, `waymark serve` gives the cookies
# their `__Host-` names and marks them Secure.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "waymark_session"
SESSION_COOKIE_AGE = 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
LONGEST_SESSION_SECONDS = 12 * 60 * 60
CSRF_COOKIE_NAME = "waymark_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# The site. What is served and to whom stands in waymark/web/; see docs/serving.md.
ROOT_URLCONF = "waymark.web.urls"
MIDDLEWARE = [
    "waymark.web.headers.SafeHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "waymark.web.people.sessions.SessionLimits",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "waymark.web.middleware.AtTheDoor",
    "waymark.web.people.required.SecondFactorFirst",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "waymark.web.context.study_and_person",
            ],
        },
    }
]
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "waymark.web.static_files.VersionedFiles"},
}
ONE_PERSON = False  # “waymark serve --single”: nobody signs in, one link is printed
LOGIN_URL = "/sign-in"
CSRF_FAILURE_VIEW = "waymark.web.faults.too_old"
