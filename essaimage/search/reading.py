"""Documents as they are read, before they become a collection: what stays of each."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import accumulate, chain

from pyroaring import BitMap

from .documents import Document

_TARGET = re.compile(r"(?<=\])\([^()\s]*\)")  # where a link leads, which nobody reads


class ReadDocuments:
    """Documents as they are read: what stays of each, equal things kept once."""

    def __init__(self, orders: Iterable[str], spans: Mapping[str, slice], now: datetime) -> None:
        self.orders = tuple(orders)
        self.spans = dict(spans)
        self.width = max((span.stop for span in spans.values()), default=0)
        self.now = now
        self.rows: dict[int, object] = {}
        self.keys: dict[int, tuple] = {}
        self.holding: dict[str, dict[str, BitMap]] = {}
        self.due: dict[datetime, BitMap] = {}
        self._numbers: dict[int, int] = {}  # equal numbers, kept once

    def texts(self, documents: Iterable[Document]) -> Iterator[tuple[int, tuple[str, str, str]]]:
        """Yield the texts of ``documents``, which nothing keeps, and note the rest."""
        for document in documents:
            pk = document.pk
            if not self.spans:
                self.spans = _spans({name: document.keys[name] for name in self.orders})
                self.width = sum(len(document.keys[name]) - 1 for name in self.orders)
            self.rows[pk] = document.row
            keys = [document.keys[name] for name in self.orders]
            self.keys[pk] = tuple(map(self._same, chain.from_iterable(key[:-1] for key in keys)))
            if len(self.keys[pk]) != self.width or any(key[-1] != pk for key in keys):
                raise ValueError(f"the sort keys of document {pk} are not like others")
            for facet, values in document.facets.items():
                held = self.holding.setdefault(facet, {})
                for value in values:
                    _note(held, value, pk)
            if document.due and document.due > self.now:
                _note(self.due, document.due, pk)
            title, summary, rest = document.texts
            yield pk, (title, summary, _TARGET.sub(" ", rest))

    def _same(self, part: object) -> object:
        return self._numbers.setdefault(part, part) if type(part) is int else part


def _spans(keys: Mapping[str, tuple]) -> dict[str, slice]:
    """Return where each key stands once they are put end to end, the primary key left out."""
    ends = list(accumulate(len(key) - 1 for key in keys.values()))
    return {
        name: slice(start, end)
        for name, start, end in zip(keys, [0, *ends[:-1]], ends, strict=True)
    }


def _note(held: dict[Hashable, BitMap], value: Hashable, pk: int) -> None:
    ids = held.get(value)
    if ids is None:
        ids = held[value] = BitMap()
    ids.add(pk)
