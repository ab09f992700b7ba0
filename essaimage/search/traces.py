"""Which words a sheet may hold, in a thousand bits: taking it out then looks at few postings.

Asking each of twenty-five thousand bitmaps whether it holds a sheet takes longer than all the rest of
an edit; keeping the words of each sheet would take more memory than the postings. Half the words of a
corpus are in a handful of sheets: these are kept, and it is sure which.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Self

from pyroaring import BitMap

from .shelves import Shelves

GROUPS = 1024  # words fall in as many groups; a sheet of 250 words is in one group out of five
FEW = 4  # sheets: a word in no more of them is rare


def trace_of(keys: Iterable[str]) -> int:
    """Return the groups of ``keys``, one bit each."""
    trace = 0
    for key in keys:
        trace |= 1 << hash(key) % GROUPS
    return trace


class Traces:
    """The trace and the rare words of each sheet, the other words by group. Never changed: copied."""

    __slots__ = ("_groups", "_rare", "_rare_of", "_traces")

    def __init__(self) -> None:
        self._traces: Shelves[int] = Shelves()
        self._groups: dict[int, tuple[str, ...]] = {}
        self._rare: frozenset[str] = frozenset()  # what was rare at the first reading stays so here
        self._rare_of: dict[int, tuple[str, ...]] = {}

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
        self, removed: Collection[int], traces: Mapping[int, int], held: Mapping[str, BitMap]
    ) -> Self:
        """Return the traces without ``removed`` and with ``traces``; ``held``: who holds what there."""
        new = type(self)()
        new._traces = self._traces.changed(removed, traces)
        new._rare = self._rare or frozenset(key for key, ids in held.items() if len(ids) <= FEW)
        new._rare_of = {pk: keys for pk, keys in self._rare_of.items() if pk not in removed}
        new._groups = dict(self._groups)
        coming: dict[int, list[str]] = {}
        for key, ids in held.items():
            if key in new._rare:
                for pk in ids:
                    new._rare_of[pk] = (*new._rare_of.get(pk, ()), key)
            else:
                coming.setdefault(hash(key) % GROUPS, []).append(key)
        for group, keys in coming.items():
            known = new._groups.get(group, ())
            if not known or not set(keys) <= set(known):
                new._groups[group] = tuple(dict.fromkeys((*known, *keys)))
        return new
