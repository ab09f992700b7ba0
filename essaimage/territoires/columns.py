"""Places by columns: 36 000 rows in two megabytes, where as many objects would take ten."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

COMMUNE, DEPARTEMENT, REGION, EPCI = "commune", "departement", "region", "epci"
KINDS = (COMMUNE, DEPARTEMENT, REGION, EPCI)
_END = b"\n"


@dataclass(frozen=True, slots=True)
class Place:
    """A place one may look for. ``departements``: the codes it stands in; ``population`` in inhabitants."""

    kind: str
    code: str
    name: str
    departement: str = ""
    departement_name: str = ""
    postcodes: str = ""  # separated by spaces
    population: int = 0


class Texts(Sequence[str]):
    """Texts of one line, one after another."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._bytes = bytearray()
        self._starts = array("I", [0])
        for text in texts:
            self.append(text)

    def append(self, text: str) -> None:
        """Add one; only whoever makes the texts does so."""
        self._bytes += text.encode().replace(_END, b" ") + _END
        self._starts.append(len(self._bytes))

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place):
        if isinstance(place, slice):
            start, end, _ = place.indices(len(self))
            if start >= end:
                return []
            return self._between(start, end).split("\n")
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._between(place, place + 1)

    def __iter__(self) -> Iterator[str]:
        return iter(self[:])

    def _between(self, start: int, end: int) -> str:
        return self._bytes[self._starts[start] : self._starts[end] - 1].decode()


class Places(Sequence[Place]):
    """Places, each made when it is asked for."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._kinds = bytearray()
        self._codes, self._names, self._postcodes = Texts(), Texts(), Texts()
        self._departements: list[tuple[str, str]] = []  # code and name, each once
        self._inside = array("H")  # the number of its département
        self._population = array("I")
        numbers: dict[tuple[str, str], int] = {}
        for place in places:
            around = (place.departement, place.departement_name)
            if around not in numbers:
                numbers[around] = len(numbers)
                self._departements.append(around)
            self._inside.append(numbers[around])
            self._kinds.append(KINDS.index(place.kind))
            self._codes.append(place.code)
            self._names.append(place.name)
            self._postcodes.append(place.postcodes)
            self._population.append(place.population)

    def __len__(self) -> int:
        return len(self._kinds)

    def __getitem__(self, number: int) -> Place:
        return Place(
            self.kind(number),
            self.code(number),
            self.name(number),
            *self._departements[self._inside[number]],
            self.postcodes(number),
            self.population(number),
        )

    def __iter__(self) -> Iterator[Place]:
        return (self[number] for number in range(len(self)))

    def kind(self, number: int) -> str:
        """Return the kind of a place."""
        return KINDS[self._kinds[number]]

    def code(self, number: int) -> str:
        """Return the code of a place."""
        return self._codes[number]

    def name(self, number: int) -> str:
        """Return the name of a place."""
        return self._names[number]

    def postcodes(self, number: int) -> str:
        """Return the postcodes of a place, separated by spaces."""
        return self._postcodes[number]

    def departement(self, number: int) -> str:
        """Return the code of the département of a place."""
        return self._departements[self._inside[number]][0]

    def population(self, number: int) -> int:
        """Return the inhabitants of a place."""
        return self._population[number]


class Coded(Mapping[str, int]):
    """The numbers of some places by their code."""

    def __init__(self, places: Places, numbers: Iterable[int]) -> None:
        self._places = places
        self._numbers = array("I", sorted(numbers, key=places.code))

    def __getitem__(self, code: str) -> int:
        place = bisect_left(self._numbers, code, key=self._places.code)
        if place < len(self._numbers) and self._places.code(self._numbers[place]) == code:
            return self._numbers[place]
        raise KeyError(code)

    def __iter__(self) -> Iterator[str]:
        return map(self._places.code, self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def values(self) -> Sequence[int]:
        """Return the numbers themselves."""
        return self._numbers


class Words:
    """Which entries hold a word: words in alphabetical order, and their entries end to end."""

    def __init__(self, held: Mapping[str, Iterable[int]]) -> None:
        self.vocabulary = Texts(sorted(held))
        self._starts = array("I", [0])
        self._entries = array("I")
        for word in self.vocabulary:
            self._entries.extend(held[word])
            self._starts.append(len(self._entries))

    def __contains__(self, word: str) -> bool:
        place = bisect_left(self.vocabulary, word)
        return place < len(self.vocabulary) and self.vocabulary[place] == word

    def entries(self, word: str) -> Sequence[int]:
        """Return the entries of a word; none when nobody knows it."""
        place = bisect_left(self.vocabulary, word)
        is_known = place < len(self.vocabulary) and self.vocabulary[place] == word
        return self.between(place, place + 1) if is_known else ()

    def between(self, start: int, end: int) -> Sequence[int]:
        """Return the entries of the words that stand from ``start`` to ``end`` (excluded)."""
        return self._entries[self._starts[start] : self._starts[end]]
