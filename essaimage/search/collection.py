"""The documents of one source, in memory: facets as bitmaps, rows in order, words.

A collection never changes: an edit makes another one that shares all it can, so that any thread may
read the one it holds without a lock.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any, Self, TypeVar

from pyroaring import AbstractBitMap, BitMap, FrozenBitMap

from . import facets
from .analysis import Token
from .documents import Choice, Document, IndexSource
from .facets import NONE, Chosen, Holding, Selection, moved
from .found import Found
from .orders import KeyOf, Order
from .reading import ReadDocuments
from .shelves import Shelves
from .synonyms import NO_SYNONYMS, Synonyms
from .text import TextIndex

_VERSIONS = count(1)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Collection:
    """The published documents of one source at one moment."""

    ids: FrozenBitMap
    rows: Shelves[Any]
    vocabulary: Mapping[str, Sequence[Choice]]
    version: int  # differs from one state to the next, in one process
    wakes_at: datetime | None  # when the clock alone will change it
    _holding: dict[str, dict[str, FrozenBitMap]] = field(repr=False)
    _orders: dict[str, Order] = field(repr=False)
    _keys: Shelves[tuple] = field(repr=False)  # the sort keys of a document, end to end, without it
    _spans: dict[str, slice] = field(repr=False)  # where the key of an order stands among them
    _due: dict[datetime, FrozenBitMap] = field(repr=False)
    _scheduled: Mapping[int, datetime] = field(repr=False)
    _text: TextIndex = field(repr=False)
    _synonyms: Callable[[], Synonyms] = field(default=lambda: NO_SYNONYMS, repr=False)
    _names: Container[str] = field(default=(), repr=False)  # of places
    _elsewhere: Callable[[Token], bool] = field(default=lambda token: False, repr=False)
    _made: dict[str, Any] = field(default_factory=dict, repr=False)  # what this version gave
    _said_of_all: frozenset[str] = frozenset()
    _last: tuple[str, tuple[str, ...]] = ("", ())

    @classmethod
    def of(cls, source: IndexSource, now: datetime) -> Self:
        """Read ``source`` whole."""
        scheduled = dict(source.scheduled(now))
        empty = cls(
            ids=NONE,
            rows=Shelves(),
            vocabulary=dict(source.vocabulary(now)),
            version=0,
            wakes_at=None,
            _holding={},
            _orders={order: Order() for order in source.orders},
            _keys=Shelves(),
            _spans={},
            _due={},
            _scheduled=scheduled,
            _text=TextIndex.of(()),
            _said_of_all=source.said_of_all,
            _last=source.last,
        )
        return empty._with(source, now, BitMap(), source.documents(now), scheduled)

    def changed(self, source: IndexSource, now: datetime, pks: Iterable[int]) -> Self:
        """Return the collection at ``now``, where only documents ``pks`` may read otherwise."""
        touched = BitMap(pks)
        if not touched:
            return self
        documents = list(source.documents(now, list(touched)))
        scheduled = self._scheduled
        if len(documents) < len(touched) or touched & BitMap(scheduled):
            scheduled = dict(source.scheduled(now))
        return self._with(source, now, self.ids & touched, documents, scheduled)

    def _with(
        self,
        source: IndexSource,
        now: datetime,
        removed: BitMap,
        documents: Iterable[Document],
        scheduled: Mapping[int, datetime],
    ) -> Self:
        """Return the collection without ``removed`` and with ``documents``, each read once."""
        reading = ReadDocuments(source.orders, self._spans, now)
        text = self._text.changed(removed, reading.texts(documents))
        rows = self.rows.changed(removed, reading.rows)
        keys = self._keys.changed(removed, reading.keys)
        due = moved(self._due, removed, reading.due)
        scheduled = {pk: moment for pk, moment in scheduled.items() if moment > now}
        holding = {
            facet: moved(self._holding.get(facet, {}), removed, reading.holding.get(facet, {}))
            for facet in {**self._holding, **reading.holding}
        }
        return replace(
            self,
            ids=(self.ids - removed) | BitMap(reading.rows),
            rows=rows,
            version=next(_VERSIONS),
            _made={},
            wakes_at=min([*due, *scheduled.values()], default=None),
            _holding=_with_options({k: v for k, v in holding.items() if v}, self.vocabulary),
            _orders={
                name: order.changed(
                    removed,
                    _reader(self._keys, reading.spans.get(name)),
                    reading.rows,
                    _reader(keys, reading.spans.get(name)),
                )
                for name, order in self._orders.items()
            },
            _keys=keys,
            _spans=reading.spans,
            _due=due,
            _scheduled=scheduled,
            _text=text,
        )

    def reworded(self, vocabulary: Mapping[str, Sequence[Choice]]) -> Self:
        """Return the collection with other options."""
        return replace(
            self,
            vocabulary=dict(vocabulary),
            version=next(_VERSIONS),
            _made={},
            _holding=_with_options(self._holding, vocabulary),
        )

    def speaking(
        self,
        synonyms: Callable[[], Synonyms],
        places: Container[str] = (),
        elsewhere: Callable[[Token], bool] = lambda token: False,
    ) -> Self:
        """Return the collection, which asks this when it searches: synonyms, names of places, other words."""
        return replace(self, _synonyms=synonyms, _names=places, _elsewhere=elsewhere)

    def knows(self, token: Token) -> bool:
        """Whether a document holds a word."""
        return bool(self._text.keys_of(token))

    def awake(self, now: datetime) -> set[int]:
        """Return the documents that the clock alone has changed since the last time."""
        if self.wakes_at is None or self.wakes_at > now:
            return set()
        woken = {pk for pk, moment in self._scheduled.items() if moment <= now}
        return woken.union(*(ids for moment, ids in self._due.items() if moment <= now))

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Return what ``make`` gives for this version, made once; threads may make it twice."""
        return self._made[name] if name in self._made else self._made.setdefault(name, make())

    def holding(self, facet: str, value: str) -> FrozenBitMap:
        """Return the documents that hold a value; none when nothing does."""
        return self._holding.get(facet, {}).get(value, NONE)

    def values(self, facet: str) -> Mapping[str, FrozenBitMap]:
        """Return every value of a facet, internal ones included, with the documents that hold it."""
        return self._holding.get(facet, {})

    def select(
        self, chosen: Chosen, within: AbstractBitMap | None = None, extra: Holding | None = None
    ) -> Selection:
        """Keep what answers ``chosen`` among ``within``, and count what ticking each value gives.

        OR inside a facet, AND between facets. ``extra`` are facets worked out for this request.
        """
        return facets.select(self._base(within), self._all_holding(extra), chosen)

    def total(
        self, chosen: Chosen, within: AbstractBitMap | None = None, extra: Holding | None = None
    ) -> int:
        """Return how many documents answer ``chosen`` among ``within``."""
        return facets.total(self._base(within), self._all_holding(extra), chosen)

    def page(
        self, buckets: Iterable[AbstractBitMap], order: str, start: int, stop: int
    ) -> list[int]:
        """Return the documents from ``start`` to ``stop`` (excluded) of disjoint buckets, best first.

        Inside a bucket they stand in ``order``. Nothing is sorted beyond what the page needs.
        """
        kept, key_of = self._orders[order], _reader(self._keys, self._spans.get(order))
        found: list[int] = []
        for bucket in buckets:
            if stop <= 0:
                break
            size = len(bucket)
            if start < size:
                found += kept.page(bucket, start, min(stop, size), key_of)
            start, stop = max(start - size, 0), stop - size
        return found

    def search(self, words: str, *, typing: bool = False) -> Found:
        """Return what answers ``words`` (see ``TextIndex.search``)."""
        return self._text.search(
            words,
            self._synonyms(),
            typing=typing,
            places=self._names,
            said_of_all=self._said_of_all,
            elsewhere=self._elsewhere,
        )

    def best(self, found: Found, start: int, stop: int) -> list[int]:
        """Return the documents of ``found`` from ``start`` to ``stop`` (excluded), as lists order them.

        Those that are over come last, but for those whose name was typed.
        """
        facet, values = self._last
        over = BitMap.union(BitMap(), *(self.holding(facet, value) for value in values))
        over -= found.named
        tiers = [*(tier - over for tier in found.tiers), *(tier & over for tier in found.tiers)]
        return self.page(filter(None, tiers), next(iter(self._orders)), start, stop)

    def _base(self, within: AbstractBitMap | None) -> AbstractBitMap:
        return self.ids if within is None else self.ids & within

    def _all_holding(self, extra: Holding | None) -> Holding:
        return {**self._holding, **extra} if extra else self._holding


def _reader(keys: Mapping[int, tuple], span: slice | None) -> KeyOf:
    """Return what gives the key of a document in one order."""
    return lambda pk: (*keys[pk][span], pk)


def _with_options(
    holding: Mapping[str, Mapping[str, FrozenBitMap]], vocabulary: Mapping[str, Sequence[Choice]]
) -> dict[str, dict[str, FrozenBitMap]]:
    """Return ``holding`` where every option has its bitmap, were it empty: it is counted, and shown."""
    options = {
        facet: {choice.value: NONE for choice in choices} | dict(holding.get(facet, {}))
        for facet, choices in vocabulary.items()
    }
    return {**holding, **options}
