"""The home page: three questions, three acts, and the map of what applies where."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dispositifs.choices import Vie
from dispositifs.models import Dispositif, Partenaire
from essaimage.common.markdown import Link
from essaimage.common.models import FrequentQuestion, Source
from essaimage.common.texts import Texts
from models_catalog.models import CaseStudy, KeyQuestion, NetworkModel, Outcome

from .territory_map import france_map

RECENT = 4  # schemes shown on the home page


def home(request: HttpRequest) -> HttpResponse:
    """Show the three models, the questions, the territory field, the map, and what was just confirmed."""
    failed = CaseStudy.objects.published().filter(outcome=Outcome.STOPPED)
    texts = Texts()
    context = {
        "models": NetworkModel.objects.published().main(),
        "question_count": KeyQuestion.objects.published().count(),
        "map": france_map(),
        "recent_dispositifs": recent_dispositifs(timezone.localdate()),
        "failed_case": failed.order_by("-outcome_on", "slug").first(),
        "frequent_questions": answered_questions(texts),
        "texts": texts,
        "counts": content_counts(),
    }
    return render(request, "pages/home.html", context)


def content_counts() -> dict[str, int]:
    """Return how much the site holds: what is published, and the sources behind it."""
    return {
        "dispositifs": Dispositif.objects.published().count(),
        "cases": CaseStudy.objects.published().count(),
        "partenaires": Partenaire.objects.published().count(),
        "sources": Source.objects.count(),
    }


def answered_questions(texts: Texts) -> list[tuple[FrequentQuestion, Link]]:
    """Return the frequent questions with where each is answered; one whose sheet is hidden is left out."""
    rows = FrequentQuestion.objects.all()
    return [(row, texts.links[row.target]) for row in rows if row.target in texts.links]


def running():
    """Return the published schemes that are neither ended nor replaced."""
    return Dispositif.objects.published().filter(vie=Vie.EN_COURS)


def recent_dispositifs(today: date):
    """Return the running schemes whose existence was confirmed last, the newest first."""
    dated = running().with_etat(today).filter(existence_on__isnull=False)
    return dated.select_related("replaced_by").order_by("-existence_on", "title")[:RECENT]
