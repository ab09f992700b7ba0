"""The admin of partners."""

from django.contrib import admin

from essaimage.common.admin import PUBLICATION, FicheAdmin, citation_inline

from ..models import Partenaire, PartenaireCitation


@admin.register(Partenaire)
class PartenaireAdmin(FicheAdmin):
    """A partner; what it does in schemes is written on the schemes."""

    add_fields = ("title", "sigle", "summary", "kind", "website")
    fieldsets = (
        ("Le partenaire", {"fields": ("title", "sigle", "summary", ("kind", "is_founding"))}),
        PUBLICATION,
        ("Où il agit", {"fields": ("website", "scope", "regions", "departements")}),
        ("Le texte", {"fields": ("body",)}),
    )
    autocomplete_fields = ("regions", "departements")
    inlines = (citation_inline(PartenaireCitation),)
    counted = {"fact_count": "citations", "dispositif_count": "dispositifs"}
    list_display = ("title", "kind", "said_status", "dispositif_count", "fact_count", "updated_on")
    list_filter = ("status", "kind", "is_founding")

    @admin.display(description="dispositifs", ordering="dispositif_count")
    def dispositif_count(self, partenaire: Partenaire) -> int:
        """How many schemes it has a role in."""
        return partenaire.dispositif_count
