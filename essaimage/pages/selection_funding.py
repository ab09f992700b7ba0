"""Who pays what: the funding of a selection, with its units, its dates, and what the sources do not say."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from dispositifs.choices import TOTALS, MontantNature, MontantUnit, Verdict
from dispositifs.dossier import Entry, entries
from dispositifs.models import Montant
from essaimage.common.evidence import Evidence
from essaimage.common.figures import euros

from .selection_asked import Asked
from .selection_dossier import link_to


@dataclass(frozen=True)
class Ceiling:
    """What one kind of money, counted by one unit, would come to at most."""

    nature: MontantNature
    unit: MontantUnit
    entries: Sequence[Entry]
    total: Decimal

    @property
    def said(self) -> str:
        """« au plus 25 000 € par projet »."""
        return f"au plus {euros(self.total)} {self.unit.label}"


def funding(request: HttpRequest) -> HttpResponse:
    """Show who pays what among the schemes that the address names."""
    asked = Asked(request)
    if asked.moved:
        return HttpResponseRedirect(asked.moved)
    found = entries(asked.chosen.schemes, asked.place)
    context = {
        "asked": asked,
        "entries": found,
        "ceilings": ceilings(found),
        "silent": [entry for entry in found if not entry.montants],
        "link": link_to(request, asked, "pages:selection-funding"),
        "today": timezone.localdate(),
        "evidence": Evidence(),
        "crumbs": [("Ma sélection", asked.address())],
    }
    return render(request, "pages/selection_funding.html", context, status=asked.status)


def ceilings(found: Iterable[Entry]) -> list[Ceiling]:
    """Return the ceilings told, added up for one kind of money and one unit only, in the order of their kinds.

    Of one scheme, the highest ceiling counts: its amounts are often cases, of which one applies. Left
    out: what a programme holds in all (nobody gets it), rates without a ceiling, closed schemes, and
    those that do not apply in the commune.
    """
    highest: dict[tuple[str, str], dict[Entry, Decimal]] = defaultdict(dict)
    for entry in found:
        is_out = entry.dispositif.is_closed or entry.verdict == Verdict.NON
        for montant in () if is_out else entry.montants:
            if counts(montant):
                mine = highest[montant.nature, montant.unit]
                mine[entry] = max(montant.maximum, mine.get(entry, Decimal(0)))
    order = [(nature, unit) for nature in MontantNature for unit in MontantUnit]
    return [
        Ceiling(nature, unit, list(mine), sum(mine.values(), Decimal(0)))
        for nature, unit in order
        if (mine := highest.get((nature, unit)))
    ]


def counts(montant: Montant) -> bool:
    """Whether an amount says what one may get at most."""
    is_programme = montant.unit == MontantUnit.TOTAL and montant.nature in TOTALS
    return montant.maximum is not None and not is_programme
