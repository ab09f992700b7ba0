"""What is known of a commune, in plain values that eligibility can judge without a database.

For each zonage, the version in force comes first, then what the content says of a witness commune,
then « non renseigné ».
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import FilteredRelation, Q, QuerySet

from essaimage.common.figures import number
from essaimage.common.kept_queries import KeptQuery
from essaimage.common.typography import NBSP

from .models import Commune, Status, Temoin, ZonageVersion, Zone
from .zonages import CODES, value_label

Facts = dict[int, dict[str, "ZonageFact"]]  # by primary key of the commune, then by zonage


@dataclass(frozen=True)
class ZonageFact:
    """What a zonage says of a commune. ``status``: oui, non, partiel, inconnu.

    ``value`` says more when the zonage has degrees: « 5 » for ``densite``, « FRR+ » for ``frr``.
    ``date`` and source are those of the list, also when the commune is absent from it.
    """

    code: str
    status: str = Status.UNKNOWN
    value: str = ""
    detail: str = ""
    date: "date | None" = None  # in quotes: the name is taken once the class has such a field
    source_title: str = ""
    source_url: str = ""
    is_exhaustive: bool = False
    is_witness: bool = False  # written as content, while the whole list is not imported

    @property
    def is_known(self) -> bool:
        """Whether something is known, be it « non »."""
        return self.status != Status.UNKNOWN

    @property
    def words(self) -> str:
        """The value in words: « Bourgs ruraux » for « 5 »; empty when the zonage has no degrees."""
        return value_label(self.code, self.value)


@dataclass(frozen=True)
class PlaceFacts:
    """A commune in plain values. Codes are INSEE's (SIREN for the EPCI, empty outside of any).

    ``zone`` is « metro », « drom » or « com ».
    """

    code: str
    name: str
    population: int | None = None
    population_year: int | None = None
    departement: str = ""
    region: str = ""
    epci: str = ""
    zone: str = Zone.METRO
    zonages: Mapping[str, ZonageFact] = field(default_factory=dict)
    departement_name: str = ""
    region_name: str = ""
    epci_name: str = ""

    def zonage(self, code: str) -> ZonageFact:
        """Return what a zonage says of it, « inconnu » when nothing does."""
        return self.zonages.get(code) or ZonageFact(code)


def facts_of(commune: Commune) -> PlaceFacts:
    """Return the facts of a commune, in two queries once its places are read (``with_places``)."""
    return facts_for([commune])[commune.pk]


def facts_for(communes: Iterable[Commune]) -> dict[int, PlaceFacts]:
    """Return the facts of several communes, by primary key, in two queries for all of them."""
    communes = list(communes)
    pks = [commune.pk for commune in communes]
    witnessed = _witnessed(pks)
    listed, absent = _listed(pks)
    return {
        commune.pk: _facts(
            commune,
            {code: ZonageFact(code) for code in CODES}
            | witnessed[commune.pk]
            | {code: _absence(fact, commune) for code, fact in absent.items()}
            | listed[commune.pk],
        )
        for commune in communes
    }


def _write_witnessed(pks: Sequence[int]) -> QuerySet:
    return Temoin.objects.filter(commune__in=pks).values_list(
        *("commune", "zonage__code", "status", "value", "detail"),
        *("source__date", "source__publisher", "source__title", "source__url"),
        "zonage__is_exhaustive",
    )


def _write_listed(pks: Sequence[int]) -> QuerySet:
    own = FilteredRelation("classements", condition=Q(classements__commune__in=pks))
    columns = (
        *("zonage__code", "date", "source_title", "source_url", "is_exhaustive"),
        *("own__commune", "own__status", "own__value", "own__detail"),
    )
    current = ZonageVersion.objects.filter(is_current=True).annotate(own=own)
    return current.order_by().values_list(*columns)


_WITNESSED = KeptQuery(Temoin, _write_witnessed)
_LISTED = KeptQuery(ZonageVersion, _write_listed)


def _witnessed(pks: list[int]) -> Facts:
    """Return what the content says of witness communes."""
    found: Facts = defaultdict(dict)
    rows = _WITNESSED.rows(pks)
    for pk, code, status, value, detail, day, publisher, title, url, is_exhaustive in rows:
        found[pk][code] = ZonageFact(
            code,
            status,
            value,
            detail,
            day,
            f"{publisher}, {title}",
            url or "",
            is_exhaustive,
            is_witness=True,
        )
    return found


def _listed(pks: list[int]) -> tuple[Facts, dict[str, ZonageFact]]:
    """Return what the versions in force say, and what each says of a commune it does not name."""
    found: Facts = defaultdict(dict)
    absent = {}
    for code, day, title, url, is_exhaustive, pk, status, value, detail in _LISTED.rows(pks):
        if code not in absent:
            silence = Status.NO if is_exhaustive else Status.UNKNOWN
            absent[code] = ZonageFact(code, silence, "", "", day, title, url, is_exhaustive)
        if pk is not None:
            found[pk][code] = replace(absent[code], status=status, value=value, detail=detail)
    return found, absent


def _absence(fact: ZonageFact, commune: Commune) -> ZonageFact:
    """Return what a list that does not name ``commune`` says: nothing of overseas collectivities.

    The lists are made for the régions and départements; elsewhere their silence proves nothing.
    """
    is_told = commune.departement.region.zone != Zone.COM
    return fact if is_told else replace(fact, status=Status.UNKNOWN)


def _facts(commune: Commune, zonages: Mapping[str, ZonageFact]) -> PlaceFacts:
    departement = commune.departement
    return PlaceFacts(
        code=commune.code,
        name=commune.name,
        population=commune.population,
        population_year=commune.population_year,
        departement=departement.code,
        region=departement.region.code,
        epci=commune.epci.code if commune.epci else "",
        zone=departement.region.zone,
        zonages=zonages,
        departement_name=departement.name,
        region_name=departement.region.name,
        epci_name=commune.epci.name if commune.epci else "",
    )


@dataclass(frozen=True)
class ZonageCoverage:
    """For how many communes zonages are known: those written as content, until lists are imported."""

    witnesses: int
    communes: int
    imported: frozenset[str]  # codes of the zonages whose list is in force

    @property
    def is_complete(self) -> bool:
        """Whether the list of every zonage is imported."""
        return self.imported >= set(CODES)

    @property
    def sentence(self) -> str:
        """« Zonages renseignés pour 40 communes sur 34 969. »; empty once every list is imported."""
        if self.is_complete:
            return ""
        plural = "s" if self.witnesses > 1 else ""
        of_all = f"{number(self.witnesses)} commune{plural} sur {number(self.communes)}"
        if not self.imported:
            return f"Zonages renseignés pour {of_all}."
        many = "s" if len(self.imported) > 1 else ""
        lists = f"{len(self.imported)} liste{many} importée{many} sur {len(CODES)}"
        return f"Zonages{NBSP}: {lists}{NBSP}; les autres, renseignés pour {of_all}."


def zonage_coverage() -> ZonageCoverage:
    """Return for how many communes zonages are known, in three queries."""
    current = ZonageVersion.objects.filter(is_current=True)
    return ZonageCoverage(
        Temoin.objects.values("commune").distinct().count(),
        Commune.objects.current().count(),
        frozenset(current.values_list("zonage__code", flat=True)),
    )
