"""The admin of synonyms."""

from django.contrib import admin

from essaimage.common.admin import DeskAdmin

from .synonym_models import SynonymGroup


@admin.register(SynonymGroup)
class SynonymGroupAdmin(DeskAdmin):
    """Words that searches take for each other."""

    list_display = ("name", "words_in_line", "sense", "basis")
    list_filter = ("sense", "basis")
    search_fields = ("name", "words", "others", "note")
    fieldsets = (
        (None, {"fields": ("name", "words", "sense", "others")}),
        ("D’où cela vient", {"fields": ("basis", "note")}),
    )

    @admin.display(description="mots")
    def words_in_line(self, group: SynonymGroup) -> str:
        """Both sides of the group on one line."""
        words = ", ".join(group.sought)
        return f"{words} → {', '.join(group.shown)}" if group.shown else words
