"""What the index knows at one moment, and how it becomes what it knows at the next."""

import gc
from collections.abc import Container
from contextlib import suppress
from ctypes import CDLL
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from .analysis import Token, forget
from .changes import Position, Reading
from .collection import Collection
from .documents import IndexSource, Resource, Watch
from .synonyms import NO_SYNONYMS, Synonyms

if TYPE_CHECKING:
    from .index import Index

Member = IndexSource | Resource

# The resources that searches by words ask for, when an app offers them.
SYNONYMS, PLACES = "synonymes", "communes"
BACKWARDS = timedelta(seconds=5)  # a clock set back by more makes everything be read again
MANY = 50  # documents that are always worth reading one by one…
SHARE = 10  # … as long as they are less than a tenth of the collection
LONG = 1.0  # seconds: what took longer to build took memory that is worth giving back


@dataclass(frozen=True, slots=True)
class Built:
    """What a resource built, and when the clock alone will change it."""

    thing: Any
    wakes_at: datetime | None


class Snapshot:
    """What the index knows at one moment; each member is built the first time it is asked for.

    ``members`` are those built so far; ``former`` those that are to be built again, as they were.
    """

    __slots__ = ("_index", "former", "is_shared", "members", "moment", "position")

    def __init__(
        self, index: "Index", position: Position, moment: datetime, *, is_shared: bool
    ) -> None:
        self._index = index
        self.members: dict[str, Collection | Built] = {}
        self.former: dict[str, Collection | Built] = {}
        self.is_shared = is_shared
        self.position = position
        self.moment = moment

    def __getitem__(self, name: str) -> Any:
        """Return the collection of a source, or what a resource built. Raises ``KeyError``."""
        member = self.members.get(name) or self._index.built(name, self)
        if isinstance(member, Collection):
            return member.speaking(self._synonyms, _Places(self), self._knows)
        return member.thing

    def __contains__(self, name: str) -> bool:
        return name in self._index.members

    def is_left_alone(self, reading: Reading | None, now: datetime) -> bool:
        """Whether nothing was written since, and the clock alone changes nothing."""
        if reading is None or reading.found or self.is_ahead_of(now):
            return False
        if _is_another_day(self.moment, now):
            return False
        moments = [member.wakes_at for member in list(self.members.values())]
        return not any(moment and moment <= now for moment in moments)

    def is_ahead_of(self, now: datetime) -> bool:
        """Whether the clock was set back: what was due may not be any more."""
        return now < self.moment - BACKWARDS

    def _synonyms(self) -> Synonyms:
        return self[SYNONYMS] if SYNONYMS in self._index.members else NO_SYNONYMS

    def _knows(self, token: Token) -> bool:
        """Whether a collection holds a word."""
        members = self._index.members
        return any(
            self[name].knows(token) for name in members if isinstance(members[name], IndexSource)
        )


class _Places(Container):
    """The names of places, when an app offers them; read the first time that a search asks."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def __contains__(self, name: object) -> bool:
        return PLACES in self._snapshot and name in self._snapshot[PLACES]


def watches_of(member: Member) -> list[Watch]:
    """Return what ``member`` watches; what is rebuilt whole need not know which rows were written."""
    if isinstance(member, Resource):
        return [replace(watch, everything=True) for watch in member.watches]
    return list(member.watches)


def built_from(member: Member) -> Collection | Built:
    """Build a member from the database."""
    now, started = timezone.now(), monotonic()
    built = (
        Collection.of(member, now)
        if isinstance(member, IndexSource)
        else Built(member.build(now), member.due(now))
    )
    if monotonic() - started > LONG:
        _settle()
    return built


def _settle() -> None:
    """Give back the memory that building took, and spare the collector of garbage what is to stay."""
    forget()
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    with suppress(OSError, AttributeError):  # only the C library of GNU gives it back on demand
        CDLL(None).malloc_trim(0)


def after(
    member: Member, built: Any, reading: Reading, now: datetime, before: datetime
) -> Collection | Built | None:
    """Return what ``built`` becomes, or None when it is to be built again."""
    told = [watch for watch in watches_of(member) if reading.tells(watch)]
    if isinstance(member, Resource):
        is_due = built.wakes_at and built.wakes_at <= now
        return None if told or is_due else built
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


def _is_another_day(one: datetime, other: datetime) -> bool:
    return timezone.localdate(one) != timezone.localdate(other)
