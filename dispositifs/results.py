"""The rows of a list of schemes, from what the index keeps of them and one query for their summaries."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from django.urls import reverse

from essaimage.common.typography import typographie
from essaimage.search.listing import Result
from essaimage.search.passages import passages

from .choices import Echelle, Ruralite, Verdict
from .models import Dispositif
from .said import etat_sentence, row_facts
from .scheme_source import SchemeRow
from .verdicts import reasons

if TYPE_CHECKING:
    from .listing import DispositifListing

_TEXTS = ("body", "steps", "ruralite_reason", "accompanied")  # where an extract is looked for


def results(listing: "DispositifListing", shown: Sequence[int]) -> Mapping[int, Result]:
    """Return the rows of ``shown``, by primary key (one deleted meanwhile is left out): one query.

    With a commune, one more for the reasons.
    """
    commune = listing.commune
    root = reverse("dispositifs:dispositif-list")  # a sheet stands under the list
    ending = f"/?commune={commune.code}" if commune else "/"
    told = reasons(shown, listing.catalogue.facts) if commune and shown else {}
    rows: Mapping[int, SchemeRow] = listing.catalogue.collection.rows
    titles = {pk: rows[pk].title for pk in shown}
    found = {}
    for pk, passage in passages(Dispositif, titles, listing.marks, _TEXTS).items():
        row = rows[pk]
        verdict, reason = told.get(pk, ("", ""))
        found[pk] = Result(
            slug=row.slug,
            url=f"{root}{row.slug}{ending}",
            title=passage.title,
            sigle=row.sigle,
            summary=passage.summary,
            facts=_facts(row, listing.grammar.labels),
            etat=row.etat,
            evidence=_evidence(row),
            extract=passage.extract,
            verdict=verdict,
            verdict_label=Verdict(verdict).label if verdict else "",
            reason=reason,
            keeps=True,
        )
    return found


def _facts(row: SchemeRow, labels: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    natures = [labels["nature"].get(code, code) for code in row.natures]
    who = [labels["beneficiaire"].get(code, code) for code in row.beneficiaires]
    return row_facts(natures, Echelle(row.echelle), Ruralite(row.ruralite), row.acces, who)


@lru_cache(maxsize=20_000)
def _said(*values: object) -> str:
    return typographie(etat_sentence(*values))


def _evidence(row: SchemeRow) -> str:
    """Return the état of a scheme with its evidence, in one sentence."""
    return _said(row.etat, row.existence_on, row.existence_precision, row.ended_said, row.heir)
