"""What a dossier tells of several schemes: the rail of a list, who pays what, when, how to ask, whom to call.

Whatever their number, the same queries: theirs, natures, applicants, all their rows together, and with
a commune the rules that judge them as lists do.
"""

from collections.abc import Sequence
from functools import cached_property

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from essaimage.common.markdown import render_markdown
from essaimage.common.models import Establishes, Source
from essaimage.common.together import read_all_together
from essaimage.territoires.facts import PlaceFacts

from .choices import Recurrence, RoleKind, Verdict
from .models import (
    Condition,
    Coverage,
    Dispositif,
    DispositifCitation,
    Guichet,
    Montant,
    Role,
    Window,
)
from .telling import Telling
from .verdicts import reasons

SHOWN_COUNTERS = 6  # whom to call, at most, for one scheme
_TOGETHER = {
    "windows": Window.objects.select_related("source"),
    "montants": Montant.objects.select_related("source"),
    "conditions": Condition.objects.select_related("source"),
    "guichets": Guichet.objects.select_related("source", "region", "departement"),
    "roles": Role.objects.select_related("source", "partenaire"),
    "coverages": Coverage.objects.select_related(
        "source", "region", "departement", "epci", "commune"
    ),
    # Those that prove existence only: a dossier does not tell the others.
    "citations": DispositifCitation.objects.filter(
        establishes=Establishes.EXISTENCE, source__date__isnull=False
    ).select_related("source"),
}


def dossier_schemes() -> QuerySet:
    """Return schemes with what their row draws; ``entries`` reads the rest."""
    return Dispositif.objects.with_etat().for_list()


def entries(schemes: Sequence[Dispositif], place: PlaceFacts | None = None) -> list["Entry"]:
    """Return what a dossier tells of ``schemes``, in their order: one query, two with a place."""
    read_all_together(schemes, _TOGETHER)
    told = reasons([scheme.pk for scheme in schemes], place) if place and schemes else {}
    return [Entry(scheme, place, *told.get(scheme.pk, ())) for scheme in schemes]


class Entry(Telling):
    """A scheme in a dossier; ``verdict`` and ``reason`` are those of the commune chosen."""

    def __init__(
        self,
        dispositif: Dispositif,
        place: PlaceFacts | None = None,
        verdict: Verdict | str = "",
        reason: str = "",
    ) -> None:
        super().__init__(dispositif)
        self.place = place
        self.verdict = verdict
        self.reason = reason

    @property
    def verdict_label(self) -> str:
        return Verdict(self.verdict).label if self.verdict else ""

    @property
    def url(self) -> str:
        """Its sheet, for the commune chosen."""
        ending = f"?commune={self.place.code}" if self.place else ""
        return self.dispositif.get_absolute_url() + ending

    @property
    def proof(self) -> Source | None:
        """The newest dated source that establishes its existence."""
        sources = [citation.source for citation in self.dispositif.citations.all()]
        return max(sources, key=lambda source: source.date, default=None)

    @property
    def recurrence(self) -> str:
        """How often one may apply; empty when the sources do not say."""
        known = self.dispositif.recurrence != Recurrence.INCONNU
        return self.dispositif.get_recurrence_display() if known else ""

    @property
    def steps(self) -> SafeString:
        """How to ask, its links to other sheets as plain words: no query."""
        return render_markdown(self.dispositif.steps)

    @property
    def montants(self) -> list[Montant]:
        return list(self.dispositif.montants.all())

    @property
    def funders(self) -> list[Role]:
        """Who pays, when a source says so."""
        return self.partners(RoleKind.FINANCE)

    @property
    def pilots(self) -> list[Role]:
        return self.partners(RoleKind.PILOTE)

    @cached_property
    def counters(self) -> list[Guichet]:
        """Whom to call: with a commune, those that answer there, the nearest first."""
        rows = [row for row in self.dispositif.guichets.all() if self._answers_here(row)]
        return sorted(rows, key=lambda row: row.departement_id is None)

    @property
    def shown_counters(self) -> list[Guichet]:
        return self.counters[:SHOWN_COUNTERS]

    @property
    def other_counters(self) -> int:
        """How many are left to the sheet."""
        return max(0, len(self.counters) - SHOWN_COUNTERS)

    def _answers_here(self, row: Guichet) -> bool:
        if self.place is None:
            return True
        if row.departement:
            return row.departement.code == self.place.departement
        return row.region is None or row.region.code == self.place.region
