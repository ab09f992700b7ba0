"""The index of the site, kept in each process: what apps offer, as the database says it now.

``current()`` asks the change log, in one query, what was written since the last time, and returns a
snapshot that never changes. Inside a transaction, what one reads may be rolled back: a snapshot of
that transaction alone is used, and nothing of it reaches the shared one (decision 11).
"""

import logging
import os
from collections.abc import Container, Iterable
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from threading import RLock, local
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import connection
from django.utils import timezone

from . import changes, triggers
from .changes import Position, Reading
from .collection import Collection
from .documents import IndexSource, Resource, Watch
from .synonyms import NO_SYNONYMS, Synonyms

logger = logging.getLogger(__name__)

Member = IndexSource | Resource

# The resources that searches by words ask for, when an app offers them.
SYNONYMS, PLACES = "synonymes", "communes"
PATIENCE = 1.0  # seconds a request waits for another thread's work before it reads what there was
BACKWARDS = timedelta(seconds=5)  # a clock set back by more makes everything be read again
MANY = 50  # documents that are always worth reading one by one…
SHARE = 10  # … as long as they are less than a tenth of the collection


class Snapshot:
    """What the index knows at one moment; each member is built the first time it is asked for."""

    __slots__ = ("_index", "_is_shared", "_members", "moment", "position")

    def __init__(
        self,
        index: "Index",
        position: Position,
        moment: datetime,
        members: dict[str, Any],
        *,
        is_shared: bool,
    ) -> None:
        self._index = index
        self._members = members
        self._is_shared = is_shared
        self.position = position
        self.moment = moment

    def __getitem__(self, name: str) -> Any:
        """Return the collection of a source, or what a resource built. Raises ``KeyError``."""
        member = self._members.get(name)
        if member is None:
            member = self._members[name] = self._index.built(name, self)
        if isinstance(member, Collection):
            return member.speaking(self._synonyms, _Places(self))
        return member

    def __contains__(self, name: str) -> bool:
        return name in self._index.members

    @property
    def collections(self) -> list[Collection]:
        """The collections built so far."""
        return [each for each in list(self._members.values()) if isinstance(each, Collection)]

    def _synonyms(self) -> Synonyms:
        is_offered = SYNONYMS in self._index.members
        return self[SYNONYMS] if is_offered else NO_SYNONYMS


