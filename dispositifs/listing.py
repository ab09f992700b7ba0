"""The page of the list of schemes, assembled from the catalogue: what the template draws."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.http import HttpRequest
from django.utils import timezone

from essaimage.common.typography import typographie
from essaimage.search.catalogue import UNKNOWN_FILTER, Listing
from essaimage.search.listing import Sort
from essaimage.search.presentation import FacetSpec
from essaimage.territoires.models import Departement, Territory

from .catalogue import DispositifCatalogue
from .choices import RURALITE_DEFINITIONS
from .filters import DispositifFilterSet, Tri
from .models import Dispositif
from .said import list_sentence


@dataclass(frozen=True)
class Section:
    """Rows under one heading: what covers the territory, what lies inside, what is closed."""

    title: str
    rows: list[Dispositif]


class DispositifListing(Listing):
    """The list of schemes as asked for by a request."""

    specs = (
        FacetSpec("ruralite", is_open=True, definitions=RURALITE_DEFINITIONS),
        FacetSpec("echelle", is_open=True, help="Le niveau qui décide d’une demande."),
        FacetSpec("nature"),
        FacetSpec("beneficiaire", help="Qui peut déposer la demande en son nom."),
        FacetSpec("phase"),
        FacetSpec("modele", help="Compte tenu de qui doit demander."),
        FacetSpec("partenaire"),
        FacetSpec("etat", help="D’après l’âge de la dernière preuve d’existence."),
    )

    def __init__(self, request: HttpRequest) -> None:
        queryset = Dispositif.objects.published().with_etat()
        filterset = DispositifFilterSet(request.GET, queryset=queryset)
        super().__init__(request, DispositifCatalogue(filterset, timezone.localdate()))

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

    @property
    def singles(self) -> list[tuple[str, str]]:
        """The words and the territory in force, in words."""
        place = [("territoire", f"Territoire : {self.place}")] if self.territory else []
        return [*super().singles, *place]

    @property
    def sorts(self) -> list[Sort]:
        """The orders of the list; « the first to close » only when something is to close."""
        return [
            sort
            for sort in super().sorts
            if sort.value != Tri.CLOTURE or sort.is_current or self.catalogue.closing
        ]

    @property
    def sentence(self) -> str:
        """What the list shows, in one sentence."""
        if not self.is_valid:
            return UNKNOWN_FILTER
        return typographie(list_sentence(self.total, self.ticked, self.words, self.place))

    @cached_property
    def sections(self) -> list[Section]:
        """The rows of this page, in order, under their headings (one deleted meanwhile is left out)."""
        found = Dispositif.objects.with_etat().for_list().in_bulk(self.shown)
        place = self.place
        titles = (
            f"Ce qui couvre le territoire : {place}" if place else "",
            f"Ce qui n’en couvre qu’une partie : {place}",
            "Terminés ou remplacés",
        )
        return [
            Section(typographie(titles[number]), [found[pk] for pk in group if pk in found])
            for number, group in groupby(self.shown, key=self.catalogue.section)
        ]
