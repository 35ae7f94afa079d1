"""Who may talk to a server on this machine: nobody through another site's page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_HOSTS = frozenset({"127.0.0.1", "localhost"})
_FOREIGN = frozenset({"cross-site", "same-site"})
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other host names (DNS rebinding) and, but for the page itself, other origins."""
    if not is_local(request.headers.get("Host", "")):
        raise web.HTTPForbidden(text="This server answers to 127.0.0.1 and localhost only.\n")
    is_page = request.path == "/" or request.path.startswith("/static/")
    if not is_page and is_foreign(request):
        raise web.HTTPForbidden(text="Requests from other sites are refused.\n")
    response = await handler(request)
    if not response.prepared:
        response.headers.update(_HEADERS)
    return response


def is_local(host: str) -> bool:
    """Tell whether a Host header names this machine, with or without a port."""
    try:
        parts = urlsplit(f"//{host}")
        is_clean = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return is_clean and parts.hostname in _HOSTS and parts.username is None


def is_foreign(request: web.Request) -> bool:
    """Tell whether a browser sent this on behalf of another origin."""
    if request.headers.get("Sec-Fetch-Site", "") in _FOREIGN:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("Host")
