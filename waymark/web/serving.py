"""Serving the site of one study by waitress, a server in plain Python that runs on every system.

`prepare_site` tells Django what depends on how the site is served: the secret, the addresses under which it may
be asked for, whether the cookies are for TLS only. `server_of` binds; the caller runs and ends it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import waitress  # type: ignore[import-untyped]
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from waitress.server import BaseWSGIServer, MultiSocketServer  # type: ignore[import-untyped]

from waymark.instruments.problems import CallProblem
from waymark.study.workspace import Workspace, connect, use_secret

LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")
THREADS = 8
LARGEST_REQUEST_BYTES = 64 * 1024**2
LARGEST_PAGE_IN_MEMORY_BYTES = 8 * 1024**2
"""A page on its way out; a larger one goes by way of the disk. A report of 190 pages has not quite a megabyte."""

LONGEST_TURN_SECONDS = 0.0005
"""How long one thread keeps the others from going on. A page asks the store row by row, and has to wait for its turn
after each; with Python's own 5 ms a page that is being written makes all others crawl."""
HSTS_SECONDS = 365 * 24 * 60 * 60
BUILT = Path(__file__).parent / "static" / "built" / "waymark.css"


@dataclass(frozen=True)
class Behind:
    """A proxy that speaks TLS for us: its address, from which its word on the visitor is taken."""

    proxy: str


def prepare_site(
    workspace: Workspace, names: Sequence[str], *, behind: Behind | None = None, one_person: bool = False
) -> None:
    """Point the site at the workspace. `names`: the host names under which it may be asked for."""
    connect(workspace)
    use_secret(workspace)
    over_tls = behind is not None
    prefix = "__Host-" if over_tls else ""
    told: dict[str, Any] = {
        "ALLOWED_HOSTS": list(names),
        "ONE_PERSON": one_person,
        "SESSION_COOKIE_SECURE": over_tls,
        "SESSION_COOKIE_NAME": f"{prefix}waymark_session",
        "CSRF_COOKIE_SECURE": over_tls,
        "CSRF_COOKIE_NAME": f"{prefix}waymark_form",
        "SECURE_HSTS_SECONDS": HSTS_SECONDS if over_tls else 0,
    }
    for name, value in told.items():
        setattr(settings, name, value)


def server_of(bind: str, port: int, behind: Behind | None = None) -> BaseWSGIServer | MultiSocketServer:
    """A server that is bound and not running yet. Raises `CallProblem` where the port cannot be had.

    A proxy's word on who the visitor is and whether they came by TLS is taken from its own address only.
    """
    trusted: dict[str, Any] = {}
    if behind is not None:
        trusted = {
            "trusted_proxy": behind.proxy,
            "trusted_proxy_count": 1,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
            "clear_untrusted_proxy_headers": True,
        }
    sys.setswitchinterval(LONGEST_TURN_SECONDS)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # that requests wait a moment is no news
    try:
        return waitress.create_server(
            get_wsgi_application(),
            host=bind,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_REQUEST_BYTES,
            outbuf_overflow=LARGEST_PAGE_IN_MEMORY_BYTES,
            **trusted,
        )
    except (OSError, OverflowError, ValueError) as error:
        raise CallProblem(
            f"nothing can be served at {bind}, port {port}: {error}.", right="Choose another with --port."
        ) from error


def is_built() -> bool:
    """Whether style and scripts are there; the pages work without them, plainly."""
    return BUILT.is_file()
