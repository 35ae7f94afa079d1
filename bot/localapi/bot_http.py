"""The bot's side over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import inspect
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web

from . import contract
from .bodies import read_params
from .errors import ApiError, Json, too_many_requests
from .methods import BY_LOWER_NAME, METHODS, Service

if TYPE_CHECKING:
    from .faults import Fault, Faults
    from .params import Params

MAX_CALLS = 10_000
MAX_HOLD = 600.0
CLOSED = 499
_REFUSALS = {"500": "Internal Server Error", "502": "Bad Gateway"}


@dataclass(slots=True)
class Call:
    """One call of the bot: when it came (clock's seconds) and what became of it.

    `params` are the parameters as sent, files as `{"name", "size"}`. `status` is the HTTP status
    of the answer, 0 while there is none, 499 when the connection was closed instead; `applied`
    tells whether the call took effect.
    """

    method: str
    params: Json
    time: float
    status: int = 0
    applied: bool = False


class BotHttp:
    """Takes the bot's calls, lets faults strike, and answers."""

    def __init__(self, token: str, service: Service, faults: Faults) -> None:
        self._token = token
        self._service = service
        self._faults = faults
        self.calls: deque[Call] = deque(maxlen=MAX_CALLS)
        self.latency = 0.0
        self._stopping = asyncio.Event()

    def routes(self) -> list[web.RouteDef]:
        """Give the routes; method names match whatever their case."""
        call, file = r"/bot{token:[^/]+}/{method}", r"/file/bot{token:[^/]+}/{path:.+}"
        return [web.get(call, self.call), web.post(call, self.call), web.get(file, self.file)]

    def start(self) -> None:
        """Be ready to hold calls (again)."""
        self._stopping.clear()

    def stop(self) -> None:
        """Let go of the calls that are held."""
        self._stopping.set()

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        try:
            self._check_token(request)
            name = _method(request)
            params = await read_params(request)
        except ApiError as error:
            return web.json_response(error.json(), status=error.code)
        return await self._answer(request, name, params)

    def _check_token(self, request: web.Request) -> None:
        given = request.match_info["token"].encode()
        if not hmac.compare_digest(given, self._token.encode()):
            raise ApiError(401, "Unauthorized")

    async def _answer(self, request: web.Request, name: str, params: Params) -> web.StreamResponse:
        record = self._record(name, params)
        if self.latency:
            await self._pause(self.latency)
        fault = self._faults.pick(name)
        response = await self._refusal(request, fault) if fault else None
        if response is None:
            response = await self._apply(name, params, record)
            response = await self._spoil(request, response, fault) if fault else response
        record.status = response.status
        self._service.chats.changed.notify()
        return response

    def _record(self, name: str, params: Params) -> Call:
        files = {key: {"name": u.name, "size": len(u.data)} for key, u in params.uploads.items()}
        record = Call(name, params.values | files, self._service.chats.clock())
        self.calls.append(record)
        self._service.chats.changed.notify()
        return record

    async def _apply(self, name: str, params: Params, record: Call) -> web.Response:
        try:
            contract.check(name, params)
            result: Any = METHODS[name](self._service, params)
            if inspect.isawaitable(result):
                result = await result
        except ApiError as error:
            return web.json_response(error.json(), status=error.code)
        record.applied = True
        return web.json_response({"ok": True, "result": result})

    async def _refusal(self, request: web.Request, fault: Fault) -> web.StreamResponse | None:
        """Give the answer to a call that is not applied, None for one that is."""
        if fault.kind == "drop_before":
            return _hang_up(request)
        if fault.kind == "429":
            error = too_many_requests(fault.retry_after)
            return web.json_response(error.json(), status=429)
        if fault.kind == "502":
            page = "<html><body><h1>502 Bad Gateway</h1></body></html>"
            return web.Response(status=502, text=page, content_type="text/html")
        if reason := _REFUSALS.get(fault.kind):
            status = int(fault.kind)
            return web.json_response(ApiError(status, reason).json(), status=status)
        return None

    async def _spoil(
        self,
        request: web.Request,
        response: web.Response,
        fault: Fault,
    ) -> web.StreamResponse:
        """Do to the answer of an applied call what the fault says."""
        if fault.kind == "slow":
            await self._pause(fault.delay)
            return response
        if fault.kind == "timeout":
            # The server cancels this when the bot hangs up.
            await self._pause(MAX_HOLD)
        return _hang_up(request)

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopping.wait()

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Answer a download by `file_path`."""
        try:
            self._check_token(request)
        except ApiError as error:
            return web.json_response(error.json(), status=error.code)
        stored = self._service.files.at(request.match_info["path"])
        if stored is None:
            return web.json_response(ApiError(404, "Not Found").json(), status=404)
        return web.Response(body=stored.data, content_type="application/octet-stream")


def _method(request: web.Request) -> str:
    name = BY_LOWER_NAME.get(request.match_info["method"].lower())
    if name is None:
        raise ApiError(404, "Not Found: method not found")
    return name


def _hang_up(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    # Nobody reads this; the status is for the record of calls.
    return web.Response(status=CLOSED)
