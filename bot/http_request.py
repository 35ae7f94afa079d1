"""How python-telegram-bot's calls travel: over aiohttp, with faults told apart by what they mean.

The library's own way, httpx, looks through its whole pool of connections at the beginning and end
of each call, so that more calls at once made each of them dearer (benchmarks/delivery.py shows it).
"""

from __future__ import annotations

import os
import ssl
from typing import Any

import aiohttp
import certifi
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

# Seconds until a connection must stand, and without a word from Telegram before a call is lost.
# Long enough that a send in doubt is rare, short enough that who waits behind it is not angry.
CONNECT_TIMEOUT, READ_TIMEOUT = 5.0, 8.0


class NotSent(NetworkError):
    """Telegram was not reached: the call has taken no effect."""


class InDoubt(NetworkError):
    """The line broke before an answer came: the call may have taken effect."""


class AiohttpRequest(BaseRequest):
    """Calls over at most `connections` connections, which are kept open between calls."""

    __slots__ = ("_connections", "_session")

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds without a word from Telegram, unless a call says otherwise."""
        return READ_TIMEOUT

    async def initialize(self) -> None:
        """Be ready for calls. Needs a running event loop."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ssl=_trusted())
            jar = aiohttp.DummyCookieJar()
            # trust_env: HTTPS_PROXY and the like count, as they do for httpx.
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=jar, trust_env=True
            )

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
        timeout = aiohttp.ClientTimeout(sock_read=seconds, sock_connect=CONNECT_TIMEOUT)
        try:
            async with self._session.request(
                method, url, data=_form(request_data), timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise InDoubt(type(error).__name__) from None


def _form(data: RequestData | None) -> aiohttp.FormData | None:
    """The parameters as a form; multipart if there are files among them."""
    if data is None:
        return None
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, content_type) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form


def _trusted() -> ssl.SSLContext | bool:
    """Whom to trust: the machine's authorities, or certifi's where it has none."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile or (paths.capath and os.listdir(paths.capath)):
        return True
    return ssl.create_default_context(cafile=certifi.where())
