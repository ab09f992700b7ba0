"""The seven criteria of rurality, as the page of a commune tells them. Pure: plain values in, dataclasses out.

Three of them define the rural: the number of inhabitants, the density grid and France ruralités
revitalisation; they answer yes or no. The four others are lists of programmes: being in one says
what the State takes the commune for (a village, a small town, a town), being absent says nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.text import capfirst

from essaimage.common.figures import number
from essaimage.common.typography import NBSP, typographie
from essaimage.territoires.classes import VILLAGE
from essaimage.territoires.facts import PlaceFacts, ZonageFact
from essaimage.territoires.zonages import (
    ACV,
    CODES,
    DENSITE,
    FRR,
    PVD,
    QPV,
    RURAL_DENSITIES,
    VILLAGES_DAVENIR,
)

POPULATION = "population"
CRITERIA = (POPULATION, *CODES)


class Reading(StrEnum):
    """What a criterion answers to « rural ? »."""

    OUI = "oui"
    NON = "non"
    PARTIEL = "partiel"
    MUET = "muet"
    INCONNU = "inconnu"

    @property
    def label(self) -> str:
        return {
            Reading.OUI: "Oui",
            Reading.NON: "Non",
            Reading.PARTIEL: "À confirmer",
            Reading.MUET: "Ne tranche pas",
            Reading.INCONNU: "Non renseigné",
        }[self]


RULES: Mapping[str, str] = {
    POPULATION: (
        "Oui sous 3 500 habitants, le plafond que se donnent Villages d’avenir et d’autres. "
        "L’Insee, lui, regarde la densité et non ce nombre."
    ),
    DENSITE: "Oui aux niveaux 5, 6 et 7 de la grille : c’est la définition de l’Insee.",
    FRR: (
        "Oui si elle est classée. Le zonage vise des communes de moins de 30 000 habitants, "
        "dans des intercommunalités peu denses aux revenus modestes."
    ),
    PVD: (
        "Oui si elle est dans la liste : de petites villes dont vivent les campagnes voisines. "
        "Absente, cela ne dit rien."
    ),
    ACV: "Non si elle est dans la liste : des villes moyennes. Absente, cela ne dit rien.",
    VILLAGES_DAVENIR: (
        "Oui si elle a été retenue : de petites communes rurales. "
        "La liste lue est incomplète : y manquer ne prouve rien."
    ),
    QPV: (
        "Non si elle a un quartier prioritaire : il est toujours en ville. "
        "La liste lue est incomplète : y manquer ne prouve rien."
    ),
}
"""What makes each criterion answer yes or no, as the page says it."""

NAMES: Mapping[str, str] = {
    POPULATION: "Population",
    DENSITE: "Densité",
    FRR: "France ruralités revitalisation",
    PVD: "Petites villes de demain",
    ACV: "Action cœur de ville",
    VILLAGES_DAVENIR: "Villages d’avenir",
    QPV: "Quartier prioritaire",
}

SHORT: Mapping[str, str] = {FRR: "FRR", PVD: "PVD", ACV: "ACV", QPV: "QPV"}
"""Their acronyms, where room is short."""


@dataclass(frozen=True)
class Criterion:
    """A line of the table; ``day`` and ``source`` say where ``value`` comes from."""

    code: str
    reading: Reading
    value: str
    detail: str = ""
    day: date | None = None
    source: str = ""
    source_url: str = ""

    @property
    def name(self) -> str:
        return NAMES[self.code]

    @property
    def short(self) -> str:
        return SHORT.get(self.code, self.name)

    @property
    def rule(self) -> str:
        return typographie(RULES[self.code])


def criteria_of(place: PlaceFacts) -> list[Criterion]:
    """Return the seven criteria of a commune, in reading order."""
    return [population_of(place), *(zonage_of(place.zonage(code)) for code in CODES)]


def population_of(place: PlaceFacts) -> Criterion:
    """Return the criterion of the number of inhabitants; its source is the reference itself."""
    if place.population is None:
        return Criterion(POPULATION, Reading.INCONNU, "Non renseignée")
    reading = Reading.OUI if place.population < VILLAGE else Reading.NON
    value = f"{number(place.population)}{NBSP}{'habitants' if place.population > 1 else 'habitant'}"
    day = date(place.population_year, 1, 1) if place.population_year else None
    return Criterion(POPULATION, reading, value, "", day, "Insee, populations de référence")


def zonage_of(fact: ZonageFact) -> Criterion:
    """Return the criterion of a zonage."""
    source = fact.date, fact.source_title, fact.source_url
    return Criterion(fact.code, _reading(fact), _value(fact), fact.detail, *source)


def _reading(fact: ZonageFact) -> Reading:
    match fact.status:
        case "inconnu":
            return Reading.INCONNU
        case "partiel":
            return Reading.PARTIEL
        case "non":
            return Reading.NON if fact.code == FRR else Reading.MUET
    if fact.code == DENSITE:
        return Reading.OUI if fact.value in RURAL_DENSITIES else Reading.NON
    return Reading.NON if fact.code in (ACV, QPV) else Reading.OUI


def _value(fact: ZonageFact) -> str:
    if fact.status == "inconnu":
        return "Non renseigné"
    if fact.code == DENSITE:
        return f"{fact.words} (niveau {fact.value} sur 7)"
    if fact.status == "partiel":
        return "Classée en partie"
    if fact.status == "non":
        return "Non"
    if fact.code == QPV:
        return "Au moins un quartier"
    return f"Oui, {fact.value}" if fact.value else "Oui"


@dataclass(frozen=True)
class Answer:
    """« Rural ? » in one line and what qualifies it in another."""

    title: str
    others: str


def answer_of(criteria: Iterable[Criterion]) -> Answer:
    """Return « Oui pour 2 critères sur 7 », and how many say no, do not tell, or are not known."""
    counts = Counter(row.reading for row in criteria)
    yes = counts[Reading.OUI]
    total = sum(counts.values())
    if yes:
        title = f"Oui pour {yes} {_plural(yes, 'critère')} sur {total}"
    elif counts[Reading.NON]:
        no = counts.pop(Reading.NON)
        title = f"Non pour {no} {_plural(no, 'critère')} sur {total}"
    else:
        title = "On ne sait pas encore"
    said = (
        (Reading.NON, "non pour {}", "non pour {}"),
        (Reading.PARTIEL, "{} à confirmer", "{} à confirmer"),
        (Reading.MUET, "{} ne tranche pas", "{} ne tranchent pas"),
        (Reading.INCONNU, "{} non renseigné", "{} non renseignés"),
    )
    parts = [
        (one if counts[reading] == 1 else many).format(counts[reading])
        for reading, one, many in said
        if counts[reading]
    ]
    sentence = ", ".join(parts)
    return Answer(title, f"{capfirst(sentence)}." if sentence else "")


def _plural(count: int, word: str) -> str:
    return f"{word}s" if count > 1 else word
