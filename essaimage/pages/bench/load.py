"""A small load generator: random addresses asked for over HTTP, several at a time, without a cache.

It shares the processors with what it measures, so it must weigh little: requests are written before
the clock starts, and answers are read to the end, into the same room, without being understood.
"""

import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Thread
from time import perf_counter, process_time

ROOM = 262_144  # bytes read at once at most
ANSWER_SECONDS = 1_800  # the first answer of a process waits for its index: 300 000 sheets are long
_PATIENCE = struct.pack("ll", ANSWER_SECONDS, 0)
# A connection per request, as nginx asks for by default.
_REQUEST = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n"
    "User-Agent: essaimage-bench\r\nAccept: text/html\r\n{compressed}Connection: close\r\n\r\n"
)


class BadAnswerError(Exception):
    """The site answered something else than 200, or nothing."""


@dataclass
class Load:
    """What a load came to: how long each answer took, in seconds, and how long all of them.

    ``own``: the processor time, in seconds, that asking and reading took from the site.
    """

    seconds: float = 0.0
    own: float = 0.0
    latencies: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    @property
    def own_each(self) -> float:
        """Processor time of one request and its answer, in seconds."""
        return self.own / len(self.latencies) if self.latencies else 0.0


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
    start, own = perf_counter(), process_time()

    def visitor() -> None:
        room = bytearray(ROOM)
        while not faults and perf_counter() - start < limit:
            try:
                request = waiting.pop()
            except IndexError:
                return  # every address was asked for
            asked = perf_counter()
            try:
                ask(port, request, room)
            except BadAnswerError as fault:
                faults.append(fault)
                return
            except OSError as fault:
                faults.append(BadAnswerError(f"{request.split()[1].decode()} : {fault}"))
                return
            load.latencies.append(perf_counter() - asked)

    visitors = [Thread(target=visitor, daemon=True) for _ in range(concurrency)]
    for thread in visitors:
        thread.start()
    for thread in visitors:
        thread.join()
    if faults:
        raise faults[0]
    load.seconds, load.own = perf_counter() - start, process_time() - own
    return load


def ask(port: int, request: bytes, room: bytearray | None = None) -> int:
    """Send one request and read the whole answer; return its bytes. ``room``: where to read it."""
    room = bytearray(ROOM) if room is None else room
    with socket.socket() as connection:
        # A time-out of the socket itself: Python's own would ask the system twice for each reading.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _PATIENCE)
        connection.connect(("127.0.0.1", port))
        connection.sendall(request)
        received = connection.recv_into(room)
        if not room.startswith(b"HTTP/1.1 200", 0, received):
            said = bytes(room[: min(received, 40)])
            raise BadAnswerError(f"{request.split()[1].decode()} : {said!r}")
        while count := connection.recv_into(room):
            received += count
    return received
