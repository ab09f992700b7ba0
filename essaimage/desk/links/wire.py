"""One request to one machine whose IP address was checked, within a time that nothing can stretch.

The standard library’s ``http.client``, on a socket we open ourselves: the connection is made to the
very IP address that was found public (a second look-up of the name could answer another one), no
proxy of the environment, no redirection, no cookie, no decompression. Nothing of a body is read.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from threading import Thread

from .addresses import PORTS, Address
from .networks import is_loopback, is_public
from .verdicts import Kind

CONNECT = 8.0  # seconds to be let in by one machine
SILENCE = 10.0  # seconds without a byte
NAMES = 8.0  # seconds to look for a name
LONGEST_REST = 7 * 86_400.0  # seconds: a site that asks for more is visited a week later
LARGEST = 64_000  # bytes of headers
MACHINES = 4  # IP addresses tried for one name

Resolver = Callable[[str, int], Sequence[str]]


class Failed(Exception):
    """The request did not end with a status."""

    def __init__(self, kind: Kind, reason: str = "") -> None:
        super().__init__(kind, reason)
        self.kind = kind
        self.reason = reason


@dataclass(frozen=True)
class Answer:
    """What a server said: ``location`` of a redirection, ``retry_after`` in seconds."""

    status: int
    location: str = ""
    retry_after: float | None = None


def names_of(host: str, port: int) -> list[str]:
    """Return the IP addresses of ``host``, as the system finds them; raises ``OSError``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def machines(
    address: Address, until: float, *, resolver: Resolver = names_of, allow_loopback: bool = False
) -> list[str]:
    """Return the IP addresses of a site, every one of which is public; raises ``Failed``.

    ``allow_loopback`` is for tests: no setting nor option of a command gives it.
    """
    found = _looked_up(address, until, resolver)
    if not found:
        raise Failed(Kind.NO_SUCH_NAME)
    if not all(is_public(ip) or (allow_loopback and is_loopback(ip)) for ip in found):
        raise Failed(Kind.PRIVATE)
    return found


def _looked_up(address: Address, until: float, resolver: Resolver) -> list[str]:
    """Look for the name in a thread of its own: the system’s search knows no limit of time."""
    found: list[str] = []
    errors: list[OSError | UnicodeError] = []

    def look() -> None:
        try:
            found.extend(resolver(address.host, address.port))
        except (OSError, UnicodeError) as error:
            errors.append(error)

    thread = Thread(target=look, daemon=True)
    thread.start()
    thread.join(min(NAMES, _left(until)))
    if thread.is_alive():
        raise Failed(Kind.NAME_FAILED)
    if errors:
        code = getattr(errors[0], "errno", None)
        unknown = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
        raise Failed(Kind.NO_SUCH_NAME if code in unknown else Kind.NAME_FAILED)
    return found


def ask(
    method: str,
    address: Address,
    ips: Sequence[str],
    until: float,
    *,
    agent: str,
    trusted: ssl.SSLContext | None = None,
) -> Answer:
    """Send one request to one of ``ips`` and return the head of its answer; raises ``Failed``.

    ``until`` is a moment of ``time.monotonic``; ``trusted`` says which certificates hold (the
    machine’s own, when it is not given).
    """
    sock = _connected(address, ips, until)
    try:
        if address.is_secure:
            context = trusted or system_trust()
            sock.settimeout(min(CONNECT, _left(until)))
            sock = context.wrap_socket(sock, server_hostname=address.host)
        return _spoken(method, address, _Guarded(sock, until), agent)
    except ssl.SSLCertVerificationError as error:
        raise Failed(Kind.TLS, _tls_reason(error)) from None
    except TimeoutError:
        raise Failed(Kind.TIMEOUT) from None
    except ssl.SSLError:
        raise Failed(Kind.TLS, "l’échange chiffré échoue") from None
    except (http.client.RemoteDisconnected, ConnectionError):
        raise Failed(Kind.RESET) from None
    except (http.client.HTTPException, ValueError):
        raise Failed(Kind.GARBLED) from None
    except OSError:
        raise Failed(Kind.UNREACHABLE) from None
    finally:
        sock.close()


@cache
def system_trust() -> ssl.SSLContext:
    """Return what the machine trusts, read once."""
    return ssl.create_default_context()


def _connected(address: Address, ips: Sequence[str], until: float) -> socket.socket:
    failure = Failed(Kind.UNREACHABLE)
    for ip in ips[:MACHINES]:
        family = socket.AF_INET6 if ":" in ip else socket.AF_INET
        try:
            sock = socket.socket(family, socket.SOCK_STREAM)
        except OSError:
            continue  # a machine without IPv6
        try:
            sock.settimeout(min(CONNECT, _left(until)))
            sock.connect((ip, address.port))
        except TimeoutError:
            failure = Failed(Kind.TIMEOUT)
        except ConnectionRefusedError:
            failure = Failed(Kind.REFUSED)
        except OSError:
            pass  # no way to this one: the next may do
        else:
            return sock
        sock.close()
    raise failure


def _spoken(method: str, address: Address, sock: "_Guarded", agent: str) -> Answer:
    connection = http.client.HTTPConnection(address.host, address.port)
    connection.default_port = PORTS[address.scheme]  # left out of the Host header
    connection.sock = sock  # it has nothing to open any more
    headers = {
        "User-Agent": agent,
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Language": "fr,en;q=0.5",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    connection.request(method, address.target, headers=headers)
    with connection.getresponse() as response:
        return Answer(
            response.status,
            response.getheader("Location", ""),
            _seconds(response.getheader("Retry-After", "")),
        )


class _Guarded:
    """A socket for ``http.client``: each byte is waited for until the deadline, and no longer."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self._sock = sock
        self._until = until

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(min(SILENCE, _left(self._until)))
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Bytes(self._sock, self._until), 4096)

    def close(self) -> None:
        self._sock.close()


class _Bytes(io.RawIOBase):
    """What comes from the socket, bounded in time and size."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        super().__init__()
        self._sock = sock
        self._until = until
        self._size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if self._size > LARGEST:
            raise http.client.LineTooLong("headers")
        self._sock.settimeout(min(SILENCE, _left(self._until)))
        count = self._sock.recv_into(buffer)
        self._size += count
        return count


def _left(until: float) -> float:
    """Return the seconds that remain; raises ``TimeoutError`` when none does."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _seconds(header: str) -> float | None:
    """Return how long ``Retry-After`` asks to wait, in seconds, given as such or as a date."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return min(float(header[:9]), LONGEST_REST)
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - datetime.now(UTC)).total_seconds()), LONGEST_REST)


def _tls_reason(error: ssl.SSLCertVerificationError) -> str:
    """Say what is wrong with a certificate: the codes are those of OpenSSL (x509_vfy.h)."""
    match error.verify_code:
        case 10:
            return "certificat expiré"
        case 18 | 19:
            return "certificat signé par le site lui-même"
        case 62 | 64:
            return "certificat d’un autre site"
        case _:
            return "certificat que rien ne garantit"
