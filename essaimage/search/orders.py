"""Documents kept in order, in blocks: an edit copies one block, a page skips the blocks before it."""

from array import array
from bisect import bisect_right, insort
from collections.abc import Callable, Collection, Iterable
from typing import Self

from pyroaring import AbstractBitMap, BitMap, FrozenBitMap

SIZE = 512  # documents in a block when it is made; it is cut beyond twice that
FEW = 256  # below, sorting costs less than walking

KeyOf = Callable[[int], tuple]  # document → sort key


class Block:
    """Documents that follow one another."""

    __slots__ = ("first", "ids", "pks")

    def __init__(self, pks: Collection[int], key_of: KeyOf) -> None:
        self.pks = array("L", pks)
        self.ids = FrozenBitMap(pks)
        self.first = key_of(self.pks[0])


class Order:
    """Documents in ascending order of a key that each has alone. Never changed: copied."""

    __slots__ = ("blocks",)

    def __init__(self, blocks: tuple[Block, ...] = ()) -> None:
        self.blocks = blocks

    @classmethod
    def of(cls, pks: Iterable[int], key_of: KeyOf) -> Self:
        """Return ``pks`` in order."""
        return cls(_cut(sorted(pks, key=key_of), key_of))

    def changed(
        self, removed: Iterable[int], key_before: KeyOf, added: Iterable[int], key_of: KeyOf
    ) -> Self:
        """Return the order without ``removed`` and with ``added``, where they stand by their new key.

        A document that keeps its key stays where it is; untouched blocks are shared.
        """
        leaving = {pk: key_before(pk) for pk in removed}
        coming = {pk: key_of(pk) for pk in added}
        still = {pk for pk, key in coming.items() if leaving.get(pk) == key}
        if not self.blocks:
            return type(self).of(coming, key_of)
        firsts = [block.first for block in self.blocks]
        touched: dict[int, list[int]] = {}  # place of the block → documents that come in it

        def block_of(key: tuple) -> list[int]:
            return touched.setdefault(max(bisect_right(firsts, key) - 1, 0), [])

        for pk in leaving.keys() - still:
            block_of(leaving[pk])
        for pk in coming.keys() - still:
            block_of(coming[pk]).append(pk)
        gone = BitMap(leaving.keys() - still)
        blocks: list[Block] = []
        for place, block in enumerate(self.blocks):
            if place in touched:
                pks = [pk for pk in block.pks if pk not in gone]
                for pk in touched[place]:
                    insort(pks, pk, key=key_of)
                blocks += _cut(pks, key_of)
            else:
                blocks.append(block)
        return type(self)(tuple(blocks))

    def page(self, ids: AbstractBitMap, start: int, stop: int, key_of: KeyOf) -> list[int]:
        """Return the documents of ``ids`` that stand from ``start`` to ``stop`` (excluded) among them."""
        if len(ids) <= FEW:
            return sorted(ids, key=key_of)[start:stop]
        found: list[int] = []
        for block in self.blocks:
            count = ids.intersection_cardinality(block.ids)
            if count <= start:
                start, stop = start - count, stop - count
                continue
            inside = [pk for pk in block.pks if pk in ids]
            found += inside[start:stop]
            start, stop = 0, stop - count
            if stop <= 0:
                break
        return found


def _cut(pks: list[int], key_of: KeyOf) -> tuple[Block, ...]:
    """Return ``pks``, in order, as blocks of about the same size."""
    if len(pks) <= 2 * SIZE:
        return (Block(pks, key_of),) if pks else ()
    return tuple(Block(pks[at : at + SIZE], key_of) for at in range(0, len(pks), SIZE))
