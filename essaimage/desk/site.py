"""The admin site: its front page tells what each thing is and what waits for someone."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import path
from django.views.decorators.cache import never_cache

from essaimage.common.models import Fiche, Standing

from .contents import GROUPS
from .french import TypesetCatalog
from .opening import open_fiche
from .people.site import PeopleSiteMixin
from .preview import preview
from .sections import Desk
from .sections.views import front_page, section_page
from .tables.urls import table_urls
from .waiting import counts_by_standing

View = Callable[..., HttpResponse]
UNREADABLE = "L’adresse demandait quelque chose d’illisible : voici la page sans cela."


def readable(view: View) -> View:
    """Show ``view`` without its parameters, and say so, when the database cannot read one of them.

    PostgreSQL refuses a NUL and a badly written pattern, Python a year beyond measure.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        asked = request.META.get("QUERY_STRING", "")
        try:
            if "%00" in asked:
                raise DataError("NUL")
            return view(request, *args, **kwargs)
        except (DataError, OverflowError) as error:
            if request.method != "GET":
                raise BadRequest(UNREADABLE) from error  # no form of ours sends such a thing
            if not asked:
                raise
            messages.error(request, UNREADABLE)
            return HttpResponseRedirect(request.path)

    return wrapped


class DeskSite(PeopleSiteMixin, AdminSite):
    """Django's admin, grouped as editors think and explained in French."""

    site_header = "Essaimage"
    site_title = "Essaimage, rédaction"
    index_title = "Le bureau de la rédaction"
    empty_value_display = "–"
    enable_nav_sidebar = False  # the front page is the map; lists and forms need the width

    def get_urls(self) -> list:
        # Later than this file: those pages register themselves on this very site.
        from essaimage.common.admin.deleted import deleted_urls

        from .guide.views import addresses as guide_urls

        return [
            path("apercu/", self.admin_view(preview), name="preview"),
            path("seance/", never_cache(self.session), name="session"),
            path("fiche/<slug:kind>/<slug:slug>/", self.admin_view(open_fiche), name="fiche"),
            path("bureau/<slug:slug>/", self.admin_view(self.section), name="section"),
            *deleted_urls(self),
            *guide_urls(self),
            *table_urls(self),
            *super().get_urls(),
        ]

    def session(self, request: HttpRequest) -> JsonResponse:
        """Tell a page, about to send what was typed, whether it will be heard, and with what key.

        Only our own pages can read the answer; the key of a page left open may be out of date.
        """
        is_open = self.has_permission(request)
        return JsonResponse({"open": is_open} | ({"key": get_token(request)} if is_open else {}))

    def i18n_javascript(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Give the admin's scripts their French."""
        return TypesetCatalog.as_view(packages=["django.contrib.admin"])(request)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Let editors alone in, whatever they ask for."""
        from .busy import patient  # later than this file: its page draws on the models

        return super().admin_view(patient(self, readable(view)), cacheable)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        """Return the lists the user may see: by application when one is named, else by group."""
        if app_label:
            return super().get_app_list(request, app_label)
        seen = {
            model["model"]._meta.label_lower: model
            for app in self._build_app_dict(request).values()
            for model in app["models"]
        }
        groups = []
        for group in GROUPS:
            models = [
                seen[label] | {"about": about}
                for label, about in group.lists.items()
                if label in seen
            ]
            if models:
                groups.append(
                    {
                        "name": group.title,
                        "about": group.text,
                        "app_label": group.slug,
                        "app_url": f"#{group.slug}",
                        "has_module_perms": True,
                        "models": models,
                    }
                )
        return groups

    def section(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show every row of one section of the front page."""
        return section_page(request, self.each_context(request), slug)

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> TemplateResponse:
        """Show what is to be done by urgency, then every list with its explanation and its counts."""
        groups = self.get_app_list(request)
        models = [model for group in groups for model in group["models"]]
        kinds = [model["model"] for model in models if issubclass(model["model"], Fiche)]
        counts = counts_by_standing(kinds)
        for model in models:
            found = counts.get(model["model"]._meta.label_lower, {})
            model["counts"] = [
                {"standing": each.value, "label": each.label, "total": found[each]}
                for each in Standing
                if found.get(each)
            ]
        context = {"groups": groups} | front_page(Desk(request.user))
        return super().index(request, context | (extra_context or {}))
