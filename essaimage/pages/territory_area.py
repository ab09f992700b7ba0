"""The page of a région, a département or an EPCI: what covers it, what lies inside, its communes."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dispositifs.choices import Vie
from dispositifs.models import Dispositif, Guichet
from dispositifs.rules_reading import place_of
from essaimage.common.figures import number
from essaimage.common.typography import in_french_order, sort_key
from essaimage.search import index
from essaimage.territoires.classes import VILLAGE
from essaimage.territoires.locatives import in_departement, in_region
from essaimage.territoires.models import (
    Classement,
    Commune,
    Departement,
    Epci,
    Region,
    Status,
    Temoin,
    Territory,
    Zone,
)
from essaimage.territoires.zonages import (
    ACV,
    CODES,
    DENSITE,
    FRR,
    PVD,
    QPV,
    RURAL_DENSITIES,
    VILLAGES_DAVENIR,
)

from .territory_criteria import NAMES, POPULATION
from .territory_map import FranceMap, france_map
from .territory_pioneers import pioneers_in
from .territory_schemes import area_groups

SHOWN_COMMUNES = 48
SHOWN_COUNTERS = 20


@dataclass(frozen=True)
class AreaWords:
    """How a kind of territory is said: « Département », « en Creuse », « le département »."""

    kind: str
    at: str
    the: str


@dataclass(frozen=True)
class Tally:
    """How many communes of a territory a criterion says rural, or lists; ``known``: for how many it is known."""

    code: str
    count: int
    partial: int
    known: int
    total: int

    @property
    def what(self) -> str:
        """What is counted: « classées »."""
        return WHAT[self.code][self.count > 1]

    @property
    def name(self) -> str:
        return NAMES[self.code]

    @property
    def value(self) -> str:
        """« 243 communes, dont 12 en partie »; nothing is said that no list says."""
        if not self.known:
            return "Non renseigné"
        some = f", et {number(self.partial)} en partie" if self.partial else ""
        return f"{number(self.count)} commune{'s' if self.count > 1 else ''}{some}"

    @property
    def note(self) -> str:
        """What limits the count, when something does."""
        if not self.known or self.known == self.total:
            return ""
        of_all = (
            f"{number(self.known)} commune{'s' if self.known > 1 else ''} sur {number(self.total)}"
        )
        return f"Renseigné pour {of_all}."


WHAT = {  # one commune, several
    POPULATION: ("sous 3 500 habitants",) * 2,
    DENSITE: (
        "rurale pour l’Insee (niveaux 5, 6 et 7)",
        "rurales pour l’Insee (niveaux 5, 6 et 7)",
    ),
    FRR: ("classée", "classées"),
    PVD: ("dans la liste",) * 2,
    ACV: ("dans la liste",) * 2,
    VILLAGES_DAVENIR: (
        "retenue, d’après une liste incomplète",
        "retenues, d’après une liste incomplète",
    ),
    QPV: ("avec au moins un quartier, d’après une liste incomplète",) * 2,
}


def area_page(request: HttpRequest, territory: Territory) -> HttpResponse:
    """Show a région, a département or an EPCI."""
    communes = communes_of(territory)
    figures = communes.aggregate(
        total=Count("pk"), people=Sum("population"), villages=Count("pk", Q(population__lt=VILLAGE))
    )
    words, inner = words_of(territory), inner_of(territory)
    shown = communes.select_related("departement").order_by("-population", "code")
    context = {
        "territory": territory,
        "words": words,
        "figures": figures,
        "tallies": tallies_of(communes, figures),
        "coverage": index.current()["zonages"].coverage,
        "groups": area_groups(index.current()["dispositifs"], territory, place_of(territory)),
        "guichets": guichets_of(territory),
        "inner": inner,
        "communes": shown[:SHOWN_COMMUNES],
        "others": max(figures["total"] - SHOWN_COMMUNES, 0),
        "pioneers": pioneers_in(territory),
        "map": map_of(territory, inner[1]),
        "crumbs": crumbs_of(territory),
    }
    return render(request, "pages/territory_area.html", context)


def words_of(territory: Territory) -> AreaWords:
    """Return how the territory is said."""
    match territory:
        case Departement(region=Region(zone=Zone.COM)) | Region(zone=Zone.COM):
            return AreaWords(
                "Collectivité",
                in_departement(territory.code, territory.name),
                "la collectivité",
            )
        case Departement():
            return AreaWords(
                "Département", in_departement(territory.code, territory.name), "le département"
            )
        case Region():
            return AreaWords("Région", in_region(territory.code, territory.name), "la région")
    return AreaWords(
        territory.get_kind_display() or "Intercommunalité",
        "dans cette intercommunalité",
        "l’intercommunalité",
    )


def communes_of(territory: Territory) -> QuerySet[Commune]:
    """Return the communes of today that lie in the territory."""
    match territory:
        case Departement():
            inside = Q(departement=territory)
        case Region():
            inside = Q(departement__region=territory)
        case _:
            inside = Q(epci=territory)
    return Commune.objects.current().filter(inside)


def tallies_of(communes: QuerySet[Commune], figures: dict[str, int]) -> list[Tally]:
    """Return, for each criterion, how many communes it says rural or lists: two queries.

    A zonage whose list is imported is known for every commune; else for those written as content.
    """
    total = figures["total"]
    imported = index.current()["zonages"].coverage.imported
    listed = Classement.objects.filter(version__is_current=True, commune__in=communes)
    counted = [*_counted(listed, "version__zonage__code")]
    written = Temoin.objects.filter(commune__in=communes).exclude(zonage__code__in=imported)
    counted += _counted(written, "zonage__code")
    rows = [Tally(POPULATION, figures["villages"], 0, total, total)]
    for code in CODES:
        mine = [row for row in counted if row[0] == code]
        known = (
            total if code in imported else sum(row[3] for row in mine if row[1] != Status.UNKNOWN)
        )
        yes = sum(row[3] for row in mine if row[1] == Status.YES and _tells_rural(code, row[2]))
        partial = sum(row[3] for row in mine if row[1] == Status.PARTIAL)
        rows.append(Tally(code, yes, partial, known, total))
    return rows


def _counted(rows: QuerySet, zonage: str) -> list[tuple[str, str, str, int]]:
    """Return (zonage, status, value, communes)."""
    return list(rows.order_by().values_list(zonage, "status", "value").annotate(n=Count("pk")))


def _tells_rural(code: str, value: str) -> bool:
    return code != DENSITE or value in RURAL_DENSITIES


def guichets_of(territory: Territory) -> list[Guichet]:
    """Return whom to call in the territory: its own counters and those of its région."""
    match territory:
        case Departement():
            here = Q(departement=territory) | Q(region=territory.region, departement=None)
        case Region():
            here = Q(region=territory) | Q(departement__region=territory)
        case _:
            here = Q(departement__communes__epci=territory)
    running = Dispositif.objects.published().filter(vie=Vie.EN_COURS)
    rows = Guichet.objects.filter(here, dispositif__in=running).distinct()
    rows = rows.select_related("dispositif", "departement", "region")
    rows = rows.order_by("pk")[:SHOWN_COUNTERS]
    return sorted(rows, key=lambda row: (sort_key(row.dispositif.title), sort_key(row.role)))


def inner_of(territory: Territory) -> tuple[str, list[Territory]]:
    """Return the territories between this one and its communes, under their name."""
    match territory:
        case Departement():
            epcis = Epci.objects.filter(communes__departement=territory).distinct()
            return "Ses intercommunalités", in_french_order(epcis, "name")
        case Region():
            return "Ses départements", in_french_order(territory.departements.all(), "name")
    departements = Departement.objects.filter(communes__epci=territory).distinct()
    rows = in_french_order(departements, "name")
    return "Ses départements" if len(rows) > 1 else "Son département", rows


def map_of(territory: Territory, inner: list[Territory]) -> FranceMap:
    """Return the map, which outlines the département itself or those, ``inner``, that the territory holds."""
    match territory:
        case Departement():
            return france_map([territory.code], words_of(territory).at)
        case Region():
            return france_map([row.code for row in inner], words_of(territory).at)
    said = words_of(inner[0]).at if len(inner) == 1 else "dans ses départements"
    return france_map([row.code for row in inner], said)


def crumbs_of(territory: Territory) -> list[tuple[str, str]]:
    """Return where the territory stands."""
    crumbs = [("Territoires", reverse("pages:territory-list"))]
    if isinstance(territory, Departement):
        crumbs.append((territory.region.name, territory.region.get_absolute_url()))
    return crumbs
