"""The home page: three questions, three acts, and the map of what applies where."""

from collections import Counter
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dispositifs.choices import CoverageKind, Vie
from dispositifs.coverage import Place, relation
from dispositifs.models import Dispositif, Partenaire
from dispositifs.reading import coverage_rows
from essaimage.common.markdown import Link
from essaimage.common.models import FrequentQuestion, Source
from essaimage.common.texts import Texts
from essaimage.territoires.hexmap import Cell, hexmap_cells, hexmap_scale
from essaimage.territoires.models import Departement
from models_catalog.models import CaseStudy, KeyQuestion, NetworkModel, Outcome

RECENT = 4  # schemes shown on the home page
WIDE = (CoverageKind.FRANCE, CoverageKind.HEXAGONE, CoverageKind.OUTRE_MER)


def home(request: HttpRequest) -> HttpResponse:
    """Show the three models, the questions, the territory field, the map, and what was just confirmed."""
    departements = list(Departement.objects.select_related("region"))
    counts = own_counts(departements)
    failed = CaseStudy.objects.published().filter(outcome=Outcome.STOPPED)
    texts = Texts()
    context = {
        "models": NetworkModel.objects.published().main(),
        "question_count": KeyQuestion.objects.published().count(),
        "departements": departements,
        "hexmap": cells_of(departements, counts),
        "hexmap_scale": hexmap_scale(counts.values()),
        "recent_dispositifs": recent_dispositifs(timezone.localdate()),
        "failed_case": failed.order_by("-outcome_on", "slug").first(),
        "frequent_questions": answered_questions(texts),
        "texts": texts,
        "counts": content_counts(),
    }
    return render(request, "pages/home.html", context)


def cells_of(departements: list[Departement], counts: dict[str, int]) -> list[Cell]:
    """Return the map: each département with its count, leading to the schemes that apply there."""
    return hexmap_cells(
        counts,
        names={row.code: row.name for row in departements},
        urls={row.code: f"/dispositifs/?territoire={row.parameter}" for row in departements},
    )


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


def own_counts(departements: list[Departement]) -> dict[str, int]:
    """Return, for each département, its own running schemes and the pioneers settled there.

    What holds everywhere in France, in the Hexagone or overseas is not counted: it would hide the rest.
    """
    live = set(running().values_list("pk", flat=True))
    coverages = [
        own
        for pk, rows in coverage_rows().items()
        if pk in live and (own := [row for row in rows if row.kind not in WIDE])
    ]
    settled = CaseStudy.departements.through.objects.filter(
        casestudy__in=CaseStudy.objects.published()
    )
    pioneers = Counter(settled.values_list("departement__code", flat=True))
    counts = {}
    for departement in departements:
        place = Place(departement.region.code, departement.region.zone, departement.code)
        own = sum(relation(rows, place) is not None for rows in coverages)
        counts[departement.code] = own + pioneers[departement.code]
    return counts
