"""The addresses of tables, under those of the admin."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from . import views
from .reading import MAX_BYTES, too_large

MARGIN = 100_000  # bytes of a form around its file
DRAINED = 200_000_000  # bytes read and dropped, so that a browser hears the answer
View = Callable[..., HttpResponse]


def table_urls(site) -> list[URLPattern]:
    """Return the pages of tables; ``site`` lets editors alone in."""
    inside = site.admin_view
    run = "tableaux/imports/<int:pk>"
    return [
        path("tableaux/<slug:slug>/exporter/", inside(views.export_page), name="table-export"),
        path(
            "tableaux/<slug:slug>/importer/",
            measured(inside(views.import_page)),
            name="table-import",
        ),
        path(
            "tableaux/<slug:slug>/modele.csv",
            inside(views.template_file),
            {"ending": "csv"},
            name="table-template-csv",
        ),
        path(
            "tableaux/<slug:slug>/modele.xlsx",
            inside(views.template_file),
            {"ending": "xlsx"},
            name="table-template-xlsx",
        ),
        path(f"{run}/", inside(views.run_page), name="import-run"),
        path(f"{run}/confirmer/", inside(views.confirm_run), name="import-confirm"),
        path(f"{run}/abandonner/", inside(views.drop_run), name="import-drop"),
        path(f"{run}/fiches/", inside(views.brought_file), name="import-brought"),
        path(f"{run}/a-corriger.csv", inside(views.faults_file), name="import-faults"),
        path(f"{run}/fichier-annote/", inside(views.annotated_file), name="import-annotated"),
    ]


def measured(view: View) -> View:
    """Refuse a file that is too large before any of it is kept.

    The check of the form's key reads the whole request: it is left to the view inside, which does it.
    """

    @csrf_exempt
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if request.method != "POST" or size <= MAX_BYTES + MARGIN:
            return view(request, *args, **kwargs)
        # A server that answers in the middle of a sending is heard as a broken connection.
        left = min(size, DRAINED)
        while left > 0 and (part := request.read(min(left, 65_536))):
            left -= len(part)
        context = {"title": "Fichier trop lourd", "sentence": too_large(size)}
        return TemplateResponse(request, "admin/tables/too_large.html", context, status=413)

    return wrapped
