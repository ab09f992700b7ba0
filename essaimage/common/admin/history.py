"""Every write of the desk on a sheet is kept as a version, in the transaction that writes it."""

from collections.abc import Callable

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from ..models import Keyed, Version
from ..models.version import LONGEST_REASON
from ..versions import deleting, locked_snapshot, record, record_many, snapshots
from . import history_pages
from .base import DeskAdmin
from .bulk import NOTE, SHOWN, BulkAction

REASON = "version_reason"  # the field, near the buttons, where one says why


def typed_reason(request: HttpRequest) -> str:
    """Return why the editor makes this change, as typed; empty when it is not said."""
    said = request.POST.get(REASON) or request.POST.get(NOTE) or ""
    return said.strip()


def whole_reason(request: HttpRequest) -> str:
    """Return what the version says: the step the sheet takes, when it takes one, then why."""
    return " · ".join(filter(None, [getattr(request, "step_said", ""), typed_reason(request)]))


def writes_no_sheet(model_admin: DeskAdmin, request: HttpRequest) -> bool:
    """Whether the action asked for leaves sheets alone, or only shows what it would do (``bulk.py``)."""
    chosen = model_admin.asked_action(request)
    is_asking = isinstance(chosen, BulkAction) and SHOWN not in request.POST
    return is_asking or getattr(chosen, "runs_alone", False)


class HistoryMixin(admin.ModelAdmin):
    """The history of a sheet, and what fills it: saves (rows included), deletions, actions."""

    keeps_versions = True

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if len(typed_reason(request)) > LONGEST_REASON:
            form.refusal = form.refusal or history_pages.REASON_TOO_LONG
        return form

    # --- What is kept --------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Keyed, form, change: bool) -> None:
        request.found = locked_snapshot(obj) if change else None
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        """Keep the version once the rows and the links are written: it holds them."""
        super().save_related(request, form, formsets, change)
        found = getattr(request, "found", None)
        record(form.instance, author=request.user, reason=whole_reason(request), found=found)

    def delete_model(self, request: HttpRequest, obj: Keyed) -> None:
        with deleting(self.model, [obj.pk], author=request.user, reason=whole_reason(request)):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        pks = list(queryset.values_list("pk", flat=True))
        with deleting(self.model, pks, author=request.user, reason=whole_reason(request)):
            super().delete_queryset(request, queryset)

    def response_action(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Keep what an action changed; one that keeps its own versions is left to itself."""
        if writes_no_sheet(self, request):
            return super().response_action(request, queryset)
        pks = self._chosen(request, queryset)
        with transaction.atomic():
            found = snapshots(self.model, pks)
            before = self._numbers(pks)
            response = super().response_action(request, queryset)
            now = self._numbers(pks)
            silent = [pk for pk, number in now.items() if number == before.get(pk)]
            record_many(
                self.model, silent, author=request.user, reason=whole_reason(request), found=found
            )
        return response

    def _chosen(self, request: HttpRequest, queryset: QuerySet) -> list[int]:
        """Return the keys of the rows that an action is asked on."""
        if request.POST.get("select_across") == "1":
            return list(queryset.values_list("pk", flat=True))
        sent = request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME)
        known = [int(key) for key in sent if key.isascii() and key.isdigit() and len(key) < 19]
        return list(queryset.filter(pk__in=known).values_list("pk", flat=True))

    def _numbers(self, pks: list[int]) -> dict[int, int]:
        """Return the number of the last version of each sheet that still exists, by primary key."""
        codes = dict(self.model._base_manager.filter(pk__in=pks).values_list("pk", "code"))
        label = self.opts.label_lower
        kept = Version.objects.filter(model_label=label, fiche_code__in=codes.values()).newest()
        numbers = dict(kept.values_list("fiche_code", "number"))
        return {pk: numbers.get(code, 0) for pk, code in codes.items()}

    # --- The pages -----------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        start = "<path:object_id>/history"
        return [
            path(f"{start}/comparer/", self._page(history_pages.compare), name=f"{name}_compare"),
            path(f"{start}/<int:number>/", self._page(history_pages.one), name=f"{name}_version"),
            path(
                f"{start}/<int:number>/retablir/",
                self._page(history_pages.put_back),
                name=f"{name}_restore",
            ),
            *super().get_urls(),
        ]

    def _page(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def page(request: HttpRequest, object_id: str, **kwargs) -> HttpResponse:
            return view(self, request, object_id, **kwargs)

        return self.admin_site.admin_view(page)

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None):
        """Show every version of the sheet, in place of Django's short log."""
        return history_pages.versions(self, request, object_id)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        """Ask why, and say that nothing is lost."""
        asked = {"reason_name": REASON} | (extra_context or {})
        return super().delete_view(request, object_id, asked)

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs):
        context |= {"reason_name": REASON, "reason": typed_reason(request)}
        return super().render_change_form(request, context, *args, **kwargs)


class KeptAdmin(HistoryMixin, DeskAdmin):
    """What is no sheet and is written by hand all the same: its versions are kept too."""
