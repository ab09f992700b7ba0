"""Rurality: what the word means for each scheme, and which ones are for rural places."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dispositifs.choices import RURALITE_DEFINITIONS, ConditionKind, Ruralite
from dispositifs.models import Condition, Dispositif
from essaimage.common.evidence import Evidence
from essaimage.common.models import Term, TermCitation
from essaimage.common.texts import Texts
from essaimage.common.typography import sort_key

TERM = "ruralite"  # the glossary sheet that tells what rural means; its text opens the page
PLACE_KINDS = (ConditionKind.POPULATION, ConditionKind.DENSITE, ConditionKind.ZONAGE)


def rurality(request: HttpRequest) -> HttpResponse:
    """Show who counts as rural, for whom, and the schemes reserved for them or favouring them."""
    citations = Prefetch("citations", TermCitation.objects.select_related("source"))
    term = Term.objects.published().filter(code=TERM).prefetch_related(citations).first()
    dispositifs = place_dispositifs()
    context = {
        "term": term,
        "evidence": Evidence(term.citations.all() if term else ()),
        "texts": Texts(),
        "groups": [
            (value, RURALITE_DEFINITIONS[value], [d for d in dispositifs if d.ruralite == value])
            for value in Ruralite
        ],
        "open_count": Dispositif.objects.published().filter(ruralite=Ruralite.OUVERT).count(),
    }
    return render(request, "pages/rurality.html", context)


def place_dispositifs() -> list[Dispositif]:
    """Return the schemes for which the place counts, with their conditions on it, closed ones last."""
    conditions = Prefetch(
        "conditions",
        Condition.objects.filter(kind__in=PLACE_KINDS).select_related("source"),
        to_attr="place_conditions",
    )
    dispositifs = Dispositif.objects.published().exclude(ruralite=Ruralite.OUVERT)
    rows = dispositifs.with_etat().for_list().prefetch_related(conditions)
    return sorted(rows, key=lambda row: (row.is_closed, sort_key(row.title)))
