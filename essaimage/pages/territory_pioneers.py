"""Pioneers on the page of a territory: settled there, settled around, settled in places alike."""

from dataclasses import dataclass, field

from django.db.models import Q

from essaimage.common.typography import in_french_order
from essaimage.territoires.facts import PlaceFacts
from essaimage.territoires.models import Commune, Departement, Region, Territory
from models_catalog.alike import SHOWN, pioneers_alike, settled_cases
from models_catalog.models import CaseStudy


@dataclass(frozen=True)
class Pioneers:
    """The pioneers that a territory brings to mind; ``alike`` says what makes the last ones comparable."""

    here: list[CaseStudy] = field(default_factory=list)
    around: list[CaseStudy] = field(default_factory=list)
    elsewhere: list[CaseStudy] = field(default_factory=list)
    alike: str = ""

    def __bool__(self) -> bool:
        return bool(self.here or self.around or self.elsewhere)


def pioneers_of(commune: Commune, place: PlaceFacts) -> Pioneers:
    """Return the pioneers of a commune, of its département, and of communes alike: four queries."""
    settled = _in_departement(commune.departement)
    here = [case for case in settled if case.head_commune_id == commune.pk]
    around = [case for case in settled if case.head_commune_id != commune.pk]
    elsewhere, alike = pioneers_alike(place, exclude={case.pk for case in settled})
    return Pioneers(here[:SHOWN], around[:SHOWN], elsewhere[:SHOWN], alike)


def pioneers_in(territory: Territory) -> Pioneers:
    """Return the pioneers settled in a département, a région or an EPCI: one query."""
    if isinstance(territory, Departement):
        return Pioneers(here=_in_departement(territory))
    if isinstance(territory, Region):
        inside = Q(head_commune__departement__region=territory) | Q(regions=territory)
        inside |= Q(departements__region=territory)
    else:
        inside = Q(head_commune__epci=territory)
    return Pioneers(here=in_french_order(settled_cases().filter(inside).distinct()))


def _in_departement(departement: Departement) -> list[CaseStudy]:
    inside = Q(head_commune__departement=departement) | Q(departements=departement)
    return in_french_order(settled_cases().filter(inside).distinct())
