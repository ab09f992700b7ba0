"""The documents of one source, in memory: facets as bitmaps, rows in order, words.

A collection never changes: an edit makes another one that shares all it can, so that any thread may
read the one it holds without a lock.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Self

from pyroaring import AbstractBitMap, BitMap, FrozenBitMap

from . import facets
from .documents import Choice, Document, IndexSource
from .facets import NONE, Chosen, Holding, Selection
from .found import Found
from .orders import Order
from .synonyms import NO_SYNONYMS, Synonyms
from .text import TextIndex

_VERSIONS = count(1)

Pair = tuple[str, str]  # facet, value


@dataclass(frozen=True, slots=True)
class Held:
    """What has to be undone when a document leaves."""

    pairs: tuple[Pair, ...]
    keys: tuple[tuple, ...]  # one for each order of the source
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Collection:
    """The published documents of one source at one moment."""

    ids: FrozenBitMap
    rows: Mapping[int, object]
    vocabulary: Mapping[str, Sequence[Choice]]
    version: int  # differs from one state to the next, in one process
    moment: datetime  # the clock when it was last brought up to date
    _holding: dict[str, dict[str, FrozenBitMap]] = field(repr=False)
    _orders: dict[str, Order] = field(repr=False)
    _held: dict[int, Held] = field(repr=False)
    _due: Order = field(repr=False)  # (moment, pk)
    _scheduled: Mapping[int, datetime] = field(repr=False)
    _text: TextIndex = field(repr=False)
    _synonyms: Callable[[], Synonyms] = field(default=lambda: NO_SYNONYMS, repr=False)
    _places: Container[str] = field(default=(), repr=False)

    @classmethod
    def of(cls, source: IndexSource, now: datetime) -> Self:
        """Read ``source`` whole."""
        reading = _Reading(source, now)
        scheduled = dict(source.scheduled(now))
        vocabulary = dict(source.vocabulary(now))
        text = TextIndex.of(reading.texts(source.documents(now)))
        return cls(
            ids=FrozenBitMap(reading.held),
            rows=reading.rows,
            vocabulary=vocabulary,
            version=next(_VERSIONS),
            moment=now,
            _holding=_with_options(reading.holding(), vocabulary),
            _orders={
                order: Order.of(held.keys[place] for held in reading.held.values())
                for place, order in enumerate(source.orders)
            },
            _held=reading.held,
            _due=Order.of((held.due, pk) for pk, held in reading.held.items() if held.due),
            _scheduled=scheduled,
            _text=text,
        )

    def changed(self, source: IndexSource, now: datetime, pks: Iterable[int]) -> Self:
        """Return the collection at ``now``, where only documents ``pks`` may read otherwise."""
        touched = set(pks)
        if not touched:
            return self
        reading = _Reading(source, now)
        text = self._text.changed(
            [pk for pk in touched if pk in self._held],
            list(reading.texts(source.documents(now, touched))),
        )
        old = {pk: self._held[pk] for pk in touched if pk in self._held}
        new = reading.held
        rows, all_held = dict(self.rows), dict(self._held)
        for pk in old.keys() - new.keys():
            del rows[pk], all_held[pk]
        rows.update(reading.rows)
        all_held.update(new)
        scheduled = self._scheduled
        if touched - new.keys() or touched & scheduled.keys():
            scheduled = dict(source.scheduled(now))
        return replace(
            self,
            ids=(self.ids - BitMap(old)) | BitMap(new),
            rows=rows,
            version=next(_VERSIONS),
            moment=now,
            _holding=self._holding_after(old, new),
            _orders={
                order: self._orders[order].changed(
                    [held.keys[place] for held in old.values()],
                    [held.keys[place] for held in new.values()],
                )
                for place, order in enumerate(source.orders)
            },
            _held=all_held,
            _due=self._due.changed(
                [(held.due, pk) for pk, held in old.items() if held.due],
                [(held.due, pk) for pk, held in new.items() if held.due],
            ),
            _scheduled=scheduled,
            _text=text,
        )

    def reworded(self, vocabulary: Mapping[str, Sequence[Choice]]) -> Self:
        """Return the collection with other options."""
        return replace(
            self,
            vocabulary=dict(vocabulary),
            version=next(_VERSIONS),
            _holding=_with_options(self._holding, vocabulary),
        )

    def speaking(self, synonyms: Callable[[], Synonyms], places: Container[str] = ()) -> Self:
        """Return the collection, which asks ``synonyms`` and names of ``places`` when it searches."""
        return replace(self, _synonyms=synonyms, _places=places)

    @property
    def wakes_at(self) -> datetime | None:
        """The moment when the clock alone will change it."""
        first = [self._due.first[0]] if self._due.first else []
        return min([*first, *self._scheduled.values()], default=None)

    def awake(self, now: datetime) -> set[int]:
        """Return the documents that the clock alone has changed since the last time."""
        woken = {pk for pk, moment in self._scheduled.items() if moment <= now}
        for moment, pk in self._due:
            if moment > now:
                break
            woken.add(pk)
        return woken

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
        place = list(self._orders).index(order)
        found: list[int] = []
        for bucket in buckets:
            if stop <= 0:
                break
            size = len(bucket)
            if start < size:
                keys = lambda pk: self._held[pk].keys[place]  # noqa: E731
                found += self._orders[order].page(bucket, start, min(stop, size), keys)
            start, stop = max(start - size, 0), stop - size
        return found

    def search(self, words: str, *, typing: bool = False) -> Found:
        """Return what answers ``words`` (see ``TextIndex.search``)."""
        return self._text.search(words, self._synonyms(), typing=typing, places=self._places)

    def _base(self, within: AbstractBitMap | None) -> AbstractBitMap:
        return self.ids if within is None else self.ids & within

    def _all_holding(self, extra: Holding | None) -> Holding:
        return {**self._holding, **extra} if extra else self._holding

    def _holding_after(
        self, old: Mapping[int, Held], new: Mapping[int, Held]
    ) -> dict[str, dict[str, FrozenBitMap]]:
        """Return which documents hold what once ``new`` stand in place of ``old``."""
        leaving: dict[Pair, BitMap] = {}
        coming: dict[Pair, BitMap] = {}
        for pk in old.keys() | new.keys():
            before = set(old[pk].pairs) if pk in old else set()
            after = set(new[pk].pairs) if pk in new else set()
            for pair in before - after:
                leaving.setdefault(pair, BitMap()).add(pk)
            for pair in after - before:
                coming.setdefault(pair, BitMap()).add(pk)
        if not leaving and not coming:
            return self._holding
        holding = dict(self._holding)
        for facet in {facet for facet, _ in (*leaving, *coming)}:
            holding[facet] = dict(holding.get(facet, {}))
        for facet, value in leaving.keys() | coming.keys():
            pair = facet, value
            rows = holding[facet].get(value, NONE)
            holding[facet][value] = (rows - leaving.get(pair, NONE)) | coming.get(pair, NONE)
            if not holding[facet][value]:
                del holding[facet][value]
        return _with_options(holding, self.vocabulary)


class _Reading:
    """Documents as they are read: what stays of each, equal things kept once."""

    def __init__(self, source: IndexSource, now: datetime) -> None:
        self.orders = source.orders
        self.now = now
        self.rows: dict[int, object] = {}
        self.held: dict[int, Held] = {}
        self._known: dict = {}

    def texts(self, documents: Iterable[Document]) -> Iterator[tuple[int, tuple[str, str, str]]]:
        """Yield the texts of ``documents``, which nothing keeps, and note the rest."""
        known = self._known.setdefault
        for document in documents:
            pairs = [
                known(pair, pair)
                for facet, values in document.facets.items()
                for pair in [(facet, value) for value in values]
            ]
            due = document.due if document.due and document.due > self.now else None
            pairs = known(tuple(pairs), tuple(pairs))
            keys = tuple(document.keys[order] for order in self.orders)
            self.held[document.pk] = Held(pairs, keys, known(due, due))
            self.rows[document.pk] = document.row
            yield document.pk, document.texts

    def holding(self) -> dict[str, dict[str, FrozenBitMap]]:
        """Return which documents hold which value of which facet."""
        found: dict[Pair, BitMap] = {}
        for pk, held in self.held.items():
            for pair in held.pairs:
                found.setdefault(pair, BitMap()).add(pk)
        holding: dict[str, dict[str, FrozenBitMap]] = {}
        for facet, value in sorted(found):
            holding.setdefault(facet, {})[value] = FrozenBitMap(found[facet, value])
        return holding


def _with_options(
    holding: Mapping[str, Mapping[str, FrozenBitMap]], vocabulary: Mapping[str, Sequence[Choice]]
) -> dict[str, dict[str, FrozenBitMap]]:
    """Return ``holding`` where every option has its bitmap, were it empty: it is counted, and shown."""
    return {
        facet: {
            **{choice.value: NONE for choice in vocabulary.get(facet, ())},
            **holding.get(facet, {}),
        }
        for facet in {**holding, **vocabulary}
    }
