"""The glossary: every term, by letter, with its other names and its sources."""

from itertools import groupby

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaimage.common.evidence import Evidence
from essaimage.common.models import Term, TermCitation
from essaimage.common.texts import Texts
from essaimage.common.typography import in_french_order, sort_key


def glossary(request: HttpRequest) -> HttpResponse:
    """Show the published terms under their first letter, in French order."""
    citations = Prefetch("citations", TermCitation.objects.select_related("source"))
    terms = Term.objects.published().prefetch_related(citations, "synonyms")
    ordered = in_french_order(terms)
    letters = groupby(ordered, key=lambda term: sort_key(term.title)[0][:1].upper())
    context = {
        "letters": [(letter, list(group)) for letter, group in letters],
        "count": len(ordered),
        # Each definition stands alone: no term is linked inside another one's entry.
        "texts": Texts(link_terms=False),
        "evidence": Evidence(citation for term in ordered for citation in term.citations.all()),
    }
    return render(request, "pages/glossary.html", context)
