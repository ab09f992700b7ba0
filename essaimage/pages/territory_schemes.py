"""Schemes on the page of a territory: by verdict in a commune, by reach in a wider place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from django.urls import reverse
from pyroaring import BitMap

from dispositifs.choices import ConditionKind, Echelle, Etat, Ruralite, Verdict
from dispositifs.coverage import Place
from dispositifs.eligibility import place_of_commune
from dispositifs.predicates import tokens
from dispositifs.verdicts import RULE, groups_of, reaches_in, reasons, running, verdicts_in
from essaimage.common.figures import number
from essaimage.common.typography import typographie
from essaimage.search.collection import Collection
from essaimage.search.presentation import and_list
from essaimage.territoires.facts import PlaceFacts
from essaimage.territoires.models import Territory
from essaimage.territoires.zonages import DENSITE

from .territory_criteria import POPULATION
from .territory_map import Reach, reach_in

ORDER = "pertinence"
SHOWN: Mapping[Verdict, int] = {Verdict.OUI: 12, Verdict.A_VERIFIER: 8, Verdict.NON: 6}
SHOWN_IN_AREA = 12
SHOWN_BY_CRITERION = 5
RURAL = (Ruralite.RURAL_RESERVE, Ruralite.RURAL_PRIORITAIRE)


@dataclass(frozen=True)
class SchemeLine:
    """A scheme on the page of a territory; ``verdict`` and ``reason`` are those of a commune."""

    pk: int
    slug: str
    title: str
    sigle: str
    url: str
    facts: str
    etat: str
    verdict: str = ""
    reason: str = ""

    @property
    def etat_said(self) -> str:
        """Its état when it is not « actif »: never the same thing as the verdict."""
        if self.etat == Etat.A_VERIFIER:
            return "Existence non reconfirmée récemment"
        return "" if self.etat == Etat.ACTIF else Etat(self.etat).label


@dataclass(frozen=True)
class SchemeGroup:
    """Some schemes under a heading, how many there are in all, and where to read them all."""

    name: str
    title: str
    total: int
    lines: list[SchemeLine]
    url: str
    help: str = ""

    @property
    def others(self) -> int:
        return self.total - len(self.lines)

    @property
    def is_verdict(self) -> bool:
        return self.name in Verdict.values

    @property
    def all_said(self) -> str:
        """What the link to the whole list says; that of a wide territory holds closed schemes too."""
        which = {
            Verdict.OUI: "qui s’appliquent",
            Verdict.A_VERIFIER: "à confirmer",
            Verdict.NON: "qui ne s’appliquent pas",
        }.get(self.name)
        if which is None:
            return "Tous les dispositifs de ce territoire"
        return f"Les {number(self.total)} dispositifs {which}"


VERDICT_HELPS = {
    Verdict.OUI: "Tout ce que la règle demande du lieu est rempli.",
    Verdict.A_VERIFIER: (
        "Il manque de quoi trancher : un périmètre décrit en clair, un zonage non renseigné, "
        "une condition qui ne dépend pas du lieu."
    ),
    Verdict.NON: "Le lieu ne remplit pas une condition, ou le dispositif est clos.",
}


def groups_in(dispositifs: Collection, place: PlaceFacts) -> list[SchemeGroup]:
    """Return the schemes by verdict in a commune, those made for it first: a query or two for the reasons."""
    verdicts = verdicts_in(dispositifs, place)
    near = BitMap.union(*reaches_in(dispositifs, place_of_commune(place))[:2])
    rural = BitMap.union(*(dispositifs.holding("ruralite", each) for each in RURAL))
    shown = {
        verdict: dispositifs.page(
            _buckets(dispositifs, found, near, rural), ORDER, 0, SHOWN[verdict]
        )
        for verdict, found in verdicts.items()
    }
    told = reasons([pk for pks in shown.values() for pk in pks], place)
    return [
        SchemeGroup(
            name=verdict,
            title=verdict.label,
            help=typographie(VERDICT_HELPS[verdict]),
            total=len(verdicts[verdict]),
            lines=[
                scheme_line(dispositifs, pk, place.code, *told.get(pk, (verdict, "")))
                for pk in shown[verdict]
            ],
            url=f"{reverse('dispositifs:dispositif-list')}?commune={place.code}&verdict={verdict}",
        )
        for verdict in Verdict
    ]


def _buckets(dispositifs: Collection, found: BitMap, near: BitMap, rural: BitMap) -> list[BitMap]:
    """Return ``found`` in parts: what is sure to run, what may, what is closed.

    In the first two: near the place, then what is for the rural, then the rest.
    """
    open_ones = found & running(dispositifs)
    sure = open_ones & dispositifs.holding("etat", Etat.ACTIF)
    parts = [
        part
        for rows in (sure, open_ones - sure)
        for part in (rows & near, (rows & rural) - near, rows - near - rural)
    ]
    return [*parts, found - open_ones]


def area_groups(dispositifs: Collection, territory: Territory, place: Place) -> list[SchemeGroup]:
    """Return the running schemes that cover a territory, then those of places that lie inside."""
    reach: Reach = reach_in(dispositifs, place, running(dispositifs))
    rural = BitMap.union(*(dispositifs.holding("ruralite", each) for each in RURAL))
    wide = reach.wide - reach.near
    parts = (
        ("couvre", "Ce qui couvre tout le territoire", [reach.near, wide & rural, wide - rural]),
        ("dedans", "Ce qui n’en couvre qu’une partie", [reach.inside]),
    )
    url = f"{reverse('dispositifs:dispositif-list')}?territoire={territory.parameter}"
    return [
        SchemeGroup(
            name=name,
            title=title,
            total=sum(len(bucket) for bucket in buckets),
            lines=[
                scheme_line(dispositifs, pk, reason=Ruralite(dispositifs.rows[pk].ruralite).label)
                for pk in dispositifs.page(buckets, ORDER, 0, SHOWN_IN_AREA)
            ],
            url=url,
        )
        for name, title, buckets in parts
        if name == "couvre" or any(buckets)
    ]


def scheme_line(
    dispositifs: Collection, pk: int, commune: str = "", verdict: str = "", reason: str = ""
) -> SchemeLine:
    """Return a scheme as a line; its links keep the commune."""
    row = dispositifs.rows[pk]
    natures = {choice.value: choice.label for choice in dispositifs.vocabulary["nature"]}
    kept = f"?commune={commune}" if commune else ""
    return SchemeLine(
        pk=pk,
        slug=row.slug,
        title=row.title,
        sigle=row.sigle,
        url=reverse("dispositifs:dispositif-detail", args=[row.slug]) + kept,
        facts=f"{and_list(natures.get(each, each) for each in row.natures)} · {Echelle(row.echelle).label}",
        etat=row.etat,
        verdict=verdict,
        reason=reason,
    )


@dataclass(frozen=True)
class Opened:
    """The schemes that have a condition on a criterion: the first ones, and how many others."""

    lines: list[SchemeLine]
    others: int


def opened_by_criterion(dispositifs: Collection, commune: str) -> dict[str, Opened]:
    """Return, for each criterion of rurality, the running schemes that make it a condition: no query."""
    found: dict[str, BitMap] = defaultdict(BitMap)
    for value, schemes in dispositifs.values(RULE).items():
        for criterion in _criteria_asked(value):
            found[criterion] |= schemes
    return {criterion: _opened(dispositifs, pks, commune) for criterion, pks in found.items()}


def _opened(dispositifs: Collection, pks: BitMap, commune: str) -> Opened:
    first = dispositifs.page([pks], ORDER, 0, SHOWN_BY_CRITERION)
    lines = [scheme_line(dispositifs, pk, commune) for pk in first]
    return Opened(lines, len(pks) - len(first))


def _criteria_asked(value: str) -> Iterable[str]:
    """Return the criteria that a value of the facet of rules names."""
    for rule in chain.from_iterable(groups_of(value)):
        match rule.kind:
            case ConditionKind.POPULATION:
                yield POPULATION
            case ConditionKind.DENSITE:
                yield DENSITE
            case ConditionKind.ZONAGE:
                yield from tokens(rule.value)
