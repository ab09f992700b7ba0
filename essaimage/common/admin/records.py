"""What the site keeps for itself: old addresses, what was last loaded from the fixtures."""

from django.contrib import admin
from django.http import HttpRequest

from ..models import LoadedObject, SlugRedirect
from .base import ReadOnlyAdmin


@admin.register(SlugRedirect)
class SlugRedirectAdmin(ReadOnlyAdmin):
    """Old addresses are left by renames; they may be deleted, never written."""

    list_display = ("slug", "model_label", "fiche_code")
    list_filter = ("model_label",)
    search_fields = ("slug", "fiche_code")

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)


@admin.register(LoadedObject)
class LoadedObjectAdmin(ReadOnlyAdmin):
    """What the fixtures said the last time they were loaded."""

    list_display = ("code", "model_label")
    list_filter = ("model_label",)
    search_fields = ("code",)
