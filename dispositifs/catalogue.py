"""The list of schemes as its page needs it: total, rows in order, facet counts, what removals give.

Everything is worked out in memory from a constant number of queries (``reading``); the index of the
search package will stand in for it without a change of meaning: the tests hold both to ``.qs``.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from essaimage.common.typography import sort_key
from essaimage.search.catalogue import Catalogue
from essaimage.search.facets import Postings
from essaimage.territoires.models import Territory
from models_catalog.models import NetworkModel

from .choices import Etat
from .coverage import Relation, Standing
from .filters import DispositifFilterSet, Tri
from .models import Dispositif, Suitability, Window
from .reading import Row, partenaires_by_dispositif, rows_of, scored, standings_in
from .suitability import suits_in_law

CLOSED = (Etat.TERMINE, Etat.REMPLACE)
_FIELDS = {
    "nature": "natures__code",
    "beneficiaire": "beneficiaires__code",
    "phase": "phases__code",
}


class DispositifCatalogue(Catalogue):
    """The published schemes, filtered as ``filterset`` says."""

    facets = (
        *("ruralite", "echelle", "nature", "beneficiaire"),
        *("phase", "modele", "partenaire", "etat"),
    )

    def __init__(self, filterset: DispositifFilterSet, today: date) -> None:
        super().__init__(filterset)
        self.today = today
        queryset = Dispositif.objects.published().with_etat(today)
        self.rows = {row.pk: row for row in rows_of(queryset)}
        self.partenaires = partenaires_by_dispositif()

    @cached_property
    def postings(self) -> Postings:
        """Which scheme holds which value of which facet."""
        postings = Postings(self.rows)
        rows = self.rows.values()
        postings.add("ruralite", ((row.pk, row.ruralite) for row in rows))
        postings.add("echelle", ((row.pk, row.echelle) for row in rows))
        postings.add("etat", ((row.pk, row.etat) for row in rows))
        for facet, field in _FIELDS.items():
            pairs = Dispositif.objects.published().order_by().values_list("pk", field)
            postings.add(facet, ((pk, value) for pk, value in pairs if value))
        postings.add("modele", self._models())
        postings.add(
            "partenaire", ((pk, slug) for pk, slugs in self.partenaires.items() for slug in slugs)
        )
        return postings

    def _models(self) -> Iterable[tuple[int, str]]:
        """Say which scheme suits which model, in law or by an explained link."""
        models = NetworkModel.objects.published().main()
        for slug, has_autonomous_sites in models.values_list("slug", "has_autonomous_sites"):
            for row in self.rows.values():
                if suits_in_law(row.porteur_attendu, has_autonomous_sites).is_suitable:
                    yield row.pk, slug
        yield from Suitability.objects.order_by().values_list("dispositif_id", "model__slug")

    @cached_property
    def scores(self) -> Mapping[int, int]:
        """How well each scheme answers the words typed; empty when none were."""
        words = self.chosen.get("q", "")
        return scored(list(self.rows.values()), self.partenaires, words) if words else {}

    @cached_property
    def standings(self) -> Mapping[int, Standing]:
        """How each scheme stands to the territory chosen; empty when none is."""
        territory: Territory | None = self.chosen.get("territoire")
        return standings_in(territory) if territory else {}

    def singles(self) -> dict[str, frozenset[int]]:
        """Return the schemes kept by the words and by the territory, when they are in force."""
        kept = super().singles()
        if self.chosen.get("territoire"):
            kept["territoire"] = frozenset(self.standings)
        return kept

    @cached_property
    def ordered(self) -> list[int]:
        """The schemes kept, in the order asked for; closed ones last, whatever the order."""
        rows = [self.rows[pk] for pk in self.selection.ids]
        order = self.chosen.get("tri") or Tri.PERTINENCE

        def key(row: Row) -> tuple:
            confirmed = -(row.existence_on or date.min).toordinal()
            ways = {
                Tri.PERTINENCE: (
                    -self.scores.get(row.pk, 0),
                    self.reach(row.pk),
                    row.etat != Etat.ACTIF,
                    confirmed,
                ),
                Tri.CONFIRMATION: (confirmed,),
                Tri.TITRE: (),
                Tri.CLOTURE: (self.closing.get(row.pk, date.max).toordinal(),),
            }
            return (self.section(row.pk), *ways[Tri(order)], sort_key(row.title), row.pk)

        return [row.pk for row in sorted(rows, key=key)]

    def section(self, pk: int) -> int:
        """Return where a scheme stands in the list: 0 first, 1 inside the territory, 2 closed."""
        if self.rows[pk].etat in CLOSED:
            return 2
        standing = self.standings.get(pk)
        return 1 if standing and standing.relation == Relation.INSIDE else 0

    def reach(self, pk: int) -> int:
        """Return how far a scheme reaches beyond the territory chosen: what is proper to it comes first."""
        standing = self.standings.get(pk)
        return standing.reach if standing else 0

    @cached_property
    def closing(self) -> dict[int, date]:
        """Return the next closing date of each scheme that has one to come."""
        windows = Window.objects.filter(closes__gte=self.today).order_by("-closes")
        return dict(windows.values_list("dispositif_id", "closes"))
