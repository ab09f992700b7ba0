"""The index of the site, kept in each process: what apps offer, as the database says it now.

``current()`` asks the change log, in one query, what was written since the last time, and returns a
snapshot that never changes. Inside a transaction, what one reads may be rolled back: a snapshot of
that transaction alone is used, and nothing of it reaches the shared one (decision 11).
"""

import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import RLock, local

from django.core.signals import request_finished, request_started
from django.db import connection
from django.utils import timezone

from . import changes, triggers
from .changes import Position, Reading
from .collection import Collection
from .documents import Watch
from .snapshot import Built, Member, Snapshot, after, built_from, watches_of

logger = logging.getLogger(__name__)

PATIENCE = 1.0  # seconds a request waits for another thread's work before it reads what there was


class Index:
    """Members, and the snapshot of them that the threads of this process share."""

    def __init__(self, members: Iterable[Member] = ()) -> None:
        self.members: dict[str, Member] = {member.name: member for member in members}
        self._snapshot: Snapshot | None = None
        self._forget_threads()

    def _forget_threads(self) -> None:
        """Begin with no lock held and no thread known, as in a process just forked."""
        self._lock = RLock()
        self._mine = local()  # of this thread: its request, its transaction, what it is building

    def register(self, member: Member) -> None:
        """Add what an app offers; called in ``AppConfig.ready()``."""
        self.members[member.name] = member

    @property
    def watches(self) -> list[Watch]:
        """Every table that matters to a member."""
        return [watch for member in self.members.values() for watch in watches_of(member)]

    def current(self) -> Snapshot:
        """Return what the database says now: one query, none the next time in a GET request."""
        mine = self._mine.__dict__
        if known := mine.get("building") or mine.get("answer"):
            return known
        if not connection.get_autocommit() or connection.in_atomic_block:
            snapshot = self._current_in_transaction()
        else:
            mine.pop("transaction", None)
            snapshot = self._current_for_all()
        if "answer" in mine:
            mine["answer"] = snapshot
        return snapshot

    def built(self, name: str, snapshot: Snapshot) -> Collection | Built:
        """Return a member that ``snapshot`` lacks: the newest there is, built when there is none.

        While another thread builds it again, which may be long, what it was is good enough.
        """
        member = self.members[name]
        if not snapshot.is_shared:
            with self._building(snapshot):
                snapshot.members[name] = built_from(member)
            return snapshot.members[name]
        former = snapshot.former.get(name)  # now: whoever holds the lock is about to drop it
        if not self._lock.acquire(timeout=-1 if former is None else PATIENCE):
            return former
        try:
            # The log may have been read again since: what is built now goes with the newest position.
            newest = self._snapshot or snapshot
            if name not in newest.members:
                with self._building(newest):
                    newest.members[name] = built_from(member)
                newest.former.pop(name, None)
            snapshot.members[name] = newest.members[name]
            return newest.members[name]
        finally:
            self._lock.release()

    def _current_for_all(self) -> Snapshot:
        """Return the shared snapshot, brought up to date."""
        shared = self._snapshot
        if shared is not None:
            reading = changes.since(connection, shared.position)
            if shared.is_left_alone(reading, timezone.now()):
                return shared
        if not self._lock.acquire(timeout=PATIENCE if shared else -1):
            return shared
        try:
            shared = self._snapshot  # another thread may have seen to it meanwhile
            reading = shared and changes.since(connection, shared.position)
            self._snapshot = self._next(shared, reading, timezone.now(), is_shared=True)
            return self._snapshot
        finally:
            self._lock.release()

    def _current_in_transaction(self) -> Snapshot:
        """Return the snapshot of this thread's transaction, which no other thread ever sees.

        It goes on from the shared one; the log, read from within, says what the transaction wrote,
        and no longer has the rows of a savepoint that was rolled back.
        """
        outermost = connection.atomic_blocks[0] if connection.atomic_blocks else object()
        known, snapshot = self._mine.__dict__.get("transaction", (None, None))
        if known is not outermost:
            snapshot = self._snapshot
        reading = snapshot and changes.since(connection, snapshot.position)
        snapshot = self._next(snapshot, reading, timezone.now(), is_shared=False)
        self._mine.transaction = outermost, snapshot
        return snapshot

    def _next(
        self, snapshot: Snapshot | None, reading: Reading | None, now: datetime, *, is_shared: bool
    ) -> Snapshot:
        """Return what comes after ``snapshot`` once ``reading`` is known (None: nobody knows)."""
        if snapshot is None or reading is None or snapshot.is_ahead_of(now):
            # The position is read first: what is written while a member is built comes again.
            position = changes.newest(connection) if self._is_logged() else Position()
            following = Snapshot(self, position, now, is_shared=is_shared)
            if snapshot is not None and is_shared:
                following.former = snapshot.former | snapshot.members
            return following
        if snapshot.is_shared == is_shared and snapshot.is_left_alone(reading, now):
            return snapshot
        following = Snapshot(self, reading.position, now, is_shared=is_shared)
        following.former = dict(snapshot.former)
        with self._building(following):
            for name, built in list(snapshot.members.items()):
                member = after(self.members[name], built, reading, now, snapshot.moment)
                if member is not None:
                    following.members[name] = member
                else:
                    following.members.pop(name, None)
                    following.former[name] = built
        return following

    def _is_logged(self) -> bool:
        """Whether the log can be trusted; if not everything is read again at each request, and said."""
        is_logged = triggers.are_installed(connection, self.watches)
        if not is_logged:
            logger.error(
                "Les déclencheurs du journal des changements manquent : lancer « manage.py migrate »."
            )
        return is_logged

    @contextmanager
    def _building(self, snapshot: Snapshot) -> Iterator[None]:
        """While a member is built, whatever it asks of the index comes from ``snapshot``."""
        around = self._mine.__dict__.get("building")
        self._mine.building = snapshot
        try:
            yield
        finally:
            self._mine.building = around

    def _open(self, environ: dict | None = None, **kwargs) -> None:
        """From here on, a request that only reads gets one answer for all its parts."""
        self._close()
        if (environ or {}).get("REQUEST_METHOD") in {"GET", "HEAD"}:
            self._mine.answer = None

    def _close(self, **kwargs) -> None:
        """Forget the request; a transaction that goes on keeps what it knows (tests run in one)."""
        mine = self._mine.__dict__
        kept = mine.get("transaction") if connection.in_atomic_block else None
        mine.clear()
        if kept:
            mine["transaction"] = kept


site = Index()
register = site.register
current = site.current
os.register_at_fork(after_in_child=site._forget_threads)
request_started.connect(site._open, dispatch_uid="search.index.open")
request_finished.connect(site._close, dispatch_uid="search.index.close")
