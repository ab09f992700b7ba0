"""The admin of territories: read and searched, never written (official sources do it)."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from essaimage.common.admin.base import ReadOnlyAdmin

from .models import (
    Classement,
    Commune,
    CommuneAlias,
    Departement,
    Epci,
    Region,
    Temoin,
    Zonage,
    ZonageVersion,
)


class TerritoryAdmin(ReadOnlyAdmin):
    """An official territory."""

    list_display = ("name", "code")
    search_fields = ("name", "=code")


@admin.register(Region)
class RegionAdmin(TerritoryAdmin):
    """The 18 régions, and the overseas collectivities."""

    list_display = ("name", "code", "zone", "departement_count")
    list_filter = ("zone",)
    counted = {"departement_count": "departements"}

    @admin.display(description="départements", ordering="departement_count")
    def departement_count(self, region: Region) -> int:
        """How many départements it has."""
        return region.departement_count


@admin.register(Departement)
class DepartementAdmin(TerritoryAdmin):
    """The 101 départements, and the overseas collectivities."""

    list_display = ("name", "code", "region")
    list_filter = ("region",)
    list_select_related = ("region",)


@admin.register(Epci)
class EpciAdmin(TerritoryAdmin):
    """Intercommunalities."""

    list_display = ("name", "code", "kind")
    list_filter = ("kind",)


@admin.register(Commune)
class CommuneAdmin(TerritoryAdmin):
    """Communes."""

    list_display = ("name", "code", "departement", "population", "population_year", "postcodes")
    list_filter = ("is_current", "departement__region")
    list_select_related = ("departement",)
    search_fields = ("name", "=code", "postcodes")


@admin.register(CommuneAlias)
class CommuneAliasAdmin(ReadOnlyAdmin):
    """Merged communes, déléguées, associées, arrondissements."""

    list_display = ("__str__", "code", "kind", "commune")
    list_filter = ("kind",)
    list_select_related = ("commune",)
    search_fields = ("name", "=code", "commune__name")


@admin.register(Zonage)
class ZonageAdmin(ReadOnlyAdmin):
    """What classes communes."""

    list_display = ("label", "code", "is_exhaustive", "source")
    list_select_related = ("source",)
    search_fields = ("label", "=code")


@admin.register(ZonageVersion)
class ZonageVersionAdmin(ReadOnlyAdmin):
    """The lists that were imported: dates, sources, checksums, which one is in force."""

    list_display = ("zonage", "date", "is_current", "row_count", "commune_count", "imported_at")
    list_filter = ("zonage", "is_current")
    list_select_related = ("zonage",)
    search_fields = ("source_title", "checksum")
    counted = {"commune_count": "classements"}

    @admin.display(description="communes classées", ordering="commune_count")
    def commune_count(self, version: ZonageVersion) -> int:
        """How many communes it names."""
        return version.commune_count


@admin.register(Classement)
class ClassementAdmin(ReadOnlyAdmin):
    """What each imported list says of each commune."""

    list_display = ("commune", "version", "status", "value", "detail")
    list_filter = ("version__zonage", "version__is_current", "status")
    list_select_related = ("commune", "version__zonage")
    search_fields = ("commune__name", "=commune__code")
    show_full_result_count = False  # a hundred thousand rows


@admin.register(Temoin)
class TemoinAdmin(ReadOnlyAdmin):
    """What the content says of witness communes."""

    list_display = ("commune", "zonage", "status", "value", "source")
    list_filter = ("zonage", "status")
    search_fields = ("commune__name", "=commune__code")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Temoin]:
        return super().get_queryset(request).select_related("commune", "zonage", "source")
