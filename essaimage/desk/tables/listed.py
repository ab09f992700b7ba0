"""What a list of the admin shows, with its filters, its search and its order: what an export takes."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest

from .kinds import Kind


def listed(request: HttpRequest, kind: Kind) -> tuple[QuerySet, bool]:
    """Return the sheets that the list shows for the address of ``request``, and whether it is filtered."""
    model_admin = admin.site._registry[kind.model]
    everything = kind.model.objects.order_by("title", "pk")
    if not request.GET:
        return everything, False
    try:
        shown = model_admin.get_changelist_instance(request).get_queryset(request)
    except IncorrectLookupParameters:
        return everything, False
    # The list counts rows and joins tables: only which sheets it shows, and their order, are kept.
    codes = list(shown.values_list("code", flat=True))
    total = everything.count()
    return kind.model.objects.filter(code__in=codes).order_by("title", "pk"), len(codes) != total
