"""The list of pioneers as its page needs it, worked out in memory from a constant number of queries."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from essaimage.common.typography import sort_key
from essaimage.search.catalogue import Catalogue
from essaimage.search.facets import Postings

from .case_rows import CaseRow, rows_of, scored, sectors_by_case
from .filters import CaseFilterSet, Tri
from .models import CaseStudy


class CaseCatalogue(Catalogue):
    """The published pioneers, filtered as ``filterset`` says."""

    facets = ("modele", "secteur", "terrain")

    def __init__(self, filterset: CaseFilterSet) -> None:
        super().__init__(filterset)
        self.rows = rows_of(CaseStudy.objects.published())
        self.sectors = sectors_by_case()

    @cached_property
    def postings(self) -> Postings:
        """Which pioneer holds which model, sector, terrain."""
        adopted = CaseStudy.objects.published().order_by().filter(adoptions__isnull=False)
        postings = Postings(self.rows)
        postings.add("modele", adopted.values_list("pk", "adoptions__model__slug"))
        postings.add(
            "secteur", ((pk, code) for pk, sectors in self.sectors.items() for code in sectors)
        )
        postings.add("terrain", ((row.pk, row.terrain) for row in self.rows.values()))
        return postings

    @cached_property
    def scores(self) -> Mapping[int, int]:
        """How well each pioneer answers the words typed; empty when none were."""
        words = self.chosen.get("q")
        return scored(self.rows, self.sectors, words) if words else {}

    @cached_property
    def ordered(self) -> list[int]:
        """The pioneers kept, in the order asked for."""
        order = Tri(self.chosen.get("tri") or Tri.PERTINENCE)

        def key(row: CaseRow) -> tuple:
            heard = -(row.heard_on or date.min).toordinal()
            ways = {
                Tri.PERTINENCE: (-self.scores.get(row.pk, 0), not row.is_founding, heard),
                Tri.CONFIRMATION: (heard,),
                Tri.TITRE: (),
            }
            return (*ways[order], sort_key(row.title), row.pk)

        return [row.pk for row in sorted((self.rows[pk] for pk in self.selection.ids), key=key)]
