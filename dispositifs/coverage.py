"""Whether a scheme covers a territory, or something inside it: pure functions over its coverage rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from essaimage.common.typography import sort_key

from .choices import CoverageKind, CoverageMode, Verdict

FRANCE, HEXAGONE, OUTRE_MER = "france", "hexagone", "outre_mer"
METRO = "metro"  # the zone of the Hexagone and of Corsica
_ZONES = {METRO: (HEXAGONE,), "drom": (OUTRE_MER,), "com": (OUTRE_MER,)}


class Relation(StrEnum):
    """How a scheme stands to a territory."""

    COVERS = "couvre"
    INSIDE = "dedans"


@dataclass(frozen=True)
class Place:
    """A territory to look at: INSEE codes; ``zone`` is « metro », « drom » or « com ».

    What is empty does not hold the whole of it: a région has no ``departement``, an EPCI that lies
    on the border of two has none either, and names both in ``partly`` (« dep-07 », « dep-26 »).
    """

    region: str
    zone: str
    departement: str = ""
    epci: str = ""
    commune: str = ""
    partly: frozenset[str] = frozenset()

    @property
    def holders(self) -> tuple[str, ...]:
        """The keys of all that holds the whole of it, itself included, the nearest first."""
        named = (
            ("com", self.commune),
            ("epci", self.epci),
            ("dep", self.departement),
            ("reg", self.region),
        )
        own = (f"{kind}-{code}" for kind, code in named if code)
        return (*own, *_ZONES.get(self.zone, ()), FRANCE)

    @property
    def key(self) -> str:
        """Its own key: « com-23096 », « epci-200034825 », « dep-23 », « reg-75 »."""
        return self.holders[0]

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The holders that, named alone, leave a doubt: an overseas collectivity has laws of its own."""
        return (OUTRE_MER, FRANCE) if self.zone == "com" else ()


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A row of coverage in plain values; ``region`` is that of the place named, whatever its kind.

    ``name`` is the place in words; ``touches`` the keys of the départements and régions where an
    EPCI lies, which may be several.
    """

    mode: str
    kind: str
    region: str = ""
    departement: str = ""
    epci: str = ""
    commune: str = ""
    name: str = ""
    touches: frozenset[str] = frozenset()
    source: object = None

    @property
    def key(self) -> str:
        """The key of the place named: « france », « reg-75 », « com-23096 », « libre »."""
        match self.kind:
            case CoverageKind.REGION:
                return f"reg-{self.region}"
            case CoverageKind.DEPARTEMENT:
                return f"dep-{self.departement}"
            case CoverageKind.EPCI:
                return f"epci-{self.epci}"
            case CoverageKind.COMMUNE:
                return f"com-{self.commune}"
        return str(self.kind)

    @property
    def inside(self) -> frozenset[str]:
        """The keys of the territories larger than the place named that hold it, or a part of it."""
        above = {
            CoverageKind.COMMUNE: (
                ("epci", self.epci),
                ("dep", self.departement),
                ("reg", self.region),
            ),
            CoverageKind.EPCI: (("dep", self.departement), ("reg", self.region)),
            CoverageKind.DEPARTEMENT: (("reg", self.region),),
        }.get(CoverageKind(self.kind), ())
        return self.touches | {f"{kind}-{code}" for kind, code in above if code}


@dataclass(frozen=True)
class Standing:
    """How a scheme stands to a place, and how far it reaches: 0 for its département, 3 for all of France."""

    relation: Relation
    reach: int


@dataclass(frozen=True)
class Covered:
    """Whether a scheme covers a whole place, and the row that says so (None: no row does)."""

    verdict: Verdict
    row: CoverageRow | None


def reach_of(key: str) -> int:
    """Return how far a territory reaches: 0 a département or less, 1 a région, 2 the Hexagone, 3 France."""
    far = {FRANCE: 3, HEXAGONE: 2, OUTRE_MER: 2}
    return far.get(key, 1 if key.startswith("reg-") else 0)


def in_reading_order(rows: Iterable[CoverageRow]) -> list[CoverageRow]:
    """Return rows as they are told, the widest first, then by name: the same wherever they were read."""
    return sorted(rows, key=lambda row: (-reach_of(row.key), sort_key(row.name)))


def nearest(rows: Iterable[CoverageRow], place: Place) -> CoverageRow | None:
    """Return the row that decides for the whole of ``place``: that of the nearest territory named.

    « Toute la France, sauf la Creuse, mais Guéret » reads as it is written. Of two rows that name
    the same territory, the exclusion wins.
    """
    named: dict[str, list[CoverageRow]] = {}
    for row in rows:
        named.setdefault(row.key, []).append(row)
    for key in place.holders:
        if here := named.get(key):
            return next((row for row in here if row.mode == CoverageMode.EXCLUDE), here[0])
    return None


def lies_inside(row: CoverageRow, place: Place) -> bool:
    """Whether ``row`` names a territory within ``place``, or one that holds a part of it only."""
    return place.key in row.inside or row.key in place.partly


def standing(rows: Sequence[CoverageRow], place: Place) -> Standing | None:
    """Return how a scheme with these rows stands to ``place``; None when it has nothing to do with it.

    The nearest territory named decides, and tells the reach. A perimeter told in words only (a GAL,
    a massif) proves nothing and is left out.
    """
    row = nearest(rows, place)
    if row and row.mode == CoverageMode.INCLUDE:
        return Standing(Relation.COVERS, reach_of(row.key))
    if any(row.mode == CoverageMode.INCLUDE and lies_inside(row, place) for row in rows):
        return Standing(Relation.INSIDE, 0)
    return None


def covered(rows: Sequence[CoverageRow], place: Place) -> Covered:
    """Return whether a scheme with these rows covers ``place``, and the row that says it.

    Words (a GAL, a massif) never say yes nor no: they leave a doubt wherever no territory named says
    otherwise. A scheme whose territory no row includes is unknown, not closed to everybody.
    """
    row = nearest(rows, place)
    if row and row.mode == CoverageMode.EXCLUDE:
        return Covered(Verdict.NON, row)
    words = [each for each in rows if each.kind == CoverageKind.LIBRE]
    told = {each.mode: each for each in reversed(in_reading_order(words))}
    if row:
        doubt = row if row.key in place.doubtful else told.get(CoverageMode.EXCLUDE)
        return Covered(Verdict.A_VERIFIER, doubt) if doubt else Covered(Verdict.OUI, row)
    if doubt := told.get(CoverageMode.INCLUDE):
        return Covered(Verdict.A_VERIFIER, doubt)
    includes = any(each.mode == CoverageMode.INCLUDE for each in rows)
    return Covered(Verdict.NON if includes else Verdict.A_VERIFIER, None)
