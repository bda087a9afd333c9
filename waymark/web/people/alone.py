"""The link that `waymark serve --single` prints: it lets somebody in once, in this process only."""

from __future__ import annotations

import hmac
import secrets
import threading


class OneTimeLink:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._token = ""

    def offer(self) -> str:
        """A new token; one offered before no longer works."""
        with self._lock:
            self._token = secrets.token_urlsafe(32)
            return self._token

    def take(self, token: str) -> bool:
        with self._lock:
            right = bool(self._token) and hmac.compare_digest(token.encode(), self._token.encode())
            if right:
                self._token = ""
            return right


PRINTED_LINK = OneTimeLink()
