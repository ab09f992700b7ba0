"""The territories: finding one by its name, its suggestions as one types, and the page of each."""

import re

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import render

from essaimage.search.parameters import cleaned_query
from essaimage.territoires.lookup import Moved, commune_coded, territory_named
from essaimage.territoires.models import Commune, Territory

from .territory_area import area_page
from .territory_commune import commune_page
from .territory_map import france_map
from .territory_names import Return, all_regions, candidates, suggestions

SUGGESTIONS_AGE = 600  # seconds a browser keeps what was suggested for the same letters
# « dep-23-creuse », « 23096-gueret » : the code, then a name that only readers need.
_ADDRESS = re.compile(
    r"((?:dep|reg|epci)-[0-9][0-9ab]{1,8}|[0-9][0-9ab][0-9]{3})(?:-.*)?", re.ASCII
)


def territory_list(request: HttpRequest) -> HttpResponse:
    """Show the territories whose name was typed, best first; with no name, the map and every département."""
    typed, was_cut = cleaned_query(request.GET.get("q", ""))
    back = Return(request.GET)
    found = candidates(typed, back) if typed else None
    context = {"typed": typed, "was_cut": was_cut, "back": back, "found": found}
    if not found:
        context |= {"regions": all_regions(), "map": france_map()}
    return render(request, "pages/territory_list.html", context)


def territory_suggestions(request: HttpRequest) -> JsonResponse:
    """Answer the field that suggests as one types; ``?avec=territoires`` adds the wider territories."""
    typed, _ = cleaned_query(request.GET.get("q", ""))
    with_wider = request.GET.get("avec") == "territoires"
    response = JsonResponse({"results": suggestions(typed, with_wider=with_wider)})
    response.headers["Cache-Control"] = f"public, max-age={SUGGESTIONS_AGE}"
    return response


def territory_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a territory; a name that changed, or an old code, redirects for good to the address of today."""
    territory = territory_at(slug)
    if slug != territory.slug:
        return HttpResponsePermanentRedirect(territory.get_absolute_url())
    page = commune_page if isinstance(territory, Commune) else area_page
    return page(request, territory)


def territory_at(slug: str) -> Territory:
    """Return the territory that an address names by its code. Raises ``Http404`` when there is none."""
    match = _ADDRESS.fullmatch(slug.lower())
    if match is None:
        raise Http404(slug)
    code = match[1]
    found = territory_named(code) if "-" in code else commune_coded(code)
    if isinstance(found, Moved):
        return found.to
    if found is None:
        raise Http404(slug)
    return found
