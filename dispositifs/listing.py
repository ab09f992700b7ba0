"""The page of the list of schemes: its sentence, its pills, its rows under their headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.http import QueryDict

from essaimage.common.typography import typographie
from essaimage.search import index
from essaimage.search.grammar import Reading, grammar_of
from essaimage.search.listing import Facet, Result, Sort
from essaimage.search.page import UNKNOWN_FILTER
from essaimage.search.presentation import FacetSpec, or_list
from essaimage.territoires.facts import PlaceFacts
from essaimage.territoires.listing import EVERY_WIDER_PLACE, PlaceListing
from essaimage.territoires.locatives import in_commune, in_departement, in_region
from essaimage.territoires.models import Departement, Region, Territory
from essaimage.territoires.said import place_sentence

from .catalogue import DispositifCatalogue
from .choices import Verdict
from .filters import VERDICT_ORDER, DispositifFilterSet, Tri
from .results import results
from .said import list_sentence


@dataclass(frozen=True)
class Section:
    """Rows under one heading: a verdict, what covers the territory, what lies inside, what is closed."""

    title: str
    rows: Sequence[Result]

    @property
    def heading(self) -> str:
        """The element that holds the title of each row."""
        return "h3" if self.title else "h2"


def read(data: QueryDict) -> Reading:
    """Return what the parameters of a list of schemes say."""
    return grammar_of(DispositifFilterSet, index.current()["dispositifs"].vocabulary).read(data)


class DispositifListing(PlaceListing):
    """The list of schemes as asked for by a request."""

    catalogue: DispositifCatalogue
    vers = "dispositifs"
    wider_places = EVERY_WIDER_PLACE

    def __init__(self, path: str, reading: Reading, facts: PlaceFacts | None = None) -> None:
        """``facts`` are those of the commune of ``reading``, where they are already read."""
        catalogue = DispositifCatalogue(index.current()["dispositifs"], reading.chosen)
        if facts:
            catalogue.facts = facts
        super().__init__(path, reading, catalogue)

    @property
    def specs(self) -> Sequence[FacetSpec]:
        """How each facet is shown; that of the verdict needs a commune."""
        return (_VERDICT, *_FACETS) if self.commune else _FACETS

    @property
    def territory(self) -> Territory | None:
        return self.catalogue.territory

    @property
    def place(self) -> str:
        """The territory in words: « Creuse (23) »."""
        if not self.territory:
            return ""
        if isinstance(self.territory, Departement):
            return f"{self.territory.name} ({self.territory.code})"
        return self.territory.name

    @property
    def place_said(self) -> str:
        """Where the territory is, in a sentence: « dans la Creuse », « en Nouvelle-Aquitaine »."""
        match self.territory:
            case None:
                return ""
            case Departement(code=code, name=name):
                return in_departement(code, name)
            case Region(code=code, name=name):
                return in_region(code, name)
        return f"sur le territoire de {self.territory.name}"

    @property
    def commune_facts(self) -> str:
        """What is known of the commune chosen, in one sentence."""
        return place_sentence(self.catalogue.facts) if self.catalogue.facts else ""

    @property
    def without_commune_url(self) -> str:
        """The same list for any place."""
        return self.address.without("commune", "verdict")

    @property
    def singles(self) -> list[tuple[str, str, str]]:
        """The words, the place and the verdicts in force, in words."""
        found, without = super().singles, self.address.without
        if self.territory:
            found.append(("territoire", f"Territoire : {self.place}", without("territoire")))
        if self.commune:
            found.append(("commune", f"Commune : {self.commune_said}", self.without_commune_url))
        asked = self.catalogue.ticked["verdict"]
        if self.commune and len(asked) < len(Verdict):
            said = or_list([each.label for each in VERDICT_ORDER if each in asked])
            every = self.address.with_value("verdict", *VERDICT_ORDER)
            found.append(("verdict", f"Verdict : {said}", every))
        return found

    @property
    def ticked_facets(self) -> list[Facet]:
        """The facets whose options have a pill each: the verdicts make one."""
        return [facet for facet in self.facets if facet.name != "verdict"]

    @property
    def sorts(self) -> list[Sort]:
        """The orders of the list; « the first to close » only when something is to close."""
        return [
            sort
            for sort in super().sorts
            if sort.value != Tri.CLOTURE or sort.is_current or self.catalogue.something_closes
        ]

    @property
    def sentence(self) -> str:
        """What the list shows, in one sentence."""
        if not self.is_valid:
            return UNKNOWN_FILTER
        commune = self.commune.name if self.commune else ""
        said = list_sentence(self.total, self.ticked, self.searched_words, self.place_said, commune)
        return typographie(said)

    @cached_property
    def sections(self) -> list[Section]:
        """The rows of this page, in order, under their headings."""
        found = results(self, self.shown)
        return [
            Section(typographie(self._titles[number]), [found[pk] for pk in group if pk in found])
            for number, group in groupby(self.shown, key=self.catalogue.section)
        ]

    @property
    def _titles(self) -> Sequence[str]:
        """The headings of the sections of the catalogue; none for what needs none."""
        if self.commune:
            here = in_commune(self.commune.name)
            return (
                f"Ce qui s’applique {here}",
                f"Ce qui reste à confirmer {here}",
                f"Ce qui ne s’applique pas {here}",
                _CLOSED,
            )
        if self.territory:
            return "Ce qui couvre tout le territoire", "Ce qui n’en couvre qu’une partie", _CLOSED
        return "", _CLOSED


_CLOSED = "Terminés ou remplacés"
_VERDICT = FacetSpec("verdict", is_open=True, help="Ce que dit la commune choisie.")
_FACETS = (
    FacetSpec("ruralite", is_open=True),
    FacetSpec("echelle", is_open=True, help="Le niveau qui décide d’une demande."),
    FacetSpec("nature"),
    FacetSpec("beneficiaire", help="Qui peut déposer la demande en son nom."),
    FacetSpec("phase"),
    FacetSpec("modele", help="Compte tenu de qui doit demander."),
    FacetSpec("partenaire"),
    FacetSpec("etat", help="D’après l’âge de la dernière preuve d’existence."),
)
