"""The cookie of the selection: the addresses of sheets, readable, and nothing else (decision 0018).

No page is drawn from it: ``/selection/`` alone reads it, to lead to the address that says the same.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from dispositifs.chosen import MOST, is_slug

COOKIE = "selection"
BETWEEN = "."  # slugs never hold one, and a cookie may
AGE = 183 * 24 * 3600  # seconds: six months


def kept_in(request: HttpRequest) -> list[str]:
    """Return the addresses kept by the visitor's browser; what is none of ours is left out."""
    return _slugs(request.COOKIES.get(COOKIE, "").split(BETWEEN))


def changed(
    kept: Iterable[str], added: Iterable[str] = (), removed: Iterable[str] = ()
) -> list[str]:
    """Return the selection once changed, 30 addresses at most: those kept first, then those added."""
    left_out = set(removed)
    return [slug for slug in _slugs((*kept, *added)) if slug not in left_out]


def write(response: HttpResponse, request: HttpRequest, slugs: Iterable[str]) -> None:
    """Keep ``slugs`` in the visitor's browser for six months; forget the cookie when there is none.

    Scripts may read it: they mark the rows that are kept, and count them in the header.
    """
    value = BETWEEN.join(slugs)
    if not value:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(COOKIE, value, max_age=AGE, secure=request.is_secure(), samesite="Lax")


def is_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent by a page of this site, as the browser says.

    ``Sec-Fetch-Site`` when there is one (every browser since 2023, over HTTPS), else ``Origin``, else
    ``Referer``: their host is then the one that was asked. Nothing said is not enough.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        return urlsplit(said).netloc == request.get_host()
    except ValueError:  # no address at all: « http://[ »
        return False


def local_path(asked: str) -> str:
    """Return the page of this site that a form wants to come back to; empty when it is not one."""
    is_ours = asked.startswith("/") and not asked.startswith(("//", "/\\"))
    return asked if is_ours and asked.isprintable() and len(asked) <= _LONGEST else ""


_LONGEST = 4000  # letters of an address to come back to


def _slugs(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(is_slug, values)))[:MOST]
