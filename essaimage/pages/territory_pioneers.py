"""Pioneers on the page of a territory: settled there, settled around, settled in places alike."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from essaimage.common.typography import in_french_order
from essaimage.territoires.facts import PlaceFacts, facts_for
from essaimage.territoires.models import Commune, Departement, Region, Territory
from essaimage.territoires.zonages import DENSITE
from models_catalog.models import CaseStudy

from .territory_criteria import density_class, size_class

SHOWN = 6  # pioneers under each heading


@dataclass(frozen=True)
class Pioneers:
    """The pioneers that a territory brings to mind; ``alike`` says what makes the last ones comparable."""

    here: list[CaseStudy] = field(default_factory=list)
    around: list[CaseStudy] = field(default_factory=list)
    elsewhere: list[CaseStudy] = field(default_factory=list)
    alike: str = ""

    def __bool__(self) -> bool:
        return bool(self.here or self.around or self.elsewhere)


def published() -> QuerySet:
    """Return the pioneers that visitors may read, with the commune of their head office."""
    return CaseStudy.objects.published().select_related("head_commune__departement")


def pioneers_of(commune: Commune, place: PlaceFacts) -> Pioneers:
    """Return the pioneers of a commune, of its département, and of communes alike: four queries."""
    settled = _in_departement(commune.departement)
    here = [case for case in settled if case.head_commune_id == commune.pk]
    around = [case for case in settled if case.head_commune_id != commune.pk]
    elsewhere, alike = pioneers_alike(place, exclude={case.pk for case in settled})
    return Pioneers(here[:SHOWN], around[:SHOWN], elsewhere[:SHOWN], alike)


def pioneers_alike(place: PlaceFacts, exclude: set[int]) -> tuple[list[CaseStudy], str]:
    """Return the pioneers settled in communes of the same classes of size and density, and these in words."""
    size, density = size_class(place.population), density_class(place.zonage(DENSITE).value)
    if not size or not density:
        return [], ""
    cases = list(published().filter(head_commune__isnull=False).exclude(pk__in=exclude))
    facts = facts_for(_communes(cases))
    alike = [case for case in cases if _classes(facts[case.head_commune_id]) == (size, density)]
    return in_french_order(alike), f"{size}, {density}"


def pioneers_in(territory: Territory) -> Pioneers:
    """Return the pioneers settled in a département, a région or an EPCI: one query."""
    if isinstance(territory, Departement):
        return Pioneers(here=_in_departement(territory))
    if isinstance(territory, Region):
        inside = Q(head_commune__departement__region=territory) | Q(regions=territory)
        inside |= Q(departements__region=territory)
    else:
        inside = Q(head_commune__epci=territory)
    return Pioneers(here=in_french_order(published().filter(inside).distinct()))


def _in_departement(departement: Departement) -> list[CaseStudy]:
    inside = Q(head_commune__departement=departement) | Q(departements=departement)
    return in_french_order(published().filter(inside).distinct())


def _communes(cases: Iterable[CaseStudy]) -> list[Commune]:
    """Return the communes of the head offices, each once, with the places that facts need."""
    pks = {case.head_commune_id for case in cases}
    return list(Commune.objects.with_places().filter(pk__in=pks))


def _classes(place: PlaceFacts) -> tuple[str, str]:
    return size_class(place.population), density_class(place.zonage(DENSITE).value)
