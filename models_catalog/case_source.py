"""What the index keeps of pioneers: their words, facets, orders, where they are settled, and their rows."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

from django.db.models import QuerySet

from essaimage.common.models import Source, Standing, Status, next_moment, standing_of
from essaimage.common.typography import sort_key
from essaimage.search.documents import Choice, Document, IndexSource, Watch
from essaimage.search.sheets import among

from . import models
from .last_news import with_last_news
from .models import CaseStudy, NetworkModel, Phase, Sector, Terrain

BATCH = 500  # pioneers read at once: memory stays bounded
NO_CASE = 0  # the primary key of none
PLACE = (
    "_lieu"  # « com-23096 »: its head office is there; « dep-23 », « reg-75 »: it is settled there
)


class CaseRow(NamedTuple):
    """A pioneer as a list draws it, without its summary: what stays in memory for each."""

    slug: str
    title: str
    sigle: str
    terrain: str
    sectors: tuple[str, ...]
    adopted: tuple[str, ...]  # models, by name
    founded_on: date | None
    founded_precision: str
    outcome: str
    outcome_on: date | None
    heard_on: date | None
    heard_precision: str | None


class _Read(NamedTuple):
    """The columns of a pioneer, as they are read."""

    pk: int
    slug: str
    title: str
    sigle: str
    summary: str
    body: str
    failure: str
    lesson: str
    legal_form: str
    terrain: str
    is_founding: bool
    founded_on: date | None
    founded_precision: str
    outcome: str
    outcome_on: date | None
    ends_at: datetime | None
    heard_on: date | None
    heard_precision: str | None
    head_commune: str | None
    head_departement: str | None
    head_region: str | None


_COLUMNS = (
    *_Read._fields[:-3],
    "head_commune__code",
    "head_commune__departement__code",
    "head_commune__departement__region__code",
)


class CaseSource(IndexSource):
    """The published pioneers."""

    name = "pionniers"
    model = CaseStudy
    orders = ("pertinence", "confirmation", "titre")

    @property
    def watches(self) -> tuple[Watch, ...]:
        """Every table whose rows a list of pioneers shows, filters or orders by."""
        return (
            Watch(CaseStudy),
            Watch(models.Adoption, "case_id"),
            Watch(models.Figure, "case_id"),
            Watch(models.CaseStudyCitation, "fiche_id"),
            Watch(CaseStudy.sectors.through, "casestudy_id"),
            Watch(CaseStudy.regions.through, "casestudy_id"),
            Watch(CaseStudy.departements.through, "casestudy_id"),
            Watch(Source, documents=_citing),
            Watch(Sector, vocabulary=True, documents=_in_sectors),
            Watch(NetworkModel, everything=True),
        )

    def documents(self, now: datetime, pks: Collection[int] | None = None) -> Iterator[Document]:
        """Yield the published pioneers, some hundreds at a time."""
        rows = among(with_last_news(CaseStudy.objects.published(now)).order_by("pk"), "pk", pks)
        rows = iter(rows.values_list(*_COLUMNS).iterator(BATCH))
        while batch := [_Read(*values) for values in islice(rows, BATCH)]:
            around = _Around([row.pk for row in batch], now)
            yield from (around.document(row) for row in batch)

    def scheduled(self, now: datetime) -> Mapping[int, datetime]:
        """Return the pioneers whose hour has not come, and that hour."""
        found = CaseStudy.objects.publication_hours(now)
        if next_option := NetworkModel.objects.next_change(now):
            found[NO_CASE] = next_option  # waking it makes the options be read again
        return found

    def vocabulary(self, now: datetime) -> Mapping[str, Sequence[Choice]]:
        """Return every option of every facet."""
        sectors = Sector.objects.values_list("code", "label", "definition")
        return {
            "modele": modele_options(now),
            "terrain": [Choice(each, each.label) for each in Terrain],
            "secteur": [Choice(*row) for row in sectors],
        }


class _Around:
    """What makes documents of a batch of pioneers: one query per table that stands around them."""

    def __init__(self, pks: list[int], now: datetime) -> None:
        self.now = now
        adoptions = models.Adoption.objects.filter(case__in=pks, model__status=Status.PUBLISHED)
        self.adopted = _by_owner(
            adoptions.order_by("order", "started", "pk").values_list(
                "case_id",
                *("model__slug", "model__title", "model__published_at", "model__ends_at"),
            )
        )
        linked = {"casestudy__in": pks}
        sectors = CaseStudy.sectors.through.objects.filter(**linked)
        self.sectors = _by_owner(
            sectors.order_by("sector__order", "sector__label").values_list(
                "casestudy_id", "sector__code", "sector__label"
            )
        )
        regions = CaseStudy.regions.through.objects.filter(**linked).order_by("region__code")
        self.regions = _by_owner(regions.values_list("casestudy_id", "region__code"))
        departements = CaseStudy.departements.through.objects.filter(**linked)
        self.departements = _by_owner(
            departements.order_by("departement__code").values_list(
                "casestudy_id", "departement__code", "departement__region__code"
            )
        )

    def document(self, read: _Read) -> Document:
        """Return what the index keeps of a pioneer."""
        told = self.adopted[read.pk]
        adopted = [
            (slug, name)
            for slug, name, *hours in told
            if standing_of(Status.PUBLISHED, *hours, self.now) == Standing.PUBLIC
        ]
        sectors = self.sectors[read.pk]
        rest = (read.body, read.failure, read.lesson, read.legal_form)
        heard = -(read.heard_on or date.min).toordinal()
        title = (sort_key(read.title), read.pk)
        return Document(
            pk=read.pk,
            texts=(
                f"{read.title}\n{read.sigle}",
                # What a pioneer does is told by its sectors as well as by its summary.
                "\n".join((read.summary, *(label for _, label in sectors))),
                "\n".join(rest),
            ),
            facets={
                "modele": tuple(dict.fromkeys(slug for slug, _ in adopted)),
                "secteur": tuple(code for code, _ in sectors),
                "terrain": (read.terrain,),
                PLACE: self._places(read),
            },
            keys={
                "pertinence": (not read.is_founding, heard, *title),
                "confirmation": (heard, *title),
                "titre": title,
            },
            row=CaseRow(
                read.slug,
                read.title,
                read.sigle,
                read.terrain,
                tuple(label for _, label in sectors),
                tuple(name for _, name in adopted),
                read.founded_on,
                read.founded_precision,
                read.outcome,
                read.outcome_on,
                read.heard_on,
                read.heard_precision,
            ),
            due=next_moment(self.now, read.ends_at, *(hour for row in told for hour in row[2:])),
        )

    def _places(self, read: _Read) -> tuple[str, ...]:
        """Return where a pioneer is settled: its head office, then what its sources name."""
        named = [("com", read.head_commune), ("dep", read.head_departement)]
        named += [("dep", departement) for departement, _ in self.departements[read.pk]]
        named += [("reg", region) for _, region in self.departements[read.pk]]
        named += [("reg", read.head_region), *(("reg", code) for (code,) in self.regions[read.pk])]
        return tuple(dict.fromkeys(f"{kind}-{code}" for kind, code in named if code))


def _by_owner(rows: QuerySet) -> dict[int, list[tuple]]:
    """Return rows by their first column."""
    found: dict[int, list[tuple]] = defaultdict(list)
    for pk, *values in rows:
        found[pk].append(tuple(values))
    return found


def modele_options(now: datetime) -> list[Choice]:
    """Return the published models that a list may be filtered by."""
    rows = NetworkModel.objects.published(now).main()
    return [Choice(slug, title) for slug, title in rows.values_list("slug", "title")]


def phase_options(now: datetime) -> list[Choice]:
    """Return the published phases, with what each means."""
    rows = Phase.objects.published(now).values_list("code", "title", "summary")
    return [Choice(*row) for row in rows]


def _citing(sources: set[int]) -> set[int]:
    rows = models.CaseStudyCitation.objects.filter(source__in=sources).order_by()
    return set(rows.values_list("fiche_id", flat=True))


def _in_sectors(sectors: set[int]) -> set[int]:
    rows = CaseStudy.sectors.through.objects.filter(sector__in=sectors).order_by()
    return set(rows.values_list("casestudy_id", flat=True))
