"""The admin of a sheet: quick creation, then the whole sheet in the order of its page."""

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..models import PUBLIC_STATUSES, Fiche
from .base import DeskAdmin
from .conflicts import ConflictsMixin
from .copies import CopiesMixin
from .forms import QuickFicheForm
from .freshness import FreshnessMixin
from .history import HistoryMixin
from .preview import PreviewMixin
from .rows import RowsMixin
from .twins import TwinsMixin
from .workflow import WorkflowMixin

PUBLICATION = (
    "Publication",
    {
        "fields": (
            ("verified_on", "review_months"),
            "slug",
            "former_addresses",
            ("code", "updated_at"),
        ),
        "description": (
            "Le site ne montre que les fiches publiées. Pour publier, il faut un résumé et au moins "
            "un fait dont la source est datée. Changer l’adresse ne casse aucun lien : l’ancienne "
            "mène à la nouvelle."
        ),
    },
)
READ_ONLY_REASON = (
    "Cette fiche est visible sur le site : seules les personnes du groupe « publication » peuvent la "
    "modifier. Dites-leur ce qu’il faut changer, ou demandez-leur de la repasser en brouillon."
)


class FicheAdmin(
    RowsMixin,
    ConflictsMixin,
    HistoryMixin,
    FreshnessMixin,
    PreviewMixin,
    CopiesMixin,
    WorkflowMixin,
    TwinsMixin,
    DeskAdmin,
):
    """A sheet. ``add_fields`` are those of quick creation; the whole form comes next."""

    add_form = QuickFicheForm
    add_fields: tuple[str, ...] = ("title", "summary")
    counted = {"fact_count": "citations"}
    list_display = ("title", "said_status", "fact_count", "updated_on")
    list_filter = ("status",)
    search_fields = ("title", "sigle", "summary", "code")
    readonly_fields = ("code", "updated_at", "former_addresses")

    @admin.display(description="statut", ordering="status")
    def said_status(self, fiche: Fiche) -> SafeString:
        """The status, as a word in a shape that tells it from the others."""
        return format_html(
            '<span class="statut" data-statut="{}">{}</span>',
            fiche.standing,
            fiche.standing.label,
        )

    @admin.display(description="faits", ordering="fact_count")
    def fact_count(self, fiche: Fiche) -> int:
        """How many sourced facts it has."""
        return fiche.fact_count

    @admin.display(description="modifiée", ordering="updated_at")
    def updated_on(self, fiche: Fiche) -> str:
        """The day it was last saved."""
        return date_format(timezone.localtime(fiche.updated_at), "d/m/Y")

    # --- Quick creation ---------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj=None):
        if obj is None:
            return [(None, {"fields": self.add_fields})]
        return super().get_fieldsets(request, obj)

    def get_inlines(self, request: HttpRequest, obj):
        return [] if obj is None else super().get_inlines(request, obj)

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = self.add_form
        return super().get_form(request, obj, change=change, **kwargs)

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        buttons = {"show_save_and_continue": False}
        return super().add_view(request, form_url, buttons | (extra_context or {}))

    def response_add(self, request: HttpRequest, obj, post_url_continue=None) -> HttpResponse:
        """Go on to the whole form once the sheet exists."""
        if IS_POPUP_VAR not in request.POST:
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return super().response_add(request, obj, post_url_continue)

    # --- Who may do what ---------------------------------------------------------------------

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether the editor may publish, archive, and touch what visitors already read."""
        return request.user.has_perm(f"{self.opts.app_label}.publish_{self.opts.model_name}")

    def may_touch(self, request: HttpRequest, obj: Fiche | None) -> bool:
        """Whether the editor may write on ``obj``, given who reads it."""
        is_public = obj is not None and obj.status in PUBLIC_STATUSES
        return not is_public or self.has_publish_permission(request)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_change_permission(request, obj) and self.may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and self.may_touch(request, obj)

    def get_view_on_site_url(self, obj: Fiche | None = None) -> str | None:
        """Return the address of the sheet's page; None when a draft has none to be seen on."""
        if obj is None or obj.pk is None:
            return None
        url = obj.get_absolute_url()
        return None if "#" in url and not obj.is_published else url

    # --- The page ------------------------------------------------------------------------------

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs):
        fiche: Model | None = kwargs.get("obj")
        reason = "" if self.may_touch(request, fiche) else READ_ONLY_REASON
        context.update(read_only_reason=reason, is_fiche=True, show_save_and_add_another=False)
        return super().render_change_form(request, context, *args, **kwargs)
