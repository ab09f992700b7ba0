"""The admin of schemes of which one line is known."""

from django.contrib import admin

from essaimage.common.admin import KeptAdmin

from ..models import DispositifRepere


@admin.register(DispositifRepere)
class DispositifRepereAdmin(KeptAdmin):
    """A scheme in one line."""

    list_display = ("name", "nature", "echelle", "ruralite", "vie", "territory", "is_shown")
    list_filter = ("is_shown", "nature", "echelle", "ruralite", "vie")
    list_select_related = ("nature",)
    search_fields = ("name", "fact", "territory")
    autocomplete_fields = ("nature", "source")
    fields = (
        *("name", "nature", "echelle", "ruralite", "vie"),
        *("territory", "fact", "source", "is_shown"),
    )
