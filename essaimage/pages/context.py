"""What every page knows about the site, and where it was asked for."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

_COMMUNE = re.compile(r"[0-9][0-9AB][0-9]{3}", re.ASCII)
_PAGE_OF_A_COMMUNE = re.compile(r"/territoires/([0-9][0-9AB][0-9]{3})-", re.ASCII)


@dataclass(frozen=True)
class Site:
    """The site, as templates name it: ``url`` has no final slash."""

    name: str
    url: str
    is_demo: bool
    publisher: str


def site(request: HttpRequest) -> dict[str, Site | str]:
    """Return the site; its address is the one configured, else the one that was asked."""
    return {
        "site": Site(
            name="Essaimage",
            url=settings.SITE_URL or f"{request.scheme}://{request.get_host()}",
            is_demo=not settings.LEGAL_PUBLISHER,
            publisher=settings.LEGAL_PUBLISHER,
        ),
        "kept_commune": kept_commune(request),
    }


def kept_commune(request: HttpRequest) -> str:
    """Return the code of the commune that the page speaks of, for the header to keep; empty without one.

    It only looks like a code: whether it is one is for the page it leads to.
    """
    if page := _PAGE_OF_A_COMMUNE.match(request.path):
        return page[1]
    asked = request.GET.get("commune", "")
    return asked if _COMMUNE.fullmatch(asked) else ""
