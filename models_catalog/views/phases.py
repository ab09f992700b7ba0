"""The phases of scaling: what to prove before going on to the next one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaimage.common.evidence import Evidence
from essaimage.common.pages import fiche_page
from essaimage.common.texts import Texts

from ..models import Phase
from ..reading import neighbours_of, phase_pages, schemes_of

SCHEMES_SHOWN = 8


def phase_list(request: HttpRequest) -> HttpResponse:
    """The phases in order, with how many schemes help at each."""
    phases = Phase.objects.published().with_scheme_count()
    return render(request, "models_catalog/phase_list.html", {"phases": phases})


@fiche_page(phase_pages)
def phase_detail(request: HttpRequest, phase: Phase) -> HttpResponse:
    """One phase: what to prove, what to write, what to beware of, who helps."""
    context = {
        "phase": phase,
        "schemes": schemes_of(phase, limit=SCHEMES_SHOWN),
        "neighbours": neighbours_of(phase, Phase.objects.published()),
        "evidence": Evidence(phase.citations.all()),
        "texts": Texts(),
        "crumbs": [("Étapes", "/etapes/")],
    }
    return render(request, "models_catalog/phase_detail.html", context)
