"""What the index reads of schemes themselves: the columns, and the questions asked at each edit."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from essaimage.common.statements import Statement
from essaimage.search.sheets import among
from models_catalog.models import NetworkModel

from .models import Dispositif


class SchemeRead(NamedTuple):
    """The columns of a scheme, as they are read."""

    pk: int
    slug: str
    title: str
    sigle: str
    summary: str
    body: str
    steps: str
    ruralite_reason: str
    accompanied: str
    echelle: str
    ruralite: str
    porteur_attendu: str
    acces: str
    vie: str
    ended_on: date | None
    ended_precision: str
    ends_at: datetime | None
    heir_title: str | None
    heir_status: str | None
    heir_since: datetime | None
    heir_until: datetime | None
    heir_text: str


_COLUMNS = (*SchemeRead._fields[:-5], "replaced_by__title", "replaced_by__status")
_COLUMNS += ("replaced_by__published_at", "replaced_by__ends_at", "replaced_by_text")


def published_schemes(pks: Collection[int] | None, now: datetime) -> QuerySet:
    """Return the columns of the published schemes, among ``pks`` when given."""
    rows = Dispositif.objects.published(now).order_by("pk")
    return among(rows, "pk", pks).values_list(*_COLUMNS)


def _models(pks: Collection[int], now: datetime) -> QuerySet:
    rows = NetworkModel.objects.published(now).main()
    return rows.values_list("slug", "has_autonomous_sites")


ROWS, LAWS = Statement(published_schemes), Statement(_models)
MODEL_HOURS = Statement(
    lambda pks, now: NetworkModel.objects.changing(now).values_list("published_at", "ends_at")
)
REPLACED = Statement(
    lambda pks, now: Dispositif.objects.filter(replaced_by__in=pks).order_by().values_list("pk")
)
