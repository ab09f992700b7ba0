"""Things kept by number, on shelves: an edit copies one shelf and shares the others."""

from collections.abc import Collection, Iterator, Mapping
from typing import Self, TypeVar

T = TypeVar("T")

BITS = 9  # 512 numbers a shelf: copying fifty thousand references costs five milliseconds
_WITHIN = (1 << BITS) - 1


class Shelves(Mapping[int, T]):
    """A mapping that never changes; None stands for nothing.

    Shelves are lists: numbers follow one another, and a dictionary would take four times the memory.
    """

    __slots__ = ("_shelves", "_size")

    def __init__(self) -> None:
        self._shelves: dict[int, list[T | None]] = {}
        self._size = 0

    def __getitem__(self, number: int) -> T:
        shelf = self._shelves.get(number >> BITS)
        place = number & _WITHIN
        thing = shelf[place] if shelf and place < len(shelf) else None
        if thing is None:
            raise KeyError(number)
        return thing

    def __iter__(self) -> Iterator[int]:
        for start, shelf in self._shelves.items():
            for place, thing in enumerate(shelf, start << BITS):
                if thing is not None:
                    yield place

    def __len__(self) -> int:
        return self._size

    def changed(self, removed: Collection[int], added: Mapping[int, T]) -> Self:
        """Return the mapping without ``removed`` and with ``added``; a number may be in both."""
        new = type(self)()
        new._shelves, new._size = dict(self._shelves), self._size
        own: set[int] = set()  # the shelves copied already
        for number in removed:
            new._put(number, None, own)
        for number, thing in added.items():
            new._put(number, thing, own)
        for start in own:
            if not any(thing is not None for thing in new._shelves[start]):
                del new._shelves[start]
        return new

    def _put(self, number: int, thing: T | None, own: set[int]) -> None:
        start, place = number >> BITS, number & _WITHIN
        if start not in own:
            own.add(start)
            self._shelves[start] = list(self._shelves.get(start, ()))
        shelf = self._shelves[start]
        if place >= len(shelf):
            shelf.extend([None] * (place + 1 - len(shelf)))
        self._size += (thing is not None) - (shelf[place] is not None)
        shelf[place] = thing
