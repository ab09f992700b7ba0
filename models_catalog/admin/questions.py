"""The admin of key questions, success factors and phases."""

from django.contrib import admin

from essaimage.common.admin import PUBLICATION, FicheAdmin, StackedRowInline, citation_inline

from ..models import (
    Illustration,
    Implication,
    KeyQuestion,
    KeyQuestionCitation,
    Phase,
    PhaseCitation,
    SuccessFactor,
    SuccessFactorCitation,
)
from .answers import AnswerInline


class ImplicationInline(StackedRowInline):
    """What each model implies for the question."""

    model = Implication
    fields = (("model", "source"), "text")
    autocomplete_fields = ("source",)


class QuestionIllustrationInline(StackedRowInline):
    """What pioneers show about the question."""

    model = Illustration
    fields = (("case", "source"), "text")
    autocomplete_fields = ("case", "source")


@admin.register(KeyQuestion)
class KeyQuestionAdmin(FicheAdmin):
    """A question to ask before deploying."""

    add_fields = ("title", "summary", "theme", "why", "how")
    fieldsets = (
        (
            "La question",
            {"fields": ("title", "summary", ("theme", "order"), "is_founding")},
        ),
        PUBLICATION,
        ("Le texte", {"fields": ("why", "how", "body")}),
    )
    inlines = (
        AnswerInline,
        ImplicationInline,
        QuestionIllustrationInline,
        citation_inline(KeyQuestionCitation),
    )
    counted = {"fact_count": "citations", "implication_count": "implications"}
    list_display = ("title", "theme", "said_status", "implication_count", "fact_count", "order")
    list_filter = ("status", "theme", "is_founding")

    @admin.display(description="implications", ordering="implication_count")
    def implication_count(self, question: KeyQuestion) -> int:
        """How many models have an answer."""
        return question.implication_count


@admin.register(SuccessFactor)
class SuccessFactorAdmin(FicheAdmin):
    """A success factor, a principle or a trap."""

    add_fields = ("title", "summary", "kind", "body")
    fieldsets = (
        ("Le principe", {"fields": ("title", "summary", ("kind", "order"))}),
        PUBLICATION,
        ("Le texte", {"fields": ("body", "questions")}),
    )
    autocomplete_fields = ("questions",)
    inlines = (citation_inline(SuccessFactorCitation),)
    list_display = ("title", "kind", "said_status", "fact_count", "order", "updated_on")
    list_filter = ("status", "kind")


@admin.register(Phase)
class PhaseAdmin(FicheAdmin):
    """A phase of scaling."""

    add_fields = ("title", "summary", "order", "to_prove")
    fieldsets = (
        ("L’étape", {"fields": ("title", "summary", "order")}),
        PUBLICATION,
        ("Ce qu’elle demande", {"fields": ("to_prove", "documents", "traps", "questions")}),
        ("Le texte", {"fields": ("body",)}),
    )
    autocomplete_fields = ("questions",)
    inlines = (citation_inline(PhaseCitation),)
    counted = {"fact_count": "citations", "dispositif_count": "dispositifs"}
    list_display = ("title", "order", "said_status", "dispositif_count", "fact_count")

    @admin.display(description="dispositifs", ordering="dispositif_count")
    def dispositif_count(self, phase: Phase) -> int:
        """How many schemes help at this phase."""
        return phase.dispositif_count
