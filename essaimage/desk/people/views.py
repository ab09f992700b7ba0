"""The page an invitation opens: choose a name and a password, and enter."""

from django.contrib import admin
from django.contrib.auth import login
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from . import invitations
from .forms import AccountForm

BUSY = (
    "Le site est occupé par un autre enregistrement : attendez un moment, puis envoyez de nouveau."
)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters()
@never_cache
@csrf_protect
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form of the account; make it, once, and let its owner in."""
    invitation = invitations.find(token)
    if invitation is None:
        return spent(request)
    form = AccountForm(request.POST or None, invitation=invitation)
    if form.is_valid():
        try:
            user = invitations.accept(invitation, form.save(commit=False))
        except invitations.LinkSpentError:
            return spent(request)
        except IntegrityError:
            form.add_error(
                "username", "Cet identifiant vient d’être pris : choisissez-en un autre."
            )
        except OperationalError:
            form.add_error("username", BUSY)
        else:
            # A new session: the one before knew nobody, or another.
            login(request, user, backend=BACKEND)
            return HttpResponseRedirect(reverse("admin:index"))
    page = {"form": form, "invitation": invitation, "title": "Votre compte"}
    return shown(request, "admin/invitation.html", page)


def spent(request: HttpRequest) -> HttpResponse:
    """Say that a link opens nothing, whatever the reason: it was used, replaced, cancelled, too old."""
    page = {"title": "Ce lien ne sert plus"}
    return shown(request, "admin/invitation_spent.html", page, status=410)


def shown(request: HttpRequest, template: str, page: dict, status: int = 200) -> HttpResponse:
    """Render a page whose address is a secret: no other site is told it."""
    context = admin.site.each_context(request) | page
    answer = render(request, template, context, status=status)
    # Not « no-referrer »: browsers would then send « Origin: null » with the form, refused as forged.
    answer["Referrer-Policy"] = "same-origin"
    return answer
