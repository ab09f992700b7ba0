"""« Dupliquer » on the page of a sheet, and the other ways to copy that a kind of sheet offers."""

from functools import partial

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from ..copying import DUPLICATE, CopyKind, Rows, copy_of, counted
from ..models import Fiche
from ..versions import record
from .base import without_invisible

NO_TITLE = "Donnez un titre à la nouvelle fiche."
TOO_LONG = "Ce titre dépasse {longest} caractères : raccourcissez-le."
REASON = "Copie de « {} »"


class CopiesMixin:
    """Adds the pages that copy a sheet. ``copies`` are the ways its kind offers."""

    copies: tuple[CopyKind, ...] = (DUPLICATE,)

    def get_urls(self) -> list:
        pages = [
            path(
                f"<path:object_id>/{kind.slug}/",
                self.admin_site.admin_view(partial(self.copy_view, kind=kind)),
                name=self._copy_name(kind),
            )
            for kind in self.copies
        ]
        return [*pages, *super().get_urls()]

    def _copy_name(self, kind: CopyKind) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{kind.slug}"

    def _copied_rows(self) -> Rows:
        """Return the rows that the form of the sheet shows, with the key that says whose they are."""
        return {
            inline.model: _get_foreign_key(self.model, inline.model, inline.fk_name).name
            for inline in self.inlines
        }

    def copy_view(self, request: HttpRequest, object_id: str, kind: CopyKind) -> HttpResponse:
        """Say what the copy will hold, and make it once asked to."""
        fiche = self.get_object(request, unquote(object_id))
        if not self.has_add_permission(request) or not self.has_view_permission(request, fiche):
            raise PermissionDenied
        if fiche is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        longest = self.opts.get_field("title").max_length
        title, refusal = kind.title.format(fiche.title)[:longest], ""
        if request.method == "POST":
            title = without_invisible(request.POST).get("title", "").strip()
            refusal = "" if title else NO_TITLE
            if len(title) > longest:
                refusal = TOO_LONG.format(longest=longest)
            if not refusal:
                return self._copied(request, fiche, kind, title)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{kind.label} : {fiche}",
            "opts": self.opts,
            "fiche": fiche,
            "kind": kind,
            "new_title": title,
            "refusal": refusal,
            "rows": list(counted(fiche, kind, self._copied_rows())),
            "back": self._change_address(fiche),
        }
        status = 422 if refusal else 200
        return TemplateResponse(request, "admin/copy.html", context, status=status)

    def _copied(
        self, request: HttpRequest, fiche: Fiche, kind: CopyKind, title: str
    ) -> HttpResponse:
        with transaction.atomic():
            copy = copy_of(fiche, kind, self._copied_rows(), title)
            record(copy, author=request.user, reason=REASON.format(fiche.title))
            self.log_addition(request, copy, REASON.format(fiche.title))
        messages.success(request, kind.done)
        return HttpResponseRedirect(self._change_address(copy))

    def _change_address(self, fiche: Fiche) -> str:
        name = f"{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(f"{self.admin_site.name}:{name}", args=[fiche.pk])

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs):
        fiche = kwargs.get("obj")
        if fiche and self.has_add_permission(request):
            context["copies"] = [
                (
                    kind.label,
                    reverse(f"{self.admin_site.name}:{self._copy_name(kind)}", args=[fiche.pk]),
                )
                for kind in self.copies
            ]
        return super().render_change_form(request, context, *args, **kwargs)
