"""The admin of pioneers of whom one line is known."""

from django.contrib import admin

from essaimage.common.admin import KeptAdmin

from ..models import CaseRepere


@admin.register(CaseRepere)
class CaseRepereAdmin(KeptAdmin):
    """A pioneer in one line."""

    list_display = ("name", "model", "territory", "is_shown")
    list_filter = ("is_shown", "model")
    list_select_related = ("model",)
    search_fields = ("name", "fact", "territory")
    autocomplete_fields = ("model", "source")
    fields = ("name", "model", "basis", "territory", "fact", "source", "is_shown")
