"""Which words a sheet may hold, in a thousand bits: taking it out then looks at few postings.

Asking each of twenty-five thousand bitmaps whether it holds a sheet takes longer than all the rest of
an edit; keeping the words of each sheet would take more memory than the postings. Half the words of a
corpus are in a handful of sheets: these are kept, and it is sure which.
"""

from collections.abc import Collection, Container, Iterable, Mapping
from typing import Self

from pyroaring import BitMap

from .shelves import Shelves

GROUPS = 1024  # words fall in as many groups; a sheet of 250 words is in one group out of five
FEW = 4  # sheets: a word in no more of them, when a corpus is first read, is rare


def trace_of(keys: Iterable[str]) -> int:
    """Return the groups of ``keys``, one bit each."""
    trace = 0
    for key in keys:
        trace |= 1 << hash(key) % GROUPS
    return trace


class Traces:
    """The trace and the rare words of each sheet, the other words by group. Never changed: copied."""

    __slots__ = ("_groups", "_rare_of", "_traces")

    def __init__(self) -> None:
        self._traces: Shelves[int] = Shelves()
        self._rare_of: Shelves[tuple[str, ...]] = Shelves()
        self._groups: dict[int, tuple[str, ...]] = {}  # a rare word is in none

    def keys(self, ids: Collection[int]) -> set[str]:
        """Return every word that sheets ``ids`` hold, and some that they do not."""
        trace, found = 0, set()
        for pk in ids:
            trace |= self._traces.get(pk, 0)
            found.update(self._rare_of.get(pk, ()))
        for group, keys in self._groups.items() if trace else ():
            if trace >> group & 1:
                found.update(keys)
        return found

    def changed(
        self,
        removed: Collection[int],
        traces: Mapping[int, int],
        held: Iterable[tuple[str, BitMap]],
        known: Container[str],
    ) -> Self:
        """Return the traces without ``removed`` and with ``traces``.

        ``held``: each word there, with its sheets; ``known``: the words of the sheets before.
        """
        new = type(self)()
        new._traces = self._traces.changed(removed, traces)
        new._groups = dict(self._groups)
        rare: dict[int, list[str]] = {}
        coming: dict[int, list[str]] = {}
        is_first = not self._traces
        for key, ids in held:
            group = hash(key) % GROUPS
            if key in self._groups.get(group, ()):
                continue
            if key in known or (is_first and len(ids) <= FEW):
                for pk in ids:
                    rare.setdefault(pk, []).append(key)
            else:
                coming.setdefault(group, []).append(key)
        new._rare_of = self._rare_of.changed(removed, {pk: tuple(rare[pk]) for pk in rare})
        for group, keys in coming.items():
            new._groups[group] = (*new._groups.get(group, ()), *keys)
        return new
