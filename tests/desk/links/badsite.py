"""A real local server that misbehaves in every way: each path is one way to answer badly.

It speaks through bare sockets, since a proper library would refuse to be that rude. ``requests`` keeps
what was asked, ``most_at_once`` how many requests were under way together at most.
"""

import socket
import ssl
import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread
from urllib.parse import quote, unquote

# Signed by itself for « localhost », until 2126; serves nothing but these tests.
CERTIFICATE = Path(__file__).with_name("localhost.pem")
HUGE = 200_000_000  # bytes that a huge body would weigh


class BadSite:
    """The server. ``address("/lent")`` is how its pages are asked for."""

    def __init__(self, *, is_secure: bool = False, interface: str = "127.0.0.1") -> None:
        self.requests: list[tuple[str, str, str]] = []  # method, path, headers
        self.most_at_once = 0
        self.sent = 0  # bytes of bodies
        self._now = 0
        self._guard = Lock()
        self._closing = Event()
        self._scheme = "https" if is_secure else "http"
        self._context = None
        if is_secure:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(CERTIFICATE)
        self._socket = socket.create_server((interface, 0), backlog=64)
        self.port = self._socket.getsockname()[1]
        Thread(target=self._serve, daemon=True).start()

    def address(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self._scheme}://{host}:{self.port}{quote(path, safe='/:?&=')}"

    def asked(self, path: str) -> list[str]:
        """Return the methods with which ``path`` was asked for."""
        return [method for method, asked, _ in self.requests if asked == path]

    def close(self) -> None:
        self._closing.set()
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)  # accept() would keep the door open
        self._socket.close()

    def _serve(self) -> None:
        while not self._closing.is_set():
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            Thread(target=self._answer, args=[client], daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        with suppress(OSError), client:
            if self._context:
                client = self._context.wrap_socket(client, server_side=True)
            client.settimeout(20)
            read = b""
            while b"\r\n\r\n" not in read:
                part = client.recv(4096)
                if not part:
                    return
                read += part
                if read.startswith(b"\x16"):  # someone speaks TLS to a site that does not
                    client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                    return
            line, _, headers = read.decode("latin-1").partition("\r\n")
            method, path, _ = line.split(" ")
            with self._guard:
                self.requests.append((method, path, headers))
                self._now += 1
                self.most_at_once = max(self.most_at_once, self._now)
            try:
                self._misbehave(client, method, path)
            finally:
                with self._guard:
                    self._now -= 1

    def _misbehave(self, client: socket.socket, method: str, path: str) -> None:
        name, _, value = unquote(path).removeprefix("/").partition("/")
        match name:
            case "statut":
                client.sendall(head(int(value)))
            case "rude":  # some servers refuse HEAD, in one way or another
                code = int(value) if method == "HEAD" else 200
                client.sendall(head(code) if code else b"")
            case "attendre":
                client.sendall(head(429, f"Retry-After: {value}"))
            case "vers":
                code, _, target = value.partition("/")
                client.sendall(head(int(code), f"Location: {target}"))
            case "boucle":
                client.sendall(head(302, "Location: /boucle"))
            case "pendule":
                client.sendall(head(302, f"Location: /pendule/{'b' if value == 'a' else 'a'}"))
            case "toujours":
                client.sendall(head(302, f"Location: /toujours/{int(value) + 1}"))
            case "sans-location":
                client.sendall(head(302))
            case "muet":
                self._closing.wait(20)
            case "goutte":  # a byte of header now and then, for ever
                client.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                while not self._closing.wait(0.1):
                    client.sendall(b"a")
            case "corps-lent":
                client.sendall(head(200, length=1000))
                while not self._closing.wait(0.2):
                    client.sendall(b"a")
            case "coupe":  # RST instead of an answer
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            case "ferme":
                pass
            case "coupe-entete":
                client.sendall(b"HTTP/1.1 200 OK\r\nContent-Ty")
            case "charabia":
                client.sendall(b"\x00\x01 nothing like HTTP\r\n\r\n")
            case "entetes-sans-fin":
                with suppress(OSError):
                    client.sendall(b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 300_000)
                    client.sendall(b"\r\n\r\n")
            case "mille-entetes":
                client.sendall(b"HTTP/1.1 200 OK\r\n" + b"X-A: a\r\n" * 1000 + b"\r\n")
            case "cent-continue":
                with suppress(OSError):
                    while not self._closing.is_set():
                        client.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            case "enorme":
                client.sendall(head(200 if method == "GET" else 405, length=HUGE))
                self._pour(client, b"a" * 65_536)
            case "bombe":  # a few kilobytes that would open into gigabytes
                coding = "Content-Encoding: gzip"
                client.sendall(head(200 if method == "GET" else 405, coding, length=HUGE))
                packed = zlib.compressobj(9, zlib.DEFLATED, 31)
                self._pour(client, packed.compress(b"\0" * 10_000_000) + packed.flush())
            case "lent":
                time.sleep(float(value.partition("?")[0]))
                client.sendall(head(200))
            case _:
                client.sendall(head(200))

    def _pour(self, client: socket.socket, part: bytes) -> None:
        while self.sent < HUGE and not self._closing.is_set():
            client.sendall(part)
            self.sent += len(part)


def head(status: int, *lines: str, length: int = 0) -> bytes:
    """Return the head of an answer."""
    parts = [f"HTTP/1.1 {status} Said", f"Content-Length: {length}", "Connection: close", *lines]
    return ("\r\n".join(parts) + "\r\n\r\n").encode()


@contextmanager
def bad_site(**options) -> Iterator[BadSite]:
    """Serve for the time of a test."""
    site = BadSite(**options)
    try:
        yield site
    finally:
        site.close()
