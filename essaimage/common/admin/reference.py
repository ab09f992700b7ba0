"""The admin of reference tables: short lists of choices, each with its definition for visitors."""

from django.http import HttpRequest

from ..models import Reference
from .forms import ReferenceForm
from .history import KeptAdmin


class ReferenceAdmin(KeptAdmin):
    """A reference table. A row in use cannot be deleted: sheets would lose it without a word."""

    form = ReferenceForm
    fields = ("label", "definition", "order", "code")
    list_display = ("label", "definition", "order", "code")
    search_fields = ("label", "definition", "code")
    readonly_fields = ("code",)

    def has_delete_permission(self, request: HttpRequest, obj: Reference | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and is_used(obj))


def is_used(row: Reference) -> bool:
    """Whether a sheet chose this row."""
    return any(
        getattr(row, relation.get_accessor_name()).exists()
        for relation in row._meta.related_objects
    )
