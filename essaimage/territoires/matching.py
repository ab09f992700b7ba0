"""What a search of places answers: a match, and how well it answers."""

from dataclasses import dataclass
from enum import IntEnum

from .gazetteer import COMMUNE, DEPARTEMENT, EPCI, REGION, Place

EVERY_KIND = (COMMUNE, DEPARTEMENT, REGION, EPCI)
_PREFIXES = {COMMUNE: "", DEPARTEMENT: "dep-", REGION: "reg-", EPCI: "epci-"}


class Tier(IntEnum):
    """How well a place answers, best first."""

    EXACT = 0  # the name, the code
    NAMED_THERE = 1  # the name, and the département that was asked for
    CODE = 2  # a code that is less likely to be meant than a postcode
    FORMER = 3  # the name of a commune that merged
    BEGINS_THERE = 4
    BEGINS = 5
    WORDS = 6
    FORMER_BEGINS = 7
    THERE = 8  # in the département that was typed
    NEAR = 9  # with typing errors
    NEAR_WORDS = 10


@dataclass(frozen=True, slots=True)
class Match:
    """A place that may be meant. ``why``, in French, when it is not plainly its name.

    ``code`` is INSEE's, or the SIREN number of an EPCI; ``kind``: commune, departement, region, epci.
    ``score`` goes from 0 to 100; ``is_sure``: the very name or code that was typed.
    """

    kind: str
    code: str
    name: str
    departement_code: str
    departement_name: str
    postcodes: tuple[str, ...]
    population: int
    score: float
    why: str
    is_sure: bool

    @property
    def label(self) -> str:
        """« Guéret (23) »."""
        return f"{self.name} ({self.departement_code})" if self.departement_code else self.name

    @property
    def parameter(self) -> str:
        """Its value in an address: « 23096 », « dep-23 », « reg-75 », « epci-200034825 »."""
        return f"{_PREFIXES[self.kind]}{self.code if self.kind == COMMUNE else self.code.lower()}"


@dataclass(frozen=True, slots=True)
class Found:
    tier: Tier
    errors: int
    why: str


def match_of(place: Place, found: Found) -> Match:
    """Return the match of a place, given how it was found."""
    near = found.tier in (Tier.NEAR, Tier.NEAR_WORDS) and not found.why
    return Match(
        kind=place.kind,
        code=place.code,
        name=place.name,
        departement_code=place.departement,
        departement_name=place.departement_name,
        postcodes=tuple(place.postcodes.split()),
        population=place.population,
        score=100.0 - 9 * found.tier - 3 * found.errors,
        why="orthographe proche" if near else found.why,
        is_sure=found.tier <= Tier.FORMER,
    )
