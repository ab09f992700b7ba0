"""The admin of pioneers and of their sectors."""

from django.contrib import admin

from essaimage.common.admin import (
    PUBLICATION,
    FicheAdmin,
    ReferenceAdmin,
    RowInline,
    StackedRowInline,
    citation_inline,
)

from ..models import Adoption, CaseStudy, CaseStudyCitation, Figure, Illustration, Sector, Step


class AdoptionInline(StackedRowInline):
    """The models a pioneer adopted, over time."""

    model = Adoption
    fields = (("model", "basis", "order"), ("started", "ended"), "text", "source")
    autocomplete_fields = ("source",)


class FigureInline(StackedRowInline):
    """Figures, each with its date and its source."""

    model = Figure
    fields = (
        ("metric", "unit"),
        ("value", "is_approximate"),
        ("date", "date_precision"),
        "source",
    )
    autocomplete_fields = ("source",)


class StepInline(RowInline):
    """The steps of the path."""

    model = Step
    fields = ("date", "date_precision", "text", "source")
    autocomplete_fields = ("source",)


class CaseIllustrationInline(StackedRowInline):
    """What the pioneer shows about key questions."""

    model = Illustration
    fields = (("question", "source"), "text")
    autocomplete_fields = ("question", "source")


@admin.register(CaseStudy)
class CaseStudyAdmin(FicheAdmin):
    """A pioneer: where, which model, what figures, what path, what failed."""

    add_fields = ("title", "summary", "sectors", "terrain", "legal_form")
    checkbox_fields = ("sectors",)
    fieldsets = (
        ("Le pionnier", {"fields": ("title", "sigle", "summary", "is_founding")}),
        PUBLICATION,
        (
            "Qui et où",
            {
                "fields": (
                    "sectors",
                    "legal_form",
                    "website",
                    ("founded_on", "founded_precision"),
                    ("terrain", "head_commune"),
                    "regions",
                    "departements",
                )
            },
        ),
        (
            "Ce qu’il en est advenu",
            {"fields": (("outcome", "outcome_on"), "failure", "lesson")},
        ),
        ("Le texte", {"fields": ("body",)}),
    )
    autocomplete_fields = ("head_commune", "regions", "departements")
    inlines = (
        AdoptionInline,
        FigureInline,
        StepInline,
        CaseIllustrationInline,
        citation_inline(CaseStudyCitation),
    )
    counted = {"fact_count": "citations", "adoption_count": "adoptions"}
    list_display = ("title", "terrain", "outcome", "said_status", "adoption_count", "fact_count")
    list_filter = ("status", "terrain", "outcome", "sectors", "is_founding")

    @admin.display(description="modèles", ordering="adoption_count")
    def adoption_count(self, case: CaseStudy) -> int:
        """How many models it adopted."""
        return case.adoption_count


@admin.register(Sector)
class SectorAdmin(ReferenceAdmin):
    """Fields of activity."""
