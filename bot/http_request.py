"""How python-telegram-bot's calls travel: over aiohttp, with faults told apart by what they mean.

The library's own way, httpx, looks through its whole pool of connections at the beginning and end
of each call, so that more calls at once made each of them dearer (benchmarks/delivery.py shows it).
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import certifi
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData


@contextmanager
def _no_authorities() -> Iterator[None]:
    """OpenSSL finds no certificates meanwhile."""
    given = os.environ.get("SSL_CERT_FILE")
    os.environ["SSL_CERT_FILE"] = os.devnull
    try:
        yield
    finally:
        del os.environ["SSL_CERT_FILE"]
        if given is not None:
            os.environ["SSL_CERT_FILE"] = given


# At its import aiohttp reads the machine's authorities into two contexts of its own, which takes as long as
# all the rest of it. Here it gets the one context that is needed, when it is needed; its own trust nobody.
with _no_authorities():
    import aiohttp

# Seconds until a connection must stand, and without a word from Telegram before a call is lost.
# Long enough that a send in doubt is rare, short enough that who waits behind it is not angry.
CONNECT_TIMEOUT, READ_TIMEOUT = 5.0, 8.0


class NotSent(NetworkError):
    """Telegram was not reached: the call has taken no effect."""


class InDoubt(NetworkError):
    """The line broke before an answer came: the call may have taken effect."""


class AiohttpRequest(BaseRequest):
    """Calls to `api_url` over at most `connections` connections, kept open between calls."""

    __slots__ = ("_connections", "_is_tls", "_proxy", "_session")

    def __init__(self, api_url: str, connections: int) -> None:
        self._proxy = _proxy(api_url)
        self._is_tls = any(urlsplit(each).scheme == "https" for each in (api_url, self._proxy or ""))
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds without a word from Telegram, unless a call says otherwise."""
        return READ_TIMEOUT

    async def initialize(self) -> None:
        """Be ready for calls. Needs a running event loop."""
        if self._session is None:
            trusted = _trusted() if self._is_tls else True
            connector = aiohttp.TCPConnector(limit=self._connections, ssl=trusted)
            jar = aiohttp.DummyCookieJar()
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=jar)

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; give HTTP status and body. Of the timeouts only the first is used.

        Raises NotSent or InDoubt, neither of which holds the address, in which the token stands.
        """
        if self._session is None:
            raise RuntimeError("not initialized")
        seconds = read_timeout if isinstance(read_timeout, int | float) else READ_TIMEOUT
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers=headers,
                proxy=self._proxy,
                timeout=aiohttp.ClientTimeout(sock_read=seconds, sock_connect=CONNECT_TIMEOUT),
                allow_redirects=False,
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise InDoubt(type(error).__name__) from None


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    """The parameters as JSON, with its headers; as a multipart form if there are files among them."""
    if data is None:
        return None, {}
    if not data.multipart_data:
        return data.json_payload, {"Content-Type": "application/json"}
    form = aiohttp.FormData(data.json_parameters)
    for name, (filename, content, content_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form, {}


def _proxy(address: str) -> str | None:
    """The proxy on the way to an address by HTTPS_PROXY and the like, which count as for httpx.

    Left to itself, aiohttp looks for it (and for a .netrc) in a thread at each call.
    """
    parts = urlsplit(address)
    if not parts.hostname or proxy_bypass(parts.hostname):
        return None
    return getproxies().get(parts.scheme)


@cache
def _trusted() -> ssl.SSLContext:
    """Whom to trust: the machine's authorities, or certifi's where it has none."""
    paths = ssl.get_default_verify_paths()
    has_some = paths.cafile or (paths.capath and os.listdir(paths.capath))
    context = ssl.create_default_context(cafile=None if has_some else certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context
