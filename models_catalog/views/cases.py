"""Pioneers: the list with its filters, one pioneer."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from essaimage.common.evidence import Evidence
from essaimage.common.pages import fiche_page
from essaimage.common.texts import Texts
from essaimage.search import index
from essaimage.territoires.asked import elsewhere
from essaimage.territoires.place_asked import PlaceAsked

from ..alike import likeness_of
from ..figure_chart import charts_of
from ..listing import CaseListing, read
from ..models import CaseStudy
from ..reading import case_pages


def case_list(request: HttpRequest) -> HttpResponse:
    """The pioneers, filtered by model, sector and terrain (design: the contract of lists)."""
    reading = read(request.GET)
    if address := elsewhere(request, reading.chosen.get("commune"), "pionniers"):
        return HttpResponseRedirect(address)
    listing = CaseListing(request.path, reading)
    context = {"listing": listing, "reperes": index.current()["reperes-pionniers"]}
    return render(request, "models_catalog/case_list.html", context, status=listing.status)


@fiche_page(case_pages)
def case_detail(request: HttpRequest, case: CaseStudy) -> HttpResponse:
    """One pioneer: its models, path and dated figures, what got stuck, what it shows."""
    place = PlaceAsked(request, anchor="endroit")
    if place.redirect:
        return HttpResponseRedirect(place.redirect)
    uses = case.scheme_uses.select_related("dispositif", "source")
    context = {
        "case": case,
        "charts": charts_of(case.figures.all()),
        "place": place,
        "likeness": likeness_of(case, place.commune) if place.code else None,
        "scheme_uses": [use for use in uses if use.dispositif.is_published],
        "evidence": Evidence(case.citations.all()),
        "texts": Texts(),
        "crumbs": [("Pionniers", "/pionniers/")],
    }
    return render(request, "models_catalog/case_detail.html", context, status=place.status)
