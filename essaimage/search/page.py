"""The page of a filtered list, as asked for by a request: what its template draws."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from essaimage.common.typography import typographie

from . import misses
from .catalogue import Catalogue
from .found import Marks
from .grammar import Reading
from .listing import Facet, PageNotFoundError, Pages, Pill, Problem, Sort, page_of
from .parameters import QUERY_LENGTH, Address
from .presentation import FacetSpec, facet_pills, facets, sorts

UNKNOWN_FILTER = "Un filtre est à revoir"
NO_MARKS = Marks()


def partly(total: int, whole: int, left_out: Sequence[str]) -> list[str]:
    """Return what to say of ``total`` sheets of which only ``whole`` hold every word typed.

    ``left_out``: the words that none of them holds.
    """
    if whole == total:
        return []
    said = "Aucune fiche ne contient tous ces mots : voici celles qui en contiennent le plus."
    if whole:
        few = "Une seule fiche contient" if whole == 1 else f"{whole} fiches seulement contiennent"
        said = f"{few} tous ces mots : suivent celles qui en contiennent le plus."
    if left_out:
        words = ", ".join(f"« {word} »" for word in left_out)
        said = f"{said} Laissé de côté : {words}."
    return [typographie(said)]


class Listing:
    """A list as asked for by a request. ``status`` is the HTTP status."""

    specs: Sequence[FacetSpec] = ()

    def __init__(self, path: str, reading: Reading, catalogue: Catalogue) -> None:
        self.grammar = reading.grammar
        self.reading = reading
        self.catalogue = catalogue
        self.address = Address(path, reading.data, reading.grammar.names)
        self.is_valid = reading.is_valid
        self.total = len(catalogue.selection.ids) if self.is_valid else 0
        self.status = 200 if self.is_valid else 400
        if catalogue.found and not (catalogue.found.ids or catalogue.found.set_aside):
            misses.note(self.words)  # the words alone find nothing, whatever the filters
        self.pages: Pages | None = None
        self.shown: list[int] = []  # the rows of this page, in order
        if self.is_valid:
            try:
                self.pages, window = page_of(self.address, self.total)
                self.shown = catalogue.page(window.start, window.stop)
            except PageNotFoundError:
                self.status = 404

    @property
    def errors(self) -> Mapping[str, list[str]]:
        """What was wrong, by parameter."""
        return self.reading.errors

    @property
    def problems(self) -> list[Problem]:
        """What was wrong, with the name that visitors read and the address without it."""
        return [
            Problem(self.grammar.label(name), " ".join(messages), self.address.without(name))
            for name, messages in self.errors.items()
        ]

    @cached_property
    def facets(self) -> list[Facet]:
        """Every facet with its options and what ticking each gives."""
        counts = self.catalogue.selection.counts
        return facets(self.reading, counts, self.catalogue.ticked, self.specs)

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
    def searched_words(self) -> str:
        """The words that the rows answer: those typed, put right, without the places set aside."""
        words = self.corrected or self.words
        left_out = self.catalogue.found.left_out if self.catalogue.found else ()
        for place in (*self.set_aside, *left_out):
            words = re.sub(rf"(?<![^\W_]){re.escape(place)}(?![^\W_])", " ", words)
        return " ".join(words.split())

    @property
    def corrected(self) -> str:
        """What was searched instead of what was typed; empty when nothing was changed."""
        return self.catalogue.found.corrected if self.catalogue.found else ""

    @property
    def set_aside(self) -> Sequence[str]:
        """Names of places typed among the words, that the search left out."""
        return self.catalogue.found.set_aside if self.catalogue.found else ()

    @property
    def partly(self) -> list[str]:
        """What to say when few rows hold every word, before the filters; nothing when enough do."""
        found = self.catalogue.found
        return partly(len(found.ids), found.whole, found.left_out) if found else []

    @property
    def marks(self) -> Marks:
        """What the rows mark."""
        return self.catalogue.found.marks if self.catalogue.found else NO_MARKS

    @property
    def query_notice(self) -> str:
        """The sentence that says the words were cut, or nothing."""
        if not self.reading.query_was_cut:
            return ""
        return (
            f"Votre recherche dépassait {QUERY_LENGTH} caractères : seul son début a été cherché."
        )

    @property
    def singles(self) -> list[tuple[str, str, str]]:
        """The filters with one value in force: parameter, what its pill says, the address without it."""
        words = ("q", f"Mots : {self.words}", self.address.without("q"))
        return [words] if self.words else []

    @property
    def ticked_facets(self) -> list[Facet]:
        """The facets whose options have a pill each."""
        return self.facets

    @cached_property
    def pills(self) -> list[Pill]:
        """The filters in force; with what removing each gives when nothing is left."""
        told = self.catalogue.total_without if self.is_valid and not self.total else None
        alone = [
            Pill(typographie(label), url, told(name) if told else None)
            for name, label, url in self.singles
        ]
        return alone + facet_pills(self.ticked_facets, self.address, told)

    @property
    def first_url(self) -> str:
        """The first page of the same list."""
        return self.address.without("page")

    @property
    def sorts(self) -> list[Sort]:
        return sorts(self.grammar, self.address, self.catalogue.order)
