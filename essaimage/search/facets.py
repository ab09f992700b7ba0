"""Facets as pure sets: OR inside a facet, AND between facets, and counts that say what ticking gives."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

Chosen = Mapping[str, Collection[str]]  # facet → values ticked; a facet with none is left out


@dataclass(frozen=True)
class Selection:
    """What a choice gives: the rows kept, and for each facet the count of each value."""

    ids: frozenset[int]
    counts: dict[str, dict[str, int]]


class Postings:
    """Which rows hold which value of which facet."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids = frozenset(ids)
        self._rows: dict[str, dict[str, set[int]]] = {}

    def add(self, facet: str, pairs: Iterable[tuple[int, str]]) -> None:
        """Note that each row of ``pairs`` (row, value) holds the value; rows not in ``ids`` are ignored."""
        rows = self._rows.setdefault(facet, {})
        for row, value in pairs:
            if row in self.ids:
                rows.setdefault(value, set()).add(row)

    def select(self, chosen: Chosen, within: Collection[int] | None = None) -> Selection:
        """Keep the rows that answer ``chosen`` among ``within`` (all of them when None).

        The count of a value is the number of rows kept by every *other* facet that hold it: what the
        list would show if, in its own facet, that value alone were ticked.
        """
        base = self.ids if within is None else self.ids & frozenset(within)
        kept = {
            facet: frozenset().union(*(self._rows.get(facet, {}).get(v, ()) for v in values))
            for facet, values in chosen.items()
            if values
        }
        ids = base.intersection(*kept.values())
        counts = {}
        for facet, values in self._rows.items():
            others = base.intersection(*(rows for name, rows in kept.items() if name != facet))
            counts[facet] = {value: len(others & rows) for value, rows in values.items()}
        return Selection(ids, counts)

    def total(self, chosen: Chosen, within: Collection[int] | None = None) -> int:
        """Return how many rows answer ``chosen`` among ``within``, without counting the facets."""
        base = self.ids if within is None else self.ids & frozenset(within)
        for facet, values in chosen.items():
            if values:
                rows = self._rows.get(facet, {})
                base = base & frozenset().union(*(rows.get(value, ()) for value in values))
        return len(base)
