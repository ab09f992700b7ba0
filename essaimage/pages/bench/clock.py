"""Times told by their middle and by their slow end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil
from statistics import median
from time import perf_counter
from typing import Any


@dataclass(frozen=True)
class Times:
    """The median and the 95th percentile of durations, in seconds."""

    median: float
    p95: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Times":
        """Return the account of ``seconds``, which holds one duration at least."""
        ordered = sorted(seconds)
        return cls(median(ordered), ordered[ceil(0.95 * len(ordered)) - 1])


def timed(work: Callable[..., Any], *args: Any) -> tuple[float, Any]:
    """Return how long ``work`` took, in seconds, and what it returned."""
    start = perf_counter()
    result = work(*args)
    return perf_counter() - start, result
