"""Pioneers in a like situation: same model, then same sector, same terrain, a commune near or comparable."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.http import urlencode
from pyroaring import AbstractBitMap, BitMap

from essaimage.search import index
from essaimage.search.collection import Collection
from essaimage.search.presentation import lowered
from essaimage.territoires.classes import classes_of
from essaimage.territoires.facts import PlaceFacts, facts_for
from essaimage.territoires.locatives import in_departement, in_region
from essaimage.territoires.models import Commune
from essaimage.territoires.zonages import DENSITE, RURAL_DENSITIES
from models_catalog.alike import settled_cases
from models_catalog.case_source import PLACE
from models_catalog.models import CaseStudy, Terrain

from .orientation_situation import Situation

SHOWN = 5
COMPARED = 200  # pioneers of one model whose commune is compared to the visitor's, at most
ORDER = "pertinence"

Resemblance = tuple[int, str, AbstractBitMap]  # how much it counts, its words, who has it


@dataclass(frozen=True)
class Alike:
    """A pioneer, and what makes its situation like the visitor's, the model aside."""

    case: CaseStudy
    likeness: list[str]


@dataclass(frozen=True)
class Ground:
    """The commune of the project, and those of the head offices of pioneers by primary key of these."""

    place: PlaceFacts | None = None
    heads: Mapping[int, PlaceFacts] = field(default_factory=dict)


@dataclass(frozen=True)
class PioneersAlike:
    """The pioneers of a model, the likest first; ``is_compared`` when a place or a sector was told."""

    rows: list[Alike]
    total: int
    url: str
    is_compared: bool
    place: PlaceFacts | None


def pioneers_for(model: str, situation: Situation) -> PioneersAlike:
    """Return the pioneers that adopted ``model``: one query, two more for the facts of a commune."""
    collection = index.current()["pionniers"]
    adopted = collection.holding("modele", model)
    pks = collection.page([adopted], ORDER, 0, COMPARED if situation.commune else SHOWN)
    if situation.known_sector:
        in_sector = adopted & collection.holding("secteur", situation.sector)
        pks = list({*pks, *collection.page([in_sector], ORDER, 0, SHOWN)})
    read = settled_cases().in_bulk(pks)
    ground = ground_of(situation.commune, read.values())
    shared = list(_shared(collection, situation, ground))
    kept = {"modele": model} | ({"secteur": situation.sector} if situation.known_sector else {})
    return PioneersAlike(
        rows=[
            Alike(read[pk], [said for _, said, pioneers in shared if pk in pioneers])
            for pk in collection.page(_by_likeness(read, shared), ORDER, 0, SHOWN)
        ],
        total=len(adopted),
        url=f"{reverse('models_catalog:case-list')}?{urlencode(kept)}",
        is_compared=bool(shared),
        place=ground.place,
    )


def ground_of(commune: Commune | None, cases: Iterable[CaseStudy]) -> Ground:
    """Return the facts of a commune and of the head offices of ``cases``: two queries, none without it."""
    if commune is None:
        return Ground()
    heads = {case.pk: case.head_commune for case in cases if case.head_commune}
    communes = {each.pk: each for each in (*heads.values(), commune)}
    facts = facts_for(communes.values())
    return Ground(facts[commune.pk], {pk: facts[head.pk] for pk, head in heads.items()})


def _shared(collection: Collection, situation: Situation, ground: Ground) -> Iterator[Resemblance]:
    """Yield what pioneers may share with the visitor, the model aside."""
    if sector := situation.known_sector:
        held = collection.holding("secteur", sector.value)
        yield 4, f"même secteur ({lowered(sector.label)})", held
    if (place := ground.place) is None:
        return
    if place.zonage(DENSITE).value in RURAL_DENSITIES:
        rural = (collection.holding("terrain", each) for each in (Terrain.RURAL, Terrain.MIXED))
        yield 1, "travaille à la campagne", BitMap.union(*rural)
    mine = classes_of(place)
    if all(mine):
        alike = BitMap(pk for pk, head in ground.heads.items() if classes_of(head) == mine)
        yield 2, f"siège dans une commune comparable ({', '.join(mine)})", alike
    around = collection.holding(PLACE, f"dep-{place.departement}")
    yield 2, f"présent {in_departement(place.departement, place.departement_name)}", around
    beyond = collection.holding(PLACE, f"reg-{place.region}") - around
    yield 1, f"présent {in_region(place.region, place.region_name)}", beyond


def _by_likeness(pks: Iterable[int], shared: Iterable[Resemblance]) -> list[BitMap]:
    """Return ``pks`` in parts: those alike in what counts most first."""
    parts: dict[int, BitMap] = defaultdict(BitMap)
    for pk in pks:
        parts[sum(counts for counts, _, pioneers in shared if pk in pioneers)].add(pk)
    return [parts[count] for count in sorted(parts, reverse=True)]
