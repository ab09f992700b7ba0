"""The admin of territories: read and searched, never written (the official code does)."""

from django.contrib import admin

from essaimage.common.admin.base import ReadOnlyAdmin

from .models import Commune, Departement, Epci, Region


class TerritoryAdmin(ReadOnlyAdmin):
    """An official territory."""

    list_display = ("name", "code")
    search_fields = ("name", "code")


@admin.register(Region)
class RegionAdmin(TerritoryAdmin):
    """The 18 régions."""

    list_display = ("name", "code", "zone", "departement_count")
    list_filter = ("zone",)
    counted = {"departement_count": "departements"}

    @admin.display(description="départements", ordering="departement_count")
    def departement_count(self, region: Region) -> int:
        """How many départements it has."""
        return region.departement_count


@admin.register(Departement)
class DepartementAdmin(TerritoryAdmin):
    """The 101 départements."""

    list_display = ("name", "code", "region")
    list_filter = ("region",)
    list_select_related = ("region",)


@admin.register(Epci)
class EpciAdmin(TerritoryAdmin):
    """Intercommunalities."""


@admin.register(Commune)
class CommuneAdmin(TerritoryAdmin):
    """Communes."""

    list_display = ("name", "code", "departement", "population")
    list_select_related = ("departement",)
