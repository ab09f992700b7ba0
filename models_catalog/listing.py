"""The page of the list of pioneers: its rows, what each says, the sentence above them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import HttpRequest
from django.utils import timezone

from essaimage.common.dates import french_date, months_before
from essaimage.common.typography import typographie
from essaimage.search.catalogue import UNKNOWN_FILTER, Listing
from essaimage.search.presentation import FacetSpec, and_list, or_list

from .case_rows import with_last_news
from .catalogue import CaseCatalogue
from .filters import CaseFilterSet
from .models import CaseStudy, Terrain
from .reading import case_rows

NEWS_MONTHS = 30  # older news leave in doubt whether a pioneer still runs
_TERRAIN = {
    Terrain.RURAL: "à la campagne",
    Terrain.MIXED: "à la campagne et en ville",
    Terrain.URBAN: "en ville",
    Terrain.UNTOLD: "dont le terrain n’est pas précisé",
}


@dataclass(frozen=True)
class CaseSummary:
    """What the row of a pioneer draws; ``etat`` is the cell before the evidence."""

    case: CaseStudy
    facts: Sequence[tuple[str, str]]
    etat: str
    evidence: str


def summary_of(case: CaseStudy, today: date) -> CaseSummary:
    """Return the row of ``case``, which bears ``with_last_news()``, as of ``today``."""
    facts = [
        ("Modèle", and_list(row.model.title for row in case.adoptions.all())),
        ("Secteur", and_list(sector.label for sector in case.sectors.all())),
        ("Terrain", case.get_terrain_display()),
        ("Création", case.founded_said),
    ]
    if case.is_over:
        return CaseSummary(case, facts, "termine", case.outcome_said)
    is_fresh = case.heard_on and case.heard_on >= months_before(today, NEWS_MONTHS)
    said = french_date(case.heard_on, case.heard_precision or "jour") or "aucune datée"
    evidence = typographie(f"{case.outcome_said} à la dernière nouvelle : {said}")
    return CaseSummary(case, facts, "actif" if is_fresh else "a_verifier", evidence)


class CaseListing(Listing):
    """The list of pioneers as asked for by a request."""

    specs = (
        FacetSpec("modele", is_open=True),
        FacetSpec("terrain", is_open=True),
        FacetSpec("secteur"),
    )

    def __init__(self, request: HttpRequest) -> None:
        filterset = CaseFilterSet(request.GET, queryset=CaseStudy.objects.published())
        super().__init__(request, CaseCatalogue(filterset))

    @cached_property
    def rows(self) -> list[CaseSummary]:
        """The pioneers of this page, in order (one deleted meanwhile is left out)."""
        found = with_last_news(case_rows()).in_bulk(self.shown)
        today = timezone.localdate()
        return [summary_of(found[pk], today) for pk in self.shown if pk in found]

    @property
    def sentence(self) -> str:
        """What the list shows, in one sentence."""
        if not self.is_valid:
            return UNKNOWN_FILTER
        return typographie(list_sentence(self.total, self.ticked, self.words))


def list_sentence(
    total: int, ticked: Mapping[str, Sequence[tuple[str, str]]], words: str = ""
) -> str:
    """Say what the list shows: « 3 pionniers à la campagne, en fédération ou franchise sociale ».

    ``ticked`` maps each facet to the (value, label) in force.
    """
    many = total > 1
    counted = f"{total or 'Aucun'} pionnier{'s' if many else ''}"
    parts = []
    if chosen := ticked.get("terrain"):
        counted += f" {or_list([_TERRAIN[Terrain(value)] for value, _ in chosen])}"
    if chosen := ticked.get("modele"):
        parts.append(f"en {or_list([label for _, label in chosen])}")
    if chosen := ticked.get("secteur"):
        parts.append(f"dans le secteur {or_list([f'« {label} »' for _, label in chosen])}")
    if words:
        parts.append(f"qui parle{'nt' if many else ''} de « {words} »")
    return ", ".join([counted, *parts])
