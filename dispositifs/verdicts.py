"""Verdicts for thousands of schemes at once: what the index keeps of their rules, and how a place reads it.

The index keeps two internal facets. ``_couverture``: one value per territory named, « inclut:dep-23 »,
« exclut:libre », « dans:reg-75 » for what lies inside. ``_regle``: one value per distinct set of
conditions, reduced to what a place may answer. A place judges each value once, and bitmaps do the
rest: it must give what ``judge`` gives, scheme by scheme (tested on random catalogues).
"""

import json
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Collection as Pks
from functools import lru_cache
from typing import Protocol

from pyroaring import AbstractBitMap, BitMap

from essaimage.territoires.facts import PlaceFacts
from essaimage.territoires.models import Territory

from .applicants import asked_of_another
from .choices import CoverageKind, CoverageMode, Etat, Verdict, Vie
from .coverage import Place, reach_of
from .eligibility import judge, place_of_commune
from .judging import Judging
from .predicates import (
    COMPARISONS,
    PLACE_KINDS,
    blocking_groups,
    is_readable,
    threshold,
    tokens,
)
from .rules import Project, Rule, SchemeRules
from .rules_reading import place_of, rules_of

COVERAGE, RULE = "_couverture", "_regle"
NOWHERE = "aucune"  # no territory is included: nobody knows where the scheme applies
CLOSED = "clos"
_TOLD = "?"  # something that no place answers is to confirm


class Held(Protocol):
    """What is asked of a collection of the index."""

    @property
    def ids(self) -> AbstractBitMap: ...
    def values(self, facet: str) -> Mapping[str, AbstractBitMap]: ...
    def holding(self, facet: str, value: str) -> AbstractBitMap: ...
    def once(self, name: str, make: Callable[[], Judging]) -> Judging: ...


def rule_facets(rules: SchemeRules) -> dict[str, tuple[str, ...]]:
    """Return the internal facets of a scheme, for its document in the index."""
    named = {f"{row.mode}:{row.key}" for row in rules.coverages}
    included = [row for row in rules.coverages if row.mode == CoverageMode.INCLUDE]
    inside = {f"dans:{key}" for row in included for key in row.inside}
    nowhere = set() if included else {NOWHERE}
    return {COVERAGE: tuple(sorted(named | inside | nowhere)), RULE: (signature(rules),)}


def signature(rules: SchemeRules) -> str:
    """Return the conditions reduced to what a place answers, the same for schemes that ask the same."""
    if rules.vie != Vie.EN_COURS:
        return CLOSED
    groups = {
        tuple(sorted({_reduced(rule) for rule in group}))
        for group in blocking_groups(rules)
        if not asked_of_another(group, rules.acces)
    }
    return json.dumps(sorted(groups), ensure_ascii=False, separators=(",", ":"))


def verdicts_in(collection: Held, place: PlaceFacts) -> dict[Verdict, BitMap]:
    """Return the schemes of ``collection`` by verdict in a commune; every scheme has one."""
    sure, covered = _coverage_in(collection, place_of_commune(place))
    met, maybe_met = collection.once(RULE, lambda: _judging(collection)).met(place)
    possible = covered & maybe_met
    sure &= met
    return {
        Verdict.OUI: sure,
        Verdict.A_VERIFIER: possible - sure,
        Verdict.NON: BitMap(collection.ids) - possible,
    }


def running(collection: Held) -> BitMap:
    """Return the schemes that one may still ask for."""
    closed = (collection.holding("etat", each) for each in (Etat.TERMINE, Etat.REMPLACE))
    return BitMap(collection.ids) - BitMap.union(*closed)


def territory_in(collection: Held, territory: Territory) -> tuple[BitMap, BitMap]:
    """Return the schemes that cover ``territory``, then those that only cover a place or a part of it.

    One query for an EPCI, to know where it lies; none for the others.
    """
    return standings_by_place(collection, place_of(territory))


def standings_by_place(collection: Held, place: Place) -> tuple[BitMap, BitMap]:
    """Return the same for a place: what ``coverage.standing`` says, scheme by scheme."""
    covers = BitMap.union(*reaches_in(collection, place))
    return covers, inside_of(collection, place) - covers


def inside_of(collection: Held, place: Place) -> BitMap:
    """Return the schemes of a territory that lies within ``place``, or holds a part of it only."""
    keys = {f"dans:{place.key}", *(f"{CoverageMode.INCLUDE}:{key}" for key in place.partly)}
    return BitMap.union(*(collection.holding(COVERAGE, key) for key in keys))


def reaches_in(collection: Held, place: Place) -> tuple[BitMap, BitMap, BitMap, BitMap]:
    """Return the schemes that cover ``place``, by how far they reach: the nearest first, France last."""
    found = tuple(BitMap() for _ in range(4))
    for key, included, _ in _walked(collection, place):
        found[reach_of(key)].update(included)
    return found


def reasons(pks: Pks[int], place: PlaceFacts) -> dict[int, tuple[Verdict, str]]:
    """Return the verdict and the reason of each scheme of a page: one query."""
    project = Project(place)
    judged = {pk: judge(rules, project) for pk, rules in rules_of(pks, with_touched=False).items()}
    return {pk: (found.verdict, found.reason) for pk, found in judged.items()}


def _walked(collection: Held, place: Place) -> Iterable[tuple[str, BitMap, BitMap]]:
    """Walk the territories that hold ``place``, the nearest first: whom each includes, whom it excludes."""
    left = BitMap(collection.ids)
    for key in place.holders:
        excluded = left & collection.holding(COVERAGE, f"{CoverageMode.EXCLUDE}:{key}")
        included = left & collection.holding(COVERAGE, f"{CoverageMode.INCLUDE}:{key}")
        if excluded:
            included -= excluded
            left -= excluded
        left -= included
        yield key, included, excluded


def _coverage_in(collection: Held, place: Place) -> tuple[BitMap, BitMap]:
    """Return the schemes that surely cover ``place``, and all those that may."""
    sure, doubtful, out = BitMap(), BitMap(), BitMap()
    for key, included, excluded in _walked(collection, place):
        (doubtful if key in place.doubtful else sure).update(included)
        out |= excluded
    told = f"{CoverageMode.INCLUDE}:{CoverageKind.LIBRE}"
    doubtful |= collection.holding(COVERAGE, told) - out
    doubtful |= collection.holding(COVERAGE, NOWHERE) - out
    covered = sure | doubtful
    unless = collection.holding(COVERAGE, f"{CoverageMode.EXCLUDE}:{CoverageKind.LIBRE}")
    return sure - unless, covered


def _reduced(rule: Rule) -> tuple[str, str, str]:
    """Return a condition without its words; one that no place can answer is only « ? »."""
    if rule.kind not in PLACE_KINDS or not is_readable(rule):
        return (_TOLD, "", "")
    if rule.operator in COMPARISONS:
        value = f"{threshold(rule.value) or 0:f}"
    else:
        value = ",".join(sorted(set(tokens(rule.value))))
    return (str(rule.kind), str(rule.operator), value)


@lru_cache(maxsize=4096)
def groups_of(value: str) -> tuple[tuple[Rule, ...], ...]:
    """Return the groups of conditions, without words, that a value of ``_regle`` stands for."""
    if value == CLOSED:
        return ()
    return tuple(tuple(Rule(*rule) for rule in group) for group in json.loads(value))


def _judging(collection: Held) -> Judging:
    sets = collection.values(RULE).items()
    return Judging([(held, None if value == CLOSED else groups_of(value)) for value, held in sets])
