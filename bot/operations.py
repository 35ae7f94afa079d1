"""The bot's own HTTP server: `/healthz`, `/readyz`, `/metrics`, and the webhook's route if any."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from aiohttp import web

from bot.metrics import Metrics, PrometheusMetrics
from bot.store import Store, StoreDown

# Bytes of a request's body. Telegram's updates have a few thousand.
MAX_BODY = 1024 * 1024
# Seconds that a stop gives to requests in hand (pushes are finished before, see `Webhook.drain`).
# aiohttp may take them twice.
CLOSE = 0.5


class Health:
    """Whether the bot can answer: knowledge loaded, Telegram reached, the store reached."""

    def __init__(self, store: Store, metrics: Metrics, is_connected: Callable[[], bool]) -> None:
        self._store = store
        self._metrics = metrics
        self._is_connected = is_connected
        self.is_stopping = False

    def routes(self) -> list[web.RouteDef]:
        """The routes; `/metrics` only where figures are kept."""
        routes = [web.get("/healthz", self.alive), web.get("/readyz", self.ready)]
        if isinstance(self._metrics, PrometheusMetrics):
            routes.append(web.get("/metrics", self.figures))
        return routes

    async def alive(self, request: web.Request) -> web.Response:
        """200: the process runs."""
        return web.Response(text="ok\n")

    async def ready(self, request: web.Request) -> web.Response:
        """200 or 503, with `{"knowledge", "telegram", "store", "running"}`, each true or false."""
        parts = {
            # Without a sound knowledge base the bot does not start.
            "knowledge": True,
            "telegram": self._is_connected(),
            "store": await self._reaches_store(),
            "running": not self.is_stopping,
        }
        return web.json_response(parts, status=200 if all(parts.values()) else 503)

    async def figures(self, request: web.Request) -> web.Response:
        """The counters in Prometheus's text format."""
        headers = {"Content-Type": PrometheusMetrics.CONTENT_TYPE}
        return web.Response(body=self._metrics.exposition(), headers=headers)

    async def _reaches_store(self) -> bool:
        try:
            await self._store.ping()
        except StoreDown:
            return False
        return True


class Server:
    """Serves routes on one port from `start` to `stop`."""

    def __init__(self, routes: Iterable[web.RouteDef]) -> None:
        app = web.Application(client_max_size=MAX_BODY)
        app.add_routes(routes)
        # No access log: addresses and times of requests are nobody's business.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSE)

    async def start(self, host: str, port: int) -> int:
        """Listen (port 0: any free one); give the port. Raises OSError when that can't be."""
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port, backlog=1024).start()
        return int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Take no more requests, and finish those in hand."""
        await self._runner.cleanup()
