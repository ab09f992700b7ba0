"""Two to four schemes side by side."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from dispositifs.compared import compared, compared_schemes
from dispositifs.comparing import FEWEST, MOST, compare
from dispositifs.dossier import entries
from essaimage.common.evidence import Evidence

from .selection_asked import Asked
from .selection_dossier import link_to

NAME = "pages:scheme-compare"


def scheme_compare(request: HttpRequest) -> HttpResponse:
    """Show the schemes that the address names side by side; one alone, or too many, are told what to do."""
    asked = Asked(request, schemes=compared_schemes())
    if asked.moved:
        return HttpResponseRedirect(asked.moved)
    schemes = asked.chosen.schemes
    is_too_many = len(schemes) > MOST
    found = [] if is_too_many else entries(schemes, asked.place)
    columns = [(entry.dispositif.short_name, compared(entry)) for entry in found]
    slugs = asked.chosen.slugs
    context = {
        "asked": asked,
        "entries": found,
        "comparison": compare(columns) if len(found) >= FEWEST else None,
        "too_many": [
            (one, asked.address(NAME, [slug for slug in slugs if slug != one.slug]))
            for one in (schemes if is_too_many else ())
        ],
        "selection_url": asked.address(),
        "link": link_to(request, asked, NAME),
        "today": timezone.localdate(),
        "evidence": Evidence(),
        "crumbs": [("Dispositifs", reverse("dispositifs:dispositif-list"))],
    }
    status = 400 if is_too_many else asked.status
    return render(request, "pages/selection_compare.html", context, status=status)
