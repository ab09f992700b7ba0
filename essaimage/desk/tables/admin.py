"""The list of imports in the admin: read, never written; each leads to its report."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from essaimage.common.admin.base import ReadOnlyAdmin

from .kinds import KINDS
from .models import ImportRun, ImportState
from .views import account


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    """What was imported, by whom and when."""

    fields = ("file_name", "said_kind", "author_name", "said_time", "said_account", "report_link")
    list_display = (
        "said_time",
        "said_kind",
        "file_name",
        "author_name",
        "said_account",
        "report_link",
    )
    list_display_links = None
    search_fields = ("file_name", "author_name")
    date_hierarchy = "confirmed_at"

    def get_queryset(self, request: HttpRequest):
        done = super().get_queryset(request).filter(state=ImportState.DONE)
        return done.defer("content", "report")

    @admin.display(description="quand", ordering="confirmed_at")
    def said_time(self, run: ImportRun) -> str:
        """The minute it was confirmed."""
        return date_format(localtime(run.confirmed_at), "d/m/Y H:i")

    @admin.display(description="fiches", ordering="kind")
    def said_kind(self, run: ImportRun) -> str:
        """The kind of sheets."""
        return KINDS[run.kind].title if run.kind in KINDS else run.kind

    @admin.display(description="ce qui a été écrit")
    def said_account(self, run: ImportRun) -> str:
        """How many sheets."""
        return account(run)

    @admin.display(description="compte rendu")
    def report_link(self, run: ImportRun) -> SafeString:
        """The page that tells each line."""
        return format_html('<a href="{}">Lire</a>', reverse("admin:import-run", args=[run.pk]))
