"""What was being sent when a session ended: carried through the log-in, then sent again, without JavaScript.

Only what a page of ours sent comes here: Django has checked its key, or the browser vouches for its origin.
It is bound to the account that last entered from this browser, and shown to no other.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from . import browser

FIELD = "kept"  # of the log-in form
SALT = "desk.kept"
LASTS = 12 * 3600  # seconds
LONGEST = 2_000_000  # bytes once written: with the rest of the form, what the site accepts
SHOWN = 300  # letters of each text, so that one recognises it
WORTH_SHOWING = 20  # letters
NOT_CARRIED = {"csrfmiddlewaretoken", FIELD}


@dataclass(frozen=True)
class Kept:
    """A form that was not heard: where it was going, whose it is, its fields in order."""

    path: str
    owner: int
    fields: list[tuple[str, str]]
    had_files: bool

    @property
    def beginnings(self) -> list[str]:
        """What one recognises it by: the beginning of each text long enough to be one."""
        texts = [value.strip() for name, value in self.fields if not name.startswith("_")]
        # What has no space is a code of the page, not something one wrote.
        return [text[:SHOWN] for text in texts if len(text) >= WORTH_SHOWING and " " in text]


def kept_of(request: HttpRequest) -> Kept | None:
    """Return what ``request`` sends; None when nobody can be said to have written it."""
    owner = browser.last_user(request)
    if owner is None:
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NOT_CARRIED and "password" not in name
    ]
    return Kept(request.get_full_path(), owner, fields, bool(request.FILES))


def signed(kept: Kept | None) -> str:
    """Return ``kept`` for a hidden field; « » when there is none, or too much of it."""
    if kept is None:
        return ""
    said = signing.dumps(
        [kept.path, kept.owner, kept.fields, kept.had_files], salt=SALT, compress=True
    )
    return said if len(said) <= LONGEST else ""


def read(said: str) -> Kept | None:
    """Return what ``signed`` wrote; None when it did not write this, or too long ago."""
    try:
        path, owner, fields, had_files = signing.loads(said, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError):
        return None
    return Kept(path, owner, [(name, value) for name, value in fields], had_files)


def offer(request: HttpRequest, kept: Kept, context: dict) -> HttpResponse:
    """Show who has just come back what they were sending, with a button that sends it."""
    if kept.owner != request.user.pk:
        return HttpResponseRedirect(reverse("admin:index"))
    page = context | {"title": "Rien n’est perdu", "kept": kept}
    return render(request, "admin/kept.html", page)


def is_from_our_page(request: HttpRequest) -> bool:
    """Whether the browser vouches that a page of this very site sent the form."""
    origin = request.headers.get("Origin")
    fetched = request.headers.get("Sec-Fetch-Site")
    same = origin == f"{request.scheme}://{request.get_host()}"
    if origin is None:
        return fetched == "same-origin"
    return same and fetched in {None, "same-origin"}
