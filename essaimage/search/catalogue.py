"""A filtered list, read from the index: total, rows in order, facet counts, what removals give.

A list says what its filters with one value keep (``restrictions``) and under which headings its rows
stand (``sections``); the rest is the same for all. Tests hold every list to ``.qs`` of its filter set.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, reduce
from operator import and_
from typing import Any

from pyroaring import AbstractBitMap, BitMap

from .collection import Collection
from .facets import Holding, Selection
from .found import Found

PERTINENCE = "pertinence"  # the order of every list when none is asked for


class Catalogue:
    """The sheets of a collection that ``chosen`` keeps (values understood, by parameter)."""

    facets: tuple[str, ...] = ()  # the parameters that are facets

    def __init__(self, collection: Collection, chosen: Mapping[str, Any]) -> None:
        self.collection = collection
        self.chosen = chosen

    @cached_property
    def ticked(self) -> Mapping[str, Sequence[str]]:
        """The facet values in force."""
        return {name: self.chosen.get(name) or () for name in self.facets}

    @cached_property
    def found(self) -> Found | None:
        """What the words typed find; None when none were."""
        words = self.chosen.get("q")
        return self.collection.search(words) if words else None

    @property
    def worked_out(self) -> Holding:
        """The facets that depend on the request: facet → value → the rows that hold it."""
        return {}

    def restrictions(self) -> Mapping[str, AbstractBitMap]:
        """Return what each filter with one value that is in force keeps."""
        return {"q": self.found.ids} if self.found else {}

    @property
    def named(self) -> AbstractBitMap:
        """The rows that bear the very name typed, in the order of pertinence: they come first, even closed."""
        return self.found.named if self.found and self.order == PERTINENCE else BitMap()

    @property
    def sections(self) -> Sequence[AbstractBitMap]:
        """Disjoint groups of rows that stand apart, whatever the order, best first."""
        return (self.collection.ids,)

    @property
    def nearness(self) -> Sequence[AbstractBitMap]:
        """Disjoint groups of rows inside a section, best first, in the order of pertinence."""
        return (self.collection.ids,)

    @property
    def order(self) -> str:
        return self.chosen.get("tri") or PERTINENCE

    @cached_property
    def selection(self) -> Selection:
        """The rows kept, and what each option of each facet gives."""
        return self.collection.select(self.ticked, self._within(), self.worked_out)

    def total_without(self, name: str, value: str = "") -> int:
        """Return what the list would hold without a filter, or without one of its values."""
        ticked = {
            facet: [kept for kept in values if facet != name or (value and kept != value)]
            for facet, values in self.ticked.items()
        }
        return self.collection.total(ticked, self._within(without=name), self.worked_out)

    def page(self, start: int, stop: int) -> list[int]:
        """Return the rows from ``start`` to ``stop`` (excluded), in the order asked for."""
        return self.collection.page(self._buckets(), self.order, start, stop)

    def section(self, pk: int) -> int:
        """Return the number of the section where a row stands."""
        return next(number for number, rows in enumerate(self.sections) if pk in rows)

    def _buckets(self) -> Iterator[AbstractBitMap]:
        """Yield the rows kept by groups, best first: section, then how well they answer, then how near."""
        kept = self.selection.ids
        by_pertinence = self.order == PERTINENCE
        tiers = self.found.tiers if by_pertinence and self.found else (kept,)
        near = self.nearness if by_pertinence else (kept,)
        for section in self.sections:
            for tier in tiers:
                for each in near:
                    if bucket := kept & section & tier & each:
                        yield bucket

    def _within(self, *, without: str = "") -> AbstractBitMap | None:
        """Return the rows kept by the filters with one value, one of them left out on demand."""
        kept = [rows for name, rows in self.restrictions().items() if name != without]
        return reduce(and_, kept) if kept else None
