"""The sourced facts of a sheet, and the rule that a published sheet rests on a dated one."""

from django.core.exceptions import ValidationError

from ..models import Citation
from ..publication import evidence_errors
from .base import RowFormSet, RowInline


class CitationFormSet(RowFormSet):
    """The facts as they are about to be saved, without those about to be deleted."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return  # the faulty rows speak for themselves
        kept = [
            form.instance
            for form in self.forms
            if form.cleaned_data.get("source") and not form.cleaned_data.get("DELETE")
        ]
        if errors := evidence_errors(self.instance, kept):
            raise ValidationError(errors)


class CitationInline(RowInline):
    """Sourced facts, in the order of the page's sources."""

    formset = CitationFormSet
    fields = ("fact", "source", "establishes", "confidence", "order")
    autocomplete_fields = ("source",)
    verbose_name_plural = "Faits sourcés"


def citation_inline(model: type[Citation]) -> type[CitationInline]:
    """Return the inline of the sourced facts of one kind of sheet."""
    return type(f"{model.__name__}Inline", (CitationInline,), {"model": model})
