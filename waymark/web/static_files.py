"""Style, scripts and typefaces: nothing in them is of a study, so anybody may have them.

A page names each with `?v=` and a piece of its hash, so that a browser keeps it for good and still takes the next
version; a module that another names without it is asked for again with the date it is known by. Typefaces are
named by pages and by the style alike, so neither names a version; they are kept for a week.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

from waymark.web.audience import Audience, open_to

FOR_GOOD = "public, max-age=31536000, immutable"
FOR_A_WEEK = "public, max-age=604800"
ASK_AGAIN = "public, no-cache"
TYPEFACE = ".woff2"


class VersionedFiles(StaticFilesStorage):
    """Named in the settings; `{% static %}` asks it for addresses."""

    def url(self, name: str | None) -> str:
        plain: str = super().url(name)
        found = finders.find(name) if name else None
        if not isinstance(found, str) or found.endswith(TYPEFACE):
            return plain
        path = Path(found)
        stat = path.stat()
        return f"{plain}?v={_version(path, stat.st_mtime_ns, stat.st_size)}"


@open_to(Audience.STRANGERS)
@require_safe
def static_file(request: HttpRequest, path: str) -> HttpResponseBase:
    found = finders.find(path)
    if not isinstance(found, str):
        raise Http404
    place = Path(found)
    response = serve(request, place.name, document_root=str(place.parent))
    kept = FOR_A_WEEK if found.endswith(TYPEFACE) else FOR_GOOD if "v" in request.GET else ASK_AGAIN
    response.headers["Cache-Control"] = kept
    return response


@lru_cache(maxsize=256)
def _version(path: Path, modified_ns: int, size: int) -> str:
    """The time and the size tell when a file has to be read again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]
