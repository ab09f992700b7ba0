"""The site served as it is installed, under a load of random addresses."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .clock import Times
from .load import Load, ask, put_load
from .processes import (
    WORKERS,
    FailedStep,
    children_of,
    environment,
    free_port,
    last_words,
    memory_of,
    started,
)

START_SECONDS = 60
ROUNDS = 20  # of warming at most, until every process has its index
CONCURRENCY = (1, 8)


@contextmanager
def served(database_url: str, log: Path) -> Iterator[tuple[int, int]]:
    """Serve the site on a free port; yield (port, number of gunicorn's first process)."""
    port = free_port()
    command = ["-m", "gunicorn", "--config", "python:essaimage.gunicorn"]
    with started(command, environment(database_url, port), log, is_heard=False) as server:
        deadline = time.monotonic() + START_SECONDS
        while len(children_of(server.pid)) < WORKERS or not _answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise FailedStep(last_words(log))
            time.sleep(0.1)
        yield port, server.pid


def _answers(port: int) -> bool:
    try:
        ask(port, b"GET /mentions-legales/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"X-Forwarded-Proto: https\r\nConnection: close\r\n\r\n")  # fmt: skip
    except OSError:
        return False
    return True


def warm(port: int, server: int, paths: Sequence[str]) -> None:
    """Ask until every process has built all it keeps: memory tells which ones have not."""
    former = 0
    for _ in range(ROUNDS):
        put_load(port, paths, 4 * WORKERS, limit=1)
        memories = [memory_of(child) for child in children_of(server)]
        if min(memories) > 0.8 * max(memories) and sum(memories) < 1.02 * former:
            return
        former = sum(memories)


def http_results(
    database_url: str, paths: Sequence[str], seconds: float, log: Path
) -> dict[str, float]:
    """Return requests a second and slow ends, one request at a time then eight, and memory.

    ``paths`` are cut in as many lots as there are loads, so that no address is asked for twice.
    """
    lot = len(paths) // (len(CONCURRENCY) + 2)
    lots = [paths[start : start + lot] for start in range(0, lot * (len(CONCURRENCY) + 2), lot)]
    results = {}
    with served(database_url, log) as (port, server):
        warm(port, server, lots.pop())
        for concurrency in CONCURRENCY:
            load: Load = put_load(port, lots.pop(), concurrency, seconds)
            results[f"http.{concurrency}"] = load.per_second
            results[f"http.{concurrency}.p95"] = Times.of(load.latencies).p95
            results["http.client"] = load.own_each
        compressed = put_load(port, lots.pop(), CONCURRENCY[-1], seconds, is_compressed=True)
        results[f"http.{CONCURRENCY[-1]}.gzip"] = compressed.per_second
        results["memory.served"] = max(memory_of(child) for child in children_of(server))
    return results
