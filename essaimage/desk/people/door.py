"""The door of the desk: its log-in form, and what happens to a form sent by somebody logged out."""

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from essaimage.pages import errors

from . import kept
from .lock import LOCKED
from .mail import is_configured

SESSION_ENDED = (
    "Votre session est terminée. Rien de ce que vous avez écrit n’est perdu : entrez à nouveau, "
    "et vous pourrez l’envoyer."
)
BUSY = (
    "Le site est occupé par un autre enregistrement : attendez un moment, puis entrez de nouveau."
)


class DoorForm(AdminAuthenticationForm):
    """A name and a password. Whatever is wrong with them, the answer is the same."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Identifiant"  # the word of the invitation

    def get_invalid_login_error(self) -> ValidationError:
        if getattr(self.request, "axes_locked_out", False):
            return ValidationError(LOCKED, code="locked")
        return super().get_invalid_login_error()


def door_context() -> dict:
    """Return what the log-in page needs besides Django's own."""
    return {"door": reverse("admin:login"), "mail_is_configured": is_configured()}


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """Show the log-in page, with what was being sent; None when there is nothing to carry."""
    carried = kept.signed(kept.kept_of(request)) if request.method == "POST" else ""
    if not carried:
        return None
    page = {
        **admin.site.each_context(request),
        **door_context(),
        "title": "Entrer à nouveau",
        "form": DoorForm(request),
        "next": request.get_full_path(),
        "kept": carried,
        "notice": SESSION_ENDED,
    }
    return render(request, "admin/login.html", page, status=403)


def busy(request: HttpRequest, carried: str) -> HttpResponse:
    """Show the log-in page again, with what it carries, when the database takes no write for now."""
    page = {
        **admin.site.each_context(request),
        **door_context(),
        "title": "Entrer à nouveau",
        "form": DoorForm(request, initial={"username": request.POST.get("username", "")}),
        "next": request.POST.get("next") or request.GET.get("next") or reverse("admin:index"),
        "kept": carried,
        "notice": BUSY,
    }
    return render(request, "admin/login.html", page, status=503)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Lose nothing of a form of the desk that comes back with an old key, if it is ours.

    The key changes at each log-in: a page left open since before then still has the old one.
    """
    own = request.path.startswith(reverse("admin:index"))
    if own and request.path != reverse("admin:login") and kept.is_from_our_page(request):
        if not admin.site.has_permission(request):
            return ask_again(request) or errors.csrf_failure(request, reason)
        if (sent := kept.kept_of(request)) and sent.owner == request.user.pk:
            return kept.offer(request, sent, admin.site.each_context(request))
    return errors.csrf_failure(request, reason)
