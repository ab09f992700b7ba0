"""The map of France: what each département has of its own, beside what holds everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from pyroaring import AbstractBitMap, BitMap

from dispositifs.choices import Ruralite
from dispositifs.coverage import Place
from dispositifs.rules_reading import place_of
from dispositifs.verdicts import inside_of, reaches_in, running
from essaimage.common.figures import number
from essaimage.common.typography import typographie
from essaimage.search import index
from essaimage.search.collection import Collection
from essaimage.search.documents import Resource, Watch
from essaimage.territoires.hexmap import PLACES, Cell, Step, hexmap_cells, hexmap_scale
from essaimage.territoires.models import Departement, Region


@dataclass(frozen=True)
class FranceMap:
    """The map as its template draws it; ``here`` are the départements to outline, ``said`` where that is."""

    cells: list[Cell]
    scale: list[Step]
    here: tuple[str, ...] = ()
    said: str = ""

    @property
    def title(self) -> str:
        return "Les dispositifs ouverts à un projet rural, département par département"

    @property
    def caption(self) -> str:
        """What is counted and what is not: here when there is a place to outline, else everywhere."""
        outlined = [cell for cell in self.cells if cell.code in self.here]
        if not outlined:
            bare = sum(cell.count == 0 for cell in self.cells)
            none = f" {number(bare)} départements n’en ont aucun." if bare > 1 else ""
            return typographie(
                "Ceux de la région, du département ou d’un lieu. Ceux de toute la France s’y ajoutent ; "
                f"un périmètre décrit en clair, faute de liste, n’est pas compté.{none}"
            )
        own = _between(cell.count for cell in outlined)
        every = _between(cell.total for cell in outlined)
        return typographie(
            f"{capfirst(self.said)} : {own} de la région, du département "
            f"ou d’un lieu, {every} en comptant ceux de toute la France."
        )


def _between(counts: Iterable[int]) -> str:
    """Return « 3 », « aucun » or « de 1 à 4 »."""
    found = sorted(counts)
    low, high = found[0], found[-1]
    if low == high:
        return number(low) if low else "aucun"
    return f"de {number(low)} à {number(high)}"


@dataclass(frozen=True)
class Reach:
    """The running schemes that have to do with a territory, those near it first."""

    near: BitMap  # of the territory itself, of its département or région
    inside: BitMap  # of a place or a part of it only
    wide: BitMap  # of all France, the Hexagone or overseas

    @property
    def own(self) -> BitMap:
        return self.near | self.inside

    @property
    def all(self) -> BitMap:
        return self.own | self.wide


@dataclass(frozen=True, slots=True)
class Mapped:
    """A département as the map needs it."""

    code: str
    name: str
    region: str
    url: str
    place: Place


class MappedDepartements(Resource):
    """The 101 départements of the map, kept in the index: they change once in a lifetime."""

    name = "departements"
    watches = (Watch(Departement), Watch(Region))

    def build(self, now: datetime) -> tuple[Mapped, ...]:
        rows = Departement.objects.mapped().select_related("region")
        return tuple(
            Mapped(row.code, row.name, row.region.name, row.get_absolute_url(), place_of(row))
            for row in rows
            if row.code in PLACES
        )


def reach_in(dispositifs: Collection, place: Place, within: AbstractBitMap) -> Reach:
    """Return how the schemes ``within`` stand to a place."""
    here, region, hexagone, france = reaches_in(dispositifs, place)
    near = (here | region) & within
    inside = inside_of(dispositifs, place) & within
    return Reach(near, inside - near - hexagone - france, (hexagone | france) & within)


def france_map(here: Iterable[str] = (), said: str = "") -> FranceMap:
    """Return the map of the running schemes that a rural project may ask for."""
    now = index.current()
    dispositifs, departements = now["dispositifs"], now["departements"]
    asked = running(dispositifs) - dispositifs.holding("ruralite", Ruralite.URBAIN_RESERVE)
    reaches = {row.code: reach_in(dispositifs, row.place, asked) for row in departements}
    own = {code: len(reach.own) for code, reach in reaches.items()}
    cells = hexmap_cells(
        own,
        names={row.code: row.name for row in departements},
        urls={row.code: row.url for row in departements},
        totals={code: len(reach.all) for code, reach in reaches.items()},
    )
    return FranceMap(cells, hexmap_scale(own.values()), tuple(here), said)
