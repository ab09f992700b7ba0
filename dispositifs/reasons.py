"""Why a criterion says oui, à vérifier or non, in French words short enough for a row of a list. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.text import capfirst

from essaimage.common.dates import french_date
from essaimage.common.figures import inhabitants, number
from essaimage.common.typography import typographie
from essaimage.search.presentation import either
from essaimage.territoires.zonages import ACV, DENSITE, FRR, PVD, QPV, VILLAGES_DAVENIR

from .choices import ConditionKind, CoverageKind, CoverageMode, Operator, Ruralite, Verdict
from .coverage import METRO, CoverageRow, Covered, in_reading_order
from .predicates import (
    DISTRICTS,
    IN_DISTRICTS,
    deciding_code,
    is_readable,
    level_of,
    threshold,
    tokens,
)
from .rules import Rule

if TYPE_CHECKING:
    from essaimage.territoires.facts import PlaceFacts, ZonageFact

ROW_LENGTH = 130  # characters of a condition told in a row
_NAMED = 3  # territories told by name when a scheme is for elsewhere
_ZONAGES = {  # in, out of
    ACV: ("dans Action cœur de ville", "hors d’Action cœur de ville"),
    PVD: ("dans Petites villes de demain", "hors de Petites villes de demain"),
    VILLAGES_DAVENIR: ("dans Villages d’avenir", "hors de Villages d’avenir"),
    FRR: ("classée FRR", "non classée FRR"),
    QPV: ("quartier prioritaire dans la commune", "sans quartier prioritaire"),
}
_DEGREES = {  # the lists that have some; former ZRR keep the effects of FRR until 31 December 2027
    "FRR+": "classée FRR+",
    "FRR bénéficiaire": "bénéficiaire de FRR jusqu’à fin 2027",
}
_SHORT = {
    ACV: "Action cœur de ville",
    PVD: "Petites villes de demain",
    VILLAGES_DAVENIR: "Villages d’avenir",
    FRR: "FRR",
    QPV: "quartiers prioritaires",
}
_RESERVED = {
    Ruralite.RURAL_RESERVE: "réservé au rural et aux petites villes",
    Ruralite.URBAIN_RESERVE: "réservé à la ville",
    IN_DISTRICTS: "réservé à la ville",
}
_DENSITY = {
    1: "grand centre urbain",
    2: "centre urbain intermédiaire",
    3: "petite ville ou ceinture urbaine",
    4: "petite ville ou ceinture urbaine",
    5: "bourg rural",
    6: "rural à habitat dispersé",
    7: "rural à habitat très dispersé",
}
_IS = {  # what a commune of that level is
    **{level: f"un {_DENSITY[level]}" for level in (1, 2, 5)},
    **dict.fromkeys((3, 4), "une petite ville ou une ceinture urbaine"),
    6: "une commune rurale à habitat dispersé",
    7: "une commune rurale à habitat très dispersé",
}
_FRR_TOO = {"oui": "classée FRR", "partiel": "classée FRR en partie"}


def place_reason(rule: Rule, place: PlaceFacts | None, verdict: Verdict) -> str:
    """Say why a place meets a condition or not; a condition nobody can work out is told as it is."""
    if place is None or not is_readable(rule):
        return rule.sentence
    match rule.kind:
        case ConditionKind.POPULATION:
            return _population(rule, place.population, verdict)
        case ConditionKind.DENSITE:
            return _density(place, verdict)
        case "ruralite":
            return f"{_RESERVED[rule.value]} ; {_rurality(place, verdict)}"
    return _zonage(rule, place)


def _population(rule: Rule, population: int | None, verdict: Verdict) -> str:
    limit = threshold(rule.value) or 0
    if population is None:
        return f"population non renseignée, seuil de {number(limit)} habitants"
    edge = ""
    if population == limit:
        edge = " compris" if rule.operator in (Operator.AT_MOST, Operator.AT_LEAST) else " exclu"
    return f"{inhabitants(population)}, seuil de {number(limit)}{edge} : {verdict.value}"


def _density(place: PlaceFacts, verdict: Verdict) -> str:
    level = level_of(place)
    if not level:
        return "densité de la commune non renseignée"
    dated = _dated(place.zonages.get(DENSITE), "grille")
    answered = "" if verdict == Verdict.A_VERIFIER else f" : {verdict.value}"
    return f"{_DENSITY[level]} pour l’Insee{dated}{answered}"


def _rurality(place: PlaceFacts, verdict: Verdict) -> str:
    """Say what the density grid makes of the commune; the badge beside says the answer."""
    level, name = level_of(place), place.name
    if not level:
        return "densité de la commune non renseignée"
    if level == 1 and verdict == Verdict.A_VERIFIER and place.zone != METRO:
        frr = place.zonages.get(FRR)  # why a large urban centre is not refused
        name += f", {_FRR_TOO.get(frr.status if frr else '', 'au classement FRR non renseigné')},"
    return f"{name} est {_IS[level]} pour l’Insee"


def _zonage(rule: Rule, place: PlaceFacts) -> str:
    code = deciding_code(rule, place)
    fact = place.zonages.get(code)
    short = _SHORT.get(code, code)
    inside, outside = _ZONAGES.get(code, (f"dans {short}", f"hors de {short}"))
    dated = _dated(fact)
    match fact.status if fact else "inconnu":
        case "oui" if code in DISTRICTS:
            return f"{inside}{dated} : vérifiez l’adresse"
        case "oui":
            excluded = ", ce qu’il exclut" if rule.operator == Operator.NOT_AMONG else ""
            return f"{_DEGREES.get(fact.value, inside)}{dated}{excluded}"
        case "partiel":
            return f"{inside} en partie seulement{dated} : vérifiez l’adresse"
        case "non":
            several = [_SHORT.get(each, each) for each in tokens(rule.value)]
            absent = f"ni {' ni '.join(several)}" if len(several) > 1 else outside
            return f"{absent}{dated}"
    return f"{capfirst(short)} : non renseigné pour cette commune"


def _dated(fact: ZonageFact | None, noun: str = "liste") -> str:
    """Say the date of a list: « (liste du 10 juillet 2025) »."""
    return f" ({noun} du {french_date(fact.date)})" if fact and fact.date else ""


def coverage_reason(rows: Iterable[CoverageRow], found: Covered, commune: str) -> str:
    """Say why a place is covered or not: by which territory, or by which others."""
    row = found.row
    if row is None:
        named = [each for each in rows if each.mode == CoverageMode.INCLUDE]
        return _elsewhere(named) if named else "territoire non précisé par les sources lues"
    if found.verdict == Verdict.NON:
        return f"territoire exclu : {_named(row, commune)}"
    if row.kind == CoverageKind.LIBRE:
        but = "sauf, à vérifier" if row.mode == CoverageMode.EXCLUDE else "périmètre à vérifier"
        return f"{but} : {row.name}"
    if found.verdict == Verdict.A_VERIFIER:
        return f"{_named(row, commune)} : à vérifier en collectivité d’outre-mer"
    if row.kind == CoverageKind.FRANCE:
        return "ouvert dans toute la France"
    return f"territoire couvert : {_named(row, commune)}"


def _named(row: CoverageRow, commune: str) -> str:
    said = {
        CoverageKind.FRANCE: "toute la France",
        CoverageKind.HEXAGONE: "l’Hexagone et la Corse",
        CoverageKind.OUTRE_MER: "l’outre-mer",
        CoverageKind.COMMUNE: commune,
    }.get(CoverageKind(row.kind), row.name)
    return said or row.name


def _elsewhere(rows: list[CoverageRow]) -> str:
    names = [_named(row, row.name) for row in in_reading_order(rows)]
    if (more := len(names) - _NAMED) > 0:
        names[_NAMED:] = [
            f"{more} autre{'s' if more > 1 else ''} territoire{'s' if more > 1 else ''}"
        ]
    return f"réservé à un autre territoire : {either(names)}"


def clipped(sentence: str) -> str:
    """Return a condition as a row tells it: no final point, at most ``ROW_LENGTH`` letters."""
    text = sentence.strip().rstrip(".")
    if len(text) <= ROW_LENGTH:
        return text
    return f"{text[:ROW_LENGTH].rsplit(' ', 1)[0].rstrip(' ,;:')}…"


@lru_cache(maxsize=4096)
def said(reason: str) -> str:
    """Return a reason as it is shown: French typography, a capital letter."""
    return capfirst(typographie(reason))
