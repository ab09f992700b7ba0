"""What the admin site owes its people: invitations, passwords, a door, and forms that outlive a session.

Django builds the site before its models: what needs them is imported when asked for.
"""

from collections.abc import Callable, ItemsView
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]


class PeopleSiteMixin:
    """To be put before Django's ``AdminSite``."""

    @property
    def login_form(self) -> type:
        from .door import DoorForm

        return DoorForm

    @property
    def actions(self) -> ItemsView:
        """Offer to delete several rows, after the list of what goes along, wherever one may."""
        from essaimage.common.admin.deletion import DeleteRows

        return {DeleteRows.name: DeleteRows()}.items()

    def get_urls(self) -> list:
        from . import passwords, views

        return [
            path("invitation/<str:token>/", views.accept_invitation, name="invitation"),
            *passwords.addresses(self),
            *super().get_urls(),
        ]

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Ask who is there before ``view``; keep what somebody logged out was sending."""
        checked = super().admin_view(view, cacheable)

        @wraps(checked)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            from .door import ask_again

            is_leaving = request.path == reverse("admin:logout")
            is_out = not request.user.is_authenticated and not is_leaving
            if is_out and (asked := ask_again(request)):
                add_never_cache_headers(asked)
                return asked
            return checked(request, *args, **kwargs)

        return answer

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Let somebody in, then give them back what they were sending when their session ended."""
        from . import door, kept

        sent = request.POST.get(kept.FIELD, "")
        carried = kept.read(sent) if sent else None
        said = {"kept": sent if carried else "", "notice": ""}
        try:
            answer = super().login(request, door.door_context() | said | (extra_context or {}))
        except OperationalError:  # somebody writes for long, and entering is written too
            return door.busy(request, said["kept"])
        if carried and answer.status_code == 302:
            return kept.offer(request, carried, self.each_context(request))
        return answer
