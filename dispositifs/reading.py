"""What lists need to know of every published scheme, read in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.db.models.functions import Coalesce

from essaimage.search.analysis import BODY, SUMMARY, TITLE, score
from essaimage.territoires.models import Departement, Region, Territory

from .coverage import CoverageRow, Place, Standing, standing
from .models import Coverage, DispositifQuerySet, Partenaire, Role

_ROW_FIELDS = (
    *("pk", "title", "sigle", "summary", "body", "steps", "ruralite_reason", "accompanied"),
    *("echelle", "ruralite", "porteur_attendu", "vie", "etat", "existence_on"),
)


@dataclass(frozen=True)
class Row:
    """A published scheme as lists filter and order it."""

    pk: int
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
    vie: str
    etat: str
    existence_on: date | None

    def score(self, words: str, partenaires: str = "") -> int:
        """Return how well the scheme answers ``words``: 0 when one of them is nowhere."""
        rest = " ".join(
            (self.body, self.steps, self.ruralite_reason, self.accompanied, partenaires)
        )
        return score(
            words, ((TITLE, f"{self.title} {self.sigle}"), (SUMMARY, self.summary), (BODY, rest))
        )


def rows_of(queryset: DispositifQuerySet) -> list[Row]:
    """Return the rows of ``queryset``, which bears ``with_etat()``: one query."""
    return [Row(*values) for values in queryset.order_by("pk").values_list(*_ROW_FIELDS)]


def partenaires_by_dispositif() -> dict[int, dict[str, str]]:
    """Return the published partners (slug → title) of each scheme: one query."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    roles = Role.objects.filter(partenaire__in=Partenaire.objects.published()).order_by("pk")
    for pk, slug, title in roles.values_list(
        "dispositif_id", "partenaire__slug", "partenaire__title"
    ):
        found[pk][slug] = title
    return found


def scores_of(queryset: DispositifQuerySet, words: str) -> dict[int, int]:
    """Return the schemes of ``queryset`` that hold every word, with how well they answer: two queries."""
    return scored(rows_of(queryset), partenaires_by_dispositif(), words)


def scored(rows: list[Row], partenaires: dict[int, dict[str, str]], words: str) -> dict[int, int]:
    """Return the rows that hold every word of ``words``, with how well they answer."""
    scores = {
        row.pk: row.score(words, " ".join(partenaires.get(row.pk, {}).values())) for row in rows
    }
    return {pk: value for pk, value in scores.items() if value}


def place_of(territory: Territory) -> Place | None:
    """Return ``territory`` in plain values; None for a kind that coverage cannot place yet."""
    match territory:
        case Departement():
            return Place(territory.region.code, territory.region.zone, territory.code)
        case Region():
            return Place(territory.code, territory.zone)
    return None


def standings_in(territory: Territory) -> dict[int, Standing]:
    """Return the schemes that cover ``territory`` or something inside it, and how: one query."""
    place = place_of(territory)
    if place is None:
        return {}
    found = {pk: standing(rows, place) for pk, rows in coverage_rows().items()}
    return {pk: how for pk, how in found.items() if how is not None}


def coverage_rows() -> dict[int, list[CoverageRow]]:
    """Return the coverage rows of each scheme in plain values: one query."""
    departement = Coalesce("departement__code", "commune__departement__code")
    region = Coalesce(
        "region__code", "departement__region__code", "commune__departement__region__code"
    )
    found: dict[int, list[CoverageRow]] = defaultdict(list)
    rows = Coverage.objects.order_by("pk").annotate(in_departement=departement, in_region=region)
    for pk, mode, kind, region_code, departement_code in rows.values_list(
        F("dispositif_id"), "mode", "kind", "in_region", "in_departement"
    ):
        found[pk].append(CoverageRow(mode, kind, region_code or "", departement_code or ""))
    return found
