"""The numbered sources of a page: each source once, with all it establishes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .models import Citation, Source


@dataclass
class NumberedSource:
    """A source with its number on the page and the facts it establishes there."""

    number: int
    source: Source
    citations: list[Citation] = field(default_factory=list)


class Evidence:
    """The sources of one page, numbered in the order in which the page meets them."""

    def __init__(self, citations: Iterable[Citation] = ()) -> None:
        self._by_source: dict[int, NumberedSource] = {}
        for citation in citations:
            self.number(citation.source)
            self._by_source[citation.source_id].citations.append(citation)

    def number(self, source: Source) -> int:
        """Return the number of ``source`` on the page, given now if it had none."""
        known = self._by_source.get(source.pk)
        if known is None:
            known = NumberedSource(len(self._by_source) + 1, source)
            self._by_source[source.pk] = known
        return known.number

    @property
    def sources(self) -> list[NumberedSource]:
        """Every source met so far, in order."""
        return list(self._by_source.values())
