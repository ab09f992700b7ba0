"""Who did it in a place like mine: pioneers settled in communes alike, and how one of them compares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from essaimage.common.figures import inhabitants
from essaimage.common.typography import in_french_order, typographie
from essaimage.territoires.classes import classes_of
from essaimage.territoires.facts import PlaceFacts, facts_for
from essaimage.territoires.locatives import in_commune, in_departement, in_region
from essaimage.territoires.models import Commune

from .models import CaseStudy, Terrain

SHOWN = 6  # pioneers in a list of those alike
HEAD = ("head_commune__departement__region", "head_commune__epci")

_TERRAIN = {
    Terrain.RURAL: "Il travaille à la campagne.",
    Terrain.MIXED: "Il travaille à la campagne et en ville.",
    Terrain.URBAN: "Il travaille en ville.",
    Terrain.UNTOLD: "Les sources ne disent pas s’il travaille à la campagne ou en ville.",
}


def settled_cases() -> QuerySet:
    """Return the pioneers that visitors may read, with the commune of their head office and its places."""
    return CaseStudy.objects.published().select_related(*HEAD)


def pioneers_alike(place: PlaceFacts, exclude: set[int]) -> tuple[list[CaseStudy], str]:
    """Return the pioneers settled in communes of the same classes of size and density, and these in words.

    Three queries, whatever their number; none when the classes are not known.
    """
    if not all(classes_of(place)):
        return [], ""
    cases = _with_head(exclude)
    return _alike(place, cases, facts_for(_heads(cases)))


@dataclass(frozen=True)
class Likeness:
    """How a pioneer's ground compares to a place; ``others`` are settled in places like it."""

    nearness: str
    ground: str
    head: str
    mine: str
    is_alike: bool | None  # None: the classes of one of the two are not known
    others: list[CaseStudy] = field(default_factory=list)
    classes: str = ""


def likeness_of(case: CaseStudy, commune: Commune) -> Likeness:
    """Compare the ground of ``case``, read with HEAD, to a commune read with its places: three queries."""
    cases = _with_head({case.pk})
    facts = facts_for(_heads([*cases, *([case] if case.head_commune else ())]) | {commune})
    place, head = facts[commune.pk], facts.get(case.head_commune_id)
    others, classes = _alike(place, cases, facts)
    told = [classes_of(each) for each in (head, place) if each]
    known = len(told) == 2 and all(size and density for size, density in told)
    return Likeness(
        nearness=_nearness(case, place),
        ground=_TERRAIN[Terrain(case.terrain)],
        head=described(head) if head else "",
        mine=described(place),
        is_alike=told[0] == told[1] if known else None,
        others=others[:SHOWN],
        classes=classes,
    )


def described(place: PlaceFacts) -> str:
    """Say how large and how dense a place is: « Guéret : 12 955 habitants, urbain dense »."""
    people = inhabitants(place.population) if place.population is not None else ""
    known = [said for said in (people, classes_of(place)[1]) if said]
    return typographie(f"{place.name} : {', '.join(known) or 'non renseigné'}")


def _nearness(case: CaseStudy, place: PlaceFacts) -> str:
    """Say where the pioneer stands from the place, as near as sources tell."""
    head = case.head_commune
    if head and head.code == place.code:
        return f"Son siège est {in_commune(place.name)}."
    if head and head.departement.code == place.departement:
        return f"Son siège est {in_departement(place.departement, place.departement_name)}."
    grounds = {(kind, code) for kind, code, _ in case.grounds}
    if ("dep", place.departement) in grounds:
        return f"Il est présent {in_departement(place.departement, place.departement_name)}."
    if ("reg", place.region) in grounds:
        return f"Il est présent {in_region(place.region, place.region_name)}."
    return f"Aucune source ne le dit présent {in_region(place.region, place.region_name)}."


def _with_head(exclude: set[int]) -> list[CaseStudy]:
    return list(settled_cases().filter(head_commune__isnull=False).exclude(pk__in=exclude))


def _heads(cases: Iterable[CaseStudy]) -> set[Commune]:
    return {case.head_commune for case in cases}


def _alike(
    place: PlaceFacts, cases: Iterable[CaseStudy], facts: Mapping[int, PlaceFacts]
) -> tuple[list[CaseStudy], str]:
    """Return those of ``cases`` whose head office stands in a commune like ``place``, and the classes."""
    classes = classes_of(place)
    if not all(classes):
        return [], ""
    alike = [case for case in cases if classes_of(facts[case.head_commune_id]) == classes]
    return in_french_order(alike), ", ".join(classes)
