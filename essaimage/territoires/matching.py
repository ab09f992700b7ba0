"""What a search of places answers: a match, and how well it answers."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from .gazetteer import COMMUNE, DEPARTEMENT, EPCI, REGION, Gazetteer, Place
from .naming import key_of, of_place

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


_FORMER = {
    Tier.EXACT: Tier.FORMER,
    Tier.NAMED_THERE: Tier.FORMER,
    Tier.BEGINS_THERE: Tier.FORMER_BEGINS,
    Tier.BEGINS: Tier.FORMER_BEGINS,
    Tier.WORDS: Tier.FORMER_BEGINS,
}
_TOP, _TIER_POINTS, _ERROR_POINTS = 100.0, 9, 3  # of a score
_WHY = {Tier.NEAR: "orthographe proche", Tier.NEAR_WORDS: "nom proche"}
LARGER = 10  # times the inhabitants of the commune of this very name


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
    def is_near(self) -> bool:
        """Whether its name only resembles what was typed."""
        return self.score <= _TOP - _TIER_POINTS * Tier.NEAR

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
    """How a place was found. ``is_whole_word``: what was typed ends where a word of the name ends."""

    tier: Tier
    errors: int
    why: str
    is_whole_word: bool = False


class Findings:
    """The places found so far, each with the best reason to show it."""

    def __init__(self, gazetteer: Gazetteer, kinds: Collection[str]) -> None:
        self.gazetteer = gazetteer
        self.kinds = kinds
        self.places: dict[int, Found] = {}

    def __len__(self) -> int:
        return len(self.places)

    @property
    def best_tier(self) -> int:
        """How well the best place answers; after the last tier when nothing was found."""
        return min((found.tier for found in self.places.values()), default=len(Tier))

    @property
    def is_sure(self) -> bool:
        """Whether some place has the very name or code that was typed."""
        return self.best_tier <= Tier.FORMER

    def entry(
        self,
        entry: int,
        tier: Tier,
        keep: Collection[int] | None = None,
        errors: int = 0,
        typed: str = "",
    ) -> None:
        """Note that an entry answers; under a former name, a commune comes after those of today."""
        number = self.gazetteer.place_of(entry)
        if keep is not None and number not in keep:
            return
        alias = self.gazetteer.alias_of(entry)
        if alias is None:
            self.add(number, tier, errors, typed=typed)
            return
        today = self.gazetteer.places.name(number)
        why = f"ancienne commune {of_place(alias.name)}, aujourd’hui {today}"
        self.add(number, _FORMER.get(tier, tier), errors, why)

    def add(self, number: int, tier: Tier, errors: int = 0, why: str = "", typed: str = "") -> None:
        """Note that a place answers, of the kinds that were asked for."""
        if self.gazetteer.places.kind(number) not in self.kinds:
            return
        best = self.places.get(number)
        if best is None or (tier, errors) < (best.tier, best.errors):
            name = self.gazetteer.places.name(number) if typed else ""
            whole = bool(typed) and f"{key_of(name)} ".find(f"{typed} ") in (0, 3, 4)
            self.places[number] = Found(tier, errors, why, whole)

    def best(self, limit: int) -> list[Match]:
        """Return at most ``limit`` matches, best first."""
        bar = self._bar()
        ranked = sorted(self.places, key=lambda number: self._rank(number, bar))
        return [match_of(self.gazetteer.places[n], self.places[n]) for n in ranked[:limit]]

    def _bar(self) -> int:
        """Return how many inhabitants lift a longer name to the top: « romans » means Romans-sur-Isère."""
        for tier, times in ((Tier.EXACT, LARGER), (Tier.FORMER, 1)):
            people = [
                self.gazetteer.places.population(number)
                for number, found in self.places.items()
                if found.tier == tier
            ]
            if people:
                return max(people) * times
        return 0

    def _rank(self, number: int, bar: int) -> tuple:
        found = self.places[number]
        tier: int = found.tier
        is_larger = self.gazetteer.places.population(number) >= bar > 0
        if tier == Tier.BEGINS and found.is_whole_word and is_larger:
            tier = -1
        return tier, found.errors, self.gazetteer.order(number)


def match_of(place: Place, found: Found) -> Match:
    """Return the match of a place, given how it was found."""
    why = found.why or _WHY.get(found.tier, "")
    return Match(
        kind=place.kind,
        code=place.code,
        name=place.name,
        departement_code=place.departement,
        departement_name=place.departement_name,
        postcodes=tuple(place.postcodes.split()),
        population=place.population,
        score=_TOP - _TIER_POINTS * found.tier - _ERROR_POINTS * found.errors,
        why=why,
        is_sure=found.tier <= Tier.FORMER,
    )
