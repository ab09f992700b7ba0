"""Where the place typed in the filters of a list leads, without JavaScript and with old codes."""

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from essaimage.search.parameters import filled

from .directory import resolve
from .lookup import Moved
from .models import Commune

PLACES = ("commune", "territoire", "lieu", "page")  # what another place replaces


def label_of(commune: Commune) -> str:
    """Return a commune as fields show it: « Guéret (23) »."""
    return f"{commune.name} ({commune.departement.code})"


def elsewhere(request: HttpRequest, commune: Commune | Moved | None, vers: str) -> str:
    """Return the address that a request for a list should have used; empty when it is right.

    An old code becomes the current one. ``lieu`` is what was typed in the field of the commune: one
    sure answer becomes its code; anything else is for the page that offers territories, which leads
    back to the list ``vers`` with the other filters. Left as it was, it lets a territory chosen
    meanwhile win; emptied, it takes the commune away.
    """
    if "lieu" not in request.GET:
        return _with_code(request, commune.to.code) if isinstance(commune, Moved) else ""
    typed = request.GET["lieu"].strip()
    shown = label_of(commune) if isinstance(commune, Commune) else ""
    if typed == shown:
        both = shown and request.GET.get("territoire")
        return _address(request, territoire=request.GET["territoire"]) if both else ""
    if not typed:
        return _address(request)
    if match := resolve(typed):
        return _address(request, commune=match.code)
    return to_choose(typed, vers, _others(request))


def to_choose(name: str, vers: str, filters: QueryDict) -> str:
    """Return the page that offers the territories of this name, each leading back to the list ``vers``."""
    asked = QueryDict(mutable=True)
    asked.update({"q": name, "vers": vers})
    if filters:
        asked["filtres"] = filters.urlencode()
    return f"{reverse('pages:territory-list')}?{asked.urlencode()}"


def _with_code(request: HttpRequest, code: str) -> str:
    """Return the same address, its page included, with the current code of the commune."""
    data = filled(request.GET)
    data["commune"] = code
    return f"{request.path}?{data.urlencode()}"


def _address(request: HttpRequest, **place: str) -> str:
    data = _others(request)
    data.update(place)
    return f"{request.path}?{data.urlencode()}" if data else request.path


def _others(request: HttpRequest) -> QueryDict:
    """Return the parameters that say something, but not of the place."""
    data = filled(request.GET)
    for name in PLACES:
        data.pop(name, None)
    return data
