"""Facets as pure sets: OR inside a facet, AND between facets, and counts that say what ticking gives."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from pyroaring import AbstractBitMap, BitMap, FrozenBitMap

Chosen = Mapping[str, Collection[str]]  # facet → values ticked; a facet with none is left out
Holding = Mapping[str, Mapping[str, AbstractBitMap]]  # facet → value → the rows that hold it

NONE = FrozenBitMap()


@dataclass(frozen=True)
class Selection:
    """What a choice gives: the rows kept, and for each facet the count of each value."""

    ids: AbstractBitMap
    counts: dict[str, dict[str, int]]


def select(base: AbstractBitMap, holding: Holding, chosen: Chosen) -> Selection:
    """Keep the rows of ``base`` that answer ``chosen``, and count every value of every facet.

    The count of a value is the number of rows kept by every *other* facet that hold it: what the
    list would show if, in its own facet, that value alone were ticked. Facets whose name begins with
    an underscore are not counted.
    """
    kept = kept_by(holding, chosen)
    ids = _all(base, kept.values())
    counts = {}
    for facet, values in holding.items():
        if facet.startswith("_"):
            continue
        others = ids
        if facet in kept:
            others = _all(base, (rows for name, rows in kept.items() if name != facet))
        counted = others.intersection_cardinality
        counts[facet] = {value: counted(rows) for value, rows in values.items()}
    return Selection(ids, counts)


def total(base: AbstractBitMap, holding: Holding, chosen: Chosen) -> int:
    """Return how many rows of ``base`` answer ``chosen``, without counting the facets."""
    return len(_all(base, kept_by(holding, chosen).values()))


def kept_by(holding: Holding, chosen: Chosen) -> dict[str, AbstractBitMap]:
    """Return, for each facet in force, the rows that hold one of its ticked values."""
    return {
        facet: _any([holding.get(facet, {}).get(value, NONE) for value in values])
        for facet, values in chosen.items()
        if values
    }


def moved(
    before: Mapping[Hashable, AbstractBitMap],
    removed: BitMap,
    added: Mapping[Hashable, AbstractBitMap],
) -> dict[Hashable, AbstractBitMap]:
    """Return who holds what without ``removed`` and with ``added``; what stays as it was is shared."""
    after = dict(before)
    # One row is asked for by itself: the bitmaps are thousands, and this takes half the time.
    if len(removed) == 1:
        only = removed[0]
        touched = [value for value, ids in before.items() if only in ids]
    else:
        touched = [value for value, ids in before.items() if ids.intersect(removed)]
    for value in touched:
        ids = before[value]
        if leaving := (ids & removed) - added.get(value, NONE):
            after[value] = ids - leaving
            if not after[value]:
                del after[value]
    for value, ids in added.items():
        known = after.get(value, NONE)
        if not ids.issubset(known):
            after[value] = known | ids
    return after


def _any(several: list[AbstractBitMap]) -> AbstractBitMap:
    return several[0] if len(several) == 1 else FrozenBitMap.union(*several)


def _all(base: AbstractBitMap, several: Iterable[AbstractBitMap]) -> AbstractBitMap:
    for rows in several:
        base = base & rows
    return base
