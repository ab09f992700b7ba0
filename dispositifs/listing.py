"""The page of the list of schemes, assembled from the catalogue: what the template draws."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.http import HttpRequest
from django.utils import timezone

from essaimage.common.typography import typographie
from essaimage.search.listing import Facet, PageNotFoundError, Pages, Pill, Sort, page_of
from essaimage.search.parameters import Address
from essaimage.search.presentation import FacetSpec, address_of, facets, pills, sorts
from essaimage.territoires.models import Departement, Territory

from .catalogue import Catalogue
from .choices import RURALITE_DEFINITIONS
from .filters import DispositifFilterSet
from .models import Dispositif
from .said import list_sentence

SPECS = (
    FacetSpec("ruralite", is_open=True, definitions=RURALITE_DEFINITIONS),
    FacetSpec("echelle", is_open=True, help="Le niveau qui décide d’une demande."),
    FacetSpec("nature"),
    FacetSpec("beneficiaire", help="Qui peut déposer la demande en son nom."),
    FacetSpec("phase"),
    FacetSpec("modele", help="Compte tenu de qui doit demander."),
    FacetSpec("partenaire"),
    FacetSpec("etat", help="D’après l’âge de la dernière preuve d’existence."),
)


@dataclass(frozen=True)
class Section:
    """Rows under one heading: what covers the territory, what lies inside, what is closed."""

    title: str
    rows: list[Dispositif]


class DispositifListing:
    """The list as asked for by a request. ``status`` is the HTTP status of the page."""

    def __init__(self, request: HttpRequest) -> None:
        self.filterset = DispositifFilterSet(
            request.GET, queryset=Dispositif.objects.published().with_etat()
        )
        self.is_valid = self.filterset.is_valid()
        self.catalogue = Catalogue(self.filterset, timezone.localdate())
        self.address: Address = address_of(request, self.filterset)
        self.total = len(self.catalogue.selection.ids) if self.is_valid else 0
        self.status = 200 if self.is_valid else 400
        self.pages: Pages | None = None
        self.sections: list[Section] = []
        if self.is_valid:
            try:
                self.pages, window = page_of(self.address, self.total)
                self.sections = self._sections(self.catalogue.ordered[window])
            except PageNotFoundError:
                self.status = 404

    @property
    def errors(self) -> dict[str, list[str]]:
        """What was wrong, by parameter."""
        return self.filterset.form.errors

    @property
    def territory(self) -> Territory | None:
        return self.catalogue.chosen.get("territoire")

    @property
    def place(self) -> str:
        """The territory in words: « Creuse (23) »."""
        if not self.territory:
            return ""
        if isinstance(self.territory, Departement):
            return f"{self.territory.name} ({self.territory.code})"
        return self.territory.name

    @cached_property
    def facets(self) -> list[Facet]:
        return facets(self.filterset, self.catalogue.selection.counts, SPECS)

    @cached_property
    def pills(self) -> list[Pill]:
        """The filters in force; with what removing each gives when nothing is left."""
        words = self.catalogue.chosen.get("q")
        singles = [("q", f"« {words} »")] if words else []
        if self.territory:
            singles.append(("territoire", self.place))
        told = self.catalogue.total_without if self.is_valid and not self.total else None
        return pills(self.facets, self.address, singles, told)

    @property
    def first_url(self) -> str:
        """The first page of the same list."""
        return self.address.without("page")

    @property
    def sorts(self) -> list[Sort]:
        return sorts(self.filterset, self.address)

    @property
    def sentence(self) -> str:
        """What the list shows, in one sentence."""
        ticked = {
            facet.name: [(option.value, option.label) for option in facet.selected]
            for facet in self.facets
            if not facet.errors
        }
        words = self.catalogue.chosen.get("q", "")
        return typographie(list_sentence(self.total, ticked, words, self.place))

    def _sections(self, pks: list[int]) -> list[Section]:
        """Return the rows of one page, in order, under their headings."""
        found = Dispositif.objects.with_etat().for_list().in_bulk(pks)
        place = self.place
        titles = (
            f"Couvrent {place}" if place else "",
            f"À l’intérieur : {place}",
            "Terminés ou remplacés",
        )
        return [
            Section(typographie(titles[number]), [found[pk] for pk in group])
            for number, group in groupby(pks, key=self.catalogue.section)
        ]
