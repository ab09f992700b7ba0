"""What the index reads around a batch of schemes: one query per table, in plain values."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from essaimage.common.models import Establishes, Reference, Status
from essaimage.common.statements import Statement

from .models import Beneficiaire, Dispositif, DispositifCitation, Nature, Role, Suitability, Window


@dataclass(frozen=True, slots=True)
class Proof:
    """The newest dated source that establishes the existence of a scheme."""

    on: date
    precision: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner that visitors may read from ``since`` on, and until ``until`` when it has an end."""

    slug: str
    title: str
    since: datetime
    until: datetime | None

    def is_read(self, now: datetime) -> bool:
        """Whether visitors may read it at ``now``."""
        return self.since <= now and (self.until is None or self.until > now)


_LABELS: dict[type[Reference], Statement] = {
    Nature: Statement(lambda pks, now: Nature.objects.values_list("code", "label")),
    Beneficiaire: Statement(lambda pks, now: Beneficiaire.objects.values_list("code", "label")),
}


def labels_of(table: type[Reference]) -> dict[str, str]:
    """Return what visitors read of each row of a reference, by code."""
    return dict(_LABELS[table].rows((), timezone.now()))


def linked_by(name: str, pks: set[int]) -> set[int]:
    """Return the schemes that the field ``name`` links to rows ``pks``, whose labels they hold."""
    rows = Dispositif.objects.filter(**{f"{name}__in": pks}).order_by()
    return set(rows.values_list("pk", flat=True))


def _linked(name: str) -> Statement:
    """Return the codes of the reference rows that ``name`` links to each scheme, in their order."""

    def build(pks: Collection[int], now: datetime) -> QuerySet:
        field = Dispositif._meta.get_field(name)
        target = field.m2m_reverse_field_name()
        links = field.remote_field.through.objects.filter(dispositif__in=pks)
        ordered = links.order_by(f"{target}__order", f"{target}__code")
        return ordered.values_list("dispositif_id", f"{target}__code")

    return Statement(build)


def _asked_proofs(pks: Collection[int], now: datetime) -> QuerySet:
    """Return the proofs of existence, the newest first: the first one is that of ``with_etat()``."""
    rows = DispositifCitation.objects.dated().filter(
        fiche__in=pks, establishes=Establishes.EXISTENCE
    )
    columns = ("fiche_id", "source__date", "source__date_precision")
    return rows.order_by("-source__date", "pk").values_list(*columns)


def _asked_partners(pks: Collection[int], now: datetime) -> QuerySet:
    """Return the partners that are published, or will be."""
    roles = Role.objects.filter(
        dispositif__in=pks,
        partenaire__status=Status.PUBLISHED,
        partenaire__published_at__isnull=False,
    )
    columns = ("slug", "title", "published_at", "ends_at")
    asked = (f"partenaire__{column}" for column in columns)
    return roles.order_by("pk").values_list("dispositif_id", *asked)


_NATURES, _BENEFICIAIRES, _PHASES = map(_linked, ("natures", "beneficiaires", "phases"))
_ADVISED = Statement(
    lambda pks, now: (
        Suitability.objects.filter(dispositif__in=pks)
        .order_by("pk")
        .values_list("dispositif_id", "model__slug")
    )
)
_CLOSINGS = Statement(
    lambda pks, now: (
        Window.objects.filter(dispositif__in=pks, closes__isnull=False)
        .order_by("closes", "pk")
        .values_list("dispositif_id", "closes")
    )
)
_PROOFS, _PARTNERS = Statement(_asked_proofs), Statement(_asked_partners)


class Surroundings:
    """What stands around the schemes ``pks``: each mapping lacks those that have no such row."""

    def __init__(self, pks: Collection[int], now: datetime) -> None:
        self.natures = _grouped(_NATURES.rows(pks, now))
        self.beneficiaires = _grouped(_BENEFICIAIRES.rows(pks, now))
        self.phases = _grouped(_PHASES.rows(pks, now))
        self.advised = _grouped(_ADVISED.rows(pks, now))
        self.closings = _grouped(_CLOSINGS.rows(pks, now))
        self.proofs: dict[int, Proof] = {}
        for pk, on, precision in _PROOFS.rows(pks, now):
            self.proofs.setdefault(pk, Proof(on, precision))
        self.partners: dict[int, list[Partner]] = defaultdict(list)
        for pk, *values in _PARTNERS.rows(pks, now):
            self.partners[pk].append(Partner(*values))


def _grouped(rows: list[tuple]) -> dict[int, tuple]:
    """Return the values of each scheme, in the order in which they come."""
    found: dict[int, list] = defaultdict(list)
    for pk, value in rows:
        found[pk].append(value)
    return {pk: tuple(values) for pk, values in found.items()}
