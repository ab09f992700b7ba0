"""The browser somebody already entered from: a signed cookie of the desk alone says whose it is.

It opens nothing. It lets an editor in while a stranger tries passwords on their name (``lock.py``), and says
whose text a page open since before the end of a session holds (``kept.py``). OWASP calls it a device cookie.
"""

import secrets

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from .digests import name_digest

COOKIE = "navigateur"
SALT = "desk.browser"
LASTS = 180 * 24 * 3600  # seconds


@receiver(user_logged_in)
def note_browser(sender: object, request: HttpRequest, user: User, **kwargs) -> None:
    """Have the answer to this request leave the cookie."""
    request.known_browser_of = user


def leave_cookie(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Leave the cookie in ``response`` when somebody has just entered."""
    user = getattr(request, "known_browser_of", None)
    if user is None or not getattr(user, "is_staff", False):
        return response
    said = {"name": name_digest(user.get_username()), "user": user.pk}
    response.set_cookie(
        COOKIE,
        signing.dumps(said | {"nonce": secrets.token_hex(8)}, salt=SALT),
        max_age=LASTS,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def read(request: HttpRequest) -> dict:
    """Return what the cookie says (``name``, ``user``, ``nonce``); nothing when it is not ours."""
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return {}


def known_to(request: HttpRequest, username: str) -> str:
    """Return what tells this browser from all others, if ``username`` entered from it; else « »."""
    said = read(request)
    is_known = said and constant_time_compare(said["name"], name_digest(username))
    return said["nonce"] if is_known else ""


def last_user(request: HttpRequest) -> int | None:
    """Return the key of the account that last entered from this browser."""
    return read(request).get("user")
