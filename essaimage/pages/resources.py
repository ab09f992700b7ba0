"""Resources: the sources worth reading, and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaimage.common.models import Source
from essaimage.common.typography import sort_key


def resources(request: HttpRequest) -> HttpResponse:
    """Show the sources worth reading, by publisher, in French order."""
    sources = Source.objects.filter(is_worth_reading=True)
    context = {
        "sources": sorted(sources, key=lambda row: (sort_key(row.publisher), sort_key(row.title))),
        "source_count": Source.objects.count(),
    }
    return render(request, "pages/resources.html", context)
