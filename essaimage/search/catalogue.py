"""A filtered list as its page needs it: total, rows in order, facet counts, what removals give.

A list says which of its rows hold which value (``postings``) and how well they answer the words typed
(``scores``); the rest is the same for all. The tests hold every list to ``.qs`` of its filter set.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from functools import cached_property

from django.http import HttpRequest

from .facets import Postings, Selection
from .filters import ListFilterSet
from .listing import Facet, PageNotFoundError, Pages, Pill, Problem, Sort, page_of
from .presentation import FacetSpec, address_of, facets, pills, sorts


class Catalogue(ABC):
    """The published rows of a list, filtered as ``filterset`` says."""

    facets: tuple[str, ...] = ()  # the parameters that are facets

    def __init__(self, filterset: ListFilterSet) -> None:
        self.filterset = filterset
        self.chosen = filterset.chosen

    @property
    @abstractmethod
    def postings(self) -> Postings:
        """Which row holds which value of which facet."""

    @property
    @abstractmethod
    def scores(self) -> Mapping[int, int]:
        """How well each row answers the words typed; empty when none were."""

    @property
    @abstractmethod
    def ordered(self) -> list[int]:
        """The rows kept, in the order asked for."""

    def singles(self) -> dict[str, frozenset[int]]:
        """Return the rows kept by each filter with one value that is in force."""
        return {"q": frozenset(self.scores)} if self.chosen.get("q") else {}

    @cached_property
    def ticked(self) -> dict[str, list[str]]:
        """The facet values in force."""
        return {name: list(self.chosen.get(name) or ()) for name in self.facets}

    @cached_property
    def selection(self) -> Selection:
        """The rows kept, and what each option of each facet gives."""
        return self.postings.select(self.ticked, self._within())

    def total_without(self, name: str, value: str = "") -> int:
        """Return what the list would hold without a filter, or without one of its values."""
        ticked = {
            facet: [kept for kept in values if facet != name or (value and kept != value)]
            for facet, values in self.ticked.items()
        }
        return self.postings.total(ticked, self._within(without=name))

    def _within(self, *, without: str = "") -> frozenset[int] | None:
        """Return the rows kept by the filters with one value, one of them left out on demand."""
        kept = [rows for name, rows in self.singles().items() if name != without]
        return frozenset.intersection(*kept) if kept else None


UNKNOWN_FILTER = "Un des filtres n’est pas connu"


class Listing:
    """A list as asked for by a request: what its template draws. ``status`` is the HTTP status."""

    specs: Iterable[FacetSpec] = ()

    def __init__(self, request: HttpRequest, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.filterset = catalogue.filterset
        self.address = address_of(request, self.filterset)
        self.is_valid = self.filterset.is_valid()
        self.total = len(catalogue.selection.ids) if self.is_valid else 0
        self.status = 200 if self.is_valid else 400
        self.pages: Pages | None = None
        self.shown: list[int] = []  # the rows of this page, in order
        if self.is_valid:
            try:
                self.pages, window = page_of(self.address, self.total)
                self.shown = catalogue.ordered[window]
            except PageNotFoundError:
                self.status = 404

    @property
    def errors(self) -> dict[str, list[str]]:
        """What was wrong, by parameter."""
        return self.filterset.form.errors

    @property
    def problems(self) -> list[Problem]:
        """What was wrong, with the name that visitors read and the address without it."""
        filters = self.filterset.filters
        return [
            Problem(filters[name].label, " ".join(messages), self.address.without(name))
            for name, messages in self.errors.items()
        ]

    @cached_property
    def facets(self) -> list[Facet]:
        """Every facet with its options and what ticking each gives."""
        return facets(self.filterset, self.catalogue.selection.counts, self.specs)

    @property
    def ticked(self) -> dict[str, list[tuple[str, str]]]:
        """The (value, label) in force of each facet that was understood."""
        return {
            facet.name: [(option.value, option.label) for option in facet.selected]
            for facet in self.facets
            if not facet.errors
        }

    @property
    def words(self) -> str:
        """The words typed, as they are searched."""
        return self.catalogue.chosen.get("q") or ""

    @property
    def singles(self) -> list[tuple[str, str]]:
        """The filters with one value that are in force, with their words."""
        return [("q", f"Mots : {self.words}")] if self.words else []

    @cached_property
    def pills(self) -> list[Pill]:
        """The filters in force; with what removing each gives when nothing is left."""
        told = self.catalogue.total_without if self.is_valid and not self.total else None
        return pills(self.facets, self.address, self.singles, told)

    @property
    def first_url(self) -> str:
        """The first page of the same list."""
        return self.address.without("page")

    @property
    def sorts(self) -> list[Sort]:
        return sorts(self.filterset, self.address)
