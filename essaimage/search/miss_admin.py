"""The admin of searches that found nothing: read, made into synonyms, marked as handled."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from essaimage.common.admin import DeskAdmin

from .miss_models import Miss


@admin.register(Miss)
class MissAdmin(DeskAdmin):
    """Words that visitors typed in vain: the site writes them, editors decide what to do."""

    fields = ("word", "times", "last_seen", "is_handled")
    readonly_fields = ("word", "times", "last_seen")
    list_display = ("word", "times", "last_seen", "said_handled", "synonym_link")
    list_filter = ("is_handled",)
    search_fields = ("word",)
    date_hierarchy = "last_seen"
    actions = ("mark_as_handled",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="suite", ordering="is_handled")
    def said_handled(self, miss: Miss) -> str:
        """Whether somebody took care of it."""
        return "traité" if miss.is_handled else "à traiter"

    @admin.display(description="synonyme")
    def synonym_link(self, miss: Miss) -> SafeString:
        """A form that already bears the word."""
        address = reverse("admin:search_synonymgroup_add")
        query = urlencode({"name": miss.word, "words": miss.word})
        return format_html(
            '<a href="{}?{}">Créer un groupe<span class="visually-hidden"> pour « {} »</span></a>',
            *(address, query, miss.word),
        )

    @admin.action(description="Marquer comme traité", permissions=["change"])
    def mark_as_handled(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Put the chosen words after the others."""
        total = queryset.filter(is_handled=False).update(is_handled=True)
        said = "1 recherche marquée" if total == 1 else f"{total} recherches marquées"
        self.message_user(
            request, f"{said} comme traitée{'s' if total > 1 else ''}.", messages.SUCCESS
        )
