"""What every answer tells the browser: to run nothing but our own files, to show us in nobody's frame, to keep no page.

Outermost of the middleware, so that refusals and defects carry the headers too. It also turns away requests whose
Host is not one of the site's (DNS rebinding), and plain ones where the site is served behind TLS. Follows the OWASP
HTTP Headers cheat sheet and ASVS 4.0.3, V14.4.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
NOT_USED = (
    "camera",
    "display-capture",
    "geolocation",
    "hid",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NOT_USED),
}


class SafeHeaders:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = _turned_away(request) or self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-store")
        if isinstance(response, HttpResponse):  # so that the connection can be kept for the next request
            response.headers.setdefault("Content-Length", str(len(response.content)))
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
        return response


def _turned_away(request: HttpRequest) -> HttpResponse | None:
    plain = "text/plain; charset=utf-8"
    try:
        request.get_host()
    except DisallowedHost:
        return HttpResponse("This is not an address of the site.", status=400, content_type=plain)
    if settings.SESSION_COOKIE_SECURE and not request.is_secure():
        return HttpResponse("The site is open over https only.", status=403, content_type=plain)
    return None
