"""The page of a commune: is it rural and for whom, what applies there, whom to call, who is settled there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dispositifs.choices import Verdict, Vie
from dispositifs.models import Dispositif, Guichet
from essaimage.common.dates import DatePrecision, french_date
from essaimage.common.typography import sort_key
from essaimage.search import index
from essaimage.territoires.facts import facts_of
from essaimage.territoires.locatives import in_commune, in_departement
from essaimage.territoires.models import Commune

from .territory_criteria import NAMES, POPULATION, Criterion, answer_of, criteria_of
from .territory_map import france_map
from .territory_pioneers import pioneers_of
from .territory_schemes import Opened, SchemeGroup, groups_in, opened_by_criterion
from .territory_zonages import Known

NO_SCHEME = Opened([], 0)
SHOWN_COUNTERS = 30  # counters to call, at most


@dataclass(frozen=True)
class CriterionRow:
    """A line of the table of criteria, with what it opens."""

    criterion: Criterion
    definition: str
    opens: str
    schemes: Opened

    @property
    def title(self) -> str:
        return NAMES[self.criterion.code]

    @property
    def dated(self) -> str:
        """The date of the value, as precisely as it is known: populations bear a year."""
        is_year = self.criterion.code == POPULATION
        return french_date(self.criterion.day, DatePrecision.YEAR if is_year else DatePrecision.DAY)


@dataclass(frozen=True)
class Counter:
    """Whom to call for one scheme."""

    dispositif: Dispositif
    guichets: list[Guichet]


def commune_page(request: HttpRequest, commune: Commune) -> HttpResponse:
    """Show a commune."""
    now = index.current()
    place = facts_of(commune)
    criteria = criteria_of(place)
    groups = groups_in(now["dispositifs"], place)
    where = in_departement(commune.departement.code, commune.departement.name)
    context = {
        "commune": commune,
        "place": place,
        "at": in_commune(commune.name),
        "in_departement": where,
        "answer": answer_of(criteria),
        "rows": criterion_rows(
            criteria, now["zonages"], opened_by_criterion(now["dispositifs"], commune.code)
        ),
        "coverage": now["zonages"].coverage,
        "groups": groups,
        "counters": counters_of(commune, groups),
        "pioneers": pioneers_of(commune, place),
        "map": france_map([commune.departement.code], where),
        "crumbs": crumbs_of(commune),
    }
    return render(request, "pages/territory_commune.html", context)


def criterion_rows(
    criteria: Iterable[Criterion], known: Known, opened: dict[str, Opened]
) -> list[CriterionRow]:
    """Return the table of criteria, each with its definition and the schemes that ask for it."""
    rows = []
    for criterion in criteria:
        words = known.words.get(criterion.code)
        schemes = opened.get(criterion.code, NO_SCHEME)
        definition, opens = (words.definition, words.opens) if words else ("", "")
        rows.append(CriterionRow(criterion, definition, opens, schemes))
    return rows


def counters_of(commune: Commune, groups: Iterable[SchemeGroup]) -> list[Counter]:
    """Return whom to call: counters of the place, and those of the schemes shown that answer everywhere."""
    shown = [line.pk for group in groups if group.name != Verdict.NON for line in group.lines]
    departement = commune.departement
    here = Q(departement=departement) | Q(region=departement.region, departement=None)
    everywhere = Q(departement=None, region=None, dispositif__in=shown)
    running = Dispositif.objects.published().filter(vie=Vie.EN_COURS)
    rows = (
        Guichet.objects.filter(here | everywhere, dispositif__in=running)
        .select_related("dispositif", "departement", "region")
        .order_by(F("departement").asc(nulls_last=True), F("region").asc(nulls_last=True), "pk")
    )
    found: dict[int, Counter] = {}
    elsewhere = elsewhere_of(commune)
    for row in rows[:SHOWN_COUNTERS]:
        if elsewhere.search(row.territory):
            continue  # « Occitanie, Normandie » : told in words, and not here
        found.setdefault(row.dispositif_id, Counter(row.dispositif, [])).guichets.append(row)
    return sorted(found.values(), key=_nearest_first)


def elsewhere_of(commune: Commune) -> re.Pattern[str]:
    """Return what finds the name of a région or a département other than those of the commune."""
    departement = commune.departement
    mine = f"{departement.name} {departement.region.name}"
    named = {name for row in index.current()["departements"] for name in (row.name, row.region)}
    others = "|".join(re.escape(name) for name in sorted(named) if name not in mine)
    return re.compile(rf"\b(?:{others})\b" if others else r"(?!)")


def _nearest_first(counter: Counter) -> tuple[bool, tuple[str, str]]:
    first = counter.guichets[0]
    is_everywhere = not (first.departement_id or first.region_id)
    return is_everywhere, sort_key(counter.dispositif.title)


def crumbs_of(commune: Commune) -> list[tuple[str, str]]:
    """Return where the commune stands; overseas, a région and its département are often one."""
    departement = commune.departement
    region = departement.region
    wider = [departement] if region.name == departement.name else [region, departement]
    places = [(place.name, place.get_absolute_url()) for place in wider]
    return [("Territoires", reverse("pages:territory-list")), *places]
