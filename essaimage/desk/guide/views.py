"""The pages of the guide: its contents, and one chapter."""

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.http import require_safe

from .chapters import chapters


def addresses(site: AdminSite) -> list:
    """Return the addresses of the guide, for ``site``."""
    return [
        path("guide/", site.admin_view(require_safe(contents)), name="guide"),
        path("guide/<slug:slug>/", site.admin_view(require_safe(chapter)), name="guide_chapter"),
    ]


def contents(request: HttpRequest) -> HttpResponse:
    """List the chapters."""
    page = {"title": "Le guide de la rédaction", "chapters": chapters().values()}
    context = admin.site.each_context(request) | page
    return TemplateResponse(request, "admin/guide/contents.html", context)


def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a chapter, and what one may read next."""
    found = list(chapters().values())
    place = next((i for i, each in enumerate(found) if each.slug == slug), None)
    if place is None:
        raise Http404
    page = {
        "title": found[place].title,
        "chapter": found[place],
        "before": found[place - 1] if place else None,
        "after": found[place + 1] if place + 1 < len(found) else None,
    }
    context = admin.site.each_context(request) | page
    return TemplateResponse(request, "admin/guide/chapter.html", context)
