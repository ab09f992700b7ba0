"""Things kept by number, on shelves: an edit copies one shelf and shares the others."""

from collections.abc import Collection, Iterator, Mapping
from typing import Self, TypeVar

T = TypeVar("T")

BITS = 9  # 512 numbers a shelf: copying fifty thousand references costs five milliseconds


class Shelves(Mapping[int, T]):
    """A mapping that never changes."""

    __slots__ = ("_shelves", "_size")

    def __init__(self, shelves: dict[int, dict[int, T]] | None = None) -> None:
        self._shelves = shelves or {}
        self._size = sum(map(len, self._shelves.values()))

    def __getitem__(self, number: int) -> T:
        return self._shelves[number >> BITS][number]

    def __iter__(self) -> Iterator[int]:
        return (number for shelf in self._shelves.values() for number in shelf)

    def __len__(self) -> int:
        return self._size

    def changed(self, removed: Collection[int], added: Mapping[int, T]) -> Self:
        """Return the mapping without ``removed`` and with ``added``; a number may be in both."""
        shelves = dict(self._shelves)
        own: set[int] = set()  # the shelves copied already

        def shelf_of(number: int) -> dict[int, T]:
            place = number >> BITS
            if place not in own:
                own.add(place)
                shelves[place] = dict(shelves.get(place, ()))
            return shelves[place]

        for number in removed:
            shelf_of(number).pop(number, None)
        for number, thing in added.items():
            shelf_of(number)[number] = thing
        return type(self)({place: shelf for place, shelf in shelves.items() if shelf})
