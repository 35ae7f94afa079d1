"""Counters and latencies. `Metrics` counts nothing; with METRICS=on it is `PrometheusMetrics`."""

from __future__ import annotations


class Metrics:
    """What is counted; this one forgets it."""

    def update(self, kind: str, outcome: str, seconds: float) -> None:
        """An update was tried: its kind, what became of it, and how long that took."""

    def retry(self, method: str, reason: str) -> None:
        """A call to Telegram is made again; `reason` is the name of the fault."""

    def exposition(self) -> bytes:
        """All figures in Prometheus's text format."""
        return b""


class PrometheusMetrics(Metrics):
    """The figures that `/metrics` serves. Labels come from fixed lists: nobody can swell them."""

    CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

    def __init__(self) -> None:
        # Here, because the package is only needed when asked for.
        from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._updates = Counter(
            "bot_updates",
            "Updates by kind and outcome",
            ["kind", "outcome"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "bot_update_seconds",
            "Seconds from taking an update in hand to its outcome",
            ["kind"],
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
            registry=self._registry,
        )
        self._retries = Counter(
            "bot_call_retries",
            "Calls to Telegram made again, by method and fault",
            ["method", "fault"],
            registry=self._registry,
        )

    def update(self, kind: str, outcome: str, seconds: float) -> None:
        """See Metrics."""
        self._updates.labels(kind, outcome).inc()
        self._seconds.labels(kind).observe(seconds)

    def retry(self, method: str, reason: str) -> None:
        """See Metrics."""
        self._retries.labels(method, reason).inc()

    def exposition(self) -> bytes:
        """See Metrics."""
        from prometheus_client import generate_latest

        return generate_latest(self._registry)
