"""The admin of searches that found nothing: read, made into synonyms, marked as handled."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from essaimage.common.admin import DeskAdmin
from essaimage.common.admin.handling import MarkAsHandled

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
    actions = (MarkAsHandled(("1 recherche traitée.", "{} recherches traitées.")),)

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
