"""Support schemes drawn at random, in plain values: as uneven as real ones, the same for one seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any

from dispositifs.choices import (
    ConditionKind,
    CoverageKind,
    CoverageMode,
    Echelle,
    Operator,
    PorteurAttendu,
    Ruralite,
    Vie,
)

from .words import Vocabulary

SIGNATURES = 300  # distinct sets of conditions, shared as by schemes of one programme

NATURES = {"subvention": 30, "accompagnement": 28, "pret": 14, "ingenierie": 12, "reseau": 8}
NATURES |= {"fonds_propres": 5, "garantie": 4, "prix": 4, "immobilier": 3, "exoneration": 2}
BENEFICIAIRES = {"association": 40, "collectivite": 22, "cooperative": 16, "societe_esus": 14}
BENEFICIAIRES |= {"societe": 9, "fondation": 6, "particulier": 4}
PHASES = {"deploiement": 30, "pilote": 22, "consolidation": 14, "preuve": 14, "codification": 12}
PHASES |= {"idee": 8}
ECHELLES = {Echelle.NATIONALE: 36, Echelle.REGIONALE: 24, Echelle.DEPARTEMENTALE: 20}
ECHELLES |= {Echelle.LOCALE: 15, Echelle.EUROPEENNE: 5}
RURALITES = {Ruralite.OUVERT: 52, Ruralite.RURAL_PRIORITAIRE: 22, Ruralite.RURAL_RESERVE: 20}
RURALITES |= {Ruralite.URBAIN_RESERVE: 6}
VIES = {Vie.EN_COURS: 92, Vie.TERMINE: 5, Vie.REMPLACE: 3}
PORTEURS = {PorteurAttendu.LES_DEUX: 50, PorteurAttendu.TETE_DE_RESEAU: 25}
PORTEURS |= {PorteurAttendu.IMPLANTATION_LOCALE: 25}
# What a scheme covers first; « none » has no row at all.
PLACES = {CoverageKind.FRANCE: 34, CoverageKind.DEPARTEMENT: 21, CoverageKind.REGION: 18}
PLACES |= {CoverageKind.EPCI: 9, CoverageKind.COMMUNE: 6, CoverageKind.LIBRE: 5}
PLACES |= {CoverageKind.HEXAGONE: 3, CoverageKind.OUTRE_MER: 2, None: 2}
NAMED = (
    CoverageKind.REGION,
    CoverageKind.DEPARTEMENT,
    CoverageKind.EPCI,
    CoverageKind.COMMUNE,
)
ZONAGES = ("frr", "pvd", "acv", "villages-davenir", "qpv")
POPULATIONS = ("500", "1000", "2000", "3500", "5000", "10000", "20000", "50000")
DENSITES = ("7", "6,7", "5,6,7", "4,5,6,7", "1", "1,2")

Rule = tuple[int, str, str, str, bool]  # group, kind, operator, value, blocking


@dataclass(frozen=True)
class Place:
    """A row of coverage: ``index`` is that of the place among those of its kind."""

    mode: str
    kind: str
    index: int | None = None


@dataclass(frozen=True)
class Scheme:
    """A scheme in plain values. ``partners`` are indexes, ``proved_on`` dates its proof of existence."""

    number: int
    texts: dict[str, str]
    echelle: str
    ruralite: str
    vie: str
    porteur: str
    natures: Sequence[str]
    beneficiaires: Sequence[str]
    phases: Sequence[str]
    partners: Sequence[int]
    places: Sequence[Place]
    rules: Sequence[Rule]
    proved_on: date | None
    closes: date | None


def partner_count(size: int) -> int:
    """Return how many partners ``size`` schemes have: 40 for 70, about 200 for 300 000."""
    return min(200, 40 + 13 * ((max(size, 70) // 70).bit_length() - 1))


@dataclass(frozen=True)
class Catalogue:
    """The draw: ``places`` says how many territories of each kind there are, ``today`` dates all."""

    seed: int
    size: int
    today: date
    places: dict[str, int]
    vocabulary: Vocabulary

    def schemes(self) -> Iterator[Scheme]:
        """Yield the ``size`` schemes, one at a time."""
        random = Random(f"dispositifs {self.seed} {self.size}")  # noqa: S311 (a draw, not a secret)
        partners = range(partner_count(self.size))
        weights = [1 / (rank + 3) for rank in partners]
        for number in range(1, self.size + 1):
            yield Scheme(
                number=number,
                texts=self._texts(random),
                echelle=_one(random, ECHELLES),
                ruralite=_one(random, RURALITES),
                vie=_one(random, VIES),
                porteur=_one(random, PORTEURS),
                natures=_some(random, NATURES, (70, 25, 5)),
                beneficiaires=_some(random, BENEFICIAIRES, (30, 35, 25, 10)),
                phases=_some(random, PHASES, (25, 40, 25, 10)),
                partners=[*dict.fromkeys(random.choices(partners, weights, k=_count(random)))],
                places=self._places(random),
                rules=self._rules(random),
                proved_on=self._proved_on(random),
                closes=self._closes(random),
            )

    def _texts(self, random: Random) -> dict[str, str]:
        words = self.vocabulary
        return {
            "title": words.title(random),
            "summary": words.text(random, 35)[:300].rstrip(),
            "body": words.text(random, 150),
            "sigle": "".join(word[0] for word in words.draw(random, 4)).upper()
            if random.random() < 0.2
            else "",
        }

    def _places(self, random: Random) -> list[Place]:
        kind = _one(random, PLACES)
        if kind is None:
            return []
        if kind not in NAMED:
            rows = [Place(CoverageMode.INCLUDE, kind)]
        else:
            count = random.choices((1, 2, 3, 5), (70, 15, 10, 5))[0]
            found = {random.randrange(self.places[kind]) for _ in range(count)}
            rows = [Place(CoverageMode.INCLUDE, kind, index) for index in sorted(found)]
        if kind in (CoverageKind.FRANCE, CoverageKind.REGION) and random.random() < 0.08:
            index = random.randrange(self.places[CoverageKind.DEPARTEMENT])
            rows.append(Place(CoverageMode.EXCLUDE, CoverageKind.DEPARTEMENT, index))
        return rows

    @cached_property
    def signatures(self) -> list[Sequence[Rule]]:
        """The sets of conditions that schemes share."""
        random = Random(f"conditions {self.seed}")  # noqa: S311 (a draw, not a secret)
        return [_signature(random) for _ in range(SIGNATURES)]

    def _rules(self, random: Random) -> Sequence[Rule]:
        if random.random() < 0.4:
            return ()
        return self.signatures[int(SIGNATURES * random.random() ** 2)]

    def _proved_on(self, random: Random) -> date | None:
        age = random.choices((450, 1500, None), (78, 14, 8))[0]  # days; None: nothing dated
        return None if age is None else self.today - timedelta(days=random.randrange(1, age))

    def _closes(self, random: Random) -> date | None:
        if random.random() < 0.6:
            return None
        return self.today + timedelta(days=random.randrange(-200, 300))


def _count(random: Random) -> int:
    return random.choices((1, 2, 3), (55, 30, 15))[0]


def _one(random: Random, weights: dict[Any, int]) -> Any:
    return random.choices(list(weights), list(weights.values()))[0]


def _some(random: Random, weights: dict[str, int], counts: Sequence[int]) -> list[str]:
    """Return distinct values; ``counts`` weighs having one, two, three…"""
    count = random.choices(range(1, len(counts) + 1), counts)[0]
    return [*dict.fromkeys(random.choices(list(weights), list(weights.values()), k=count))]


def _signature(random: Random) -> Sequence[Rule]:
    """Return one to four conditions, in one to three groups."""
    rules = []
    for group in range(1, random.choice((1, 1, 2, 3)) + 1):
        for _ in range(random.choice((1, 1, 1, 2))):
            rules.append((group, *_condition(random), random.random() < 0.85))
    return tuple(rules)


def _condition(random: Random) -> tuple[str, str, str]:
    match random.choices(range(6), (22, 12, 24, 14, 8, 20))[0]:
        case 0:
            comparison = random.choice((Operator.LESS, Operator.AT_MOST, Operator.AT_LEAST))
            return ConditionKind.POPULATION, comparison, random.choice(POPULATIONS)
        case 1:
            return ConditionKind.DENSITE, Operator.AMONG, random.choice(DENSITES)
        case 2:
            named = ",".join(random.sample(ZONAGES, random.choice((1, 1, 2))))
            return ConditionKind.ZONAGE, random.choice((Operator.AMONG, Operator.NOT_AMONG)), named
        case 3:
            named = ",".join(random.sample(list(BENEFICIAIRES), random.choice((1, 2, 3))))
            return ConditionKind.FORME_JURIDIQUE, Operator.AMONG, named
        case 4:
            return ConditionKind.ANCIENNETE, Operator.AT_LEAST, random.choice(("12", "24", "36"))
        case _:
            return ConditionKind.AUTRE, Operator.TOLD, ""
