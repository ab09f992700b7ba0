"""The admin of the glossary: a term, its definition, the other words people use for it."""

from django.contrib import admin

from ..models import Synonym, Term, TermCitation
from .base import RowInline
from .citations import citation_inline
from .fiche import PUBLICATION, FicheAdmin


class SynonymInline(RowInline):
    """Other words for the term, as visitors type them."""

    model = Synonym
    fields = ("word", "direction")


@admin.register(Term)
class TermAdmin(FicheAdmin):
    """A term: its summary is its definition."""

    fieldsets = (
        ("Le terme", {"fields": ("title", "sigle", "summary", "false_friend")}),
        PUBLICATION,
        ("Pour aller plus loin", {"fields": ("body",)}),
    )
    inlines = (SynonymInline, citation_inline(TermCitation))
