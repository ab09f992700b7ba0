"""The conditions that a place answers: population, density, zonages. Pure; decision 0014."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from .choices import RURALITE_DEFINITIONS, ConditionKind, Operator, Ruralite, Verdict
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
# Sources disagree on which of « petites villes » and « ceintures urbaines » is 3 and which is 4.
_SAME_LEVEL = frozenset({3, 4})
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
}
RURALITE_GROUP = -1
# A zonage drawn by districts: a commune that has one is not itself inside.
DISTRICTS = ("qpv",)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)


def tokens(value: str) -> list[str]:
    """Return the codes of a list: « frr, pvd » gives two, « , » none."""
    return [token for part in value.split(",") if (token := part.strip().lower())]


def threshold(value: str) -> Decimal | None:
    """Return the number of a threshold, « 3 500 » included; None when it is not one."""
    digits = re.sub(r"\s", "", value)
    return Decimal(digits.replace(",", ".")) if _NUMBER.fullmatch(digits) else None


def is_readable(rule: Rule) -> bool:
    """Whether a place can answer the condition: its kind, operator and value make sense together."""
    match rule.kind:
        case ConditionKind.POPULATION:
            return rule.operator in COMPARISONS and threshold(rule.value) is not None
        case ConditionKind.DENSITE:
            return density_levels(rule) is not None
        case ConditionKind.ZONAGE:
            return rule.operator in LISTS and bool(tokens(rule.value))
    return rule.kind == RURALITE


def blocking_groups(rules: SchemeRules) -> list[list[Rule]]:
    """Return the conditions that decide: every group must hold, by one of its conditions.

    A scheme reserved to the rural, or to towns, whose conditions no place can answer, gets one more:
    a commune that is surely the contrary is refused, one that is neither stays to confirm.
    """
    groups: dict[int, list[Rule]] = {}
    for rule in rules.conditions:
        if rule.is_blocking:
            groups.setdefault(rule.group, []).append(rule)
    found = [groups[number] for number in sorted(groups)]
    answered = any(is_readable(rule) for group in found for rule in group)
    if rules.ruralite in _RESERVED and not answered:
        sentence = RURALITE_DEFINITIONS[Ruralite(rules.ruralite)]
        rule = Rule(RURALITE, Operator.AMONG, rules.ruralite, sentence, RURALITE_GROUP)
        found.append([rule])
    return found


def density_levels(rule: Rule) -> frozenset[int] | None:
    """Return the levels of the density grid that the condition accepts; None when it names none.

    A threshold is one of the grid as well: « au moins 5 ». Inhabitants per km² are not known.
    """
    if rule.operator in COMPARISONS:
        number = threshold(rule.value)
        if number not in DENSITY_LEVELS:
            return None
        compare = COMPARISONS[Operator(rule.operator)]
        return frozenset(level for level in DENSITY_LEVELS if compare(level, number))
    named = tokens(rule.value)
    if rule.operator not in LISTS or not named:
        return None
    if not all(name.isascii() and name.isdigit() and int(name) in DENSITY_LEVELS for name in named):
        return None
    levels = frozenset(map(int, named))
    return levels if rule.operator == Operator.AMONG else frozenset(DENSITY_LEVELS) - levels


def answer(rule: Rule, place: PlaceFacts | None) -> Verdict:
    """Return whether ``place`` meets a condition; what nobody knows, or nobody can read, is to confirm."""
    if place is None or not is_readable(rule):
        return Verdict.A_VERIFIER
    match rule.kind:
        case ConditionKind.POPULATION:
            return _population(rule, place.population)
        case ConditionKind.DENSITE:
            return _density(density_levels(rule) or frozenset(), level_of(place))
        case "ruralite":
            return _RESERVED[rule.value].get(level_of(place) or 0, Verdict.A_VERIFIER)
    return _zonages(rule, [zonage_status(place, code) for code in tokens(rule.value)])


def level_of(place: PlaceFacts) -> int | None:
    """Return the level of the density grid, 1 to 7; None when it is not known."""
    fact = place.zonages.get("densite")
    value = fact.value.strip() if fact else ""
    return (
        int(value) if value.isascii() and value.isdigit() and int(value) in DENSITY_LEVELS else None
    )


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
        return place.zonages.get("densite")
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


def _rank(verdict: Verdict) -> int:
    return (Verdict.NON, Verdict.A_VERIFIER, Verdict.OUI).index(verdict)


def _population(rule: Rule, population: int | None) -> Verdict:
    if population is None:
        return Verdict.A_VERIFIER
    holds = COMPARISONS[Operator(rule.operator)](population, threshold(rule.value))
    return Verdict.OUI if holds else Verdict.NON


def _density(accepted: frozenset[int], level: int | None) -> Verdict:
    if level is None:
        return Verdict.A_VERIFIER
    possible = _SAME_LEVEL if level in _SAME_LEVEL else {level}
    if possible <= accepted:
        return Verdict.OUI
    return Verdict.A_VERIFIER if possible & accepted else Verdict.NON


def _zonages(rule: Rule, statuses: list[Verdict]) -> Verdict:
    found = best(statuses)
    if rule.operator == Operator.AMONG:
        return found
    opposite = {Verdict.OUI: Verdict.NON, Verdict.NON: Verdict.OUI}
    return opposite.get(found, Verdict.A_VERIFIER)
