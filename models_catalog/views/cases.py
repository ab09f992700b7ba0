"""Pioneers: the list with its filters, one pioneer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaimage.common.evidence import Evidence
from essaimage.common.pages import fiche_page
from essaimage.common.texts import Texts
from essaimage.common.typography import in_french_order

from ..listing import CaseListing
from ..models import CaseRepere, CaseStudy
from ..reading import case_pages


def case_list(request: HttpRequest) -> HttpResponse:
    """The pioneers, filtered by model, sector and terrain (design: the contract of lists)."""
    listing = CaseListing(request)
    reperes = CaseRepere.objects.shown().select_related("model", "source")
    context = {
        "listing": listing,
        "reperes": in_french_order(reperes, "name"),
    }
    return render(request, "models_catalog/case_list.html", context, status=listing.status)


@fiche_page(case_pages)
def case_detail(request: HttpRequest, case: CaseStudy) -> HttpResponse:
    """One pioneer: its models, path and dated figures, what got stuck, what it shows."""
    uses = case.scheme_uses.select_related("dispositif", "source")
    context = {
        "case": case,
        "scheme_uses": [use for use in uses if use.dispositif.is_published],
        "evidence": Evidence(case.citations.all()),
        "texts": Texts(),
        "crumbs": [("Pionniers", "/pionniers/")],
    }
    return render(request, "models_catalog/case_detail.html", context)
