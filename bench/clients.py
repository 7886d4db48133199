"""Closed-loop clients in processes of their own, and the figures of what they did."""

import multiprocessing
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# Acts of each client before the clock starts: connections opened, statements built once.
WARM = 5
Work = Callable[[Any], None]


@dataclass(frozen=True)
class Figures:
    """Acts a second, and how long one took (milliseconds)."""

    per_second: float
    median_ms: float
    p99_ms: float
    worst_ms: float
    slowest_share: float  # acts done by the slowest client while the fastest did all of its own

    def line(self) -> str:
        return (
            f"{self.per_second:7.0f}/s  p50 {self.median_ms:6.1f} ms  p99 {self.p99_ms:6.1f} ms  "
            f"worst {self.worst_ms:6.1f} ms"
        )


def run(start: Callable[[str], Work], url: str, shares: list[list[Any]]) -> Figures:
    """One process for each share; all begin together; `start(url)` gives the act."""
    context = multiprocessing.get_context("spawn")
    barrier, results = context.Barrier(len(shares)), context.Queue()
    crew = [
        context.Process(target=_client, args=(start, url, share, barrier, results))
        for share in shares
    ]
    for client in crew:
        client.start()
    found = [results.get() for _client in crew]
    for client in crew:
        client.join()
    return _figures(found)


def _client(
    start: Callable[[str], Work], url: str, share: list[Any], barrier: Any, results: Any
) -> None:
    act = start(url)
    for item in share[:WARM]:
        act(item)
    barrier.wait()
    marks = [time.monotonic()]
    for item in share[WARM:]:
        act(item)
        marks.append(time.monotonic())
    # Nobody goes home while others are still at work: taking 32 processes down is work itself.
    barrier.wait()
    results.put(marks)


def _figures(found: list[list[float]]) -> Figures:
    took = sorted(b - a for marks in found for a, b in zip(marks, marks[1:], strict=False))
    began, ended = min(m[0] for m in found), max(m[-1] for m in found)
    first_done = min(m[-1] for m in found)
    by_then = [sum(mark <= first_done for mark in m[1:]) / (len(m) - 1) for m in found]
    return Figures(
        per_second=len(took) / (ended - began),
        median_ms=statistics.median(took) * 1000,
        p99_ms=took[int(len(took) * 0.99) - 1] * 1000,
        worst_ms=took[-1] * 1000,
        slowest_share=min(by_then),
    )
