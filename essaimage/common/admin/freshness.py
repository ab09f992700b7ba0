"""The upkeep of a sheet in the admin: what it lacks, how old its proofs are, verified in one click."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from .. import upkeep
from ..models import Fiche, Origin, Standing
from ..versions import recording

SHOWN = (Standing.COMING, Standing.PUBLIC)  # what visitors read, or will
OPENED = "opened"  # the official page that the button stood beside
VERIFIED = "Page officielle ouverte et vérifiée."
SAID = {
    "done": "« {title} » : page officielle vérifiée aujourd’hui.",
    "already": "« {title} » : la page officielle était déjà vérifiée aujourd’hui.",
    "moved": (
        "« {title} » n’est pas marquée comme vérifiée : sa page officielle n’est plus celle que vous "
        "aviez sous les yeux. Ouvrez la nouvelle, puis cliquez à nouveau."
    ),
    "refused": "« {title} » n’est pas marquée comme vérifiée : vous ne pouvez pas modifier cette fiche.",
}


class GapFilter(admin.SimpleListFilter):
    """The sheets that lack one thing: « sans montant »."""

    title = "ce qui manque"
    parameter_name = "manque"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return upkeep.codes(upkeep.upkeep_of(model_admin.model).needs)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return upkeep.missing_in(queryset, self.value()) if self.value() else queryset


class DueFilter(admin.SimpleListFilter):
    """The sheets whose proofs are too old."""

    title = "fraîcheur"
    parameter_name = "fraicheur"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("a-revoir", "à revoir")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return upkeep.due(queryset, timezone.localdate()) if self.value() else queryset


class FreshnessListMixin:
    """A list whose rows know their upkeep."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        upkeep.read_upkeep(self.result_list)
        for fiche in self.result_list:
            fiche.may_be_written = self.model_admin.has_change_permission(request, fiche)


class FreshnessMixin:
    """What is missing, what is old, and the click that says « I opened its page today »."""

    class Media:
        js = ["js/admin-anchor.js"]

    @property
    def upkeep(self) -> upkeep.Upkeep | None:
        """What the upkeep of this kind asks for."""
        return upkeep.upkeep_of(self.model)

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        """Read what the two columns say for the rows shown, and for them alone."""
        base = super().get_changelist(request, **kwargs)
        return type("FreshnessList", (FreshnessListMixin, base), {})

    def get_list_display(self, request: HttpRequest) -> tuple:
        """Put them beside the status, where a narrow screen shows them."""
        columns = list(super().get_list_display(request))
        place = columns.index("said_status") + 1 if "said_status" in columns else len(columns)
        return (*columns[:place], "said_gaps", "said_freshness", *columns[place:])

    def get_list_filter(self, request: HttpRequest) -> tuple:
        first, *others = super().get_list_filter(request)
        return (first, GapFilter, DueFilter, *others)

    def get_readonly_fields(self, request: HttpRequest, obj: Fiche | None = None) -> tuple:
        """A verification is done, by the button; it is not typed."""
        return (*super().get_readonly_fields(request, obj), "verified_on")

    def get_urls(self) -> list:
        name = f"{self.opts.app_label}_{self.opts.model_name}_verify"
        view = self.admin_site.admin_view(require_POST(self.verify_view))
        return [path("<int:pk>/verifier/", view, name=name), *super().get_urls()]

    # --- In the list -----------------------------------------------------------------------------

    @admin.display(description="fiche complète")
    def said_gaps(self, fiche: Fiche) -> SafeString:
        """« 12 sur 16 », and what is missing, each leading to where it is written."""
        return drawn(
            "admin/_gaps.html",
            completeness=upkeep.completeness_of(fiche),
            change_url=self.change_url(fiche),
        )

    @admin.display(description="dernière preuve")
    def said_freshness(self, fiche: Fiche) -> SafeString:
        """When it was last proved true, and the button that proves it again."""
        context = self.freshness_context(fiche) | {"may_write": fiche.may_be_written}
        return drawn("admin/_freshness.html", **context)

    def freshness_context(self, fiche: Fiche) -> dict:
        """What the templates of freshness draw; « settled » sheets are not to be looked at again."""
        fresh = upkeep.freshness_of(fiche, timezone.localdate())
        return {
            "fiche": fiche,
            "fresh": fresh,
            "is_due": fresh.is_due and fiche.standing in SHOWN and not fiche.is_settled,
            "official": self.official_page(fiche),
            "has_official": bool(self.upkeep.official),
            "verify_url": self.verify_url(fiche),
            "change_url": self.change_url(fiche),
            "official_field": f"id_{self.upkeep.official}",
        }

    def official_page(self, fiche: Fiche) -> str:
        """The address of the thing's own page; empty when it has none."""
        return getattr(fiche, self.upkeep.official, None) or "" if self.upkeep.official else ""

    def verify_url(self, fiche: Fiche) -> str:
        name = f"{self.opts.app_label}_{self.opts.model_name}_verify"
        return reverse(f"admin:{name}", args=[fiche.pk])

    def change_url(self, fiche: Fiche) -> str:
        name = f"{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(f"admin:{name}", args=[fiche.pk])

    # --- On the form -----------------------------------------------------------------------------

    def render_change_form(self, request: HttpRequest, context: dict, *args, **kwargs):
        fiche = kwargs.get("obj")
        if fiche is not None and fiche.pk:
            upkeep.read_upkeep([fiche])
            context["upkeep"] = self.freshness_context(fiche) | {
                "completeness": upkeep.completeness_of(fiche),
                "may_write": self.has_change_permission(request, fiche),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    # --- The click -------------------------------------------------------------------------------

    def verify_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Record that the editor opened the official page today; say what was done, and come back."""
        fiche = get_object_or_404(self.model, pk=pk)
        if not self.has_view_permission(request, fiche):
            raise PermissionDenied  # the answer would tell the title of a draft
        outcome = "refused"
        if self.has_change_permission(request, fiche):
            outcome = self.verify(request, fiche)
        level = messages.SUCCESS if outcome in {"done", "already"} else messages.ERROR
        self.message_user(request, SAID[outcome].format(title=fiche), level)
        back = request.POST.get("next") or request.GET.get("next") or self.change_url(fiche)
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            back = self.change_url(fiche)
        return HttpResponseRedirect(back)

    def verify(self, request: HttpRequest, fiche: Fiche) -> str:
        """Write today's date, the version and the log, unless the page has changed meanwhile."""
        today = timezone.localdate()
        with recording(fiche, author=request.user, reason=VERIFIED, origin=Origin.DESK):
            fiche.refresh_from_db()
            page = self.official_page(fiche)
            if not page or request.POST.get(OPENED) != page:
                return "moved"
            if fiche.verified_on == today:
                return "already"
            fiche.verified_on = today
            fiche.save(update_fields=["verified_on", "updated_at"])
            self.log_change(request, fiche, VERIFIED)
        return "done"


def drawn(template: str, **context) -> SafeString:
    """Return a cell of the list, drawn by its template."""
    return render_to_string(template, context)
