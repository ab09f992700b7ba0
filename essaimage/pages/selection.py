"""The selection: the schemes that an address names, kept in mind by the visitor's browser alone."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dispositifs.chosen import MOST
from dispositifs.dossier import entries
from essaimage.common.evidence import Evidence

from .selection_answers import oriented
from .selection_asked import PLACE, SCHEME, Asked
from .selection_calendar import calendar_days
from .selection_cookie import changed, is_from_here, kept_in, local_path, write
from .selection_dossier import letter, link_to, rows_of
from .territory_criteria import answer_of, criteria_of

HOME = "/selection/"


class SeeOther(HttpResponseRedirect):
    """The answer to a form that changed something: the page to read next."""

    status_code = 303


@csrf_exempt  # no token, so that every page may be kept by anyone: the sender is checked instead (0018)
@require_http_methods(["GET", "HEAD", "POST"])
def selection(request: HttpRequest) -> HttpResponse:
    """Show the schemes that the address names; without any, lead to those that the browser keeps."""
    if request.method == "POST":
        return change(request)
    if any(request.GET.getlist(SCHEME)):
        return shown(request)
    kept = kept_in(request)
    response = HttpResponseRedirect(address_of(request, kept)) if kept else shown(request)
    add_never_cache_headers(response)  # the one answer that depends on the cookie
    return response


def shown(request: HttpRequest) -> HttpResponse:
    """Show the selection of the address; when it says nothing at all, what a selection is for."""
    asked = Asked(request)
    if asked.moved:
        return HttpResponseRedirect(asked.moved)
    if not asked.says_something:
        return render(request, "pages/selection_empty.html")
    return render(request, "pages/selection.html", page_of(request, asked), status=asked.status)


def page_of(request: HttpRequest, asked: Asked) -> dict[str, object]:
    """Return what the page of a selection draws, and its dossier once printed."""
    found = entries(asked.chosen.schemes, asked.place)
    criteria = criteria_of(asked.place) if asked.place else []
    link = link_to(request, asked)
    return {
        "asked": asked,
        "rows": rows_of(asked, found),
        "days": calendar_days(found),
        "criteria": criteria,
        "answer": answer_of(criteria) if criteria else None,
        "oriented": oriented(asked.answers, asked.commune_code),
        "link": link,
        "letter": letter(link, len(found)),
        "today": timezone.localdate(),
        "evidence": Evidence(),
    }


def address_of(request: HttpRequest, kept: list[str]) -> str:
    """Return the address of what the browser keeps, the place and the answers asked for being kept too."""
    data = request.GET.copy()
    data.setlist(SCHEME, kept)
    return f"{HOME}?{data.urlencode(safe=':')}"


def change(request: HttpRequest) -> HttpResponse:
    """Add, remove or forget, then go back where the visitor was. The selection is kept by the browser alone."""
    if not is_from_here(request):
        return render(request, "pages/selection_refused.html", status=403)
    data = request.POST
    added, removed = data.getlist("ajouter"), data.getlist("retirer")
    kept = data.getlist("garder") or kept_in(request)
    slugs = [] if "oublier" in data else changed(kept, added, removed)
    no_room = [slug for slug in changed(added) if slug not in slugs] if len(slugs) == MOST else []
    response = SeeOther(full(data, slugs, no_room) if no_room else back(data, added, removed))
    write(response, request, slugs)
    return response


def full(data: QueryDict, kept: list[str], no_room: list[str]) -> str:
    """Return the selection, with what it has no room for: its page says that it was not kept."""
    place = QueryDict(urlsplit(local_path(data.get("retour", ""))).query).get(PLACE, "")
    pairs = [(SCHEME, slug) for slug in (*kept, *no_room)]
    return f"{HOME}?{urlencode([*pairs, (PLACE, place)] if place else pairs)}"


def back(data: QueryDict, added: list[str], removed: list[str]) -> str:
    """Return where to go next: the page the form stood on, at the row added, or without those removed."""
    asked = "" if "oublier" in data else local_path(data.get("retour", ""))
    parts = urlsplit(asked)
    if parts.path == HOME and removed:
        left = QueryDict(parts.query, mutable=True)
        left.setlist(SCHEME, [slug for slug in left.getlist(SCHEME) if slug not in removed])
        query = left.urlencode(safe=":")
        return f"{HOME}?{query}" if query else HOME
    # Without JavaScript the page says nothing of the cookie: the row one comes back to says it was added.
    at = f"#d-{added[0]}" if len(added) == 1 and changed(added) and "#" not in asked else ""
    return f"{asked}{at}" if asked else HOME
