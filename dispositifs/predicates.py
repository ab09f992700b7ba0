"""The conditions that a place answers: population, density, zonages. Pure; decision 0014."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from essaimage.territoires.zonages import DENSITE, FRR, QPV

from .choices import RURALITE_DEFINITIONS, ConditionKind, Operator, Ruralite, Verdict
from .coverage import METRO
from .rules import Rule, SchemeRules

if TYPE_CHECKING:
    from essaimage.territoires.facts import PlaceFacts, ZonageFact

RURALITE = "ruralite"  # the kind of the rule drawn from what a scheme says of the rural in general
PLACE_KINDS = (
    ConditionKind.POPULATION,
    ConditionKind.DENSITE,
    ConditionKind.ZONAGE,
    RURALITE,
)
COMPARISONS = {
    Operator.LESS: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.AT_LEAST: operator.ge,
    Operator.MORE: operator.gt,
}
LISTS = (Operator.AMONG, Operator.NOT_AMONG)
DENSITY_LEVELS = range(1, 8)
_LEVELS = {str(level): level for level in DENSITY_LEVELS}
# Sources disagree on which of « petites villes » and « ceintures urbaines » is 3 and which is 4.
_SAME_LEVEL = frozenset({3, 4})
IN_DISTRICTS = "quartiers"  # reserved to towns, by districts that a condition names
# What a level of the grid proves, when « rural » is all that is known of who is aimed at: a large urban
# centre is neither rural nor a small town, dispersed housing neither a mid-size town nor a district.
_RESERVED = {
    Ruralite.RURAL_RESERVE: {
        1: Verdict.NON,
        5: Verdict.OUI,
        6: Verdict.OUI,
        7: Verdict.OUI,
    },
    Ruralite.URBAIN_RESERVE: {6: Verdict.NON, 7: Verdict.NON},
    IN_DISTRICTS: {1: Verdict.OUI, 2: Verdict.OUI, 6: Verdict.NON, 7: Verdict.NON},
}
RURALITE_GROUP = -1
# A zonage drawn by districts: a commune that has one is not itself inside.
DISTRICTS = (QPV,)
SMALLEST_DISTRICT = 1_000  # inhabitants of a priority district (INSEE)
Question = Callable[["PlaceFacts"], Verdict]
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)


def tokens(value: str) -> list[str]:
    """Return the codes of a list: « frr, pvd » gives two, « , » none."""
    return [token for part in value.split(",") if (token := part.strip().lower())]


def threshold(value: str) -> int | Decimal | None:
    """Return the number of a threshold, « 3 500 » included; None when it is not one."""
    digits = re.sub(r"\s", "", value)
    if not _NUMBER.fullmatch(digits):
        return None
    number = Decimal(digits.replace(",", "."))
    return int(number) if number == int(number) else number


def is_readable(rule: Rule) -> bool:
    """Whether a place can answer the condition: its kind, operator and value make sense together."""
    return _compiled(rule.kind, rule.operator, rule.value) is not None


def answer(rule: Rule, place: PlaceFacts | None) -> Verdict:
    """Return whether ``place`` meets a condition; what nobody knows, or nobody can read, is to confirm."""
    question = _compiled(rule.kind, rule.operator, rule.value)
    return question(place) if question and place is not None else Verdict.A_VERIFIER


def blocking_groups(rules: SchemeRules) -> list[list[Rule]]:
    """Return the conditions that decide: every group must hold, by one of its conditions.

    A scheme reserved to the rural, or to towns, none of whose conditions says which communes, gets one
    more: a commune that is surely the contrary is refused, one that is neither stays to confirm. A list
    of districts does not say which communes: it never says that one has none.
    """
    groups: dict[int, list[Rule]] = {}
    for rule in rules.conditions:
        if rule.is_blocking:
            groups.setdefault(rule.group, []).append(rule)
    found = [groups[number] for number in sorted(groups)]
    exact = [rule for group in found for rule in group if _tells_where(rule)]
    if rules.ruralite in _RESERVED and all(map(_names_districts, exact)):
        by_districts = exact and rules.ruralite == Ruralite.URBAIN_RESERVE
        value = IN_DISTRICTS if by_districts else rules.ruralite
        sentence = RURALITE_DEFINITIONS[Ruralite(rules.ruralite)]
        found.append([Rule(RURALITE, Operator.AMONG, value, sentence, RURALITE_GROUP)])
    return found


def level_of(place: PlaceFacts) -> int:
    """Return the level of the density grid, 1 to 7; 0 when it is not known."""
    fact = place.zonages.get(DENSITE)
    return _LEVELS.get(fact.value, 0) if fact else 0


def zonage_status(place: PlaceFacts, code: str) -> Verdict:
    """Return whether ``place`` is in a zonage; a part of it, or a district there, leaves a doubt."""
    fact = place.zonages.get(code)
    match fact.status if fact else "inconnu":
        case "oui":
            return Verdict.A_VERIFIER if code in DISTRICTS else Verdict.OUI
        case "non":
            return Verdict.NON
    return Verdict.A_VERIFIER


def deciding_fact(rule: Rule, place: PlaceFacts | None) -> ZonageFact | None:
    """Return what a list says of ``place`` that decides the condition: its source is worth showing."""
    if place is None or not is_readable(rule):
        return None
    if rule.kind in (ConditionKind.DENSITE, RURALITE):
        return place.zonages.get(DENSITE)
    return (
        place.zonages.get(deciding_code(rule, place)) if rule.kind == ConditionKind.ZONAGE else None
    )


def deciding_code(rule: Rule, place: PlaceFacts) -> str:
    """Return the zonage that tells most: the one the place is in, else one in doubt, else the first."""
    codes = tokens(rule.value)
    return max(codes, key=lambda code: _rank(zonage_status(place, code)))


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict of conditions that must all hold; « oui » when there is none."""
    return min(verdicts, key=_rank, default=Verdict.OUI)


