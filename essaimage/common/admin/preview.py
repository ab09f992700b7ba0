"""The preview of a sheet as typed: the very page visitors would get, and nothing kept of it (decision 0026).

The form is saved, the real view drawn, and everything taken back, in one transaction. What the page
reads of the index comes from a snapshot that this transaction alone sees (decision 0011).
"""

from io import BytesIO

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.handlers.wsgi import WSGIRequest
from django.db import DataError, IntegrityError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, resolve, reverse
from django.utils import timezone

from ..models import Fiche, Status
from .base import without_invisible
from .whole import Refusal, WholeForm, whole_form

GONE = (
    "Cette fiche a été supprimée entre-temps. Ce que vous avez écrit est toujours dans l’onglet du "
    "formulaire : enregistrez-y, et la page vous proposera d’en faire une nouvelle fiche."
)
NO_PAGE_YET = (
    "Sans résumé, cette fiche n’a pas de place sur le site : écrivez-le dans l’onglet du formulaire, "
    "puis demandez de nouveau l’aperçu."
)
REFUSED = "La base de données refuse ce qui est écrit : relisez le formulaire."
BUSY = "Le site est occupé par un autre enregistrement. Attendez un moment, puis demandez de nouveau l’aperçu."
FROM_THE_FORM = (
    "L’aperçu montre ce qui est écrit dans le formulaire : demandez-le d’ici, par son bouton."
)
# What the address of the site is read from; nothing of the person, of the session, of the browser.
SERVER = (
    *("HTTP_HOST", "HTTP_X_FORWARDED_PROTO", "SERVER_NAME", "SERVER_PORT"),
    *("SERVER_PROTOCOL", "SCRIPT_NAME", "wsgi.url_scheme"),
)


class PreviewMixin:
    """Adds « Aperçu de la page » to the form of a sheet."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.preview_view)
        return [
            path("<path:object_id>/apercu/", view, name=self._named("preview")),
            *super().get_urls(),
        ]

    def _named(self, role: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{role}"

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the page of the sheet with what its form holds; the answer is kept by nobody."""
        fiche = self.get_object(request, unquote(object_id))
        if request.method != "POST":
            messages.info(request, FROM_THE_FORM)
            address = reverse(f"{self.admin_site.name}:{self._named('change')}", args=[object_id])
            return HttpResponseRedirect(address)
        if not self.has_change_permission(request, fiche):
            raise PermissionDenied
        if fiche is None:
            return self._not_shown(request, [Refusal("", GONE)], 404)
        try:
            with transaction.atomic():
                page = self._drawn(request, fiche)
                transaction.set_rollback(True)
        except (IntegrityError, DataError):
            page = self._not_shown(request, [Refusal("", REFUSED)], 409)
        except OperationalError:
            page = self._not_shown(request, [Refusal("", BUSY)], 503)
        return page

    def _drawn(self, request: HttpRequest, fiche: Fiche) -> HttpResponse:
        """Write the sheet as typed and return its page, or what keeps it from being drawn."""
        sent = self.with_others(request, fiche, without_invisible(request.POST))
        whole = whole_form(self, request, fiche, sent)
        if not whole.is_valid():
            return self._not_shown(request, list(whole.refusals()), 422)
        shown = as_visitors_would_find_it(whole)
        address, _, anchor = shown.get_absolute_url().partition("#")
        if anchor and not (shown.is_published or shown.is_archived):
            return self._not_shown(request, [Refusal("", NO_PAGE_YET)], 422)
        asked = visitor_request(request, address)
        asked.preview = shown
        view, args, kwargs = asked.resolver_match
        page = view(asked, *args, **kwargs)
        page["X-Robots-Tag"] = "noindex"
        return page

    def _not_shown(
        self, request: HttpRequest, refusals: list[Refusal], status: int
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": "Pas encore d’aperçu",
            "opts": self.opts,
            "refusals": refusals,
        }
        page = TemplateResponse(request, "admin/preview_refused.html", context, status=status)
        return page.render()  # now: what it reads may be taken back

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs):
        fiche = kwargs.get("obj")
        if fiche and self.has_change_permission(request, fiche):
            name = f"{self.admin_site.name}:{self._named('preview')}"
            context["preview_address"] = reverse(name, args=[fiche.pk])
        return super().render_change_form(request, context, *args, **kwargs)


def as_visitors_would_find_it(whole: WholeForm) -> Fiche:
    """Write the sheet of a valid form as if it were published, and return it.

    A summary is the least that the database asks of a published sheet: without one it stays a draft.
    """
    fiche = whole.form.save(commit=False)
    if fiche.status != Status.ARCHIVED and fiche.summary.strip():
        now = timezone.now()
        fiche.status = Status.PUBLISHED
        fiche.published_at = min(fiche.published_at or now, now)
    whole.save_as(fiche)
    return fiche


def visitor_request(request: HttpRequest, address: str) -> WSGIRequest:
    """Return the request of a visitor nobody knows for ``address``, on the same site."""
    server = {name: request.META[name] for name in SERVER if name in request.META}
    asked = WSGIRequest(
        {**server, "REQUEST_METHOD": "GET", "PATH_INFO": address, "wsgi.input": BytesIO()}
    )
    asked.resolver_match = resolve(address)
    return asked
