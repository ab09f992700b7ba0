"""Writes a random catalogue into the bench's own database, by the thousand."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from dispositifs import models as schemes
from dispositifs.choices import CoverageKind, RoleKind, Ruralite, Vie
from essaimage.common.models import Establishes, Source, Status

from .ground import Ground
from .schemes import Catalogue, Scheme

CHUNK = 2_000  # schemes written in one transaction
PER_SOURCE = 8  # schemes that one source dates
FIRST_SOURCE = 1_000  # numbers of sources below are those of the ground
_PLACE_FIELDS = {
    CoverageKind.REGION: "region_id",
    CoverageKind.DEPARTEMENT: "departement_id",
    CoverageKind.EPCI: "epci_id",
    CoverageKind.COMMUNE: "commune_id",
}
_LINKS = {"natures": "nature", "beneficiaires": "beneficiaire", "phases": "phase"}


class Filler:
    """Turns drawn schemes into rows; numbers them itself, so that rows may point to each other."""

    def __init__(self, ground: Ground, catalogue: Catalogue) -> None:
        self.ground = ground
        self.catalogue = catalogue
        self.published_at = timezone.now() - timedelta(days=30)
        self.source = FIRST_SOURCE

    def fill(self) -> Iterator[int]:
        """Write every scheme; yield how many are written, chunk after chunk."""
        drawn = self.catalogue.schemes()
        while chunk := list(islice(drawn, CHUNK)):
            with transaction.atomic():
                for model, rows in self._rows(chunk).items():
                    model.objects.bulk_create(rows)
            yield chunk[-1].number
        self._say_next_numbers()

    def _rows(self, chunk: list[Scheme]) -> dict[type[Model], list[Model]]:
        """Return the rows of ``chunk`` by table, those that others point to first."""
        rows: dict[type[Model], list[Model]] = defaultdict(list)
        for position, scheme in enumerate(chunk):
            if position % PER_SOURCE == 0:
                self.source += 1
                rows[Source].append(self._source(scheme))
            rows[schemes.Dispositif].append(self._dispositif(scheme))
            self._add_links(rows, scheme)
            self._add_places(rows, scheme)
            self._add_terms(rows, scheme)
        return rows

    def _source(self, scheme: Scheme) -> Source:
        return Source(
            pk=self.source,
            code=f"source-{self.source}",
            publisher="Observatoire",
            title=f"Rapport {self.source}",
            date=scheme.proved_on,
        )

    def _dispositif(self, scheme: Scheme) -> schemes.Dispositif:
        is_plain = scheme.ruralite == Ruralite.OUVERT
        return schemes.Dispositif(
            pk=scheme.number,
            code=f"d-{scheme.number}",
            slug=f"d-{scheme.number}",
            **scheme.texts,
            status=Status.PUBLISHED,
            published_at=self.published_at,
            echelle=scheme.echelle,
            ruralite=scheme.ruralite,
            ruralite_reason="" if is_plain else "La page officielle le dit.",
            vie=scheme.vie,
            ended_on=self.catalogue.today - timedelta(days=90)
            if scheme.vie != Vie.EN_COURS
            else None,
            replaced_by_text="Un autre appui" if scheme.vie == Vie.REMPLACE else "",
            porteur_attendu=scheme.porteur,
        )

    def _add_links(self, rows: dict[type[Model], list[Model]], scheme: Scheme) -> None:
        for field, column in _LINKS.items():
            through = getattr(schemes.Dispositif, field).through
            numbers = self.ground.numbers[column]
            rows[through].extend(
                through(**{"dispositif_id": scheme.number, f"{column}_id": numbers[code]})
                for code in getattr(scheme, field)
            )
        rows[schemes.Role].extend(
            schemes.Role(
                **self._row_of(scheme, "r", index),
                partenaire_id=self.ground.partners[partner],
                kind=RoleKind.PILOTE,
            )
            for index, partner in enumerate(scheme.partners)
        )

    def _add_places(self, rows: dict[type[Model], list[Model]], scheme: Scheme) -> None:
        for index, place in enumerate(scheme.places):
            named = {}
            if field := _PLACE_FIELDS.get(place.kind):
                named[field] = self.ground.places[place.kind][place.index]
            text = "Un groupe d’action locale" if place.kind == CoverageKind.LIBRE else ""
            row = self._row_of(scheme, "c", index)
            rows[schemes.Coverage].append(
                schemes.Coverage(**row, mode=place.mode, kind=place.kind, text=text, **named)
            )

    def _add_terms(self, rows: dict[type[Model], list[Model]], scheme: Scheme) -> None:
        for index, (group, kind, operator, value, is_blocking) in enumerate(scheme.rules):
            rows[schemes.Condition].append(
                schemes.Condition(
                    **self._row_of(scheme, "k", index),
                    group=group,
                    kind=kind,
                    operator=operator,
                    value=value,
                    sentence=f"Remplir la condition {kind} {value}.",
                    is_blocking=is_blocking,
                )
            )
        if scheme.closes:
            window = self._row_of(scheme, "w", 0)
            rows[schemes.Window].append(
                schemes.Window(**window, label="Appel à projets", closes=scheme.closes)
            )
        if scheme.proved_on:
            rows[schemes.DispositifCitation].append(
                schemes.DispositifCitation(
                    code=f"e-{scheme.number}",
                    fiche_id=scheme.number,
                    source_id=self.source,
                    establishes=Establishes.EXISTENCE,
                    fact="Le dispositif existe.",
                )
            )

    def _row_of(self, scheme: Scheme, kind: str, index: int) -> dict[str, Any]:
        """Return what every row of a scheme bears."""
        return {
            "code": f"{kind}-{scheme.number}-{index}",
            "dispositif_id": scheme.number,
            "source_id": self.source,
        }

    def _say_next_numbers(self) -> None:
        """Tell PostgreSQL which numbers are taken: it did not give them."""
        statements = connection.ops.sequence_reset_sql(no_style(), [Source, schemes.Dispositif])
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
