"""The search of the whole site: one box, the answers kind by kind, suggestions as one types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from essaimage.common.texts import Texts
from essaimage.search import index, misses
from essaimage.search.parameters import cleaned_query

from .home import answered_questions
from .site_search_results import SiteSearch
from .site_search_suggestions import suggestions

SUGGESTIONS_AGE = 60  # seconds a browser keeps what was suggested; short, for sheets change
# Shown under an empty box, those that give something just now.
EXAMPLES = (
    "habitat partagé",
    "franchise sociale",
    "prêt association",
    "qui décide",
    "petites villes de demain",
    "mesure d’impact",
    "Guéret",
)


def site_search(request: HttpRequest) -> HttpResponse:
    """Show what answers the words typed; with none, what one may search for."""
    words, was_cut = cleaned_query(request.GET.get("q", ""))
    search = SiteSearch(index.current(), words, was_cut)
    if search.is_vain:
        misses.note(words)
    context = {"search": search} if words else {"search": search} | help_with(Texts())
    return render(request, "pages/site_search.html", context)


def help_with(texts: Texts) -> dict[str, object]:
    """Return examples of searches with how many answers, and the frequent questions."""
    tried = [SiteSearch(index.current(), words) for words in EXAMPLES]
    return {
        "examples": [(search.words, search.total) for search in tried if search.total],
        "frequent_questions": answered_questions(texts),
        "texts": texts,
    }


def site_search_suggestions(request: HttpRequest) -> JsonResponse:
    """Answer the field that suggests as one types."""
    words, _ = cleaned_query(request.GET.get("q", ""))
    response = JsonResponse({"results": suggestions(index.current(), words)})
    response.headers["Cache-Control"] = f"public, max-age={SUGGESTIONS_AGE}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
