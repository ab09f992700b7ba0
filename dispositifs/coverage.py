"""Whether a scheme covers a territory, or something inside it: pure functions over its coverage rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .choices import CoverageKind, CoverageMode


class Relation(StrEnum):
    """How a scheme stands to a territory."""

    COVERS = "couvre"
    INSIDE = "dedans"


@dataclass(frozen=True)
class Place:
    """A territory to look at: INSEE codes; ``zone`` is « metro » or « drom »; a région has no ``departement``."""

    region: str
    zone: str
    departement: str = ""


@dataclass(frozen=True)
class CoverageRow:
    """A row of coverage in plain values; ``region`` is that of the place named, whatever its kind."""

    mode: str
    kind: str
    region: str = ""
    departement: str = ""


@dataclass(frozen=True)
class Standing:
    """How a scheme stands to a place, and how far it reaches: 0 for its département, 3 for all of France."""

    relation: Relation
    reach: int


_REACH = {
    CoverageKind.DEPARTEMENT: 0,
    CoverageKind.REGION: 1,
    CoverageKind.HEXAGONE: 2,
    CoverageKind.OUTRE_MER: 2,
    CoverageKind.FRANCE: 3,
}


def covers(row: CoverageRow, place: Place) -> bool:
    """Whether ``row`` names a territory that holds the whole of ``place``."""
    match row.kind:
        case CoverageKind.FRANCE:
            return True
        case CoverageKind.HEXAGONE:
            return place.zone == "metro"
        case CoverageKind.OUTRE_MER:
            return place.zone == "drom"
        case CoverageKind.REGION:
            return row.region == place.region
        case CoverageKind.DEPARTEMENT:
            return bool(place.departement) and row.departement == place.departement
    return False


def lies_inside(row: CoverageRow, place: Place) -> bool:
    """Whether ``row`` names a territory smaller than ``place`` and within it."""
    smaller = (CoverageKind.EPCI, CoverageKind.COMMUNE)
    if place.departement:
        return row.kind in smaller and row.departement == place.departement
    return row.kind in (*smaller, CoverageKind.DEPARTEMENT) and row.region == place.region


def standing(rows: Iterable[CoverageRow], place: Place) -> Standing | None:
    """Return how a scheme with these rows stands to ``place``; None when it has nothing to do with it.

    An exclusion that holds the whole place wins over everything; the nearest row that covers it tells
    the reach. A perimeter told in words only (a GAL, a massif) proves nothing and is left out.
    """
    rows = list(rows)
    included = [row for row in rows if row.mode == CoverageMode.INCLUDE]
    if any(row.mode == CoverageMode.EXCLUDE and covers(row, place) for row in rows):
        return None
    if reaches := [_REACH[CoverageKind(row.kind)] for row in included if covers(row, place)]:
        return Standing(Relation.COVERS, min(reaches))
    if any(lies_inside(row, place) for row in included):
        return Standing(Relation.INSIDE, 0)
    return None


def relation(rows: Iterable[CoverageRow], place: Place) -> Relation | None:
    """Return the relation alone; None when the scheme has nothing to do with ``place``."""
    found = standing(rows, place)
    return found.relation if found else None