class _Places(Container):
    """The names of places, when an app offers them; read the first time that a search asks."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __contains__(self, name: object) -> bool:
        return PLACES in self._snapshot and name in self._snapshot[PLACES]


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
        return [watch for member in self.members.values() for watch in _watches_of(member)]

    def current(self) -> Snapshot:
        """Return what the database says now: one query, none the next time in a GET request."""
        mine = self._mine.__dict__
        if building := mine.get("building"):
            return building
        if answer := mine.get("answer"):
            return answer
        if not connection.get_autocommit() or connection.in_atomic_block:
            snapshot = self._current_in_transaction()
        else:
            mine.pop("transaction", None)
            snapshot = self._current_for_all()
        if "answer" in mine:
            mine["answer"] = snapshot
        return snapshot

    def built(self, name: str, snapshot: Snapshot) -> object:
        """Return a member that ``snapshot`` lacks: the newest there is, built when there is none."""
        member = self.members[name]
        if not snapshot._is_shared:
            with self._building(snapshot):
                return _whole(member)
        with self._lock:
            # The log may have been read again since: what is built now goes with the newest position.
            newest = self._snapshot or snapshot
            if name not in newest._members:
                with self._building(newest):
                    newest._members[name] = _whole(member)
            return newest._members[name]

    def warm(self) -> None:
        """Build every member now, rather than when a visitor asks."""
        snapshot = self.current()
        for name in self.members:
            snapshot[name]

    def forget(self) -> None:
        """Read everything again at the next request."""
        with self._lock:
            self._snapshot = None
            self._mine.__dict__.clear()

    def _current_for_all(self) -> Snapshot:
        """Return the shared snapshot, brought up to date."""
        shared, now = self._snapshot, timezone.now()
        if shared is not None:
            reading = changes.since(connection, shared.position)
            if not _has_to_change(shared, reading, now):
                return shared
        if not self._lock.acquire(timeout=PATIENCE if shared else -1):
            return shared
        try:
            reading = None
            if self._snapshot is not None:
                reading = changes.since(connection, self._snapshot.position)
            self._snapshot = self._next(self._snapshot, reading, now, is_shared=True)
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
        if snapshot is None or reading is None or _is_unsure(snapshot, now):
            # The position is read first: what is written while a member is built comes again.
            position = changes.newest(connection) if self._is_logged() else Position()
            return Snapshot(self, position, now, {}, is_shared=is_shared)
        if snapshot._is_shared == is_shared and not _has_to_change(snapshot, reading, now):
            return snapshot
        members = {}
        for name, built in list(snapshot._members.items()):
            after = _after(self.members[name], built, reading, now, snapshot.moment)
            if after is not None:
                members[name] = after
        return Snapshot(self, reading.position, now, members, is_shared=is_shared)

    def _is_logged(self) -> bool:
        """Whether the log can be trusted; if not everything is read again at each request, and said."""
        is_logged = triggers.are_installed(connection, self.watches)
        if not is_logged:
            logger.error(
                "Les déclencheurs du journal des changements manquent : lancer « manage.py migrate »."
            )
        return is_logged

    @contextmanager
    def _building(self, snapshot: Snapshot):
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


def _watches_of(member: Member) -> list[Watch]:
    """Return what ``member`` watches; what is rebuilt whole need not know which rows were written."""
    if isinstance(member, Resource):
        return [replace(watch, everything=True) for watch in member.watches]
    return list(member.watches)


def _whole(member: Member) -> object:
    """Build a member from the database."""
    now = timezone.now()
    return Collection.of(member, now) if isinstance(member, IndexSource) else member.build(now)


def _is_unsure(snapshot: Snapshot, now: datetime) -> bool:
    """Whether the clock was set back: what was due may not be any more."""
    return now < snapshot.moment - BACKWARDS


def _is_another_day(one: datetime, other: datetime) -> bool:
    return timezone.localdate(one) != timezone.localdate(other)


def _has_to_change(snapshot: Snapshot, reading: Reading | None, now: datetime) -> bool:
    """Whether something was written, or the clock alone changes something."""
    if reading is None or reading.found or _is_unsure(snapshot, now):
        return True
    if _is_another_day(snapshot.moment, now):
        return True
    moments = [each.wakes_at for each in snapshot.collections]
    return any(moment and moment <= now for moment in moments)


def _after(
    member: Member, built: Any, reading: Reading, now: datetime, before: datetime
) -> object | None:
    """Return what ``built`` becomes, or None when it is to be built again."""
    told = [watch for watch in _watches_of(member) if reading.tells(watch)]
    if isinstance(member, Resource):
        return None if told else built
    if any(watch.everything or reading.is_vague(watch) for watch in told):
        return None
    woken = built.awake(now)
    touched = set(woken)
    for watch in told:
        if watch.documents or not watch.vocabulary:
            values = reading.values(watch)
            touched.update(watch.documents(values) if watch.documents else values)
    if len(touched) > max(MANY, len(built.ids) // SHARE):
        return None
    # What the clock changes may be an option: the sheet it names has just been published.
    if woken or _is_another_day(before, now) or any(watch.vocabulary for watch in told):
        built = built.reworded(member.vocabulary(now))
    return built.changed(member, now, touched)


site = Index()
register = site.register
current = site.current
os.register_at_fork(after_in_child=site._forget_threads)
request_started.connect(site._open, dispatch_uid="search.index.open")
request_finished.connect(site._close, dispatch_uid="search.index.close")
