"""The admin of network models and of the criteria that compare them."""

from django.contrib import admin

from essaimage.common.admin import (
    PUBLICATION,
    FicheAdmin,
    KeptAdmin,
    RowInline,
    StackedRowInline,
    citation_inline,
)
from essaimage.common.admin.forms import ReferenceForm

from ..models import Criterion, Fit, NetworkModel, NetworkModelCitation, Trait


class FitInline(RowInline):
    """« Convient si… », « ne convient pas si… »."""

    model = Fit
    fields = ("kind", "text", "source", "order")
    autocomplete_fields = ("source",)


class TraitInline(StackedRowInline):
    """The cells of the comparison table, one per criterion."""

    model = Trait
    fields = (("criterion", "source"), "value", "explanation")
    autocomplete_fields = ("criterion", "source")


@admin.register(NetworkModel)
class NetworkModelAdmin(FicheAdmin):
    """A network model: who owns, decides, pays; when it suits; its column of the comparison."""

    add_fields = ("title", "summary", "kind", "who_owns", "who_decides")
    fieldsets = (
        ("Le modèle", {"fields": ("title", "sigle", "summary", ("kind", "order"))}),
        PUBLICATION,
        (
            "Qui possède, qui décide, qui paie",
            {"fields": ("who_owns", "who_decides", "who_pays", "has_autonomous_sites")},
        ),
        ("Le texte", {"fields": ("body",)}),
    )
    inlines = (FitInline, TraitInline, citation_inline(NetworkModelCitation))
    counted = {"fact_count": "citations", "trait_count": "traits"}
    list_display = ("title", "kind", "said_status", "trait_count", "fact_count", "updated_on")
    list_filter = ("status", "kind")

    @admin.display(description="traits", ordering="trait_count")
    def trait_count(self, model: NetworkModel) -> int:
        """How many cells of the comparison it fills."""
        return model.trait_count


@admin.register(Criterion)
class CriterionAdmin(KeptAdmin):
    """A row of the comparison table; its cells are written on each model's own page."""

    form = ReferenceForm
    fields = ("title", "question", "order", "code")
    readonly_fields = ("code",)
    counted = {"trait_count": "traits"}
    list_display = ("title", "question", "trait_count", "order")
    search_fields = ("title", "question")

    @admin.display(description="cases remplies", ordering="trait_count")
    def trait_count(self, criterion: Criterion) -> int:
        """How many models answer it."""
        return criterion.trait_count

    def has_delete_permission(self, request, obj=None) -> bool:
        """A criterion that models answer cannot be deleted: their cells would go with it."""
        return super().has_delete_permission(request, obj) and not (obj and obj.traits.exists())
