"""A small load generator: random addresses asked for over HTTP, several at a time, without a cache."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Thread
from time import perf_counter

ANSWER_SECONDS = 600  # the first answer of a process waits for its index
# A connection per request, as nginx asks for by default.
_REQUEST = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n"
    "User-Agent: essaimage-bench\r\nAccept: text/html\r\n{compressed}Connection: close\r\n\r\n"
)


class BadAnswerError(Exception):
    """The site answered something else than 200."""


@dataclass
class Load:
    """What a load came to: how long each answer took, in seconds, and how long all of them."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds if self.seconds else 0.0


def put_load(
    port: int,
    paths: Sequence[str],
    concurrency: int,
    limit: float,
    *,
    is_compressed: bool = False,
) -> Load:
    """Ask for every path once, ``concurrency`` at a time, during ``limit`` seconds at most."""
    compressed = "Accept-Encoding: gzip\r\n" if is_compressed else ""
    waiting = [_REQUEST.format(path=path, compressed=compressed).encode() for path in paths]
    load, faults = Load(), []
    start = perf_counter()

    def visitor() -> None:
        while not faults and perf_counter() - start < limit:
            try:
                request = waiting.pop()
            except IndexError:
                return  # every address was asked for
            asked = perf_counter()
            try:
                ask(port, request)
            except (OSError, BadAnswerError) as fault:
                faults.append(fault)
                return
            load.latencies.append(perf_counter() - asked)

    visitors = [Thread(target=visitor, daemon=True) for _ in range(concurrency)]
    for thread in visitors:
        thread.start()
    for thread in visitors:
        thread.join()
    if faults:
        raise faults[0]
    load.seconds = perf_counter() - start
    return load


def ask(port: int, request: bytes) -> int:
    """Send one request and read the whole answer; return its bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=ANSWER_SECONDS) as connection:
        connection.sendall(request)
        head = connection.recv(65_536)
        if not head.startswith(b"HTTP/1.1 200"):
            raise BadAnswerError(f"{request.split()[1].decode()} : {head[:40]!r}")
        received = len(head)
        while chunk := connection.recv(262_144):
            received += len(chunk)
    return received
