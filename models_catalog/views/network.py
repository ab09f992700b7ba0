"""Network models: the list, the comparison, one model."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from essaimage.common.evidence import Evidence
from essaimage.common.pages import fiche_page
from essaimage.common.texts import Texts
from essaimage.common.typography import sort_key

from ..comparison import Comparison, compare
from ..drawings import explained
from ..forms import ComparisonForm
from ..models import Criterion, NetworkModel, Trait
from ..reading import by_case, model_pages, neighbours_of

CRUMBS = [("Modèles", "/modeles/")]


def model_list(request: HttpRequest) -> HttpResponse:
    """The three models and, under them, the strategies nearby."""
    published = list(NetworkModel.objects.published())
    context = {
        "models": [model for model in published if model.is_main],
        "strategies": [model for model in published if not model.is_main],
    }
    return render(request, "models_catalog/model_list.html", context)


def model_compare(request: HttpRequest) -> HttpResponse:
    """Criteria × models; 400, with what exists, when a model that does not exist is asked for."""
    form = ComparisonForm(request.GET, list(NetworkModel.objects.published()))
    models = form.compared
    traits = Trait.objects.filter(model__in=models).select_related("source")
    rows = compare(Criterion.objects.all(), models, traits)
    context = {
        "form": form,
        "models": models,
        "comparison": Comparison(rows, form.only_differences),
        "evidence": Evidence(),
        "crumbs": CRUMBS,
    }
    status = 200 if form.is_valid() else 400
    return render(request, "models_catalog/model_compare.html", context, status=status)


@fiche_page(model_pages)
def model_detail(request: HttpRequest, model: NetworkModel) -> HttpResponse:
    """One model: who owns, decides, pays; when it suits; what it implies; who chose it."""
    suitabilities = model.suitabilities.select_related("dispositif")
    shown = [row for row in suitabilities if row.dispositif.is_published]
    context = {
        "model": model,
        "adoptions": by_case(model.adoptions.all()),
        "claims": explained(model.drawing, model.traits.all()),
        "suitabilities": sorted(shown, key=lambda row: sort_key(row.dispositif.title)),
        "neighbours": neighbours_of(
            model, NetworkModel.objects.published().filter(kind=model.kind)
        ),
        "evidence": Evidence(model.citations.all()),
        "texts": Texts(),
        "crumbs": CRUMBS,
    }
    return render(request, "models_catalog/model_detail.html", context)
