"""What every page knows about the site."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Site:
    """The site, as templates name it: ``url`` has no final slash."""

    name: str
    url: str
    is_demo: bool
    publisher: str


def site(request: HttpRequest) -> dict[str, Site]:
    """Return the site; its address is the one configured, else the one that was asked."""
    return {
        "site": Site(
            name="Essaimage",
            url=settings.SITE_URL or f"{request.scheme}://{request.get_host()}",
            is_demo=not settings.LEGAL_PUBLISHER,
            publisher=settings.LEGAL_PUBLISHER,
        )
    }
