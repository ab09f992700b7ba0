"""The sigles of a collection and what they stand for, both ways: « ESS », « économie sociale et solidaire ».

Nothing is kept but which sheets a sigle begins: who types what it stands for is answered by the words
of titles. Rules made in advance would take a kilobyte a sheet, and be made again at each edit.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Self

from pyroaring import BitMap

from .synonyms import Phrase, Rule

if TYPE_CHECKING:
    from .text import TextIndex

Keys = tuple[str, ...]
Told = Mapping[int, tuple[Keys, Keys]]  # sheet → the keys of its sigle, those of its title


class Sigles:
    """The sheets that have a sigle. Never changed: copied."""

    __slots__ = ("_by_first", "ids", "told")

    def __init__(self) -> None:
        self.ids = BitMap()
        self.told: dict[int, tuple[Keys, Keys]] = {}
        self._by_first: dict[str, tuple[int, ...]] = {}  # first key of a sigle → sheets

    def changed(self, removed: Collection[int], added: Told) -> Self:
        """Return the sigles without those of sheets ``removed`` and with ``added``."""
        leaving = {pk: self.told[pk] for pk in removed if pk in self.told}
        if leaving == added:
            return self
        new = type(self)()
        new.ids = (self.ids - BitMap(leaving)) | BitMap(added)
        new.told = {**self.told, **added}
        for pk in leaving.keys() - added.keys():
            del new.told[pk]
        new._by_first = dict(self._by_first)
        for pk, (sigle, _) in leaving.items():
            for key in sigle[:1]:
                left = tuple(other for other in new._by_first[key] if other != pk)
                new._by_first[key] = left
                if not left:
                    del new._by_first[key]
        coming: dict[str, list[int]] = {}
        for pk, (sigle, _) in added.items():
            for key in sigle[:1]:
                coming.setdefault(key, []).append(pk)
        for key, pks in coming.items():
            new._by_first[key] = (*new._by_first.get(key, ()), *pks)
        return new

    def beginning(self, key: str) -> tuple[int, ...]:
        """Return the sheets whose sigle begins with ``key``."""
        return self._by_first.get(key, ())

    def called(self, keys: Collection[str]) -> BitMap:
        """Return the sheets whose sigle is one of ``keys``."""
        return BitMap(
            pk for key in keys for pk in self.beginning(key) if self.told[pk][0] == (key,)
        )


class Acronyms:
    """The sigles of a collection as rules that a query follows, like those of ``Synonyms``."""

    def __init__(self, index: "TextIndex") -> None:
        self._index = index
        self._sigles = index.sigles

    def at(self, keys: Sequence[frozenset[str]], position: int) -> Iterator[Rule]:
        """Yield the rules whose phrase stands at ``position`` of the words typed, given by their keys."""
        others: dict[Keys, dict[Phrase, None]] = {}
        for pk in self._told_by_sigle(keys, position):
            sigle, title = self._sigles.told[pk]
            if title and title != sigle:
                others.setdefault(sigle, {})[_phrase(title)] = None
        for pk in self._told_in_full(keys, position):
            sigle, title = self._sigles.told[pk]
            if sigle and title != sigle:
                others.setdefault(title, {})[_phrase(sigle)] = None
        for phrase, found in others.items():
            yield Rule(_phrase(phrase), tuple(found))

    def _told_by_sigle(self, keys: Sequence[frozenset[str]], position: int) -> Iterator[int]:
        """Yield the sheets whose sigle was typed."""
        for key in keys[position]:
            for pk in self._sigles.beginning(key):
                if _stands(self._sigles.told[pk][0], keys, position):
                    yield pk

    def _told_in_full(self, keys: Sequence[frozenset[str]], position: int) -> Iterator[int]:
        """Yield the sheets with a sigle whose whole title was typed: those of so many words, which they hold."""
        index, held, short = self._index, self._sigles.ids, BitMap()
        for count, typed in enumerate(keys[position:], 1):
            held = held & index.posting(typed).title
            if not held:
                return
            short = short | index.lengths.get(count, BitMap())
            for pk in held & short:
                title = self._sigles.told[pk][1]
                if len(title) == count and _stands(title, keys, position):
                    yield pk


def _stands(phrase: Keys, keys: Sequence[frozenset[str]], position: int) -> bool:
    typed = keys[position : position + len(phrase)]
    return len(typed) == len(phrase) and all(
        key in own for key, own in zip(phrase, typed, strict=True)
    )


def _phrase(keys: Keys) -> Phrase:
    return tuple((key,) for key in keys)
