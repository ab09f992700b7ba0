"""Which words a sheet may hold, in a thousand bits: taking it out then looks at few postings.

Asking each of twenty-five thousand bitmaps whether it holds a sheet takes longer than all the rest of
an edit; keeping the words of each sheet would take more memory than the postings.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Self

from .shelves import Shelves

GROUPS = 1024  # words fall in as many groups; a sheet of 150 words is in one group out of seven


def trace_of(keys: Iterable[str]) -> int:
    """Return the groups of ``keys``, one bit each."""
    trace = 0
    for key in keys:
        trace |= 1 << hash(key) % GROUPS
    return trace


class Traces:
    """The trace of each sheet, and the words of each group. Never changed: copied."""

    __slots__ = ("_groups", "_traces")

    def __init__(
        self,
        groups: Mapping[int, tuple[str, ...]] | None = None,
        traces: Shelves[int] | None = None,
    ) -> None:
        self._groups = groups or {}
        self._traces = traces or Shelves()

    def keys(self, ids: Collection[int]) -> Iterator[str]:
        """Yield every word that sheets ``ids`` may hold, and some that they do not."""
        trace = 0
        for pk in ids:
            trace |= self._traces.get(pk, 0)
        for group, keys in self._groups.items():
            if trace >> group & 1:
                yield from keys

    def changed(
        self, removed: Collection[int], traces: Mapping[int, int], keys: Iterable[str]
    ) -> Self:
        """Return the traces without ``removed`` and with ``traces``; ``keys`` are words that are new."""
        groups = dict(self._groups)
        found: dict[int, list[str]] = {}
        for key in keys:
            found.setdefault(hash(key) % GROUPS, []).append(key)
        for group, new in found.items():
            known = groups.get(group, ())
            groups[group] = (*known, *(key for key in new if key not in known))
        return type(self)(groups, self._traces.changed(removed, traces))
