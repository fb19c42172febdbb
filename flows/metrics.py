"""The condition in the format of Prometheus, read anew for every scrape."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

from flows.condition import Condition, condition
from flows.wiring import House
from sources.errors import ConfigError, Problem


def exposition(home: House) -> str:
    client = _client()
    registry = client.CollectorRegistry()
    registry.register(_Collector(home, client))
    text: str = client.generate_latest(registry).decode()
    return text


def serve_metrics(home: House, port: int) -> None:
    """On loopback, until the process is stopped. Raises ConfigError where the port is taken."""
    client = _client()
    registry = client.CollectorRegistry()
    registry.register(_Collector(home, client))
    try:
        client.start_http_server(port, addr="127.0.0.1", registry=registry)
    except OSError as error:
        raise ConfigError("metrics", [Problem("--port", f"{port} cannot be used: {error.strerror}")]) from None
    threading.Event().wait()


def _client() -> Any:
    """Raises ConfigError where the extra is not installed."""
    try:
        import prometheus_client
    except ImportError:
        raise ConfigError("metrics", [Problem("prometheus-client", "pip install 'ningbo-monitor[metrics]'")]) from None
    return prometheus_client


class _Collector:
    def __init__(self, home: House, client: Any) -> None:
        self._home = home
        self._client = client

    def describe(self) -> list[Any]:
        return []  # so that registering it reads nothing

    def collect(self) -> Iterator[Any]:
        found = condition(self._home)
        core = self._client.metrics_core
        for name, help_, value in _single(found):
            yield core.GaugeMetricFamily(f"ningbo_monitor_{name}", help_, value=value)
        labelled = core.GaugeMetricFamily
        success = labelled(
            "ningbo_monitor_last_success_timestamp_seconds", "Last look that succeeded", labels=["publisher", "column"]
        )
        failures = labelled(
            "ningbo_monitor_failures_in_a_row",
            "Looks that failed since the last success",
            labels=["publisher", "column"],
        )
        for column in found.columns:
            where = [column.publisher, column.column]
            success.add_metric(where, column.last_success.timestamp() if column.last_success else 0)
            failures.add_metric(where, column.consecutive_failures)
        firing = labelled("ningbo_monitor_alert_firing", "Alerts that fire", labels=["rule", "subject"])
        for alert in found.firing:
            firing.add_metric([alert.rule, alert.subject], 1)
        outbox = labelled("ningbo_monitor_outbox_entries", "Messages not sent yet", labels=["state"])
        for state, count in found.waiting.items():
            outbox.add_metric([state.value], count)
        outbox.add_metric(["dead"], found.dead)
        yield from (success, failures, firing, outbox)
        yield core.InfoMetricFamily(
            "ningbo_monitor",
            "Versions",
            value={n.replace("-", "_"): v for n, v in found.versions.items()} | {"configuration": found.configuration},
        )


def _single(found: Condition) -> Iterator[tuple[str, str, float]]:
    yield "healthy", "1 where nothing needs a person", 0 if found.needs_a_person() else 1
    yield "overdue_series", "Series whose next value should have come", len(found.overdue)
    yield "database_bytes", "Size of the store", found.database_size
    yield "server_reachable", "1 where the schedule server answers", 1 if found.server.is_reachable else 0
    if found.server.workers is not None:
        yield "workers_alive", "Workers that the server heard of lately", found.server.workers
