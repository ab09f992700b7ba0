"""The admin of sources: who published, when, how much was read, how often it serves."""

from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from ..models import Source
from .history import KeptAdmin
from .twins import TwinsMixin


def uses() -> Combinable:
    """Return the expression that counts every row resting on a source, whatever its table."""
    total = 0
    for relation in Source._meta.related_objects:
        name = relation.field.name
        counted = (
            relation.related_model.objects.filter(**{name: OuterRef("pk")})
            .order_by()
            .values(name)
            .annotate(total=Count("pk"))
            .values("total")
        )
        total = Coalesce(Subquery(counted, output_field=IntegerField()), 0) + total
    return total


@admin.register(Source)
class SourceAdmin(TwinsMixin, KeptAdmin):
    """A source is written once and serves everywhere; used, it cannot be deleted."""

    fieldsets = (
        (None, {"fields": ("publisher", "title", "url")}),
        ("Sa date", {"fields": (("date", "date_precision"),)}),
        ("Ce qui a été lu", {"fields": (("extent", "read_on"),)}),
        ("Dans la page Ressources", {"fields": ("is_worth_reading", "reason_to_read")}),
        ("Pour les fichiers et les liens", {"fields": ("code",)}),
    )
    readonly_fields = ("code",)
    list_display = ("title", "publisher", "said_date", "extent", "use_count", "said_to_read")
    list_filter = ("is_worth_reading", "extent", ("date", admin.EmptyFieldListFilter))
    search_fields = ("title", "publisher", "url", "code")
    date_hierarchy = "date"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(use_count=uses())

    @admin.display(description="date", ordering="date", empty_value="non datée")
    def said_date(self, source: Source) -> str | None:
        """The date as the source gives it."""
        return source.date_said or None

    @admin.display(description="à lire", ordering="is_worth_reading")
    def said_to_read(self, source: Source) -> str:
        """« oui » when it is advised; nothing else, since most are not."""
        return "oui" if source.is_worth_reading else ""

    @admin.display(description="citée", ordering="use_count")
    def use_count(self, source: Source) -> int:
        """How many facts and rows rest on it."""
        return source.use_count