def best(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict of conditions of which one is enough."""
    return max(verdicts, key=_rank)


_rank = (Verdict.NON, Verdict.A_VERIFIER, Verdict.OUI).index


def _tells_where(rule: Rule) -> bool:
    """Whether a condition says by itself which communes are aimed at."""
    return rule.operator != Operator.NOT_AMONG and is_readable(rule)


def _names_districts(rule: Rule) -> bool:
    return rule.kind == ConditionKind.ZONAGE and set(tokens(rule.value)) <= set(DISTRICTS)


@lru_cache(maxsize=10_000)
def _compiled(kind: str, operator: str, value: str) -> Question | None:
    """Return the condition as a question that a place answers; None when no place can."""
    match kind:
        case ConditionKind.POPULATION:
            return _about_population(operator, threshold(value))
        case ConditionKind.DENSITE:
            return _about_density(density_levels(operator, value))
        case ConditionKind.ZONAGE:
            return _about_zonages(tokens(value), operator)
        case "ruralite":
            return _about_rurality(value)
    return None


def _about_population(operator: str, limit: int | Decimal | None) -> Question | None:
    if operator not in COMPARISONS or limit is None:
        return None
    compare = COMPARISONS[Operator(operator)]

    def question(place: PlaceFacts) -> Verdict:
        if place.population is None:
            return Verdict.A_VERIFIER
        return Verdict.OUI if compare(place.population, limit) else Verdict.NON

    return question


def density_levels(operator: str, value: str) -> frozenset[int]:
    """Return the levels of the density grid that a condition accepts; none when it names none of them.

    A threshold is one of the grid as well: « au moins 5 ». Inhabitants per km² are not known.
    """
    if operator in COMPARISONS:
        number = threshold(value)
        compare = COMPARISONS[Operator(operator)]
        known = number in DENSITY_LEVELS
        return frozenset(level for level in DENSITY_LEVELS if known and compare(level, number))
    named = set(tokens(value))
    if operator not in LISTS or not named or not named <= {str(level) for level in DENSITY_LEVELS}:
        return frozenset()
    levels = frozenset(map(int, named))
    return levels if operator == Operator.AMONG else frozenset(DENSITY_LEVELS) - levels


def _about_density(accepted: frozenset[int]) -> Question | None:
    if not accepted:
        return None
    verdicts = {}
    for level in DENSITY_LEVELS:
        possible = _SAME_LEVEL if level in _SAME_LEVEL else {level}
        doubt = Verdict.A_VERIFIER if possible & accepted else Verdict.NON
        verdicts[level] = Verdict.OUI if possible <= accepted else doubt
    return _by_level(verdicts)


def _by_level(verdicts: Mapping[int, Verdict]) -> Question:
    return lambda place: verdicts.get(level_of(place), Verdict.A_VERIFIER)


def _about_rurality(value: str) -> Question:
    """Ask the density grid, unless the place is one that the grid alone does not settle."""
    by_level = _by_level(_RESERVED[value])
    is_unsettled = _may_be_rural if value == Ruralite.RURAL_RESERVE else None
    if value == IN_DISTRICTS:
        is_unsettled = _may_have_a_district

    def question(place: PlaceFacts) -> Verdict:
        verdict = by_level(place)
        doubtful = verdict == Verdict.NON and is_unsettled and is_unsettled(place)
        return Verdict.A_VERIFIER if doubtful else verdict

    return question


def _may_be_rural(place: PlaceFacts) -> bool:
    """Whether a large urban centre may be rural too: overseas, communes are vast and FRR takes some in.

    In the list of 10 July 2025: Cayenne, and parts of Saint-Denis and of Saint-Louis; none elsewhere.
    """
    return place.zone != METRO and zonage_status(place, FRR) != Verdict.NON


def _may_have_a_district(place: PlaceFacts) -> bool:
    """Whether dispersed housing may hold a priority district: one of 2024 does (Prémilhat, by Montluçon)."""
    population = place.population
    return level_of(place) == 6 and (population is None or population >= SMALLEST_DISTRICT)


def _about_zonages(codes: list[str], operator: str) -> Question | None:
    if operator not in LISTS or not codes:
        return None
    if operator == Operator.AMONG:
        return lambda place: best(zonage_status(place, code) for code in codes)
    opposite = {Verdict.OUI: Verdict.NON, Verdict.NON: Verdict.OUI}
    kept = Verdict.A_VERIFIER
    return lambda place: opposite.get(best(zonage_status(place, code) for code in codes), kept)
