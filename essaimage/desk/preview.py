"""The preview of a Markdown text, rendered by the very function of the pages; it keeps nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from essaimage.common.texts import Texts

LONGEST = 100_000  # letters: ten times the longest sheet


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Render the field that ``apercu`` names: a fragment for the script, else a page of its own."""
    name = request.POST.get("apercu", "")
    text = request.POST.get(name, "")
    is_too_long = len(text) > LONGEST
    context = {
        "title": "Aperçu",
        "html": "" if is_too_long else Texts().markdown(text),
        "is_too_long": is_too_long,
        "longest": LONGEST,
    }
    wants_fragment = request.headers.get("Accept") == "text/fragment+html"
    template = "admin/_preview.html" if wants_fragment else "admin/preview.html"
    return render(request, template, context, status=413 if is_too_long else 200)
