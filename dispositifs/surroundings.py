"""What the index reads around a batch of schemes: one query per table, in plain values."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from essaimage.common.models import Establishes, Status

from .models import Dispositif, DispositifCitation, Role, Suitability, Window


@dataclass(frozen=True, slots=True)
class Proof:
    """The newest dated source that establishes the existence of a scheme."""

    on: date
    precision: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner that visitors may read from ``since`` on."""

    slug: str
    title: str
    since: datetime


class Surroundings:
    """What stands around the schemes ``pks``: each mapping lacks those that have no such row."""

    def __init__(self, pks: Collection[int]) -> None:
        self.pks = list(pks)
        self.natures = self._linked("natures")
        self.beneficiaires = self._linked("beneficiaires")
        self.phases = self._linked("phases")
        self.advised = self._grouped(Suitability.objects.order_by("pk"), "model__slug")
        windows = Window.objects.filter(closes__isnull=False)
        self.closings = self._grouped(windows.order_by("closes", "pk"), "closes")
        self.proofs = self._proofs()
        self.partners = self._partners()

    def _linked(self, name: str) -> dict[int, tuple[str, ...]]:
        """Return the codes of the reference rows that ``name`` links to each scheme, in their order."""
        field = Dispositif._meta.get_field(name)
        target = field.m2m_reverse_field_name()
        links = field.remote_field.through.objects.order_by(f"{target}__order", f"{target}__code")
        return self._grouped(links, f"{target}__code")

    def _grouped(self, rows: QuerySet, field: str) -> dict[int, tuple]:
        found: dict[int, list] = defaultdict(list)
        for pk, value in rows.filter(dispositif__in=self.pks).values_list("dispositif_id", field):
            found[pk].append(value)
        return {pk: tuple(values) for pk, values in found.items()}

    def _proofs(self) -> dict[int, Proof]:
        """Return the newest proof of existence of each scheme, the one ``with_etat()`` takes."""
        rows = DispositifCitation.objects.dated().filter(
            fiche__in=self.pks, establishes=Establishes.EXISTENCE
        )
        found: dict[int, Proof] = {}
        for pk, on, precision in rows.order_by("-source__date", "pk").values_list(
            "fiche_id", "source__date", "source__date_precision"
        ):
            found.setdefault(pk, Proof(on, precision))
        return found

    def _partners(self) -> dict[int, list[Partner]]:
        """Return the partners of each scheme that are published, or will be."""
        found: dict[int, list[Partner]] = defaultdict(list)
        roles = Role.objects.filter(
            dispositif__in=self.pks,
            partenaire__status=Status.PUBLISHED,
            partenaire__published_at__isnull=False,
        )
        for pk, *values in roles.order_by("pk").values_list(
            "dispositif_id",
            "partenaire__slug",
            "partenaire__title",
            "partenaire__published_at",
        ):
            found[pk].append(Partner(*values))
        return found
