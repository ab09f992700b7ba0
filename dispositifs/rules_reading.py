"""The rules of many schemes, read in one query, and the place that a territory is to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from essaimage.common.dates import french_date
from essaimage.territoires.models import Commune, Departement, Epci, Region, Territory

from .coverage import CoverageRow, Place, Standing, standing
from .rules import Rule, SchemeRules
from .rules_query import CONDITION, COVERAGE, SCHEME, coverage_arm, read_rows

Touches = Mapping[str, frozenset[str]]


def rules_of(
    pks: Collection[int] | None = None, *, with_touched: bool = True
) -> dict[int, SchemeRules]:
    """Return what decides in a place, for the schemes ``pks`` or for all of them, whatever their status.

    One query, and one more when an intercommunality is named, unless nobody asks what it touches: a
    commune lies in one or not. What only a sheet tells (applicants, phases, models, sources) is left
    out.
    """
    found: dict[int, list[list]] = defaultdict(lambda: [[], [], []])
    for pk, part, _, *values in sorted(read_rows(pks), key=_first):
        found[pk][part].append(values)
    epcis = {row[4] for parts in found.values() for row in parts[COVERAGE]}
    touches = touched_by_epcis(epcis) if with_touched else {}
    return {pk: _rules(parts, touches) for pk, parts in found.items() if parts[SCHEME]}


def coverage_rows() -> dict[int, list[CoverageRow]]:
    """Return the coverage rows of each scheme in plain values: one query, or two."""
    arm = sorted(coverage_arm({}), key=_first)
    touches = touched_by_epcis({row[7] for row in arm})
    found: dict[int, list[CoverageRow]] = defaultdict(list)
    for pk, _, _, *values in arm:
        found[pk].append(_coverage(values, touches))
    return found


def standings_in(territory: Territory) -> dict[int, Standing]:
    """Return the schemes that cover ``territory`` or something inside it, and how: two queries or three.

    The reference meaning of ``territoire``; lists read the same from the index (``verdicts``).
    """
    place = place_of(territory)
    found = {pk: standing(rows, place) for pk, rows in coverage_rows().items()}
    return {pk: how for pk, how in found.items() if how is not None}


def touched_by_epcis(codes: Iterable[str | None]) -> Touches:
    """Return the keys of the départements and régions where each EPCI lies; no query without an EPCI."""
    named = {code for code in codes if code}
    found: dict[str, set[str]] = defaultdict(set)
    if named:
        communes = Commune.objects.filter(epci__code__in=named).order_by().distinct()
        for epci, departement, region in communes.values_list(
            "epci__code", "departement__code", "departement__region__code"
        ):
            found[epci] |= {f"dep-{departement}", f"reg-{region}"}
    return {epci: frozenset(keys) for epci, keys in found.items()}


def place_of(territory: Territory) -> Place:
    """Return ``territory`` in plain values; one query for an EPCI, none for the others."""
    match territory:
        case Commune():
            departement, region = territory.departement, territory.departement.region
            epci = territory.epci.code if territory.epci else ""
            return Place(region.code, region.zone, departement.code, epci, territory.code)
        case Departement():
            return Place(territory.region.code, territory.region.zone, territory.code)
        case Region():
            return Place(territory.code, territory.zone)
        case Epci():
            return _place_of_epci(territory)
    raise TypeError(territory)


def _place_of_epci(epci: Epci) -> Place:
    """Return an EPCI: it lies in what holds each of its communes; what holds only some does « partly »."""
    columns = ("departement__code", "departement__region__code", "departement__region__zone")
    communes = Commune.objects.filter(epci=epci).order_by().distinct()
    rows = list(communes.values_list(*columns))
    departements, regions, zones = ({row[column] for row in rows} for column in range(3))
    partly = {f"dep-{code}" for code in departements if len(departements) > 1}
    partly |= {f"reg-{code}" for code in regions if len(regions) > 1}
    return Place(
        _only(regions), _only(zones), _only(departements), epci.code, partly=frozenset(partly)
    )


def _only(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def _first(row: tuple) -> tuple:
    return row[:3]


def _rules(parts: list[list], touches: Touches) -> SchemeRules:
    scheme, coverages, conditions = parts[SCHEME], parts[COVERAGE], parts[CONDITION]
    vie, ended, precision, heir, acces, ruralite, _ = scheme[0]
    rules = [
        Rule(kind, operator, value, sentence, int(group), bool(is_blocking))
        for kind, operator, value, sentence, group, is_blocking, _ in conditions
    ]
    return SchemeRules(
        coverages=tuple(_coverage(values, touches) for values in coverages),
        conditions=tuple(rules),
        vie=vie,
        ended_said=french_date(date.fromisoformat(ended), precision) if ended else "",
        heir=heir,
        acces=acces,
        ruralite=ruralite,
    )


def _coverage(values: list, touches: Touches) -> CoverageRow:
    mode, kind, region, departement, epci, commune, name = (value or "" for value in values)
    touched = touches.get(epci, frozenset()) if kind == "epci" else frozenset()
    return CoverageRow(mode, kind, region, departement, epci, commune, name, touched)
