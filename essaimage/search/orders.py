"""Keys kept in order, in blocks: an edit copies one block, a page skips the blocks before it."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Self

from pyroaring import BitMap, FrozenBitMap

SIZE = 512  # keys in a block when it is made; it is cut in two beyond twice that
FEW = 128  # below, sorting costs less than walking


class Block:
    """Successive keys, and the documents they are of."""

    __slots__ = ("ids", "keys")

    def __init__(self, keys: list[tuple]) -> None:
        self.keys = keys
        self.ids = FrozenBitMap(key[-1] for key in keys)


class Order:
    """Keys in ascending order, each ending with the document it is of. Never changed: copied."""

    __slots__ = ("blocks",)

    def __init__(self, blocks: tuple[Block, ...] = ()) -> None:
        self.blocks = blocks

    @classmethod
    def of(cls, keys: Iterable[tuple]) -> Self:
        """Return ``keys`` in order."""
        return cls(_cut(sorted(keys)))

    def __iter__(self) -> Iterator[tuple]:
        return (key for block in self.blocks for key in block.keys)

    @property
    def first(self) -> tuple | None:
        """The smallest key."""
        return self.blocks[0].keys[0] if self.blocks else None

    def changed(self, removed: Iterable[tuple], added: Iterable[tuple]) -> Self:
        """Return the order without ``removed`` and with ``added``; untouched blocks are shared."""
        leaving, coming = set(removed), set(added)
        leaving, coming = leaving - coming, coming - leaving
        if not self.blocks:
            return type(self).of(coming) if coming else self
        if not leaving and not coming:
            return self
        firsts = [block.keys[0] for block in self.blocks]
        touched: dict[int, tuple[set[tuple], list[tuple]]] = {}
        for key in leaving:
            touched.setdefault(max(bisect_right(firsts, key) - 1, 0), (set(), []))[0].add(key)
        for key in coming:
            touched.setdefault(max(bisect_right(firsts, key) - 1, 0), (set(), []))[1].append(key)
        blocks: list[Block] = []
        for place, block in enumerate(self.blocks):
            if place in touched:
                gone, new = touched[place]
                blocks += _cut(sorted([key for key in block.keys if key not in gone] + new))
            else:
                blocks.append(block)
        return type(self)(tuple(blocks))

    def page(self, ids: BitMap, start: int, stop: int, key_of: Callable[[int], tuple]) -> list[int]:
        """Return the documents of ``ids`` that stand from ``start`` to ``stop`` (excluded) among them."""
        if len(ids) <= FEW:
            return sorted(ids, key=key_of)[start:stop]
        found: list[int] = []
        for block in self.blocks:
            count = ids.intersection_cardinality(block.ids)
            if count <= start:
                start, stop = start - count, stop - count
                continue
            if count <= FEW:
                inside = sorted(ids & block.ids, key=key_of)
            else:
                inside = [key[-1] for key in block.keys if key[-1] in ids]
            found += inside[start:stop]
            start, stop = 0, stop - count
            if stop <= 0:
                break
        return found


def _cut(keys: list[tuple]) -> tuple[Block, ...]:
    """Return ``keys``, in order, as blocks of about the same size."""
    if not keys:
        return ()
    if len(keys) <= 2 * SIZE:
        return (Block(keys),)
    return tuple(Block(keys[at : at + SIZE]) for at in range(0, len(keys), SIZE))
