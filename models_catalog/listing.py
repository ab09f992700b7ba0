"""The page of the list of pioneers: its rows, what each says, the sentence above them."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from essaimage.common.dates import french_date, months_before
from essaimage.common.typography import typographie
from essaimage.search import index
from essaimage.search.grammar import Reading, grammar_of
from essaimage.search.listing import Result
from essaimage.search.page import UNKNOWN_FILTER
from essaimage.search.passages import Passage, passages
from essaimage.search.presentation import FacetSpec, and_list, or_list
from essaimage.territoires.listing import PlaceListing
from essaimage.territoires.locatives import in_commune, in_departement, in_region

from .case_source import CaseRow
from .catalogue import CaseCatalogue
from .filters import CaseFilterSet
from .models import CaseStudy, Outcome, Terrain

NEWS_MONTHS = 30  # older news leave in doubt whether a pioneer still runs
_TEXTS = ("body", "failure", "lesson", "legal_form")  # where an extract is looked for
_TERRAIN = {
    Terrain.RURAL: "à la campagne",
    Terrain.MIXED: "à la campagne et en ville",
    Terrain.URBAN: "en ville",
    Terrain.UNTOLD: "dont le terrain n’est pas précisé",
}


def read(data: QueryDict) -> Reading:
    """Return what the parameters of a list of pioneers say."""
    return grammar_of(CaseFilterSet, index.current()["pionniers"].vocabulary).read(data)


class CaseListing(PlaceListing):
    """The list of pioneers as asked for by a request."""

    catalogue: CaseCatalogue
    vers = "pionniers"
    specs = (
        FacetSpec("modele", is_open=True),
        FacetSpec("terrain", is_open=True),
        FacetSpec("secteur"),
    )

    def __init__(self, path: str, reading: Reading) -> None:
        collection = index.current()["pionniers"]
        super().__init__(path, reading, CaseCatalogue(collection, reading.chosen))

    @property
    def singles(self) -> list[tuple[str, str, str]]:
        """The words and the commune in force, in words."""
        found = super().singles
        if self.commune:
            url = self.address.without("commune")
            found.append(("commune", f"Commune : {self.commune_said}", url))
        return found

    @cached_property
    def rows(self) -> list[Result]:
        """The pioneers of this page, in order (one deleted meanwhile is left out): one query."""
        today = timezone.localdate()
        titles = {pk: self.catalogue.collection.rows[pk].title for pk in self.shown}
        found = passages(CaseStudy, titles, self.marks, _TEXTS)
        return [self._result(pk, found[pk], today) for pk in self.shown if pk in found]

    def _result(self, pk: int, passage: Passage, today: date) -> Result:
        row: CaseRow = self.catalogue.collection.rows[pk]
        etat, evidence = news_of(row, today)
        founded = french_date(row.founded_on, row.founded_precision)
        terrain = Terrain(row.terrain).label
        facts = [
            ("Modèle", and_list(row.adopted)),
            ("Secteur", and_list(row.sectors)),
            ("Terrain", terrain),
            ("Création", founded),
        ]
        return Result(
            slug=row.slug,
            url=self._address_of(row.slug),
            title=passage.title,
            sigle=row.sigle,
            summary=passage.summary,
            facts=[fact for fact in facts if fact[1]],
            etat=etat,
            evidence=evidence,
            extract=passage.extract,
            reason=typographie(self._settled(pk)) if self.commune else "",
        )

    def _address_of(self, slug: str) -> str:
        """Return the address of a sheet, which compares its places with the commune chosen."""
        url = reverse("models_catalog:case-detail", args=[slug])
        return f"{url}?commune={self.commune.code}" if self.commune else url

    def _settled(self, pk: int) -> str:
        """Return where a pioneer is settled, as near as possible to the commune chosen."""
        departement = self.commune.departement
        region = departement.region
        return (
            f"Son siège est {in_commune(self.commune.name)}",
            f"Dans le département : {in_departement(departement.code, departement.name)}",
            f"Dans la région : {in_region(region.code, region.name)}",
        )[self.catalogue.section(pk)]

    @property
    def sentence(self) -> str:
        """What the list shows, in one sentence."""
        if not self.is_valid:
            return UNKNOWN_FILTER
        near = in_commune(self.commune.name) if self.commune else ""
        return typographie(list_sentence(self.total, self.ticked, self.searched_words, near))


def news_of(row: CaseRow, today: date) -> tuple[str, str]:
    """Return the cell and the sentence that say what became of a pioneer, as of ``today``."""
    outcome = Outcome(row.outcome)
    if outcome != Outcome.ACTIVE:
        year = f" en {row.outcome_on.year}" if row.outcome_on else ""
        return "termine", f"{outcome.label}{year}"
    is_fresh = row.heard_on and row.heard_on >= months_before(today, NEWS_MONTHS)
    said = french_date(row.heard_on, row.heard_precision or "jour") or "aucune datée"
    evidence = typographie(f"{outcome.label} à la dernière nouvelle : {said}")
    return "actif" if is_fresh else "a_verifier", evidence


def list_sentence(
    total: int,
    ticked: Mapping[str, Sequence[tuple[str, str]]],
    words: str = "",
    near: str = "",
) -> str:
    """Say what the list shows: « 3 pionniers à la campagne, en fédération ou franchise sociale ».

    ``ticked`` maps each facet to the (value, label) in force; ``near``: « à Guéret ».
    """
    many = total > 1
    counted = f"{total or 'Aucun'} pionnier{'s' if many else ''}"
    parts = []
    if chosen := ticked.get("terrain"):
        counted += f" {or_list([_TERRAIN[Terrain(value)] for value, _ in chosen])}"
    if near:
        counted += f"{',' if chosen else ''} {near} {'ou' if total else 'ni'} dans la région"
    if chosen := ticked.get("modele"):
        parts.append(f"en {or_list([label for _, label in chosen])}")
    if chosen := ticked.get("secteur"):
        parts.append(f"dans le secteur {or_list([f'« {label} »' for _, label in chosen])}")
    if words:
        parts.append(f"qui parle{'nt' if many else ''} de « {words} »")
    return ", ".join([counted, *parts])
