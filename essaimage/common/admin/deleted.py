"""The sheets that were deleted: listed, shown, brought back."""

from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst

from ..models import Version
from ..typography import typographie
from .history_pages import PER_PAGE, address, restoration_context, try_to_restore

BACK = "« {} » est de retour, avec ses lignes et ses liens."
ALREADY_BACK = "Cette fiche est déjà revenue."


def deleted_urls(site: AdminSite) -> list:
    """Return the addresses of these pages, for ``site``."""
    return [
        path("fiches-supprimees/", site.admin_view(_with(site, deleted)), name="deleted"),
        path(
            "fiches-supprimees/<int:pk>/",
            site.admin_view(_with(site, bring_back)),
            name="deleted_restore",
        ),
    ]


def _with(site: AdminSite, view):
    return lambda request, **kwargs: view(site, request, **kwargs)


def gone(site: AdminSite, request: HttpRequest) -> QuerySet[Version]:
    """Return the last version of each sheet that is no more, and that the editor may write."""
    last = Version.objects.newest().defer("values")
    kept = Version.objects.none()
    for model, model_admin in site._registry.items():
        keeps = getattr(model_admin, "keeps_versions", False)
        if keeps and may_bring_back(model_admin, request):
            there = model._base_manager.values("code")
            of_model = last.filter(model_label=model._meta.label_lower).exclude(
                fiche_code__in=there
            )
            kept = of_model if kept.query.is_empty() else kept | of_model
    return kept.order_by("-recorded_at", "-pk")


def may_bring_back(model_admin: ModelAdmin, request: HttpRequest) -> bool:
    """Whether the editor may write, and make, sheets of this kind."""
    may_add = model_admin.has_add_permission(request)
    return may_add and model_admin.has_change_permission(request)


def deleted(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """List the sheets that are no more, the last deleted first."""
    page = Paginator(gone(site, request), PER_PAGE).get_page(request.GET.get("p"))
    kinds = {model._meta.label_lower: model for model in site._registry}
    for version in page:
        version.kind = capfirst(str(kinds[version.model_label]._meta.verbose_name))
    context = site.each_context(request) | {
        "title": "Fiches supprimées",
        "page": page,
        "pages": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
    }
    return TemplateResponse(request, "admin/history/deleted.html", context)


def bring_back(site: AdminSite, request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a deleted sheet held, then bring it back."""
    version = get_object_or_404(Version, pk=min(pk, 2**63 - 1))
    kinds = {model._meta.label_lower: each for model, each in site._registry.items()}
    model_admin = kinds.get(version.model_label)
    if model_admin is None or not may_bring_back(model_admin, request):
        raise PermissionDenied
    there = model_admin.model._base_manager.filter(code=version.fiche_code).first()
    if there:
        messages.info(request, ALREADY_BACK)
        return HttpResponseRedirect(address(there, "history"))
    if request.method == "POST" and (fiche := try_to_restore(model_admin, request, version)):
        link = format_html('<a href="{}">{}</a>', address(fiche, "change"), fiche)
        messages.success(request, format_html(typographie(BACK), link))
        return HttpResponseRedirect(reverse("admin:deleted"))
    context = site.each_context(request) | restoration_context(request, version)
    context["title"] = typographie(f"Rétablir : {version.title}")
    return TemplateResponse(request, "admin/history/bring_back.html", context)
