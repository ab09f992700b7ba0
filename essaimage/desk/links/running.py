"""Many visits at once: several sites in parallel, one address at a time in each, each result written as it comes.

Threads visit and never touch the database; the one that called takes sites from the ledger, writes,
renews. When nothing at all answers, our own network is down: nothing is written.
"""

import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import Event, Thread

from django.conf import settings

from .ledger import DAYS, LEASE, Ledger
from .models import LinkCheck
from .verdicts import NO_ANSWER, Kind, Outcome
from .visiting import DEADLINE, PAUSE, Stopped, Turns, Visitor
from .wire import Resolver, names_of

SITES = 8  # visited at once
PATIENCE = 60.0  # seconds that « Retry-After » may ask and be waited for
SILENT = 3  # visits in a row without an answer after which a site is left alone
SILENT_REST = 6 * 3600.0  # seconds
HELD = 10  # sites that do not answer, none having answered, before our own network is blamed


class NetworkDown(Exception):
    """No site at all answers: the machine is cut off, and its links are not to blame."""


@dataclass(frozen=True)
class Visited:
    """A result just written."""

    row: LinkCheck
    outcome: Outcome
    result: str  # empty when another check had taken the row over


@dataclass
class Account:
    """What a check did, by result; ``left``: addresses put off because their site asked for rest."""

    results: Counter[str] = field(default_factory=Counter)
    moved: int = 0
    left: int = 0

    @property
    def total(self) -> int:
        return sum(self.results.values())


@dataclass(frozen=True)
class _Message:
    """What a thread says: a visit, addresses put off, or the end of a site (``row`` is None)."""

    rows: list[LinkCheck]
    outcome: Outcome | None = None
    rest: float = 0.0
    is_last: bool = False


def user_agent() -> str:
    """Return how the site introduces itself to the others, with its address when it has one."""
    about = f" (+{settings.SITE_URL}/)" if settings.SITE_URL else ""
    return f"Essaimage-liens/1.0{about}"


def check(
    *,
    days: int = DAYS,
    only: Iterable[int] | None = None,
    seconds: float | None = None,
    tell: Callable[[Visited], None] = lambda visited: None,
    sites: int = SITES,
    pause: float = PAUSE,
    deadline: float = DEADLINE,
    lease: float = LEASE,
    resolver: Resolver = names_of,
    trusted: ssl.SSLContext | None = None,
    allow_loopback: bool = False,
) -> Account:
    """Visit what is due, or the rows ``only``, and return the account.

    ``seconds`` bounds the whole (what is not done is given back); without it, a check waits for what
    another one has in hand. ``tell`` hears of each result. Raises ``NetworkDown``. ``resolver``,
    ``trusted`` and ``allow_loopback`` are for tests: no setting and no command gives them.
    """
    stop = Event()
    visitor = Visitor(user_agent(), Turns(pause, stop), deadline, resolver, trusted, allow_loopback)
    work = _Work(Ledger(days=days, only=only, lease=lease), visitor, stop, sites, tell)
    try:
        return work.done(seconds)
    finally:
        stop.set()
        work.ledger.leave_all()


class _Work:
    """One check under way."""

    def __init__(
        self,
        ledger: Ledger,
        visitor: Visitor,
        stop: Event,
        sites: int,
        tell: Callable[[Visited], None],
    ) -> None:
        self.ledger = ledger
        self.visitor = visitor
        self.stop = stop
        self.sites = sites
        self.tell = tell
        self.messages: Queue[_Message] = Queue()
        self.account = Account()
        self.active = 0
        self.held: list[tuple[LinkCheck, Outcome]] = []  # until one site answers
        self.has_network = False

    def done(self, seconds: float | None) -> Account:
        """Take, visit and write until nothing is left or time is over."""
        end = None if seconds is None else time.monotonic() + seconds
        renewed = time.monotonic()
        while end is None or time.monotonic() < end:
            while self.active < self.sites and (rows := self.ledger.take()):
                self.active += 1
                Thread(target=self.visit_site, args=[rows], daemon=True).start()
            if not self.active and (end is not None or not self.ledger.is_shared()):
                break
            if time.monotonic() - renewed > self.ledger.lease / 4:
                self.ledger.renew()
                renewed = time.monotonic()
            try:
                self.hear(self.messages.get(timeout=min(1.0, self.ledger.lease / 4)))
            except Empty:
                continue
        self.settle()
        return self.account

    def hear(self, message: _Message) -> None:
        """Write what a thread says."""
        self.active -= message.is_last
        if message.rest:
            self.ledger.leave(message.rows, message.rest)
            self.account.left += len(message.rows)
        if message.outcome is None:
            return
        (row,) = message.rows
        if message.outcome.kind not in NO_ANSWER:
            # A private or unreadable address is no proof that the network works.
            if message.outcome.kind not in {Kind.PRIVATE, Kind.FORBIDDEN, Kind.UNREADABLE}:
                self.has_network = True
                self.release()
            self.write(row, message.outcome)
        elif self.has_network:
            self.write(row, message.outcome)
        else:
            self.held.append((row, message.outcome))
            if len({row.site for row, _ in self.held}) >= HELD:
                raise NetworkDown

    def release(self) -> None:
        """Write the failures that were held back: they are those of their sites."""
        held, self.held = self.held, []
        for row, outcome in held:
            self.write(row, outcome)

    def settle(self) -> None:
        """At the end, blame the network when several sites were asked and none answered."""
        if len({row.site for row, _ in self.held}) >= 3:
            raise NetworkDown
        self.release()

    def write(self, row: LinkCheck, outcome: Outcome) -> None:
        """Write a result and tell of it."""
        result = self.ledger.write(row, outcome)
        if result:
            self.account.results[result] += 1
            self.account.moved += bool(outcome.moved_to and outcome.is_success)
        self.tell(Visited(row, outcome, result))

    # --- In a thread ----------------------------------------------------------------------------

    def visit_site(self, rows: list[LinkCheck]) -> None:
        """Visit the addresses of one site, one after the other, until it asks for rest."""
        silent = 0
        try:
            for done, row in enumerate(rows, start=1):
                outcome = self.visited(row.address)
                self.messages.put(_Message([row], outcome))
                silent = silent + 1 if outcome.kind == Kind.TIMEOUT else 0
                rest = outcome.retry_after or 0.0
                if silent >= SILENT:
                    rest = SILENT_REST
                if rest and done < len(rows):
                    self.messages.put(_Message(rows[done:], rest=rest))
                    return
        except Stopped:
            pass  # what was not visited is given back at the end
        finally:
            self.messages.put(_Message([], is_last=True))

    def visited(self, address: str) -> Outcome:
        """Visit an address, twice when its site asks to wait for a short while."""
        if self.stop.is_set():
            raise Stopped
        outcome = self.visitor.visit(address)
        if outcome.retry_after and outcome.retry_after <= PATIENCE:
            if self.stop.wait(outcome.retry_after):
                raise Stopped
            outcome = self.visitor.visit(address)
        return outcome
