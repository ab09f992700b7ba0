"""A visit to an address: HEAD, then GET where HEAD is refused; redirections followed and checked by us."""

import ssl
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock

from .addresses import Address, Forbidden, Unreadable, joined, read
from .verdicts import PERMANENT, REDIRECTIONS, Kind, Outcome
from .wire import Answer, Failed, Resolver, ask, machines, names_of

REDIRECTS = 5
PAUSE = 1.5  # seconds between two requests to one site
DEADLINE = 30.0  # seconds for an address, redirections included, waits between requests excluded
_HEAD_IS_ENOUGH = {410, 429, 503}  # the page is gone, or the site asks for rest: no second request
_RETRIED_WITH_GET = {Kind.RESET, Kind.GARBLED, Kind.TIMEOUT}


class Stopped(Exception):
    """The check was told to stop."""


class Turns:
    """One request at a time to each site, with a pause between two of them."""

    def __init__(self, pause: float = PAUSE, stop: Event | None = None) -> None:
        self._pause = pause
        self._stop = stop or Event()
        self._guard = Lock()
        self._locks: dict[str, Lock] = defaultdict(Lock)
        self._last: dict[str, float] = {}

    @contextmanager
    def turn(self, site: str) -> Iterator[float]:
        """Wait for one’s turn to speak to ``site``; gives the seconds waited. Raises ``Stopped``."""
        began = time.monotonic()
        with self._guard:
            lock = self._locks[site]
        with lock:
            rest = self._last.get(site, 0.0) + self._pause - time.monotonic()
            if self._stop.wait(max(0.0, rest)):
                raise Stopped
            try:
                yield time.monotonic() - began
            finally:
                self._last[site] = time.monotonic()


@dataclass
class Visitor:
    """How addresses are visited. ``allow_loopback`` and ``trusted`` are for tests alone."""

    agent: str
    turns: Turns = field(default_factory=Turns)
    deadline: float = DEADLINE
    resolver: Resolver = names_of
    trusted: ssl.SSLContext | None = None
    allow_loopback: bool = False

    def visit(self, address: str) -> Outcome:
        """Return how a visit to ``address`` ends; raises nothing but ``Stopped``."""
        began = here = None
        seen: set[str] = set()
        moved_to, is_permanent = "", True
        until = time.monotonic() + self.deadline
        for hops in range(REDIRECTS + 1):
            try:
                here = read(address)
                if str(here) in seen:
                    return Outcome(Kind.LOOP, hops=hops)
                seen.add(str(here))
                answer, until = self._answer(here, until)
                if answer.status in REDIRECTIONS and answer.location:
                    began = began or here
                    address = joined(here, answer.location)
                    is_permanent = is_permanent and answer.status in PERMANENT
                    if is_permanent:
                        moved_to = str(read(address))
                    continue
            except Unreadable as error:
                kind = Kind.GARBLED if began else Kind.UNREADABLE
                return Outcome(kind, None, hops, reason=str(error))
            except Forbidden as error:
                return Outcome(Kind.FORBIDDEN, None, hops, reason=str(error))
            except Failed as failure:
                return Outcome(failure.kind, None, hops, reason=failure.reason)
            is_given = 200 <= answer.status < 300
            fell_home = is_given and began is not None and here.is_home and not began.is_home
            rest = None if is_given else answer.retry_after
            return Outcome(Kind.ANSWER, answer.status, hops, moved_to, fell_home, "", rest)
        return Outcome(Kind.TOO_MANY, hops=REDIRECTS)

    def _answer(self, here: Address, until: float) -> tuple[Answer, float]:
        """Return what a machine says to HEAD, or to GET when that says nothing sure; and the deadline."""
        self._check_port(here)
        try:
            answer, until = self._asked("HEAD", here, until)
        except Failed as failure:
            if failure.kind not in _RETRIED_WITH_GET:
                raise
        else:
            if answer.status < 400 or answer.status in _HEAD_IS_ENOUGH:
                return answer, until
        return self._asked("GET", here, until)

    def _asked(self, method: str, here: Address, until: float) -> tuple[Answer, float]:
        with self.turns.turn(here.site) as waited:
            until += waited
            try:
                ips = machines(
                    here, until, resolver=self.resolver, allow_loopback=self.allow_loopback
                )
                answer = ask(method, here, ips, until, agent=self.agent, trusted=self.trusted)
            except TimeoutError:
                raise Failed(Kind.TIMEOUT) from None
            return answer, until

    def _check_port(self, here: Address) -> None:
        """Refuse the doors that are no public site’s, whatever listens behind them."""
        if not self.allow_loopback and here.port not in (80, 443):
            raise Forbidden(f"elle passe par le port {here.port}")
