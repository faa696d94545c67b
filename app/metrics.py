"""What is counted and timed, over all server processes, in Prometheus's text form; it must not know the application."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1.2, 2.5, 5.0, 10.0)


# Over all living processes of the host: name, help, and how their values are put together.
_HELD: Mapping[str, tuple[str, str, Literal["livemin", "livemax"]]] = MappingProxyType(
    {
        "first": (
            "data_loaded_first_timestamp_seconds",
            "When the process that did so first loaded the data it holds",
            "livemin",
        ),
        "last": (
            "data_loaded_last_timestamp_seconds",
            "When the process that did so last loaded the data it holds",
            "livemax",
        ),
        "problems": ("data_refused_problems", "Problems of a newer package that was refused", "livemax"),
        "unreached": ("data_source_unreached", "1 while the address of the package cannot be read", "livemax"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A figure as it is at this moment, with labels that say more about it."""

    name: str
    help: str
    value: float
    labels: tuple[tuple[str, str], ...] = field(default=())


class Metrics:
    """Requests by kind and status, and how long they took.

    ``directory``: where the processes of a host put their counts together (set up before they start), None for one
    process alone. Labels are few and fixed: never an address, never anything a reader has sent.
    """

    def __init__(self, directory: Path | None = None) -> None:
        self._directory = directory
        self._registry = CollectorRegistry()
        self._requests = Counter("doppelkern_requests", "Answers given", ["kind", "status"], registry=self._registry)
        self._seconds = Histogram(
            "doppelkern_request_seconds", "Time to an answer", ["kind"], buckets=_SECONDS, registry=self._registry
        )
        self._failed = Counter(
            "doppelkern_callback_errors", "Callbacks that failed on the server", registry=self._registry
        )
        self._held: dict[str, Gauge] = {}
        self._lock = Lock()

    def answered(self, kind: str, *, status: int, seconds: float) -> None:
        """Count an answer of a kind; a callback answered 5xx is a failed one."""
        self._requests.labels(kind, str(status)).inc()
        self._seconds.labels(kind).observe(seconds)
        if kind == "callback" and status >= 500:
            self._failed.inc()

    def hold(self, *, loaded: float, problems: int, unreached: bool) -> None:
        """What this process holds: since when the data (seconds since 1970), what is wrong with newer data."""
        with self._lock:
            if not self._held:  # made by the process that holds something: the one that only forks would say 0
                self._held = {
                    key: Gauge(f"doppelkern_{name}", text, registry=self._registry, multiprocess_mode=mode)
                    for key, (name, text, mode) in _HELD.items()
                }
        for key, value in (("first", loaded), ("last", loaded), ("problems", problems), ("unreached", unreached)):
            self._held[key].set(float(value))

    def text(self, now: Sequence[Reading]) -> bytes:
        """Everything counted since the start, and what holds at this moment."""
        counted = self._registry
        if self._directory is not None and self._directory.is_dir():  # temporary folders get tidied away
            counted = CollectorRegistry()
            counted.register(_Together(self._directory))
        momentary = CollectorRegistry()
        momentary.register(_Momentary(now))
        return generate_latest(counted) + generate_latest(momentary)


def forget_process(process: int, directory: Path | None) -> None:
    """Let go of what an ended process held; its counts stay."""
    if directory is not None:
        mark_process_dead(process, str(directory))  # type: ignore[no-untyped-call]


class _Together(Collector):
    """What all processes of the host have counted, from the files they share.

    A file is made first and given its size afterwards. One that is still empty holds no counts yet, and is left so for
    good by a process that ends in between; the library's own collector would answer nothing at all on meeting it.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def collect(self) -> Iterable[Metric]:
        begun = [str(path) for path in sorted(self._directory.glob("*.db")) if _size(path) > 0]
        merged: Iterable[Metric] = MultiProcessCollector.merge(begun)  # type: ignore[no-untyped-call]
        return merged


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # of a process that has just ended
        return 0


class _Momentary:
    """Readings as Prometheus wants them; they are kept nowhere."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for reading in self._readings:
            family = GaugeMetricFamily(reading.name, reading.help, labels=[name for name, _ in reading.labels])
            family.add_metric([text for _, text in reading.labels], reading.value)
            yield family
